"""Which pictures are nearly the same: perceptual hashes find candidates, image vectors confirm.

Hashes within a Hamming radius are found exactly by multi-index hashing: two hashes that differ in
at most r = 4s + a bits differ in at most s bits in one of the first a + 1 of their four 16-bit
parts, or in at most s − 1 in one of the others. Norouzi, Punjani and Fleet, "Fast Search in Hamming
Space with Multi-Index Hashing", CVPR 2012, proposition 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.media.fingerprint import BLANK

# Measured on real photos; docs/duplicates.md has the figures.
RADIUS: Final = 8
COSINE: Final = 0.6
_PARTS: Final = 4
_PART_BITS: Final = 16
# Candidate pairs looked at in one go: a hundred megabytes.
_PAIRS_AT_ONCE: Final = 1 << 22


@dataclass(frozen=True, slots=True)
class Star:
    """A picture, and those nearly the same as it: rows Int64[n], bits that differ, cosines."""

    centre: int
    rows: Int64Array
    distances: Int64Array
    cosines: Float32Array


def stars(
    hashes: Int64Array, vectors: Float32Array, radius: int = RADIUS, cosine: float = COSINE
) -> Iterator[Star]:
    """Group pictures around centres; each is in one group at most.

    All of a group are nearly the same as its centre, not just as one another: a slow pan does not
    run together into one group.

    Args:
        hashes: Int64[n], perceptual hashes, the rows first that shall be centres.
        vectors: Float32[n, d], image vectors of unit length.
        radius: the most bits in which near duplicates' hashes differ.
        cosine: the least cosine of their vectors.
    """
    values, inverse = np.unique(hashes, return_inverse=True)
    by_value = _Lists(inverse, np.arange(len(hashes)), len(values))
    pairs = close_pairs(values, radius)
    near = _Lists(np.concatenate(pairs), np.concatenate(pairs[::-1]), len(values))
    free = hashes != BLANK
    for row in np.flatnonzero(free & (by_value.sizes + near.sizes > 1)[inverse]).tolist():
        if not free[row]:
            continue
        free[row] = False
        places = (int(inverse[row]), *near[inverse[row]].tolist())
        rows = np.concatenate([by_value[place] for place in places])
        rows = rows[free[rows]]
        cosines = vectors[rows] @ vectors[row]
        chosen = cosines >= cosine
        if chosen.any():
            rows = rows[chosen]
            free[rows] = False
            distances = bits_that_differ(hashes[rows], hashes[row])
            yield Star(row, rows, distances, cosines[chosen])


def close_pairs(hashes: Int64Array, radius: int) -> tuple[Int64Array, Int64Array]:
    """Return all pairs i < j of distinct hashes that differ in at most ``radius`` bits.

    Returns:
        Two Int64[m]: the rows i, and their partners j, sorted.
    """
    found = [np.zeros((0, 2), np.int64)]
    share, rest = divmod(radius, _PARTS)
    for part in range(_PARTS):
        keys = (hashes >> (part * _PART_BITS)) & 0xFFFF
        table = _Lists(keys, np.arange(len(keys)), 1 << _PART_BITS)
        for flip in _flips(share if part <= rest else share - 1):
            for left, right in table.matches(keys ^ flip):
                ordered = left < right
                left, right = left[ordered], right[ordered]
                close = bits_that_differ(hashes[left], hashes[right]) <= radius
                found.append(np.stack([left[close], right[close]], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    return pairs[:, 0], pairs[:, 1]


def bits_that_differ(left: Int64Array, right: Int64Array) -> Int64Array:
    """Return the Hamming distances of 64-bit hashes, Int64[n]."""
    # Of a negative number numpy counts the bits of its absolute value.
    return np.bitwise_count((left ^ right).view(np.uint64)).astype(np.int64)


def _flips(bits: int) -> Iterator[int]:
    """Yield all 16-bit masks with at most this many bits."""
    for count in range(bits + 1):
        for places in combinations(range(_PART_BITS), count):
            yield sum(1 << place for place in places)


class _Lists:
    """Values by small whole keys, as one array: ``lists[key]`` is Int64[sizes[key]]."""

    def __init__(self, keys: Int64Array, values: Int64Array, count: int) -> None:
        self._values = values[np.argsort(keys, kind="stable")]
        self.sizes = np.bincount(keys, minlength=count)
        self._starts = np.concatenate([[0], np.cumsum(self.sizes)])

    def __getitem__(self, key: int) -> Int64Array:
        return self._values[self._starts[key] : self._starts[key + 1]]

    def matches(self, keys: Int64Array) -> Iterator[tuple[Int64Array, Int64Array]]:
        """Yield, in parts of bounded size, all (row of ``keys``, value with that key)."""
        sizes = self.sizes[keys]
        ends = np.cumsum(sizes)
        begin = 0
        while begin < len(keys):
            done = ends[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, done + _PAIRS_AT_ONCE)))
            some = sizes[begin:end]
            rows = np.repeat(np.arange(begin, begin + len(some)), some)
            firsts = np.repeat(
                self._starts[keys[begin:end]] - (ends[begin:end] - some - done), some
            )
            yield rows, self._values[firsts + np.arange(len(rows))]
            begin = end
