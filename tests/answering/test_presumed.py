"""What a question takes for granted."""

from __future__ import annotations

import pytest

from photosearch.answering.presence import stated
from photosearch.answering.presumed import thing_presumed, thing_with_it, whether_one
from tests.answering.test_answerer import PHOTO, answerer


@pytest.mark.parametrize(
    ("question", "language", "thing"),
    [
        ("what is the cat doing", "en", "cat"),
        ("what are the two dogs doing", "en", "two dogs"),
        ("what colour is the car", "en", "car"),
        ("what is the color of the car on the left", "en", "car"),
        ("where is the cat", "en", "cat"),
        ("where is this", "en", None),
        ("what is the weather like", "en", None),
        ("what is the person doing", "en", None),
        ("猫在做什么", "zh", "猫"),
        ("照片里的车是什么颜色的", "zh", "车"),
        ("猫在哪里", "zh", "猫"),
        ("这是什么颜色", "zh", None),
        ("他在做什么", "zh", None),
    ],
)
def test_of_which_thing_is_asked(question: str, language: str, thing: str | None) -> None:
    assert thing_presumed(question, language) == thing
    if thing is not None:
        assert stated(whether_one(thing, language), language) == thing


@pytest.mark.parametrize(
    ("question", "language", "thing"),
    [
        ("is the boy wearing a hat", "en", "hat"),
        ("is she holding an umbrella", "en", "umbrella"),
        ("does he have a beard", "en", "beard"),
        ("is the boy running", "en", None),
        ("他戴帽子了吗", "zh", "帽子"),
        ("男孩拿着一把伞吗", "zh", "伞"),
        ("男孩在跑吗", "zh", None),
    ],
)
def test_what_a_yes_needs_to_be_there(question: str, language: str, thing: str | None) -> None:
    assert thing_with_it(question, language) == thing


@pytest.mark.parametrize(
    ("question", "language", "seen", "sure"),
    [
        ("what is the cat doing", "en", {"cat": 5.0}, True),
        ("what is the cat doing", "en", {}, False),
        ("猫在做什么", "zh", {"猫": 5.0}, True),
        ("猫在做什么", "zh", {}, False),
        ("is the boy wearing a hat", "en", {"boy wearing a hat": 9.0, "hat": 2.0}, True),
        ("is the boy wearing a hat", "en", {"boy wearing a hat": 9.0}, False),
        ("男孩戴帽子了吗", "zh", {"男孩戴帽子": 9.0, "帽子": 2.0}, True),
        ("男孩戴帽子了吗", "zh", {"男孩戴帽子": 9.0}, False),
    ],
)
def test_nothing_is_sure_of_what_is_hardly_there(
    question: str, language: str, seen: dict[str, float], sure: bool
) -> None:
    said = {"running": 0.95, "yes": 0.5, "no": 0.5, "有": 0.5, "是": 0.5, "没有": 0.5, "不是": 0.5}
    told = answerer(said, seen).answer(PHOTO, question, language)
    assert told.text in ("running", "yes", "是")
    assert told.sure is sure
