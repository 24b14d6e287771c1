"""What a query scores over a library, by median and median absolute deviation (Hampel 1974)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, median

# Robust deviations above the median from which a photo counts as a match.
TEXT_DEVIATIONS: Final = 4.0
# The same for a question with pictures: pictures lie nearer to each other than texts to pictures,
# and their scores spread wider. Measured: docs/search.md.
PICTURE_DEVIATIONS: Final = 2.0
# A library smaller than this tells too little about what is usual.
SMALL_LIBRARY: Final = 30
# The deviation of normal noise is this times its median absolute deviation.
_MAD_TO_SIGMA: Final = 1.4826


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a query scores over the library: the median and its median absolute deviation.

    A photo matches from ``deviations`` robust deviations above the median.
    """

    median: float
    mad: float
    count: int
    deviations: float = TEXT_DEVIATIONS

    @classmethod
    def of(cls, scores: Float32Array, deviations: float = TEXT_DEVIATIONS) -> Baseline:
        """Measure Float32[n] scores."""
        if not len(scores):
            return cls(0.0, 0.0, 0, deviations)
        middle = median(scores)
        return cls(middle, median(np.abs(scores - middle)), len(scores), deviations)

    @property
    def deviation(self) -> float:
        """The deviation of what most photos score; never quite 0."""
        return max(_MAD_TO_SIGMA * self.mad, 1e-6)

    def threshold(self) -> float:
        """Return the score from which a photo counts as a match; -inf in a small library."""
        if self.count < SMALL_LIBRARY:
            return float("-inf")
        return self.median + self.deviations * self.deviation

    def matching(self, scores: Float32Array) -> NDArray[np.bool_]:
        """Return Bool[n], which photos match that score Float32[n]."""
        return scores >= self.threshold()
