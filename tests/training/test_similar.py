"""Pictures as queries are measured by what people wrote of photos."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.arrays import unit_length
from photosearch.training.similar import figures, standing

# Two heaps of three photos, and noise.
MIDDLES = np.repeat(np.eye(12, dtype=np.float32)[:2], 3, axis=0)
NOISE = np.random.default_rng(1).normal(size=(40, 12)).astype(np.float32)
IMAGES = unit_length(np.concatenate([MIDDLES + 0.1 * NOISE[:6], NOISE]))
JUDGED = np.arange(6)
ALIKE = (JUDGED[:, None] // 3 == JUDGED // 3) & ~np.eye(6, dtype=bool)


def test_each_photo_stands_out_for_those_like_it_and_never_for_itself() -> None:
    stands = standing(IMAGES)
    assert np.isneginf(np.diag(stands)).all()
    for row in JUDGED:
        others = [other for other in range(len(IMAGES)) if ALIKE[row, other : other + 1].any()]
        assert set(np.argsort(-stands[row])[:2].tolist()) == set(others)


def test_what_a_threshold_comes_to() -> None:
    stands = np.full((4, 4), 0.0, np.float32)
    stands[0, 1], stands[0, 2], stands[1, 0] = 3.0, 3.0, 3.0  # one right and one wrong; one right
    alike = np.zeros((4, 4), bool)
    alike[[0, 1, 2, 3], [1, 0, 3, 2]] = True
    one = figures(stands, np.arange(4), alike, 2.0)
    assert (one.shown, one.none) == (0.5, 0.5)
    assert one.precision == pytest.approx(0.75)
    assert one.recall == pytest.approx(0.5)
    assert one.f1 == pytest.approx((2 / 3 + 1) / 4)
    assert one.f_half == pytest.approx((1.25 * 0.5 / (0.125 + 1) + 1) / 4)


def test_the_higher_the_threshold_the_fewer_are_shown() -> None:
    low, high = (figures(standing(IMAGES), JUDGED, ALIKE, one) for one in (0.5, 3.0))
    assert high.shown < low.shown
    assert high.none > low.none
    assert high.recall <= low.recall == 1.0
    assert figures(standing(IMAGES), JUDGED, ALIKE, 99.0).precision == 0.0
