"""Which thing is counted, and that there may be none of it."""

from __future__ import annotations

import pytest

from photosearch.answering.counting import number_claimed, thing_counted, whether_any
from photosearch.answering.presence import stated
from tests.answering.test_answerer import BLIND, PHOTO, answerer


@pytest.mark.parametrize(
    ("question", "language", "thing"),
    [
        ("how many cars are there", "en", "cars"),
        ("How many dogs are running", "en", "dogs"),
        ("how many red cars can you see", "en", "red cars"),
        ("how many pillows on the bed", "en", "pillows"),
        ("number of chairs", "en", "chairs"),
        ("what is the number of chairs", "en", "chairs"),
        ("how many people", "en", "people"),
        ("how many wheels does it have", "en", None),
        ("how many chairs do you see", "en", "chairs"),
        ("how many colours are there", "en", None),
        ("how many of them are sitting", "en", None),
        ("what is the number on the jersey", "en", None),
        ("are there cars", "en", None),
        ("有几辆车", "zh", "车"),
        ("照片里有多少个人", "zh", "人"),
        ("图中有多少狗", "zh", "狗"),
        ("床上有几个枕头", "zh", "枕头"),
        ("有几个人在跑步", "zh", "人"),
        ("几只狗呢", "zh", "狗"),
        ("有多少种颜色", "zh", None),
        ("狗有几条腿", "zh", None),
        ("这只狗有几条腿", "zh", None),
        ("照片里一共有几条狗", "zh", "狗"),
        ("图上有几只狗", "zh", "狗"),
        ("桌子旁边有几把椅子", "zh", "椅子"),
        ("一共有几个人", "zh", "人"),
        ("有车吗", "zh", None),
    ],
)
def test_which_thing_is_counted(question: str, language: str, thing: str | None) -> None:
    assert thing_counted(question, language) == thing
    if thing is not None:
        assert stated(whether_any(thing, language), language) == thing


@pytest.mark.parametrize(
    ("question", "language", "odds", "answer", "sure"),
    [
        ("how many cars are there", "en", {"cars": 3.0}, "two", True),
        ("how many cars are there", "en", {"cars": -9.0}, "none", True),
        ("how many cars are there", "en", {"cars": -1.2}, "none", False),
        ("how many cars are there", "en", {"cars": -1.0}, "two", False),
        ("有几辆车", "zh", {"车": 3.0}, "两辆", True),
        ("有几辆车", "zh", {"车": -9.0}, "没有", True),
        ("有多少车", "zh", {"车": -9.0}, "没有", True),
    ],
)
def test_there_may_be_none_of_what_is_counted(
    question: str, language: str, odds: dict[str, float], answer: str, sure: bool
) -> None:
    said = {"yes": 0.5, "no": 0.5, "有": 0.5, "没有": 0.5, "two": 0.9, "两辆": 0.9}
    known = answerer(said, odds)
    told = known.answer(PHOTO, question, language)
    assert (told.text, told.sure) == (answer, sure)
    if answer in ("none", "没有"):
        assert told.probability == pytest.approx(1.0 if sure else 0.77, abs=0.01)
    assert known.answer(BLIND, question, language).text not in ("none", "没有")


@pytest.mark.parametrize(
    ("question", "language"), [("how many legs does the dog have", "en"), ("狗有几条腿", "zh")]
)
def test_parts_are_never_counted_for_sure(question: str, language: str) -> None:
    told = answerer({"two": 0.99, "两条": 0.99}, {}).answer(PHOTO, question, language)
    assert told.probability > 0.9
    assert not told.sure


@pytest.mark.parametrize(
    ("question", "language", "claim"),
    [
        ("are there three dogs", "en", ("three", "how many dogs are there")),
        ("are there 2 red cars in the photo", "en", ("two", "how many red cars are there")),
        ("are there any dogs", "en", None),
        ("is there one dog", "en", None),
        ("有三只狗吗", "zh", ("三只", "有几只狗")),
        ("照片里有2个人吗", "zh", ("两个", "有几个人")),
        ("有一只狗吗", "zh", None),
    ],
)
def test_a_number_may_be_claimed(
    question: str, language: str, claim: tuple[str, str] | None
) -> None:
    assert number_claimed(question, language) == claim


def test_of_several_numbers_only_one_is_so() -> None:
    known = answerer({"two": 0.9, "两只": 0.9, "yes": 0.9, "有": 0.9}, {"dogs": 9.0, "狗": 9.0})
    for question, language, text in (
        ("are there two dogs", "en", "yes"),
        ("are there three dogs", "en", "no"),
        ("有两只狗吗", "zh", "有"),
        ("有三只狗吗", "zh", "没有"),
    ):
        told = known.answer(PHOTO, question, language)
        assert (told.text, told.sure) == (text, True)
