from __future__ import annotations

import numpy as np
import pytest

from photosearch.training.calibration import fit_logistic
from photosearch.training.looks import FEW, SHARES, SMALL, parts, with_few
from photosearch.training.mixed_library import Answers

PHOTOS = 400
RIGHT = np.arange(PHOTOS) < 10
WRONG = (np.arange(PHOTOS) >= 20) & (np.arange(PHOTOS) < 390)


def test_libraries_are_the_whole_one_shares_of_it_and_small_ones() -> None:
    made = list(parts(PHOTOS, (15, 1000)))
    sizes = [len(rows) for rows in made]
    assert sizes == [*(round(share * PHOTOS) for share in SHARES), 15, PHOTOS]
    for rows in made:
        assert np.array_equal(rows, np.unique(rows))


def test_few_photos_answer_in_some_libraries_and_none_in_others() -> None:
    made = list(with_few(Answers(RIGHT, WRONG), seed=1))
    answering = [int(RIGHT[rows].sum()) for rows, _ in made]
    assert [there for _, there in made] == [count > 0 for count in answering]
    assert answering == [*FEW, *(count for _ in SMALL for count in (1, 0))]
    assert [len(rows) for rows, there in made if there][len(FEW) :] == list(SMALL)


def test_small_libraries_without_an_answer_hold_nothing_that_may_be_one() -> None:
    for rows, there in with_few(Answers(RIGHT, WRONG), seed=2):
        if not there:
            assert WRONG[rows].all()


def test_an_example_that_counts_twice_is_two_examples() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 2)).astype(np.float32)
    labels = x[:, 0] + rng.normal(size=60) > 0
    counts = np.ones(60, np.float32)
    counts[:20] = 2
    twice = fit_logistic(np.concatenate([x, x[:20]]), np.concatenate([labels, labels[:20]]))
    assert fit_logistic(x, labels, counts) == pytest.approx(twice, abs=0.05)
    assert fit_logistic(x, labels) != pytest.approx(twice, abs=1e-4)
