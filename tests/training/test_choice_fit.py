from __future__ import annotations

import numpy as np

from photosearch.answering.choosing import read_choice
from photosearch.training.caption_questions import Question
from photosearch.training.choice_fit import (
    Chosen,
    Weighed,
    choices_of,
    fit_choice,
    right_by_wording,
)
from photosearch.training.things import things

DOG = things()["dog"][0]


def made(count: int = 400) -> list[Weighed]:
    """Choices of which search knows more than the captioner."""
    rng = np.random.default_rng(0)
    captioner, search = rng.standard_normal(count) + 0.5, rng.standard_normal(count) + 2.0
    one = Chosen("a.jpg", "is it a cat or a dog", "en", "animal", True)
    return [Weighed(one, *both) for both in zip(captioner.tolist(), search.tolist(), strict=True)]


def test_who_knows_more_weighs_more() -> None:
    told = made()
    weighing = fit_choice(told)
    assert weighing is not None
    assert weighing.search > 2 * weighing.captioner > 0
    assert 0.5 <= weighing.threshold < 0.9
    shares = right_by_wording(told, weighing)
    assert shares.keys() == {"all en", "animal en"}
    assert shares["all en"][0] == 400
    assert shares["all en"][1] > 0.96


def test_little_fits_nothing() -> None:
    assert fit_choice(made(20)) is None


def test_choices_are_made_of_right_answers_and_those_of_other_photos() -> None:
    asked = {
        f"{colour}{at}.jpg": [
            Question("colour", {"en": (colour,), "zh": (chinese,)}, "colour", DOG),
            Question("exists", {"en": ("yes",), "zh": ("有",)}, "there", DOG),
        ]
        for at in range(4)
        for colour, chinese in (("black", "黑色"), ("white", "白色"))
    }
    choices = choices_of(asked, 6)
    assert choices == choices_of(asked, 6)
    assert len(choices) == 12
    assert {one.first for one in choices} == {True, False}
    for one in choices:
        choice = read_choice(one.question, one.language)
        assert choice is not None
        right = {"black": ("black", "黑色"), "white": ("white", "白色")}[one.image[:5]]
        assert set(choice.options) & set(right) == {choice.options[0 if one.first else 1]}
