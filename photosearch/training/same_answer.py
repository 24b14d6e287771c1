"""Which answers mean the same: the one judge of what is right, for every measure.

"A dog." is dog, "grey" gray, "at night" and "nighttime" night, 日间 白天, "2" two, 有 and 是 a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from photosearch.answering.captioner_pack import CLOSED, YES
from photosearch.answering.closed_answers import NUMBERS, colour_named

_ARTICLE: Final = re.compile(r"^(?:(?:a|an|the) |一[个只名位匹头条群对家](?=..))")
_LEAD: Final = re.compile(r"^(?:it (?:is|was) )?(?:(?:in|at|by|during) )?(?:the )?")
# A time, and how else it is called.
_CALLED: Final = {
    "daytime": "day|day time|daylight|day light|daylight hours",
    "night": "nighttime|night time|nightime|late night", "evening": "dusk|sunset|twilight",
    "morning": "sunrise|dawn|early morning", "afternoon": "late afternoon",
    "winter": "wintertime|winter time", "summer": "summertime|summer time",
    "spring": "springtime|spring time", "autumn": "fall|autumn time",
    "白天": "日间|白昼|昼间|白日|大白天", "晚上": "夜晚|夜里|夜间|黑夜|深夜|夜",
    "傍晚": "黄昏|日落|日落时",
    "早上": "早晨|清晨|日出|日出时|上午", "下午": "午后", "冬天": "冬季|冬日", "夏天": "夏季|夏日",
    "春天": "春季", "秋天": "秋季",
}  # fmt: skip
_TIMES: Final = {other: time for time, others in _CALLED.items() for other in others.split("|")}
_DIGITS: Final = {
    **{str(number): word for number, word in enumerate(NUMBERS["en"], 1)},
    **dict.fromkeys(("0", "zero"), "none"),
}
_DIGITS_CHINESE: Final = {
    "二": "两",
    **{str(number): sign for number, sign in enumerate(NUMBERS["zh"], 1)},
}
# A number before the word that counts, which 十二 is not.
_COUNT: Final = re.compile(r"^(?:二|10|[1-9])(?=[\u4e00-\u9fff])(?![十百千两一二三四五六七八九])")


def meaning(answer: str) -> str:
    """Return what an answer, in English or Chinese, means: one name for all that say the same."""
    plain = bare(answer)
    if plain in CLOSED:
        return "yes" if plain in YES else "no"
    plain = _DIGITS.get(plain, colour_named(plain))
    plain = _COUNT.sub(lambda match: _DIGITS_CHINESE[match[0]], plain)
    time = _LEAD.sub("", plain)
    return _TIMES.get(time, time if time in _CALLED else plain)


def is_right(answer: str, right: Iterable[str]) -> bool:
    """Say whether an answer means one of those that are right."""
    return meaning(answer) in set(map(meaning, right))


def bare(answer: str) -> str:
    """Return an answer without article (in Chinese "one" and its measure) and full stop."""
    return _ARTICLE.sub("", answer.lower().strip(" .。"))
