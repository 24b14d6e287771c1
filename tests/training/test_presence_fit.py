from __future__ import annotations

import numpy as np

from photosearch.answering.captioner import Remembered
from photosearch.answering.captioner_pack import Presence
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.encoders.registry import builtin_folder
from photosearch.training.answer_figures import AskedRow
from photosearch.training.looked_at import looked_at
from photosearch.training.presence_fit import (
    Evidence,
    asks_presence,
    counts_as_there,
    fit_absent,
    fit_presence,
)


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


def test_what_is_counted_is_there() -> None:
    row = AskedRow("a.jpg", "how many cats are there", ("two",), "number", "en")
    told = counts_as_there(row)
    assert told == AskedRow("a.jpg", "are there any cats", ("yes",), "number", "en")
    assert asks_presence(told)
    chinese = counts_as_there(AskedRow("a.jpg", "有几只猫", ("两只",), "number", "zh"))
    assert chinese == AskedRow("a.jpg", "有猫吗", ("有",), "number", "zh")
    assert counts_as_there(AskedRow("a.jpg", "what is it", ("cat",), "what", "en")) is None


def test_few_of_the_things_that_are_there_are_told_as_not_there() -> None:
    presence = Presence(0.0, 1.0, 0.0, 0.8)
    odds = np.linspace(-4, 6, 1000)
    counted = [Evidence(float(one), 0.0, True) for one in odds]
    absent = fit_absent(presence, counted)
    below = np.mean([presence.probability(one.captioner, 0.0) < absent for one in counted])
    assert 0.025 < below <= 0.03
    likely = [Evidence(8.0, 0.0, True)] * 100
    assert fit_absent(presence, likely) == 0.5  # never what is as likely there as not
    assert fit_absent(presence, likely[:10]) == 0  # of too few nothing is fitted


def test_a_photo_is_looked_at_once_for_all_that_is_asked_of_it() -> None:
    rows = [
        AskedRow(name, question, ("yes",), "exists", "en")
        for question in ("is it red", "is it blue")
        for name in ("a.jpg", "b.jpg")
    ]
    looks = []

    class Looks(OnnxCaptioner):
        def look(self, pixels: np.ndarray) -> Remembered:
            looks.append(int(pixels[0, 0, 0]))
            return Remembered(np.zeros(0, np.float32))

    photos = [
        (name, np.full((2, 2, 3), shade, np.uint8))
        for shade, name in enumerate(("b.jpg", "c.jpg", "a.jpg", "b.jpg"))
    ]
    seen = [of_photo for _, of_photo in looked_at(Looks(builtin_folder()), rows, photos)]
    assert looks == [0, 2]
    assert seen == [rows[1::2], rows[::2]]
