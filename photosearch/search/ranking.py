"""One ranked list from pictures, words and literal matches: pure functions.

A score is ``picture + words + exact``. The first two are the inner product of the query with the
fused embedding; the third is ``EXACT_WEIGHT`` times the share of the query's words that stand in
the photo's own.

Which of them match is for the threshold to say; see :mod:`photosearch.search.threshold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.search.literal import WordMatch
from photosearch.search.threshold import Threshold
from photosearch.types import PhotoId, ScoreParts

# About the distance between a good match and an indifferent photo: a photo that has all the
# words written on it stands beside the best pictures.
EXACT_WEIGHT: Final = 0.25


@dataclass(frozen=True, slots=True)
class Ranking:
    """Photos in order of score.

    ``ids`` Int64[n]; ``picture``, ``words``, ``exact`` Float32[n], their sum descending. The first
    ``matches`` rows are matches.
    """

    ids: Int64Array
    picture: Float32Array
    words: Float32Array
    exact: Float32Array
    matches: int

    def __len__(self) -> int:
        return len(self.ids)

    def reordered(self, order: Int64Array) -> Ranking:
        """Return the same rows in another order, Int64[n]; matches must still come first."""
        rows: dict[str, Any] = {
            field.name: value[order]
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), np.ndarray)
        }
        return replace(self, **rows)

    def least_match(self) -> float:
        """Return the least score by picture and words of a match; infinite if nothing matches."""
        scores = (self.picture + self.words)[: self.matches]
        return float(scores.min()) if len(scores) else float("inf")

    def parts(self, row: int) -> ScoreParts:
        """Return how the score of a row comes about."""
        return ScoreParts(float(self.picture[row]), float(self.words[row]), float(self.exact[row]))


def rank(
    ids: Int64Array,
    words: Float32Array,
    picture: Float32Array,
    matches: Mapping[PhotoId, WordMatch],
    threshold: Threshold,
) -> Ranking:
    """Join candidates Int64[n], their two scores Float32[n] and the literal matches.

    ``threshold`` tells which match. A photo with a literal match of the whole query always counts
    as one.
    """
    shares = np.array([_share(matches, photo) for photo in ids.tolist()], np.float32)
    exact = EXACT_WEIGHT * shares
    total = words + picture + exact
    order = np.argsort(-total, kind="stable")
    is_match = threshold.matching(total) | (shares >= 1.0)
    # The matches come first as a whole.
    order = np.concatenate([order[is_match[order]], order[~is_match[order]]])
    return Ranking(
        ids[order], picture[order], words[order], exact[order], matches=int(is_match.sum())
    )


def _share(matches: Mapping[PhotoId, WordMatch], photo: PhotoId) -> float:
    match = matches.get(photo)
    return match.share if match is not None else 0.0
