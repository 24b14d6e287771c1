"""Questions that rules make of captions, labels and what people asked."""

from __future__ import annotations

import pytest

from photosearch.training.caption_questions import KINDS, LANGUAGES, Question, bare, right
from photosearch.training.captions import Said
from photosearch.training.question_rules import questions_of
from photosearch.training.things import named, things

DOGS = Said(
    1.0,
    english=[
        "Two black and white dogs run on the beach .",
        "Two dogs are running along the shore while a man in a red shirt watches .",
        "A man in a red jacket walks his dogs on the sand .",
    ],
)
KITCHEN = Said(0.3, labels=[("kitchen", "厨房")], labels_tell="place")
BRIDGE = Said(0.3, labels=[("bridge", "桥")], labels_tell="place")
ROOM = Said(
    0.3,
    asked=[
        ("how many chairs are there?", "3"),
        ("what colour is the sofa?", "blue"),
        ("what is on the table?", "lamp"),
        ("When was the picture taken?", "During the day."),
        ("Who took the photo?", "An elderly man."),
        ("where is the cat?", "On the sofa."),
    ],
)
CAT = Said(1.0, english=["A cat sleeps on a bed .", "The brown cat lies in a bedroom ."])


@pytest.fixture(scope="module")
def asked() -> dict[str, list[Question]]:
    return questions_of(
        {"dogs": DOGS, "kitchen": KITCHEN, "bridge": BRIDGE, "room": ROOM, "cat": CAT}
    )


def found(questions: list[Question], wording: str, language: str = "en") -> set[str]:
    """Return the answers to what is worded so."""
    return {
        answer
        for one in questions
        if wording in one.wordings(language)
        for answer in one.answers[language]
    }


@pytest.mark.parametrize(
    ("photo", "language", "wording", "answers"),
    [
        ("dogs", "en", "what color are the dogs", {"black and white"}),
        ("dogs", "zh", "狗是什么颜色的", {"黑白相间"}),
        ("dogs", "en", "what colour is the shirt", {"red"}),
        ("dogs", "en", "how many dogs are there", {"two"}),
        ("dogs", "zh", "有几只狗", {"两只"}),
        ("dogs", "en", "where was the photo taken", {"beach"}),
        ("dogs", "zh", "这是哪里", {"海滩"}),
        ("dogs", "en", "what are the dogs doing", {"running"}),
        ("dogs", "en", "who is in the photo", {"dogs", "a man"}),
        ("dogs", "en", "what is the man wearing", {"a shirt", "a jacket"}),
        ("dogs", "en", "is there a dog", {"yes"}),
        ("dogs", "zh", "照片里有狗吗", {"有"}),
        ("kitchen", "en", "is this a kitchen", {"yes"}),
        ("kitchen", "zh", "这是什么地方", {"厨房"}),
        ("room", "en", "how many chairs are there", {"three"}),
        ("room", "zh", "有几把椅子", {"三把"}),
        ("room", "zh", "沙发是什么颜色的", {"蓝色"}),
        ("room", "zh", "桌子上有什么", {"灯"}),
        ("room", "en", "is it day or night", {"daytime"}),
        ("room", "zh", "是白天还是晚上", {"白天"}),
        ("room", "en", "where is the cat", {"sofa"}),
        ("room", "en", "who took the photo", set()),  # nobody's age is guessed
        ("room", "zh", "沙发在哪里", set()),
    ],
)
def test_what_is_said_answers_questions_in_both_languages(
    asked: dict[str, list[Question]], photo: str, language: str, wording: str, answers: set[str]
) -> None:
    assert found(asked[photo], wording, language) == answers


def test_what_is_not_told_is_asked_for_too(asked: dict[str, list[Question]]) -> None:
    told = {"dog", "man", "shirt", "jacket", "beach"}
    for questions in asked.values():
        for one in questions:
            if one.kind == "exists" and one.answers["en"] == ("no",) and one.of and not one.acts:
                assert questions is not asked["dogs"] or one.of.one not in told
    every = [one for questions in asked.values() for one in questions if one.kind == "exists"]
    assert {one.answers["en"][0] for one in every} == {"yes", "no"}


def test_the_same_is_made_of_the_same(asked: dict[str, list[Question]]) -> None:
    again = questions_of(
        {"dogs": DOGS, "kitchen": KITCHEN, "bridge": BRIDGE, "room": ROOM, "cat": CAT}
    )
    assert again == asked
    assert {one.kind for some in asked.values() for one in some} <= set(KINDS)
    for some in asked.values():
        for one in some:
            for language in LANGUAGES:
                assert one.answers[language]
                assert all("{" not in text for text in one.wordings(language))


def test_articles_and_measures_make_no_answer_wrong() -> None:
    question = Question("who", {"en": ("a man",), "zh": ("一个男人",)}, "who")
    assert right("Man.", question, "en")
    assert right("the man", question, "en")
    assert right("男人", question, "zh")
    assert not right("a woman", question, "en")
    assert bare("一个") == "一个"


def test_the_longest_name_is_meant() -> None:
    words = ["a", "dirt", "bike", "and", "two", "soccer", "players"]
    assert [(one.thing.one, one.many) for one in named(words)] == [
        ("motorcycle", False),
        ("soccer player", True),
    ]
    for thing, _ in things().values():
        assert thing.chinese
        assert thing.kind in ("somebody", "animal", "worn", "vehicle", "thing", "place", "doing")


def test_what_people_asked_of_rooms_is_asked_in_chinese_too(
    asked: dict[str, list[Question]],
) -> None:
    assert found(asked["room"], "桌子上有什么", "zh") == {"灯"}
    assert found(asked["room"], "有几把椅子", "zh") == {"三把"}
    assert found(asked["room"], "沙发是什么颜色", "zh") == {"蓝色"}
    assert found(asked["room"], "what is on the table") == {"lamp"}


def test_captions_tell_the_time_where_they_agree() -> None:
    night = Said(1.0, english=["A street at night .", "People walk on a street by night ."])
    mixed = Said(1.0, english=["A street at night .", "A sunny street ."])
    told = questions_of({"night": night, "mixed": mixed})
    assert found(told["night"], "when was the photo taken") == {"night"}
    assert found(told["night"], "是白天还是晚上", "zh") == {"晚上"}
    assert not [one for one in told["mixed"] if one.kind == "when"]


def test_names_of_all_collections_are_asked_for_where_they_are_not() -> None:
    labelled = {f"label {name}": Said(1.0, labels=[(name, name)]) for name in ("violin", "okapi")}
    captioned = {
        f"photo {number}": Said(
            1.0,
            english=[
                "A dog runs over green grass with a ball in its mouth .",
                "Some brown animal brings back what somebody threw .",
            ],
        )
        for number in range(60)
    }
    told = questions_of(labelled | captioned)
    absent = {
        one.of.one
        for name in captioned
        for one in told[name]
        if one.wording == "there" and one.of is not None and one.answers["en"] == ("no",)
    }
    assert {"violin", "okapi"} & absent
    assert "dog" not in absent
