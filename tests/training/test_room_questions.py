"""What people asked about rooms, in Chinese."""

from __future__ import annotations

import pytest

from photosearch.training.room_questions import answer_in_chinese, in_chinese


@pytest.mark.parametrize(
    ("asked", "chinese"),
    [
        ("what is on the table", "桌子上有什么"),
        ("what is to the left of the cabinet", "柜子左边有什么"),
        ("what is behind the sofa", "沙发后面有什么"),
        ("what is the object on the floor in front of the door", "门前面地板上的东西是什么"),
        ("what are the things on the cabinet", "柜子上的东西是什么"),
        ("what is stuck on the wall", "墙上贴着什么"),
        ("what is the red object on the bed", "床上红色的东西是什么"),
        ("what is the largest object", "最大的东西是什么"),
        ("what is the colour of the chair near the bed", "床旁边的椅子是什么颜色"),
        ("what color is the wall", "墙是什么颜色"),
        ("how many chairs are there", "有几把椅子"),
        ("how many pillows are on the bed", "床上有几个枕头"),
        ("how many white towels are there", "有几条白色的毛巾"),
    ],
)
def test_a_question_is_put_into_chinese(asked: str, chinese: str) -> None:
    put = in_chinese(asked)
    assert put is not None
    assert put.wordings[0] == chinese


@pytest.mark.parametrize(
    "asked",
    [
        "what is on the frobnicator",
        "what is the coffee table made up of",
        "how many quidditch brooms are there",
        "where are the books",
        "what is on the left most side on the table",
        "",
    ],
)
def test_what_no_rule_understands_is_left_alone(asked: str) -> None:
    assert in_chinese(asked) is None


@pytest.mark.parametrize(
    ("answer", "chinese"),
    [
        ("night stand", "床头柜"),
        ("books", "书"),
        ("white", "白色"),
        ("garbage bin", "垃圾桶"),
        ("frobnicator", None),
    ],
)
def test_an_answer_has_a_chinese_name(answer: str, chinese: str | None) -> None:
    assert answer_in_chinese(answer) == chinese
