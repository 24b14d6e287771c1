"""Whether groups of photos are found alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photosearch.arrays import Float32Array


def skew(scores: Float32Array, groups: Sequence[str], k: int) -> dict[str, float]:
    """Return skew@k of each group, the mean over queries (Geyik et al. 2019).

    The skew is the logarithm of a group's share among the first k photos over its share among
    all: 0 is even, above it the group is shown more often than there are photos of it. A share of
    none counts as one photo in 2k, for the logarithm's sake.

    Args:
        scores: Float32[queries, photos].
        groups: the group of each photo.
        k: how many photos are looked at.
    """
    k = min(k, scores.shape[1])
    first = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    labels = np.array(groups)
    result = {}
    for group in sorted(set(groups)):
        among = np.maximum((labels[first] == group).mean(1), 1 / (2 * k))
        result[group] = float(np.log(among / np.mean(labels == group)).mean())
    return result
