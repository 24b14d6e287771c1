"""Questions that rules make of captions, labels and what people asked."""

from __future__ import annotations

import pytest

from photosearch.answering.choosing import read_choice
from photosearch.training.caption_questions import KINDS, LANGUAGES, Question
from photosearch.training.captions import Said
from photosearch.training.question_rules import questions_of
from photosearch.training.same_answer import is_right, meaning
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
        ("room", "en", "what time of day is it", {"daytime"}),
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


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Man.", "a man"),
        ("the man", "a man"),
        ("男人", "一个男人"),
        ("day", "daytime"),
        ("during the day", "daytime"),
        ("at night", "nighttime"),
        ("dusk", "evening"),
        ("fall", "autumn"),
        ("日间", "白天"),
        ("夜里", "晚上"),
        ("冬季", "冬天"),
        ("grey", "gray"),
        ("white and black", "black and white"),
        ("红", "红色"),
        ("2", "two"),
        ("二只", "两只"),
        ("3只", "三只"),
        ("yes", "有"),
        ("没有", "不是"),
    ],
)
def test_answers_that_say_the_same_are_right(answer: str, right: str) -> None:
    assert is_right(answer, ["something else", right])
    assert meaning(meaning(answer)) == meaning(answer)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("a woman", "a man"),
        ("night", "daytime"),
        ("evening", "night"),
        ("白天", "晚上"),
        ("winter", "daytime"),
        ("no", "yes"),
        ("十二只", "十两只"),
        ("1", "two"),
        ("light", "daylight"),
    ],
)
def test_answers_that_say_something_else_are_wrong(answer: str, right: str) -> None:
    assert not is_right(answer, [right])


SPORT = Said(0.3, labels=[("swimming", "游泳")], labels_tell="sport")
TENNIS = Said(0.3, labels=[("tennis", "网球")], labels_tell="sport")
SEASONS = {
    time: Said(1.0, asked=[("When was the picture taken?", f"{time}.")])
    for time in ("Winter", "Summer", "At night", "Dusk", "Morning", "In the day")
}


def test_an_answer_is_among_those_that_the_question_allows() -> None:
    told = questions_of(
        {"dogs": DOGS, "snow": Said(1.0, english=["A man skis in the snow ."]), **SEASONS}
    )
    choices = 0
    for questions in told.values():
        for one in questions:
            for language in LANGUAGES:
                for wording in one.wordings(language):
                    if (choice := read_choice(wording, language)) is not None:
                        choices += 1
                        assert any(is_right(a, choice.options) for a in one.answers[language])
    assert choices == 4  # by night and by day, in both languages


@pytest.mark.parametrize(
    ("said", "language", "wording", "answers"),
    [
        (SEASONS["Winter"], "en", "is it day or night", set()),
        (SEASONS["Winter"], "zh", "是白天还是晚上", set()),
        (SEASONS["Winter"], "en", "what time is it", set()),
        (SEASONS["Winter"], "en", "what season is it", {"winter"}),
        (SEASONS["Summer"], "zh", "这是什么季节", {"夏天"}),
        (SEASONS["Dusk"], "en", "is it day or night", set()),
        (SEASONS["Dusk"], "en", "what time of day is it", {"evening"}),
        (SEASONS["Dusk"], "en", "what season is it", set()),
        (SEASONS["At night"], "en", "is it day or night", {"night"}),
        (SPORT, "en", "what sport is this", {"swimming"}),
        (SPORT, "en", "what are they playing", set()),
        (TENNIS, "en", "what are they playing", {"tennis"}),
        (TENNIS, "zh", "他们在玩什么运动", {"网球"}),
        (Said(1.0, english=["A red boat ."]), "en", "what is being ridden", set()),
        (Said(1.0, english=["A red boat ."]), "zh", "是什么车", set()),
        (Said(1.0, english=["A red bus ."]), "zh", "是什么车", {"公交车"}),
        (Said(1.0, english=["A red bus ."]), "zh", "骑的是什么", set()),
        (Said(1.0, english=["A man rides a bike ."]), "zh", "骑的是什么", {"自行车"}),
    ],
)
def test_a_wording_is_asked_only_where_the_answer_fits(
    said: Said, language: str, wording: str, answers: set[str]
) -> None:
    assert found(questions_of({"photo": said})["photo"], wording, language) == answers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what colour is the sofa?", "colour"),
        ("What colors are the chairs?", "colour"),
        ("which colour shirt is he wearing?", "colour"),
        ("what is the main colour of the tablecloth?", "colour"),
        ("what are the colours of the pillows?", "colour"),
        ("what is the cupboard handle colour?", "colour"),
        ("what is on the red colour stool?", "what"),
        ("what is in blue colour?", "what"),
        ("what is the white colour object on the table?", "what"),
        ("what is near the sandal colour sofa?", "what"),
        ("where is the color red?", "where"),
        ("how many red colour sofas are there?", "number"),
        ("number of chairs?", "number"),
        ("what is the number of chairs?", "number"),
        ("what is the number on the jersey?", "what"),
        ("where is the number 40?", "where"),
    ],
)
def test_a_colour_and_a_number_are_what_is_asked_for(question: str, kind: str) -> None:
    (own,) = [
        one
        for one in questions_of({"photo": Said(0.3, asked=[(question, "lamp")])})["photo"]
        if one.own
    ]
    assert own.kind == kind


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
