"""Several wishes as one query: words and pictures by weight, more like this, less like this.

Rocchio's rule (Rocchio 1971, "Relevance feedback in information retrieval"; the constants are those
of Salton and Buckley 1990): ``q' = α·q + β·mean(more) - γ·mean(less)``.

Pictures lie closer to pictures than words do, so inner products of the one spread wider than those
of the other. Each wish is therefore taken in units of its own spread over the library (the median
absolute deviation of its scores): one that weighs the same moves the order as much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, median

ALPHA: Final = 1.0
BETA: Final = 0.75
GAMMA: Final = 0.15


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that is looked for: its vector in the fused space, Float32[d], and its weight."""

    vector: Float32Array
    weight: float = 1.0


def wishes(
    asked: Sequence[Wish], more: Sequence[Float32Array], less: Sequence[Float32Array]
) -> list[Wish]:
    """Return the terms of Rocchio's rule; without photos to be more or less like, what is asked."""
    terms = [Wish(wish.vector, ALPHA * wish.weight) for wish in asked]
    if more:
        terms.append(Wish(np.mean(more, axis=0), BETA))
    if less:
        terms.append(Wish(np.mean(less, axis=0), -GAMMA))
    return terms


def blend(terms: Sequence[Wish], scores: Callable[[Float32Array], Float32Array]) -> Float32Array:
    """Return one query, Float32[d], on the scale of the first term; a single one is left as it is.

    Args:
        terms: at least one.
        scores: what a vector scores over the library, Float32[n].
    """
    if len(terms) == 1 and terms[0].weight > 0:
        return terms[0].vector
    spreads = [_spread(scores(term.vector)) for term in terms]
    sum_of_all = np.sum(
        [t.weight / s * t.vector for t, s in zip(terms, spreads, strict=True)], axis=0
    )
    total = sum(abs(term.weight) for term in terms) or 1.0
    return np.asarray(sum_of_all * (spreads[0] / total), np.float32)


def _spread(scores: Float32Array) -> float:
    if not len(scores):
        return 1.0
    deviation = median(np.abs(scores - median(scores)))
    return deviation if deviation > 1e-6 else 1.0
