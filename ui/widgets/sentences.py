"""Sentences in a row, as the language on screen writes them."""

from __future__ import annotations

from collections.abc import Iterator

FULL_STOP = "。"


def sentences(*texts: str) -> str:
    """Return the texts that are not empty, a space between them; a Chinese full stop needs none."""
    return "".join(_spaced(texts))


def _spaced(texts: tuple[str, ...]) -> Iterator[str]:
    before = ""
    for text in filter(None, texts):
        yield f" {text}" if before and not before.endswith(FULL_STOP) else text
        before = text
