"""Men and women in made captions: named as such only where the captioner tells them apart.

It has seen more men than women, and calls women men. So a caption that names one of the two is set
beside the same caption of the other: which is written, or a word for both, is told by how much more
likely one is than the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

Sex: TypeAlias = Literal["men", "women"]

# A man's word, a woman's, and one for both.
_ENGLISH: Final = (
    ("man", "woman", "person"), ("men", "women", "people"), ("boy", "girl", "child"),
    ("boys", "girls", "children"), ("guy", "lady", "person"), ("guys", "ladies", "people"),
    ("his", "her", "their"), ("he", "she", ""), ("himself", "herself", "themselves"),
    ("male", "female", "person"),
)  # fmt: skip
_CHINESE: Final = (
    ("男人", "女人", "人"), ("男子", "女子", "人"), ("男孩", "女孩", "孩子"), ("男士", "女士", "人"),
    ("男生", "女生", "学生"), ("小伙子", "姑娘", "人"), ("男", "女", ""), ("他", "她", "他"),
)  # fmt: skip
# "As he jumps" would be "as they jump".
_SUBJECT: Final = re.compile(r"\bs?he\b")


def named_sex(text: str, language: str) -> Sex | None:
    """Return which of the two a caption names; None if neither, or both."""
    men, women = (_pattern(language, column).search(text) is not None for column in (0, 1))
    if men == women:
        return None
    return "men" if men else "women"


def as_other(text: str, language: str) -> str:
    """Return a caption that names one sex as it would name the other."""
    column = 0 if named_sex(text, language) == "men" else 1
    return _replaced(text, language, column, 1 - column)


def as_either(text: str, language: str) -> str:
    """Return a caption without saying which; nothing where a verb would have to change."""
    if language == "en" and _SUBJECT.search(text):
        return ""
    column = 0 if named_sex(text, language) == "men" else 1
    return _replaced(text, language, column, 2)


def _replaced(text: str, language: str, of: int, by: int) -> str:
    words = _words(language, of, by)
    return _pattern(language, of).sub(lambda match: words[match[0]], text)


@cache
def _words(language: str, of: int, by: int) -> Mapping[str, str]:
    return {row[of]: row[by] for row in (_CHINESE if language == "zh" else _ENGLISH)}


@cache
def _pattern(language: str, column: int) -> re.Pattern[str]:
    rows = _CHINESE if language == "zh" else _ENGLISH
    words = "|".join(sorted((row[column] for row in rows), key=len, reverse=True))
    return re.compile(words if language == "zh" else rf"\b(?:{words})\b")
