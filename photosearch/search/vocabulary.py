"""Everyday words in English and Chinese: what a photo can be described by, and compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class EverydayWord:
    """A thing, scene or action."""

    english: str
    chinese: str


@cache
def everyday_words() -> tuple[EverydayWord, ...]:
    """Return the list that the program carries."""
    path = resources.files("resources") / "words" / "everyday.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(EverydayWord(*line.split("\t")) for line in lines if line and line[0] != "#")
