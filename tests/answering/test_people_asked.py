"""Who is asked for on one photo, by the names that the library knows."""

from __future__ import annotations

import pytest

from photosearch.answering.people_asked import people_asked, told_of_people
from photosearch.answering.photo_question import read_photo_question

KNOWN = ("Anna Smith", "Bob", "Rose", "安娜", "李雷")


@pytest.mark.parametrize(
    ("typed", "names", "alone"),
    [
        ("Is Anna in the picture?", ("Anna Smith",), True),
        ("is anna smith in this photo", ("Anna Smith",), True),
        ("Is this Bob?", ("Bob",), True),
        ("can you see Anna and Bob", ("Anna Smith", "Bob"), True),
        ("is it Anna or Bob?", ("Anna Smith", "Bob"), True),
        ("isn't that Bob?", ("Bob",), True),
        ("Is Rose here?", ("Rose",), True),
        ("照片里有安娜吗？", ("安娜",), True),
        ("这是李雷吗", ("李雷",), True),
        ("安娜在不在照片里？", ("安娜",), True),
        ("有没有安娜和李雷", ("安娜", "李雷"), True),
        ("是安娜还是李雷？", ("安娜", "李雷"), True),
        ("Is Anna smiling?", ("Anna Smith",), False),
        ("what is Bob doing?", ("Bob",), False),
        ("安娜在做什么？", ("安娜",), False),
        ("is there a rose?", None, False),
        ("is there a cat?", None, False),
        ("这是猫吗？", None, False),
        ("who is this?", None, False),
    ],
)
def test_names_are_found_and_whether_no_more_is_asked(
    typed: str, names: tuple[str, ...] | None, alone: bool
) -> None:
    question = read_photo_question(typed)
    asked = people_asked(question.plain, question.language, KNOWN)
    assert (None if asked is None else set(asked.names)) == (None if names is None else set(names))
    if asked is not None:
        assert asked.alone is alone


def test_who_sees_nobody_s_name_is_asked_for_the_person() -> None:
    for typed, plain in (
        ("what is Anna Smith doing?", "what is the person doing"),
        ("what color is Bob's shirt", "what color is the person's shirt"),
        ("安娜在做什么", "人在做什么"),
    ):
        question = read_photo_question(typed)
        asked = people_asked(question.plain, question.language, KNOWN)
        assert asked is not None
        assert asked.plain == plain


@pytest.mark.parametrize(
    ("typed", "named", "nameless", "text", "value", "sure"),
    [
        ("is Bob here?", ["Bob"], 0, "Yes: Bob.", True, True),
        ("is Bob here?", ["BOB"], None, "Yes: Bob.", True, True),
        ("is it Anna or Bob?", ["Bob"], 0, "Bob.", "Bob", True),
        ("is it Anna or Bob?", ["Bob", "Anna Smith"], 0, None, ("Anna Smith", "Bob"), True),
        (
            "are Anna and Bob here?", ["Bob"], 0,
            "No: Anna Smith is not named on this photo. Named on it: Bob.", False, True,
        ),
        (
            "is Anna here?", ["Bob"], 2,
            "No: Anna Smith is not named on this photo. Named on it: Bob."
            " 2 people have no name yet.",
            False, False,
        ),
        ("is Anna here?", [], None, "No: Anna Smith is not named on this photo.", False, False),
        ("照片里有安娜吗", [], None, "没有：这张照片上没有标注安娜。", False, False),
        ("照片里有安娜吗", ["安娜"], 1, "有：安娜。", True, True),
        ("Is Zoe in the picture?", ["Bob"], 0, "Nobody in the library is called Zoe.", None, False),
    ],
)  # fmt: skip
def test_who_is_not_named_is_not_there_for_sure_where_all_faces_have_other_names(
    typed: str, named: list[str], nameless: int | None, text: str | None, value: object, sure: bool
) -> None:
    question = read_photo_question(typed)
    asked = people_asked(question.plain, question.language, KNOWN)
    assert asked is not None
    told = told_of_people(asked, named, nameless, question.language)
    assert (told.value, told.sure) == (value, sure)
    assert text is None or told.text == text
