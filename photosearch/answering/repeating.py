"""Whether a made caption says the same thing twice: "a cat sitting on top of a cat"."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[a-z]+")
# Words that join, point or count, and may come again.
_JOINING: Final = frozenset(
    "a an the and or of in on at to with while from for by as is are its his her their that this"
    " into over up down out off one two three four five some each has have it he she they".split()
)
_COLOURS: Final = frozenset(
    "red blue green yellow black white brown pink orange purple gray grey tan dark light".split()
)
# "A dog and another dog" are two.
_OTHER: Final = frozenset(("another", "other"))
# Whoever plays football is a football player.
_GAMES: Final = frozenset(
    "soccer football baseball basketball tennis hockey volleyball rugby ski surf skate swing".split()
)
_CHINESE_GAMES: Final = frozenset(
    (
        "足球",
        "斗牛",
        "篮球",
        "网球",
        "棒球",
        "榄球",
        "排球",
        "棍球",
        "冰球",
        "滑雪",
        "冲浪",
        "游泳",
        "滑板",
        "赛车",
    )
)
# Of two characters that stand there twice, those with one of these are no name.
_NO_NAME: Final = re.compile(
    "[一二两三四五六几个只名位条头匹辆张件顶双群对些的着在和与了上里中下前后旁边有是穿正色]"
)
# Names of one character; after 另 they are of another.
_SHORT_NAME: Final = re.compile(
    "(?<!另一[只条头匹辆张个棵艘块群])(?<=[只条头匹辆张个棵艘块群着和在的骑])[狗猫马牛羊鸟球车船树熊人]"
)


def says_twice(text: str, language: str) -> bool:
    """Say whether a caption, in ``en`` or ``zh``, names one thing twice as if it were two."""
    return _chinese(text.replace(" ", "")) if language == "zh" else _english(text)


def _english(text: str) -> bool:
    """Say so of English; a black dog and a brown dog are two, a hat and a hat are one."""
    met: dict[str, str] = {}
    before = ""
    for word in _WORD.findall(text):
        if word not in _JOINING and word not in _COLOURS and word not in _GAMES:
            known = word in met
            other = met.setdefault(word, before)
            told_apart = {other, before}.isdisjoint(_JOINING | {""}) and other != before
            if known and before not in _OTHER and not told_apart:
                return True
        before = word
    return False


def _chinese(text: str) -> bool:
    pairs: dict[str, int] = {}
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        if _NO_NAME.search(pair) or not pair.isalpha() or pair in _CHINESE_GAMES:
            continue
        # 另一只小狗: two characters and a measure may stand between.
        if pairs.setdefault(pair, at) < at - 1 and "另" not in text[max(0, at - 4) : at]:
            return True
    short = [match[0] for match in _SHORT_NAME.finditer(text)]
    return len(set(short)) < len(short)
