from __future__ import annotations

import numpy as np
import pytest

from photosearch.arrays import median


@pytest.mark.parametrize("shape", [(1,), (2,), (3, 3), (8, 8), (1001,), (10, 100)])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_median_is_numpys(shape: tuple[int, ...], kind: type[np.floating]) -> None:
    values = np.random.default_rng(7).normal(size=shape).astype(kind)
    values.flat[0] = values.flat[-1]
    given = values.copy()
    assert median(values) == float(np.median(values))
    assert np.array_equal(values, given)
