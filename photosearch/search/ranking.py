"""One ranked list from pictures, words and literal matches: pure functions.

A score is ``picture + words + exact``. The first two are the inner product of the query with the
fused embedding; the third is ``EXACT_WEIGHT`` times the share of the query's words that stand in
the photo's own.

The cutoff is the query's own. Where the pack is calibrated and a text was asked for, each photo has
a chance to be what was meant, and the line is drawn where the expected F1 is highest; see
:mod:`photosearch.spaces.calibration`. Else a photo matches whose score stands out from what this
query scores over the library (median and median absolute deviation, which a few true matches can't
move; Hampel 1974).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int64Array
from photosearch.search.literal import WordMatch
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.calibration import expected_best_cut
from photosearch.types import PhotoId, ScoreParts

# About the distance between a good match and an indifferent photo: a photo that has all the
# words written on it stands beside the best pictures.
EXACT_WEIGHT: Final = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """How likely each candidate is what was asked for, Float32[n].

    If none is as likely as ``least``, nothing matches.
    """

    values: Float32Array
    least: float

    def matches(self, order: Int64Array) -> NDArray[np.bool_]:
        """Return Bool[n], which candidates lie above the line, given their order."""
        above = np.zeros(len(self.values), bool)
        if len(order) and self.values.max() >= self.least:
            above[order[: expected_best_cut(self.values[order])]] = True
        return above


@dataclass(frozen=True, slots=True)
class Ranking:
    """Photos in order of score.

    ``ids`` Int64[n]; ``picture``, ``words``, ``exact`` Float32[n], their sum descending. The first
    ``strong`` rows are matches.
    """

    ids: Int64Array
    picture: Float32Array
    words: Float32Array
    exact: Float32Array
    strong: int

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
        scores = (self.picture + self.words)[: self.strong]
        return float(scores.min()) if len(scores) else float("inf")

    def parts(self, row: int) -> ScoreParts:
        """Return how the score of a row comes about."""
        return ScoreParts(float(self.picture[row]), float(self.words[row]), float(self.exact[row]))


def rank(
    ids: Int64Array,
    words: Float32Array,
    picture: Float32Array,
    matches: Mapping[PhotoId, WordMatch],
    line: Baseline | Chances,
) -> Ranking:
    """Join candidates Int64[n], their two scores Float32[n] and the literal matches.

    ``line`` tells which match: by their chances, or by the score from which one does. A photo
    with a literal match of the whole query always counts as a match.
    """
    shares = np.array([_share(matches, photo) for photo in ids.tolist()], np.float32)
    exact = EXACT_WEIGHT * shares
    total = words + picture + exact
    order = np.argsort(-total, kind="stable")
    above = line.matches(order) if isinstance(line, Chances) else total >= line.cutoff()
    is_match = above | (shares >= 1.0)
    # The matches come first as a whole: the line between them and the rest is one line.
    order = np.concatenate([order[is_match[order]], order[~is_match[order]]])
    return Ranking(
        ids[order], picture[order], words[order], exact[order], strong=int(is_match.sum())
    )


def _share(matches: Mapping[PhotoId, WordMatch], photo: PhotoId) -> float:
    match = matches.get(photo)
    return match.share if match is not None else 0.0
