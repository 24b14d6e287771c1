"""What is written in photos, found by what it means: "opening hours" finds 营业时间 9:00.

A photo's text and a question are compared as sentences, by their cosine. Measured with the built-in
encoder: what a question means reaches 0.44 and more in two thirds of cases over 0.5; of captions of
other photos, in English and in Chinese, one in a hundred reaches 0.34 and 0.49.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

import numpy as np

from photosearch.arrays import Float16Array, Float32Array, Int64Array
from photosearch.catalogue.read_meanings import ReadMeanings
from photosearch.search.literal import WordMatch
from photosearch.spaces.space import EmbeddingSpace
from photosearch.text.folding import simplified
from photosearch.types import PhotoId, Word, WordSource
from photosearch.wire.values import MatchedWord

# Below the first cosine a text has nothing to do with the question; from the second on it counts
# as if the question's own words stood there.
LEAST: Final = 0.40
WHOLE: Final = 0.60
# The most photos that one question finds so.
MOST: Final = 200
# Of one photo, when it is explained.
MOST_LINES: Final = 40
# Rows that are compared at once.
_PIECE: Final = 8192


class MeaningOfText:
    """Holds the meanings of all texts that one encoder understood, and compares questions."""

    def __init__(self, stored: ReadMeanings) -> None:
        self._stored = stored
        self._lock = threading.Lock()
        self._encoder = ""
        self._last = 0
        self._photos: Int64Array = np.zeros(0, np.int64)
        self._meanings: Float16Array = np.zeros((0, 0), np.float16)

    def matches(self, space: EmbeddingSpace, text: str) -> dict[PhotoId, WordMatch]:
        """Return the photos in which something is written that means what a text does.

        Photos that are gone by now, or say something else, may be among them.
        """
        photos, meanings = self._known(space.sentence_encoder)
        if not text or not len(photos):
            return {}
        asked = space.encode_sentences([simplified(text)])[0]
        alike = _cosines(meanings, asked)
        best = np.argsort(-alike, kind="stable")[:MOST]
        best = best[alike[best] > LEAST]
        shares = np.minimum(1.0, (alike[best] - LEAST) / (WHOLE - LEAST))
        found = zip(photos[best].tolist(), shares.tolist(), strict=True)
        return {photo: WordMatch(share, ()) for photo, share in found}

    def _known(self, encoder: str) -> tuple[Int64Array, Float16Array]:
        """Return photos and their meanings; what came since is read, the latest of each counts."""
        with self._lock:
            if encoder != self._encoder:
                self._encoder, self._last = encoder, 0
                self._photos = np.zeros(0, np.int64)
            for last, photos, meanings in self._stored.read(encoder, self._last):
                if not len(self._photos):
                    self._meanings = np.zeros((0, meanings.shape[1]), np.float16)
                kept = ~np.isin(self._photos, photos)
                self._photos = np.concatenate([self._photos[kept], photos])
                self._meanings = np.concatenate([self._meanings[kept], meanings])
                self._last = last
            return self._photos, self._meanings


def _cosines(meanings: Float16Array, asked: Float32Array) -> Float32Array:
    pieces = [
        meanings[start : start + _PIECE].astype(np.float32) @ asked
        for start in range(0, len(meanings), _PIECE)
    ]
    return np.concatenate(pieces)


def nearest_line(space: EmbeddingSpace, text: str, lines: Sequence[str]) -> tuple[MatchedWord, ...]:
    """Return the line whose meaning is nearest to a text, marked as a whole; none of none."""
    looked_at = [line for line in lines if line][:MOST_LINES]
    if not looked_at:
        return ()
    asked, *meanings = space.encode_sentences([simplified(one) for one in (text, *looked_at)])
    line = looked_at[int(np.argmax(np.stack(meanings) @ asked))]
    return (MatchedWord(Word(WordSource.TEXT, line), ((0, len(line)),)),)


def joined(
    literal: dict[PhotoId, WordMatch], meant: dict[PhotoId, WordMatch]
) -> dict[PhotoId, WordMatch]:
    """Return both kinds of matches; of a photo that is in both, what says more."""
    found = dict(literal)
    for photo, match in meant.items():
        known = found.get(photo)
        if known is None or known.share < match.share:
            found[photo] = WordMatch(match.share, () if known is None else known.terms)
    return found
