"""The language in which the command line tells what failed: that of the terminal."""

from __future__ import annotations

import os

from photosearch.said import ENGLISH, Said, told

CHINESE = "zh_CN"


def language() -> str:
    """Return the language that the environment asks for, as POSIX has it; English if not known."""
    asked = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return CHINESE if next(filter(None, asked), "").lower().startswith("zh") else ENGLISH


def in_words(said: Said | None, what: str = "reason") -> str:
    """Return the ``title``, ``reason`` or ``advice`` of what is said, in that language."""
    return "" if said is None else told(said, what, language())
