from __future__ import annotations

import numpy as np
import pytest

from photosearch.arrays import Float32Array
from photosearch.vectors.axes import COARSE, FINE, READ, Axes, CoarseComparer, refined

DIMENSIONS = 100


def crowded(count: int, seed: int = 0) -> Float32Array:
    """Return rows that vary less along each next dimension."""
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSIONS), np.float32)
    return 0.3 + rows / (1 + np.arange(DIMENSIONS, dtype=np.float32))


def estimated(axes: Axes, rows: Float32Array, query: Float32Array) -> Float32Array:
    coordinates, question = axes.coordinates(rows), axes.asked(query)
    told = CoarseComparer(question).told(np.ascontiguousarray(coordinates[:, :COARSE].T))
    return told + refined(question, coordinates[:, COARSE:])


def test_coordinates_tell_inner_products_but_for_a_constant() -> None:
    axes, rows = Axes.of(crowded(500)), crowded(5_000, seed=1)
    for query in crowded(5, seed=2):
        assert np.corrcoef(estimated(axes, rows, query), rows @ query)[0, 1] > 0.999


def test_the_axes_are_read_along_which_a_query_says_most() -> None:
    axes = Axes.of(crowded(500))
    query = axes.directions[:, COARSE - 3] + 0.01 * axes.directions[:, 0]
    question = axes.asked(query)
    read = np.concatenate([np.arange(run.start, run.stop) for run in question.runs])
    assert len(read) == len(question.coarse) == READ
    assert COARSE - 3 in read
    assert np.argmax(np.abs(question.coarse)) == list(read).index(COARSE - 3)


def test_coordinates_far_beyond_the_sample_are_cut_not_wrapped() -> None:
    axes = Axes.of(crowded(500))
    far = axes.coordinates(np.stack([crowded(1)[0] * 1e4, crowded(1)[0] * -1e4]))
    assert np.abs(far).max() == 127
    assert (far[0].astype(int) * far[1] <= 0).all()


@pytest.mark.parametrize("dimensions", [3, COARSE + FINE, DIMENSIONS])
def test_axes_are_the_same_after_they_were_kept(dimensions: int) -> None:
    axes = Axes.of(crowded(200)[:, :dimensions])
    again = Axes.from_bytes(axes.to_bytes(), dimensions)
    rows = crowded(50, seed=3)[:, :dimensions]
    assert np.array_equal(axes.coordinates(rows), again.coordinates(rows))
    assert again.mean.shape == (dimensions,)


def test_rows_that_do_not_vary_have_finite_axes() -> None:
    axes = Axes.of(np.repeat(crowded(1), 50, axis=0))
    assert np.isfinite(estimated(axes, crowded(5), crowded(1)[0])).all()
