from __future__ import annotations

import numpy as np

from photosearch.vectors.halves import widened


def test_every_finite_half_is_widened_exactly() -> None:
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert np.array_equal(widened(finite), finite.astype(np.float32))


def test_rows_keep_their_shape() -> None:
    halves = np.arange(12, dtype=np.float16).reshape(3, 4)
    assert np.array_equal(widened(halves[::2]), [[0, 1, 2, 3], [8, 9, 10, 11]])
