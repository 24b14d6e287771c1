"""Sign-bit sketches: a vector's 512 bits, whose Hamming distances order like angles.

Random hyperplanes (Charikar 2002, "Similarity estimation techniques from rounding algorithms"),
about the data's mean: embeddings crowd in a cone, and without centring most bits would agree.

A bit tells more where the query lies far from its hyperplane, so such bits count more (asymmetric
distances: Dong, Charikar and Li 2008); a vector's length about the mean turns its angle into an
inner product. On made libraries (`benchmarks/search.py`) the two need a sixth of the candidates
for the same recall.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_digest

from photosearch.arrays import Float32Array

BITS: Final = 512
WORDS: Final = BITS // 64
# Rows of one block; its bits lie word by word, so that a scan runs along memory.
BLOCK: Final = 1 << 14
# This share of the bits, those whose hyperplanes the query is farthest from, counts HEAVY times.
HEAVY_SHARE: Final = 0.4
HEAVY: Final = 3
# The heavy bits of so many words (under 256 bits) tell which rows are worth a look at all of their
# bits: with SKETCHES_PER_CANDIDATE of them, no more of a million rows' best hundred are missed.
COARSE_WORDS: Final = 6
# A sketch's error along any direction, by the variance of vectors in all. Measured in
# benchmarks/search.py, as the share of the best hundred that are found.
NOISE: Final = 1e-4
_SEED: Final = 20_030
# Bytes of the checksum behind hyperplanes that are kept.
_DIGEST: Final = 8
_made: dict[int, Float32Array] = {}
_making = Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """A query to compare sketches with.

    ``bits`` and ``heavy`` (those that count more) UInt64[WORDS]; ``cosines`` Float32[n]: the
    cosine that each distance stands for.
    """

    bits: NDArray[np.uint64]
    heavy: NDArray[np.uint64]
    cosines: Float32Array


def planes(dimensions: int, folder: Path | None = None) -> Float32Array:
    """Return the fixed hyperplanes, Float32[dimensions, BITS], orthogonal in runs.

    In a folder they are kept: to make them takes a tenth of a second, or seconds on a busy machine,
    and a library of linear algebra may make others than the one that made the sketches there.
    """
    with _making:
        if dimensions not in _made:
            _made[dimensions] = (
                _made_planes(dimensions) if folder is None else _kept(folder, dimensions)
            )
        return _made[dimensions]


def _kept(folder: Path, dimensions: int) -> Float32Array:
    """Return the hyperplanes that a folder keeps; if it has none that are whole, it gets some."""
    path = folder / f"planes-{dimensions}"
    with suppress(OSError):
        data = path.read_bytes()
        values = data[:-_DIGEST]
        if len(values) == 4 * dimensions * BITS and xxh3_64_digest(values) == data[-_DIGEST:]:
            return np.frombuffer(values, np.float32).reshape(dimensions, BITS)
    found = _made_planes(dimensions)
    draft = path.with_name(f"{path.name}.new")
    with suppress(OSError):  # they are only made again the next time
        values = found.tobytes()
        draft.write_bytes(values + xxh3_64_digest(values))
        draft.replace(path)
    return found


def _made_planes(dimensions: int) -> Float32Array:
    random = np.random.default_rng(_SEED)
    runs: list[NDArray[np.float64]] = []
    for start in range(0, BITS, dimensions):
        drawn = random.standard_normal((dimensions, dimensions))
        runs.append(np.linalg.qr(drawn[:, : BITS - start])[0])
    return np.concatenate(runs, axis=1).astype(np.float32)


def sketch(vectors: Float32Array, mean: Float32Array) -> NDArray[np.uint64]:
    """Return UInt64[n, WORDS] of Float32[n, d]."""
    bits = (vectors - mean) @ planes(vectors.shape[1]) > 0
    return np.packbits(bits, axis=1).view(np.uint64)


def asked(query: Float32Array) -> Asked:
    """Return what a query Float32[d] is compared by."""
    sides = query @ planes(len(query))
    heavy = np.zeros(BITS, bool)
    heavy[np.argsort(-np.abs(sides))[: int(HEAVY_SHARE * BITS)]] = True
    farthest = BITS + (HEAVY - 1) * int(heavy.sum())
    cosines = np.cos(np.linspace(0, np.pi, farthest + 1)).astype(np.float32)
    return Asked(
        np.packbits(sides > 0).view(np.uint64), np.packbits(heavy).view(np.uint64), cosines
    )


def telling(vectors: Float32Array) -> Float32Array:
    """Return Float32[d], by what a query is multiplied before it is compared with sketches.

    A sketch tells a cosine with an error. So it pays to ask less along coordinates that hardly vary
    from vector to vector, however much the query has there: Wiener's filter, signal by signal and
    noise, for coordinates that vary independently.

    Args:
        vectors: a sample, Float32[n, d].
    """
    signal = vectors.var(0) if len(vectors) else np.ones(vectors.shape[1], np.float32)
    noise = NOISE * signal.sum() + np.finfo(np.float32).tiny
    return np.asarray(signal / (signal + noise), np.float32)


def distances(query: Asked, sketches: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return the weighted Hamming distances, UInt16[n], of UInt64[WORDS, n]."""
    differing = sketches ^ query.bits[:, None]
    found: NDArray[np.uint16] = np.bitwise_count(differing).sum(0, dtype=np.uint16)
    differing &= query.heavy[:, None]
    found += np.uint16(HEAVY - 1) * np.bitwise_count(differing).sum(0, dtype=np.uint16)
    return found


class CoarseComparer:
    """Compares runs of sketches coarsely with one query; for one thread.

    It keeps its memory, and takes a block in few long steps: fresh memory for each word would
    take twice the time, and threads that meet at Python's lock between short steps gain nothing.
    """

    def __init__(self, query: Asked) -> None:
        self._bits = query.bits[:COARSE_WORDS, None]
        self._heavy = query.heavy[:COARSE_WORDS, None]
        self._differing = np.empty((COARSE_WORDS, BLOCK), np.uint64)
        self._counts = np.empty((COARSE_WORDS, BLOCK), np.uint8)

    def distances(self, sketches: NDArray[np.uint64]) -> NDArray[np.uint8]:
        """Return how many heavy bits differ, UInt8[n], of UInt64[WORDS, n]; n is at most BLOCK."""
        rows = sketches.shape[1]
        differing, counts = self._differing[:, :rows], self._counts[:, :rows]
        np.bitwise_xor(sketches[:COARSE_WORDS], self._bits, out=differing)
        differing &= self._heavy
        np.bitwise_count(differing, out=counts)
        found: NDArray[np.uint8] = np.add.reduce(counts, axis=0, dtype=np.uint8)
        return found
