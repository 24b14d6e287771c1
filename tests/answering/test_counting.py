"""Which thing is counted, and that there may be none of it."""

from __future__ import annotations

import pytest

from photosearch.answering.counting import thing_counted, whether_any
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
