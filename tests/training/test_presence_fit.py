from __future__ import annotations

import numpy as np

from photosearch.training.answer_figures import AskedRow
from photosearch.training.presence_fit import Evidence, asks_presence, fit_presence


def test_who_knows_more_weighs_more() -> None:
    rng = np.random.default_rng(0)
    truth = rng.random(400) < 0.5
    sign = np.where(truth, 1.0, -1.0)
    captioner = 0.3 * sign + rng.standard_normal(400) + 1.0  # says yes too readily
    search = 2.0 * sign + rng.standard_normal(400)
    told = [Evidence(*one) for one in zip(captioner, search, truth.tolist(), strict=True)]
    presence = fit_presence(told)
    assert presence is not None
    assert presence.search > 2 * presence.captioner > 0
    right = [
        (presence.probability(one.captioner, one.search) >= 0.5) == one.is_there for one in told
    ]
    assert np.mean(right) > 0.95
    assert 0.5 <= presence.threshold < 0.9


def test_little_fits_nothing() -> None:
    assert fit_presence([Evidence(1.0, 1.0, True)] * 10) is None


def test_what_is_stated_is_searched_for() -> None:
    assert asks_presence(AskedRow("a.jpg", "is there a cat", ("no",), "exists", "en"))
    assert asks_presence(AskedRow("a.jpg", "有没有猫", ("有",), "exists", "zh"))
    assert not asks_presence(AskedRow("a.jpg", "is this photo blurry", ("no",), "exists", "en"))
    assert asks_presence(AskedRow("a.jpg", "is the dog running", ("yes",), "exists", "en"))
    assert not asks_presence(AskedRow("a.jpg", "what is it", ("cat",), "what", "en"))
