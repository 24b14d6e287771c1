"""Coordinates: what a vector has along the library's principal axes, a byte for each.

Few directions carry most of what vectors differ by (principal component analysis, Pearson 1901),
so a few bytes nearly tell an inner product. A query says most along some of the axes, another one
along others: only those are read of all rows (:class:`CoarseComparer`), and of the rows that are
near by them, the axes after those (:func:`refined`). On made libraries (`benchmarks/search.py`) 24
bytes that are chosen so leave half as many rows near as 48 of signs of random hyperplanes did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from photosearch.arrays import Float32Array, Int8Array

# Rows of one block; coarse coordinates lie axis by axis, so that a scan runs along memory.
BLOCK: Final = 1 << 14
# Axes of which so many are read of all rows; and those after them, which are read of near ones.
COARSE: Final = 32
FINE: Final = 32
READ: Final = 24
# The largest coordinate of a sample has room to be exceeded by this share before others are cut.
ROOM: Final = 1.25
_LARGEST: Final = 127
# Rows that are compared at a time: so many coordinates, made floats, stay in a processor's cache.
_PIECE: Final = BLOCK // 4


@dataclass(frozen=True, slots=True)
class Axes:
    """``mean`` Float32[d]; ``directions`` Float32[d, COARSE + FINE], those of most variance first.

    ``steps`` Float32[COARSE + FINE]: how long a coordinate of one is. Vectors of fewer dimensions
    have directions of zeros at the end.
    """

    mean: Float32Array
    directions: Float32Array
    steps: Float32Array

    @classmethod
    def of(cls, vectors: Float32Array) -> Self:
        """Measure those of a sample, Float32[n, d]."""
        mean = vectors.mean(0)
        centred = vectors - mean
        found = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, : COARSE + FINE]
        directions = np.pad(found, ((0, 0), (0, COARSE + FINE - found.shape[1])))
        largest = np.abs(centred @ directions).max(0)
        return cls(mean, directions, np.maximum(ROOM * largest / _LARGEST, np.float32(1e-9)))

    @classmethod
    def from_bytes(cls, data: bytes, dimensions: int) -> Self:
        """Return what :meth:`to_bytes` wrote.

        Raises:
            ValueError: there are too many bytes, or too few.
        """
        values = np.frombuffer(data, np.float32).reshape(-1, COARSE + FINE)
        steps, directions, mean = np.split(values, [1, 1 + dimensions])
        return cls(mean.ravel()[:dimensions].reshape(dimensions), directions, steps[0])

    def to_bytes(self) -> bytes:
        """Return them as bytes."""
        padding = -len(self.mean) % (COARSE + FINE)
        mean = np.pad(self.mean, (0, padding)).reshape(-1, COARSE + FINE)
        return np.concatenate([self.steps[None], self.directions, mean]).tobytes()

    def coordinates(self, vectors: Float32Array) -> Int8Array:
        """Return Int8[n, COARSE + FINE] of Float32[n, d]."""
        found = (vectors - self.mean) @ (self.directions / self.steps)
        return np.clip(np.rint(found, out=found), -_LARGEST, _LARGEST, out=found).astype(np.int8)

    def asked(self, query: Float32Array) -> Asked:
        """Return what a query Float32[d] is compared by."""
        weights = (query @ self.directions) * self.steps
        read = np.sort(np.argsort(-np.abs(weights[:COARSE]), kind="stable")[:READ])
        runs = np.split(read, np.flatnonzero(np.diff(read) > 1) + 1)
        slices = tuple(slice(int(run[0]), int(run[-1]) + 1) for run in runs)
        return Asked(slices, weights[read], weights[COARSE:])


@dataclass(frozen=True, slots=True)
class Asked:
    """A query to compare coordinates with.

    ``runs`` of the coarse axes along which it says most, READ in all; its weights there, Float32
    [READ], and along the fine axes, Float32[FINE].
    """

    runs: tuple[slice, ...]
    coarse: Float32Array
    fine: Float32Array


def refined(query: Asked, fine: Int8Array) -> Float32Array:
    """Return what rows Int8[n, FINE] add to what their coarse coordinates told, Float32[n]."""
    told: Float32Array = fine.astype(np.float32) @ query.fine
    return told


class CoarseComparer:
    """Compares blocks of coarse coordinates with one query; for one thread.

    It keeps its memory, and takes long steps: fresh memory for each axis would take twice the time,
    and threads that meet at Python's lock between short steps gain nothing.
    """

    def __init__(self, query: Asked) -> None:
        self._query = query
        self._floats = np.empty((READ, _PIECE), np.float32)
        self._told = np.empty(BLOCK, np.float32)

    def told(self, coarse: Int8Array) -> Float32Array:
        """Return how much of the inner products the read axes tell, up to a constant.

        Args:
            coarse: Int8[COARSE, n], n at most BLOCK.

        Returns:
            Float32[n], good until the next call.
        """
        for start in range(0, coarse.shape[1], _PIECE):
            some = coarse[:, start : start + _PIECE]
            floats = self._floats[:, : some.shape[1]]
            np.concatenate([some[run] for run in self._query.runs], out=floats)
            np.dot(self._query.coarse, floats, out=self._told[start : start + some.shape[1]])
        return self._told[: coarse.shape[1]]
