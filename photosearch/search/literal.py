"""Literal matches: which photos have the query's own words written on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from photosearch.types import PhotoId, Word, WordSource

# What someone wrote to describe the photo counts whole; a folder's name stands for many photos.
SOURCE_WEIGHTS: Final = {
    WordSource.TITLE: 1.0, WordSource.CAPTION: 1.0, WordSource.KEYWORD: 1.0,
    WordSource.PERSON: 1.0, WordSource.PLACE: 1.0, WordSource.FILE: 1.0,
    WordSource.FOLDER: 0.7, WordSource.DATE: 0.7,
}  # fmt: skip
# The most rows one term may find; a term this common says little.
LIMIT = 20_000
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


class WordIndex(Protocol):
    """Where literal text is looked up."""

    def match(self, term: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return words that have ``term`` in them, with their photos."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The terms of a query that stand in a photo's words.

    ``share`` is how much of the query they make up, 0–1, each counted by where it stands.
    """

    share: float
    terms: tuple[str, ...]


def word_matches(index: WordIndex, terms: Sequence[str]) -> dict[PhotoId, WordMatch]:
    """Return the photos whose words hold some of the terms."""
    weights: dict[PhotoId, dict[str, float]] = defaultdict(dict)
    for term in terms:
        for photo, word in index.match(term, LIMIT):
            if stands_in(term, word.text):
                best = weights[photo].get(term, 0.0)
                weights[photo][term] = max(best, SOURCE_WEIGHTS[word.source])
    return {
        photo: WordMatch(sum(found.values()) / len(terms), tuple(found))
        for photo, found in weights.items()
    }


def stands_in(term: str, text: str) -> bool:
    """Say whether a term stands in a text: "cat" in "two cats", but not in "location".

    Chinese has no spaces: there any place will do.
    """
    return re.search(term_pattern(term), text, re.IGNORECASE) is not None


def term_pattern(term: str) -> str:
    """Return the regular expression by which a term is found in a text, in any case."""
    if _HAN.search(term):
        return re.escape(term)
    return rf"(?<!\w){re.escape(term)}(?:'?s|es)?(?!\w)"
