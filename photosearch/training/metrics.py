"""Measures of retrieval, from a matrix of scores; numpy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How well queries find their own: recall@k and mean average precision in percent."""

    queries: int
    recall: dict[int, float]
    median_rank: float
    mean_average_precision: float


def ranks(scores: Float32Array, match: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return for each query the ranks (1 is first) of the items that match it, ascending.

    Args:
        scores: Float32[queries, items], higher is better.
        match: Bool[queries, items].
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(match, order, axis=1)
    return [np.flatnonzero(row) + 1 for row in hits]


def retrieval(found: Sequence[NDArray[np.int64]], ks: Sequence[int] = (1, 5, 10)) -> Retrieval:
    """Return the measures over queries, given the ranks of each query's matches."""
    first = np.array([row[0] for row in found])
    precision = [np.mean(np.arange(1, len(row) + 1) / row) for row in found]
    return Retrieval(
        queries=len(found),
        recall={k: 100 * float(np.mean(first <= k)) for k in ks},
        median_rank=float(np.median(first)),
        mean_average_precision=100 * float(np.mean(precision)),
    )


def bootstrap(
    values: NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], float] = lambda sample: float(np.mean(sample)),
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic over queries (Efron 1979)."""
    rng = np.random.default_rng(seed)
    draws = [statistic(values[rng.integers(len(values), size=len(values))]) for _ in range(rounds)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return float(low), float(high)
