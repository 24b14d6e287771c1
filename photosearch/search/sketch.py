"""Sign-bit sketches: a vector's 512 bits, whose Hamming distances order like angles.

Random hyperplanes (Charikar 2002, "Similarity estimation techniques from rounding algorithms"),
about the data's mean: embeddings crowd in a cone, and without centring most bits would agree.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array

BITS: Final = 512
WORDS: Final = BITS // 64
# Rows of one block; its bits lie word by word, so that a scan runs along memory.
BLOCK: Final = 1 << 14
_SEED: Final = 20_030


@cache
def planes(dimensions: int) -> Float32Array:
    """Return the fixed hyperplanes, Float32[dimensions, BITS], orthogonal in runs."""
    random = np.random.default_rng(_SEED)
    runs = [
        np.linalg.qr(random.standard_normal((dimensions, dimensions)))[0]
        for _ in range(-(-BITS // dimensions))
    ]
    return np.concatenate(runs, axis=1)[:, :BITS].astype(np.float32)


def sketch(vectors: Float32Array, mean: Float32Array) -> NDArray[np.uint64]:
    """Return UInt64[n, WORDS] of Float32[n, d]."""
    bits = (vectors - mean) @ planes(vectors.shape[1]) > 0
    return np.packbits(bits, axis=1).view(np.uint64)


def distances(block: NDArray[np.uint64], query: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return UInt16[n] Hamming distances of a block UInt64[WORDS, n] to UInt64[WORDS]."""
    total = np.zeros(block.shape[1], np.uint16)
    for word, bits in zip(block, query, strict=True):
        total += np.bitwise_count(word ^ bits)
    return total
