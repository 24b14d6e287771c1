"""Literal matches: which photos have the query's own words written on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from photosearch.media.words import is_noise
from photosearch.query.parse import Query
from photosearch.text.folding import located, readings, wordings
from photosearch.types import PhotoId, Word, WordSource

# What someone wrote to describe the photo counts whole; a folder's name stands for many photos.
SOURCE_WEIGHTS: Final = {
    WordSource.TITLE: 1.0, WordSource.CAPTION: 1.0, WordSource.KEYWORD: 1.0,
    WordSource.PERSON: 1.0, WordSource.PLACE: 1.0, WordSource.FILE: 1.0,
    WordSource.FOLDER: 0.7, WordSource.DATE: 0.7, WordSource.TEXT: 0.9,
}  # fmt: skip
# The most rows one term may find; a term this common says little.
LIMIT = 20_000
NAMES: Final = frozenset({WordSource.FILE, WordSource.FOLDER})


class WordIndex(Protocol):
    """Where literal text is looked up."""

    def match(self, term: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return words that have ``term`` in them, with their photos."""

    def equal(self, text: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return words that say this and nothing else, with their photos."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The terms of a query that stand in a photo's words.

    ``share`` is how much of the query they make up, 0–1, each counted by where it stands.
    """

    share: float
    terms: tuple[str, ...]


def literal_matches(index: WordIndex, query: Query) -> dict[PhotoId, WordMatch]:
    """Return the photos whose words hold some of a query's terms.

    Where it has none that tell something ("the who", "X"), its text must be all of a word.
    """
    if query.terms or not query.text:
        return word_matches(index, query.terms)
    found = index.equal(query.text, LIMIT)
    return {photo: WordMatch(SOURCE_WEIGHTS[word.source], (query.text,)) for photo, word in found}


def word_matches(index: WordIndex, terms: Sequence[str]) -> dict[PhotoId, WordMatch]:
    """Return the photos whose words hold some of the terms."""
    weights: dict[PhotoId, dict[str, float]] = defaultdict(dict)
    for term in terms:
        silent = unheard(term)
        for photo, word in index.match(term, LIMIT):
            if word.source not in silent:
                best = weights[photo].get(term, 0.0)
                weights[photo][term] = max(best, SOURCE_WEIGHTS[word.source])
    return {
        photo: WordMatch(sum(found.values()) / len(terms), tuple(found))
        for photo, found in weights.items()
    }


def unheard(term: str) -> frozenset[WordSource]:
    """Return where a term says nothing: what cameras write into names."""
    return NAMES if is_noise(term) else frozenset()


def stands_in(term: str, text: str) -> bool:
    """Say whether a term stands in a text: "cat" in "two cats", but not in "location".

    Chinese has no spaces: there any place will do.
    """
    return bool(found_at(term, text))


def found_at(term: str, text: str) -> list[tuple[int, int]]:
    """Return where a term stands in a text: (start, end) in code points."""
    wanted = {wording for reading in readings(term) for wording in wordings(reading)}
    spans = {
        (there[start].start, there[start + len(some) - 1].end)
        for there in (located(text), located(text, apart=True))
        for some in wanted
        for start in range(len(there) - len(some) + 1)
        if all(there[start + step].text == one for step, one in enumerate(some))
    }
    return sorted(spans)
