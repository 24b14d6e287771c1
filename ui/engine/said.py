"""What the engine says, in the language of the window."""

from __future__ import annotations

from photosearch.said import Said, sentences, told
from ui.language import CHINESE, spoken

_FILES = {CHINESE: "zh_CN"}


def in_words(said: Said | None, what: str = "reason") -> str:
    """Return the ``title``, ``reason`` or ``advice`` of what is said; nothing of nothing."""
    return "" if said is None else told(said, what, _language())


def word(text: str) -> str:
    """Return what the system or a decoder says itself, in our language where it is known."""
    return str(sentences(_language()).get("words", {}).get(text, text))


def _language() -> str:
    return _FILES.get(spoken(), spoken())
