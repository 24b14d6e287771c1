from __future__ import annotations

import pytest

from photosearch.answering.unsaid import (
    judges_people,
    unsaid_words,
    withheld,
    without_judgement,
)


@pytest.mark.parametrize(
    "text",
    [
        "an elderly man sits on a bench",
        "An old bearded man.",
        "a group of asian people",
        "a black man plays the guitar",
        "a fat woman",
        "a homeless person sleeps",
        "two teenagers",
        "a disabled athlete",
        "a beautiful young woman",
        "一个老人在公园里",
        "一个黑人男子在打篮球",
        "胖女人在跑步",
        "美女在海边",
        "残疾人在比赛",
    ],
)
def test_guesses_about_people_are_found(text: str) -> None:
    assert judges_people(text)


@pytest.mark.parametrize(
    "text",
    [
        "an old car",
        "a black dog and a man",
        "a fat dog sits in a boat",
        "a man in a black shirt",
        "a black haired woman",
        "a man with a white dog",
        "a beautiful landscape",
        "a young girl in a red dress",
        "一只黑狗",
        "一个戴小丑帽的孩子",
        "一个穿白色衣服的人",
        "一座古老的房子",
    ],
)
def test_what_is_said_of_things_animals_and_clothes_is_not(text: str) -> None:
    assert not judges_people(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("An elderly man sits", "A man sits"),
        ("two asian children play", "two children play"),
        ("a group of teens", ""),
        ("一个老人坐在街道旁。", "一个人坐在街道旁。"),
        ("一个黑人男子", "一个男子"),
        ("a dog", "a dog"),
    ],
)
def test_captions_to_learn_from_go_without(text: str, rest: str) -> None:
    assert without_judgement(text) == rest


def test_the_list_speaks_of_origin_age_worth_and_health_in_both_languages() -> None:
    words = unsaid_words()
    for about in ("origin", "age", "worth", "health"):
        texts = [word.text for word in words if word.about == about]
        assert any(text.isascii() for text in texts)
        assert any(not text.isascii() for text in texts)


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        (["An eld", "erly man", " in Rome [1]. Fine", "."], ["A man in Rome [1].", " Fine."]),
        (["A group of teens. ", "A dog, ", "3.5 m away"], [" A dog, 3.5 m away"]),
        (["[1] an asian", " woman smiles"], ["[1] a woman smiles"]),
        (["一个黑人", "男子在跑步。", "一只黑狗。"], ["一个男子在跑步。", "一只黑狗。"]),
        (["胖女人在跑步。他是残疾", "人。两只狗。"], ["女人在跑步。", "两只狗。"]),
        ([], []),
    ],
)  # fmt: skip
def test_a_text_in_pieces_is_told_without_guesses_about_people(
    pieces: list[str], told: list[str]
) -> None:
    assert list(withheld(pieces)) == told


def test_what_needs_no_change_is_told_as_it_is() -> None:
    text = "The café in Rome (2.5 km) is open! A man\nin a black shirt waits. 好的。行"
    assert "".join(withheld(text)) == text
