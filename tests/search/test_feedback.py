from __future__ import annotations

import numpy as np
import pytest

from photosearch.arrays import Float32Array
from photosearch.search.feedback import ALPHA, BETA, GAMMA, Wish, blend, wishes

LIBRARY = np.random.default_rng(0).normal(size=(2000, 8)).astype(np.float32)


def f32(*values: float) -> Float32Array:
    return np.array(values, np.float32)


def scores(vector: Float32Array) -> Float32Array:
    return np.asarray(LIBRARY @ vector, np.float32)


def axis(number: int, length: float = 1.0) -> Float32Array:
    return np.asarray(np.eye(8)[number] * length, np.float32)


def test_one_wish_is_left_as_it_is() -> None:
    vector = axis(0)
    assert blend([Wish(vector)], scores) is vector


def test_wishes_of_one_weight_move_the_order_alike_however_long_they_are() -> None:
    mixed = blend([Wish(axis(0)), Wish(axis(1, 30.0))], scores)
    assert mixed[0] == pytest.approx(mixed[1], rel=0.1)
    assert blend([Wish(axis(0)), Wish(axis(1), 0.5)], scores)[1] == pytest.approx(
        0.5 * blend([Wish(axis(0)), Wish(axis(1), 0.5)], scores)[0], rel=0.1
    )


def test_rocchio_moves_towards_more_and_away_from_less() -> None:
    terms = wishes([Wish(axis(0))], [axis(1), axis(2)], [axis(3)])
    assert [term.weight for term in terms] == [ALPHA, BETA, -GAMMA]
    query = blend(terms, scores)
    assert query[0] > query[1] == pytest.approx(query[2], rel=0.1)
    assert query[1] > 0 > query[3]


def test_feedback_alone_is_a_query_and_nothing_is_none() -> None:
    assert blend(wishes([], [axis(1)], []), scores)[1] > 0
    assert blend(wishes([], [], [axis(1)]), scores)[1] < 0
    assert wishes([], [], []) == []


def test_a_library_without_photos_is_no_trouble() -> None:
    empty = blend([Wish(axis(0)), Wish(axis(1))], lambda vector: f32())
    assert empty[0] == pytest.approx(0.5)
