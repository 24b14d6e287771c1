"""Answers that are few and known: numbers, in the words that count, and colours."""

from __future__ import annotations

import re
from typing import Final

NUMBERS: Final = {
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "zh": ("一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
}
COLOURS: Final = {
    "en": (
        "red", "blue", "green", "yellow", "black", "white", "brown", "pink", "orange", "purple",
        "gray", "tan", "blonde", "golden", "black and white", "brown and white",
        "brown and black", "red and white", "blue and white",
    ),
    "zh": (
        "红色", "蓝色", "绿色", "黄色", "黑色", "白色", "棕色", "粉色", "橙色", "紫色", "灰色", "棕褐色", "金色",
        "金黄色", "黑白相间", "棕白相间", "黑棕相间", "红白相间", "蓝白相间",
    ),
}  # fmt: skip
# How people call them, too.
_SAID_COLOURS: Final = {
    **{name[0]: name for name in COLOURS["zh"] if len(name) == 2},
    "橙": "橙色", "橘色": "橙色", "橘": "橙色", "黑白": "黑白相间", "粉红": "粉色", "粉红色": "粉色",
    "咖啡色": "棕色", "褐色": "棕色", "grey": "gray", "blond": "blonde", "gold": "golden",
    "white and black": "black and white", "white and brown": "brown and white",
    "black and brown": "brown and black", "white and red": "red and white",
    "white and blue": "blue and white",
}  # fmt: skip
# Words that count things, as the captioner was taught them.
MEASURES: Final = "个只名位匹头条群对家辆张片座些艘把块扇根幅台盏棵面道本盆双件顶间层栋副架朵瓶杯盘碗份支枝颗粒排串套组队束部口"
_COUNTED: Final = re.compile(rf"(?:几|多少)(?P<measure>[{MEASURES}])(?!\w?[吗吧])")


def counts_in(question: str, language: str) -> tuple[str, ...]:
    """Return the numbers that answer a question in the word that it counts in: 有几把椅子 → 一把 …

    Nothing where it names none, as in English.
    """
    match = _COUNTED.search(question) if language == "zh" else None
    return tuple(number + match["measure"] for number in NUMBERS["zh"]) if match else ()


def colour_named(word: str) -> str:
    """Return a colour as the captioner calls it, 红 → 红色, grey → gray; other words as they are."""
    return _SAID_COLOURS.get(word.lower(), word)
