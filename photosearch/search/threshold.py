"""Where an answer's matches end: the one rule, which search, exclusion and measures share.

The threshold is the query's own. Where the pack is calibrated and a text was asked for, each photo
has a probability to be what was meant, and the threshold stands where the expected F1 is highest;
see :mod:`photosearch.spaces.calibration`. Else a photo matches whose score stands out from what
this query scores over the library; see :mod:`photosearch.spaces.baseline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.spaces.baseline import PICTURE_DEVIATIONS, TEXT_DEVIATIONS, Baseline
from photosearch.spaces.calibration import RECALL_WEIGHT, expected_best_cut
from photosearch.spaces.spaces import OpenSpace


class Threshold(Protocol):
    """Tells matches from the rest."""

    def matching(self, scores: Float32Array) -> NDArray[np.bool_]:
        """Return Bool[n], which candidates match that score Float32[n]."""


@dataclass(frozen=True, slots=True, eq=False)
class Probabilities:
    """How likely each candidate is what was asked for, Float32[n], if anything is there at all.

    ``present`` is the probability of that; if it is below ``least``, nothing matches.
    """

    values: Float32Array
    least: float
    present: float
    recall_weight: float = RECALL_WEIGHT

    @property
    def overall(self) -> Float32Array:
        """How likely each candidate is what was asked for, all told, Float32[n]."""
        return self.values * np.float32(self.present)

    def matching(self, scores: Float32Array) -> NDArray[np.bool_]:
        """Return Bool[n], which candidates match that score Float32[n]."""
        found = np.zeros(len(self.values), bool)
        if len(scores) and self.present >= self.least:
            order = np.argsort(-scores, kind="stable")
            cut = expected_best_cut(self.values[order], self.recall_weight)
            found[order[:cut]] = True
        return found


def threshold_of(
    space: OpenSpace, query: Float32Array, in_words: bool, probabilities: Probabilities | None
) -> Threshold:
    """Return the threshold of a query Float32[d].

    Args:
        space: that answers.
        query: in it.
        in_words: whether a text is all that is asked.
        probabilities: of its candidates, where they are known.
    """
    if probabilities is not None:
        return probabilities
    deviations = TEXT_DEVIATIONS if in_words else PICTURE_DEVIATIONS
    return Baseline.of(space.vectors.sample_scores(query), deviations)
