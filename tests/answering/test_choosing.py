from __future__ import annotations

import pytest

from photosearch.answering.choosing import read_choice


@pytest.mark.parametrize(
    ("question", "language", "options", "questions"),
    [
        ("is it a cat or a dog", "en", "a cat|a dog", "is it a cat|is it a dog"),
        ("is it a train station or airport", "en", "a train station|an airport", None),
        ("is it a black or white dog", "en", "a black dog|a white dog", None),
        (
            "is the girl in a pool or in the sea",
            "en",
            "in a pool|in the sea",
            "is the girl in a pool|is the girl in the sea",
        ),
        ("is he playing tennis or badminton", "en", "tennis|badminton", None),
        (
            "is the man walking the dog or riding a bike",
            "en",
            "walking the dog|riding a bike",
            None,
        ),
        ("is the sofa red, blue or green", "en", "red|blue|green", None),
        ("what color are they, yellow or green", "en", "yellow|green", None),
        ("indoors or outdoors", "en", "indoors|outdoors", "is it indoors|is it outdoors"),
        ("他是在钓鱼还是在游泳", "zh", "钓鱼|游泳", "他是在钓鱼吗|他是在游泳吗"),
        ("是猫还是狗", "zh", "猫|狗", "是猫吗|是狗吗"),
        ("树是绿色的还是红色的", "zh", "绿色|红色", None),
        ("沙发红色还是蓝色", "zh", "红色|蓝色", "沙发是红色吗|沙发是蓝色吗"),
        ("沙发，红的还是蓝的", "zh", "红|蓝", None),
        ("是红色、蓝色还是绿色", "zh", "红色|蓝色|绿色", None),
        ("他骑的是自行车还是摩托车", "zh", "自行车|摩托车", None),
        ("这张照片是在室内还是室外拍的", "zh", "室内|室外", None),
        ("室内还是室外", "zh", "室内|室外", "是室内吗|是室外吗"),
    ],
)
def test_a_choice_names_its_answers(
    question: str, language: str, options: str, questions: str | None
) -> None:
    choice = read_choice(question, language)
    assert choice is not None
    assert choice.options == tuple(options.split("|"))
    assert questions is None or choice.questions == tuple(questions.split("|"))
    assert not choice.may_lack


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("is it a cat", "en"),
        ("is it raining or not", "en"),
        ("what is it", "en"),
        ("is it red or red", "en"),
        ("这是猫吗", "zh"),
        ("在下雨还是没有", "zh"),
        ("这还是猫", "zh"),
    ],
)
def test_other_questions_give_none(question: str, language: str) -> None:
    assert read_choice(question, language) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("is there a dog or a cat", "en"),
        ("do you see zebras or horses", "en"),
        ("有猫还是有狗", "zh"),
    ],
)
def test_of_things_that_may_be_there_neither_and_both_are_answers(
    question: str, language: str
) -> None:
    choice = read_choice(question, language)
    assert choice is not None
    assert choice.may_lack


@pytest.mark.parametrize(
    ("question", "language", "opens", "answers"),
    [
        ("is the car grey or blue", "en", "what color is the car", "gray|blue"),
        ("is she sitting or standing", "en", "what is she doing", "sitting|standing"),
        ("is the boy in a pool or in the sea", "en", "where is the boy", "pool|sea"),
        ("is it day or night", "en", "when was the photo taken", "day|night"),
        ("车是红的还是白的", "zh", "车是什么颜色", "红色|白色"),
        ("是白天还是晚上", "zh", "照片是什么时候拍的", "白天|晚上"),
    ],
)
def test_the_answers_are_weighed_in_a_question_that_the_captioner_knows(
    question: str, language: str, opens: str, answers: str
) -> None:
    choice = read_choice(question, language)
    assert choice is not None
    assert choice.opens == (opens,)
    assert choice.answers == tuple(answers.split("|"))
