"""Losses and measures against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from photosearch.training.fairness import skew
from photosearch.training.losses import distillation_loss, matching_loss, same, sigmoid_loss
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
    unit = torch.eye(2)
    ids = torch.tensor([0, 1])
    loss = matching_loss(unit, unit, same(ids, ids), torch.tensor(1.0))
    assert float(loss) == pytest.approx(-math.log(math.e / (math.e + 1)), rel=1e-5)


def test_captions_of_one_photo_do_not_repel_each_other() -> None:
    images, texts = torch.eye(2), torch.tensor([[1.0, 0], [1, 0], [0, 1]])
    match = same(torch.tensor([0, 1]), torch.tensor([0, 0, 1]))
    loss = matching_loss(images, texts, match, torch.tensor(20.0))
    # Photo 0 shares its mass between two captions: log 2, for one of two photos and ways.
    assert float(loss) == pytest.approx(math.log(2) / 4, abs=1e-4)


def test_hard_negatives_count_more_and_all_alike_count_as_without() -> None:
    images, texts = torch.eye(4)[:3], torch.eye(4)[:3]
    match, scale = torch.eye(3) > 0, torch.tensor(1.0)
    plain = matching_loss(images, texts, match, scale)
    assert torch.allclose(matching_loss(images, texts, match, scale, hardness=2.0), plain)
    uneven = texts + torch.tensor([[0.0, 0.9, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    without = matching_loss(images, uneven, match, scale)
    assert matching_loss(images, uneven, match, scale, hardness=2.0) > without


def test_sigmoid_loss_of_two_pairs() -> None:
    unit = torch.eye(2)
    loss = sigmoid_loss(unit, unit, unit > 0, torch.tensor(3.0), torch.tensor(-1.0))
    each = math.log(1 + math.exp(-(3 - 1))) + math.log(1 + math.exp(-1))
    assert float(loss) == pytest.approx(each)


def test_distillation_of_the_same_classes_costs_nothing() -> None:
    logits = torch.tensor([[1.0, 2.0, 3.0]])
    assert float(distillation_loss(logits, logits)) == pytest.approx(0, abs=1e-6)
    assert float(distillation_loss(logits, -logits)) > 0.5
