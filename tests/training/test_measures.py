"""Losses and measures against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from photosearch.training.fairness import skew
from photosearch.training.losses import matching_loss, same
from photosearch.training.metrics import bootstrap, ranks, retrieval

SCORES = np.array([[0.9, 0.1, 0.5], [0.2, 0.3, 0.4], [0.6, 0.8, 0.7]], np.float32)


def test_recall_median_and_precision() -> None:
    found = ranks(SCORES, np.eye(3, dtype=bool))
    assert [row.tolist() for row in found] == [[1], [2], [2]]
    result = retrieval(found, (1, 2))
    assert result.recall == pytest.approx({1: 100 / 3, 2: 100})
    assert result.median_rank == 2
    assert result.mean_average_precision == pytest.approx(100 * (1 + 1 / 2 + 1 / 2) / 3)


def test_average_precision_with_several_matches() -> None:
    found = ranks(SCORES[:1], np.array([[True, True, False]]))
    assert found[0].tolist() == [1, 3]
    assert retrieval(found).mean_average_precision == pytest.approx(100 * (1 / 1 + 2 / 3) / 2)


def test_bootstrap_interval_holds_the_mean_and_narrows() -> None:
    few, many = np.array([0.0, 1.0] * 10), np.array([0.0, 1.0] * 1000)
    low, high = bootstrap(few)
    assert low < 0.5 < high
    assert bootstrap(many)[1] - bootstrap(many)[0] < high - low


def test_skew_is_the_logarithm_of_shares() -> None:
    groups = ["a", "a", "b"]
    values = skew(SCORES[:1], groups, 2)  # the first two are a (photo 0) and b (photo 2)
    assert values["a"] == pytest.approx(math.log((1 / 2) / (2 / 3)))
    assert values["b"] == pytest.approx(math.log((1 / 2) / (1 / 3)))
    none_of_b = skew(np.array([[0.9, 0.8, 0.1]], np.float32), groups, 2)
    assert none_of_b["b"] == pytest.approx(math.log((1 / 4) / (1 / 3)))


def test_matching_loss_of_two_pairs() -> None:
    ids = torch.tensor([0, 1])
    loss = matching_loss(torch.eye(2), same(ids, ids))
    assert float(loss) == pytest.approx(-math.log(math.e / (math.e + 1)), rel=1e-5)


def test_captions_of_one_photo_do_not_repel_each_other() -> None:
    images, texts = torch.eye(2), torch.tensor([[1.0, 0], [1, 0], [0, 1]])
    match = same(torch.tensor([0, 1]), torch.tensor([0, 0, 1]))
    loss = matching_loss(20 * images @ texts.T, match)
    # Photo 0 shares its mass between two captions: log 2, for one of two photos and ways.
    assert float(loss) == pytest.approx(math.log(2) / 4, abs=1e-4)


def test_what_may_match_is_no_negative_and_nothing_to_match_is_no_loss() -> None:
    logits, match = torch.zeros(2, 2), torch.eye(2) > 0
    assert float(matching_loss(logits, match)) == pytest.approx(math.log(2))
    assert float(matching_loss(logits, match, ~match)) == pytest.approx(0.0, abs=1e-6)
    assert float(matching_loss(logits, torch.zeros(2, 2) > 0)) == 0.0
