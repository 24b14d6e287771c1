"""How often questions about photos are answered rightly, beside always the commonest answer."""

from __future__ import annotations

import json
import random
import tarfile
from pathlib import Path

import pytest

from photosearch.paths import AppPaths
from photosearch.training.answer_figures import (
    AskedRow,
    Given,
    figures_of,
    fit_sureness,
)
from tests.cli.command import run_here
from tests.conftest import paint


def given(
    text: str, answers: tuple[str, ...], probability: float = 0.5, sure: bool = True
) -> Given:
    return Given(AskedRow("a.jpg", "what is it?", answers, "what", "en"), text, probability, sure)


def test_shares_are_told_beside_the_commonest_answer() -> None:
    figures = figures_of(
        [
            given("a dog", ("dog", "animal")),
            given("cat", ("dog",), sure=False),
            given("cat", ("cat",), sure=False),
            given("cat", ("cow",)),
        ]
    )
    assert figures.questions == 4
    assert (figures.right, figures.commonest) == (0.5, 0.5)
    assert (figures.sure, figures.right_if_sure) == (0.5, 0.5)


def test_what_means_the_same_counts_as_one_answer() -> None:
    figures = figures_of([given("day", ("daytime",)), given("at night", ("day", "daylight"))])
    assert (figures.right, figures.commonest) == (0.5, 1.0)


def test_how_much_more_is_right_than_by_always_the_same_is_told_at_the_least() -> None:
    many = [given(str(number), (str(number),)) for number in range(90)]
    wrong = [given("cat", ("dog",))] * 10
    figures = figures_of(many + wrong)
    assert (figures.right, figures.commonest) == (0.9, 0.1)
    assert 0.65 < figures.least_above < 0.8
    assert figures_of((many + wrong)[::10]).least_above < figures.least_above  # fewer tell less
    assert figures_of(wrong).least_above == -1


def test_the_threshold_keeps_what_is_right_three_times_in_four() -> None:
    rng = random.Random(0)
    answers = []
    for _ in range(3000):
        said = rng.random()
        # Right half as often as the captioner believes.
        is_right = rng.random() < said / 2 + 0.4 * (said > 0.8)
        answers.append(given("cat" if is_right else "dog", ("cat",), said))
    sureness = fit_sureness(answers)
    open_ones = sureness["open"]
    sure = [one for one in answers if open_ones.probability(one.probability) >= open_ones.threshold]
    share = sum(one.right for one in sure) / len(sure)
    assert share == pytest.approx(0.75, abs=0.01)
    assert len(sure) > 500
    assert open_ones.probability(0.9) > open_ones.probability(0.5) > open_ones.probability(0.1)
    assert sureness["closed"].slope == 1  # of too few nothing is fitted


@pytest.mark.parametrize("packed", [False, True])
def test_evaluate_tells_figures_by_kind_and_group(
    home: AppPaths, tmp_path: Path, packed: bool
) -> None:
    photos = tmp_path / "photos"
    for name in ("red", "blue", "green"):
        paint(photos / f"{name}.png", name)
    if packed:  # a folder of tar files, as training data lie in
        (tmp_path / "data" / "some").mkdir(parents=True)
        with tarfile.open(tmp_path / "data" / "some" / "images.tar", "w") as tar:
            tar.add(photos, "images")
        photos = tmp_path / "data"
    rows = [
        "image\tquestion\tanswers\tkind\tlanguage\tgroup",
        "red.png\twhat colour is it?\tred|crimson\tcolour\ten\twarm",
        "blue.png\twhat colour is it?\tgreen\tcolour\ten\tcold",
        "green.png\twhat is it?\tgreen\twhat\ten\t",
        "red.png\t是什么颜色的？\t红色\tcolour\tzh\twarm",
    ]
    table = tmp_path / "answers.tsv"
    table.write_text("\n".join(rows), encoding="utf-8")
    arguments = ("evaluate", "--answers", table, "--data", photos)
    measured = json.loads(run_here(*arguments, "--json").stdout)
    colour = measured["kinds"]["en"]["colour"]
    assert (colour["questions"], colour["right"], colour["commonest"]) == (2, 0.5, 0.5)
    assert (colour["sure"], colour["right_if_sure"]) == (1, 0.5)
    assert measured["kinds"]["zh"]["colour"]["right"] == 1
    assert set(measured["groups"]["en"]) == {"warm", "cold"}
    assert measured["groups"]["en"]["cold"]["right"] == 0
    if not packed:
        told = run_here(*arguments).stdout
        assert "en colour" in told
        assert "commonest" in told
        run_here("evaluate", "--answers", table, "--labels", table, "--data", photos, status=2)
