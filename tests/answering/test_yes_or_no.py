from __future__ import annotations

import pytest

from photosearch.answering.closed_answers import colour_named, counts_in
from photosearch.answering.yes_or_no import affirmed, answer_word, wants_yes_or_no


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("isn't the car red", "en", "is the car red"),
        ("aren’t they dogs", "en", "are they dogs"),
        ("can't you see a dog", "en", "can you see a dog"),
        ("is there no cat here", "en", "is there any cat here"),
        ("is it not red", "en", "is it red"),
        ("is it raining or not", "en", "is it raining"),
        ("is it a notebook", "en", "is it a notebook"),
        ("车不是红色的吗", "zh", "车是红色的吗"),
        ("这里没有人吗", "zh", "这里有人吗"),
        ("房间里没有床吧", "zh", "房间里有床吧"),
        ("在下雨还是没有", "zh", "在下雨吗"),
        ("有没有猫", "zh", "有没有猫"),
        ("有没有猫吗", "zh", "有没有猫吗"),
        ("是不是猫", "zh", "是不是猫"),
    ],
)
def test_a_no_in_the_question_is_not_asked(question: str, language: str, asked: str) -> None:
    assert affirmed(question, language) == asked


@pytest.mark.parametrize(
    ("question", "language", "wants"),
    [
        ("is it a cat", "en", True),
        ("any dogs", "en", True),
        ("what is it", "en", False),
        ("is it a cat or a dog", "en", False),
        ("有猫吗", "zh", True),
        ("房间里有床吧", "zh", True),
        ("车红不红", "zh", True),
        ("他在不在跑步", "zh", True),
        ("这是什么", "zh", False),
    ],
)
def test_who_wants_a_yes_or_a_no(question: str, language: str, wants: bool) -> None:
    assert wants_yes_or_no(question, language) == wants


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("有猫吗", "有", "没有"),
        ("山上有人吗", "有", "没有"),
        ("有没有猫", "有", "没有"),
        ("是有人在跑步吗", "是", "不是"),
        ("他在冲浪吗", "是", "不是"),
        ("所有人都在跑吗", "是", "不是"),
    ],
)
def test_chinese_answers_with_the_verb_of_the_question(question: str, yes: str, no: str) -> None:
    assert (answer_word(True, question, "zh"), answer_word(False, question, "zh")) == (yes, no)
    assert answer_word(True, "is it so", "en") == "yes"


def test_numbers_are_told_in_the_word_that_the_question_counts_in() -> None:
    assert counts_in("有几把椅子", "zh")[:3] == ("一把", "两把", "三把")
    assert counts_in("有多少张桌子", "zh")[1] == "两张"
    assert counts_in("图中有多少狗", "zh") == ()
    assert counts_in("how many chairs", "en") == ()


def test_colours_have_the_names_that_the_captioner_learned() -> None:
    assert [colour_named(one) for one in ("红", "grey", "橘色", "blue", "猫")] == [
        "红色", "gray", "橙色", "blue", "猫",
    ]  # fmt: skip
