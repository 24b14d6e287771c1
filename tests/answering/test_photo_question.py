"""What is asked of one photo: a fact of the catalogue, or what is to be seen."""

from __future__ import annotations

import pytest

from photosearch.answering.photo_question import read_photo_question


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("When was this taken?", "when"),
        ("when was this photo taken", "when"),
        ("where is this?", "where"),
        ("Where was the picture taken?", "where"),
        ("who is this?", "who"),
        ("who is in the photo", "who"),
        ("what is written here?", "says"),
        ("what does the sign say?", "says"),
        ("what is the number on the receipt?", "says"),
        ("which camera was this taken with?", "which"),
        ("how old is she?", "unknowable"),
        ("这是什么时候拍的？", "when"),
        ("照片是在哪里拍的", "where"),
        ("这是谁？", "who"),
        ("上面写着什么？", "says"),
        ("what colour is the dog?", ""),
        ("how many people are there?", ""),
        ("where is the dog?", ""),
        ("who is riding the bike?", ""),
        ("is there a cat?", ""),
        ("is it day or night?", ""),
        ("what is the man doing?", ""),
        ("a dog or a cat", ""),
        ("狗是什么颜色的？", ""),
        ("有几个人？", ""),
        ("有没有猫", ""),
        ("谁在骑车？", ""),
        ("是白天还是晚上", ""),
    ],
)
def test_a_question_is_for_the_catalogue_or_for_the_eye(typed: str, wanted: str) -> None:
    question = read_photo_question(typed)
    assert ("" if question.fact is None else question.fact.wanted.value) == wanted
    assert question.language == ("en" if typed.isascii() else "zh")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Can you tell me what color the car is?", "what color the car is"),
        ("  What's  the dog doing ?? ", "What is the dog doing"),
        ("請問狗是什麼顏色的？", "狗是什么颜色的"),
    ],
)
def test_politeness_case_and_script_are_not_asked(typed: str, plain: str) -> None:
    assert read_photo_question(typed).plain == plain
