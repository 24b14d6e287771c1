"""Answers of a captioner whose words and a search whose sight are known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from photosearch.answering.answerer import Answerer
from photosearch.answering.captioner import Remembered
from photosearch.answering.captioner_pack import CaptionerPack, Presence, Sureness, Weighing
from photosearch.answering.presence import SearchEvidence
from photosearch.encoders.protocol import Pictures

PHOTO = Remembered(np.zeros(0, np.float32), Pictures(np.zeros((1, 2), np.float32)))
BLIND = Remembered(np.zeros(0, np.float32))
SURE = {"closed": Sureness(1.0, 0.0, 0.8), "open": Sureness(1.0, 0.0, 0.8)}


class Says:
    """Says each answer with a known probability, whatever is asked."""

    def __init__(self, known: Mapping[str, float]) -> None:
        self._known = known
        self.asked: list[str] = []

    def likeliest(self, photo: Remembered, question: str, language: str) -> tuple[str, float]:
        return max(self._known.items(), key=lambda one: one[1])

    def log_probabilities(
        self, photo: Remembered, question: str, answers: Sequence[str], language: str
    ) -> list[float]:
        self.asked.append(question)
        return [math.log(self._known.get(one, 1e-6)) for one in answers]


class Sees(SearchEvidence):
    """Sees what it is told of, with log-odds."""

    def __init__(self, known: Mapping[str, float]) -> None:
        super().__init__(Path())
        self._known = known

    def log_odds(self, seen: Pictures, thing: str) -> float | None:
        return self._known.get(thing, -4.0)


def answerer(
    said: Mapping[str, float], seen: Mapping[str, float], choice: Weighing | None = None
) -> Answerer:
    pack = CaptionerPack(
        name="known", version="1", past=(1,), longest=9, places=1, seen=1, answers=SURE,
        presence=Presence(0.0, 1.0, 1.0, 0.8, 0.25), choice=choice,
    )  # fmt: skip
    return Answerer(Says(said), Sees(seen), pack)


BOTH_WEIGH = Weighing(0.5, 0.5, 0.9)


@pytest.mark.parametrize(
    ("question", "language", "answer"),
    [
        ("is it a cat or a dog", "en", "a dog"),
        ("cat or dog", "en", "dog"),
        ("是猫还是狗", "zh", "狗"),
    ],
)
def test_one_of_the_named_answers_is_chosen(question: str, language: str, answer: str) -> None:
    known = answerer(
        {"cat": 0.4, "dog": 0.2, "猫": 0.4, "狗": 0.2}, {"dog": 5.0, "狗": 5.0}, BOTH_WEIGH
    )
    told = known.answer(PHOTO, question, language)
    assert (told.text, told.sure) == (answer, True)
    blind = known.answer(BLIND, question, language)  # the captioner tells alone
    assert blind.text != answer
    assert not blind.sure


def test_a_choice_is_weighed_as_the_pack_says() -> None:
    said, seen = {"cat": 0.4, "dog": 0.1}, {"cat": 0.0, "dog": 1.0}
    told = answerer(said, seen, Weighing(1.0, 1.0, 0.5)).answer(PHOTO, "is it a cat or a dog", "en")
    odds = math.log(0.4 / 0.1) - 1.0
    assert told.text == "a cat"
    assert told.probability == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-4)
    unfitted = answerer(said, {"cat": 9.0}).answer(PHOTO, "is it a cat or a dog", "en")
    assert (unfitted.text, unfitted.sure) == ("a cat", False)


@pytest.mark.parametrize(
    ("seen", "english", "chinese"),
    [
        ({}, "neither", "都没有"),
        ({"cat": 9.0, "猫": 9.0}, "a cat", "猫"),
        ({"cat": 9.0, "猫": 9.0, "dog": 9.0, "狗": 9.0}, "both", "都有"),
    ],
)
def test_neither_or_both_may_be_there(
    seen: Mapping[str, float], english: str, chinese: str
) -> None:
    known = answerer({"yes": 0.5, "no": 0.5, "有": 0.5, "没有": 0.5}, seen)
    assert known.answer(PHOTO, "is there a cat or a dog", "en").text == english
    assert known.answer(PHOTO, "有猫还是有狗", "zh").text == chinese


def test_nobody_s_sex_is_told_for_sure_and_nobody_is_judged() -> None:
    known = answerer({"man": 0.9, "woman": 0.01}, {"man": 9.0}, BOTH_WEIGH)
    told = known.answer(PHOTO, "is it a man or a woman", "en")
    assert told.probability > 0.95
    assert not told.sure
    assert known.answer(PHOTO, "is he rich or poor", "en").text == ""
    assert known.answer(PHOTO, "他是穷人还是富人", "zh").text == ""
    assert known.answer(PHOTO, "is the house old or new", "en").text


@pytest.mark.parametrize(
    ("question", "language", "found", "text"),
    [
        ("is the dog running", "en", {"dog running": 5.0}, "yes"),
        ("is the dog running", "en", {}, "no"),
        ("isn't the dog running", "en", {"dog running": 5.0}, "yes"),
        ("is he wearing glasses or not", "en", {"wearing glasses": 5.0}, "yes"),
        ("山上没有人吗", "zh", {"山上有人": 5.0}, "有"),
        ("山上有人吗", "zh", {}, "没有"),
    ],
)
def test_search_tells_whether_anything_is_so(
    question: str, language: str, found: Mapping[str, float], text: str
) -> None:
    known = answerer(
        {"yes": 0.5, "no": 0.5, "有": 0.25, "是": 0.25, "没有": 0.25, "不是": 0.25}, found
    )
    told = known.answer(PHOTO, question, language)
    assert told.text == text
    assert told.sure


def test_without_search_the_captioner_tells() -> None:
    told = answerer({"yes": 0.75, "no": 0.25}, {}).answer(BLIND, "is the dog running", "en")
    assert (told.text, told.probability, told.sure) == ("yes", 0.75, False)


@pytest.mark.parametrize(
    ("question", "language", "sure"),
    [
        ("is this a good photo", "en", False),
        ("is that dog dangerous", "en", False),
        ("is it blurry", "en", False),
        ("is this John", "en", False),
        ("is she alone", "en", False),
        ("is the boy with his mother", "en", False),
        ("whose dog is this", "en", False),
        ("今天天气好吗", "zh", False),
        ("这是谁的狗", "zh", False),
        ("她们是姐妹吗", "zh", False),
        ("what is this", "en", True),
        ("what is the new car", "en", True),
        ("她是独自在划船吗", "zh", False),
        ("is the food delicious", "en", False),
        ("is that dog running", "en", True),
        ("is this a news stand", "en", True),
        ("is the man on the right sitting", "en", True),
        ("这只狗危险吗", "zh", False),
        ("照片好看吗", "zh", False),
        ("狗在跑吗", "zh", True),
    ],
)
def test_what_no_photo_tells_is_never_sure(question: str, language: str, sure: bool) -> None:
    known = answerer({"yes": 0.01, "no": 0.9, "有": 0.01, "没有": 0.9}, {})
    assert known.answer(PHOTO, question, language).sure is sure


def test_a_number_is_told_as_it_is_counted() -> None:
    known = answerer({"三个": 0.4, "两把": 0.3, "三把": 0.2}, {"椅子": 9.0})
    assert known.answer(PHOTO, "有几把椅子", "zh").text == "两把"
    assert known.answer(PHOTO, "里面有多少椅子", "zh").text == "三个"
