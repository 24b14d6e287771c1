from __future__ import annotations

import pytest

from photosearch.answering.repeating import says_twice


@pytest.mark.parametrize(
    ("text", "language", "twice"),
    [
        ("a cat sitting on top of a cat", "en", True),
        ("a man and a man", "en", True),
        ("a woman with a hat and a hat", "en", True),
        ("a man in a white shirt and hat is wearing a white hat", "en", True),
        ("a dog and another dog", "en", False),
        ("a black dog and a brown dog run through the snow", "en", False),
        ("a man in a red shirt and a woman in a blue shirt", "en", False),
        ("two soccer players playing soccer on a field", "en", False),
        ("a little boy swings on a swing", "en", False),
        ("a dog runs through the grass", "en", False),
        ("一只狗在追一只狗", "zh", True),
        ("一个男人和一个男人", "zh", True),
        ("一只狗在追另一只狗", "zh", False),
        ("一个男人和另一个男人", "zh", False),
        ("一个男人和一个女人", "zh", False),
        ("足球运动员在踢足球", "zh", False),
        ("一只黑色的狗和一只棕色的猫", "zh", False),
        ("", "en", False),
        ("", "zh", False),
    ],
)
def test_one_thing_is_not_named_twice(text: str, language: str, twice: bool) -> None:
    assert says_twice(text, language) is twice
