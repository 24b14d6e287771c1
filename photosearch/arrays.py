"""Names for the arrays that travel between rooms; apart from types.py, so that needs no numpy."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Float16Array: TypeAlias = NDArray[np.float16]
Float32Array: TypeAlias = NDArray[np.float32]
Int64Array: TypeAlias = NDArray[np.int64]
Int8Array: TypeAlias = NDArray[np.int8]
UInt8Array: TypeAlias = NDArray[np.uint8]


def median(values: NDArray[np.floating[Any]]) -> float:
    """Return the median of numbers of any shape, none of them missing.

    numpy's own imports its masked arrays on the way, longer than a photo takes to decode.
    """
    numbers = values.ravel()
    low, high = (len(numbers) - 1) // 2, len(numbers) // 2
    middle = np.partition(numbers, (low, high))
    return float(middle[low : high + 1].mean())


def unit_length(rows: NDArray[np.floating[Any]]) -> Float32Array:
    """Return Float32[…, d], the rows brought to unit length; zeros stay."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
