"""How many there are of a thing: which thing is counted, and the answer where there is none.

"How many cars are there?" → is there any car? Only then a number is an answer.
"""

from __future__ import annotations

import re
from typing import Final

from photosearch.answering.closed_answers import MEASURES, NUMBERS

NONE: Final = {"en": "none", "zh": "没有"}
_ENGLISH: Final = re.compile(
    r"(?i)\A(?:how many|(?:what is )?(?:the )?(?:total )?number of) (?:different |other )?"
    r"(?P<thing>(?!of\b)[a-z' -]+?)(?P<rest> (?:(?:are|is|were|was|can|could|do|does|did|have|has|you|we|they|in|on|at|near"
    r"|by|under|behind|above|inside|with|wearing|holding|there|here|visible|shown|seen)\b.*))?\Z"
)
# Parts of a thing, or what it is asked of; the photo need not show them by name.
_HAS: Final = re.compile(r"(?i)\A (?:do|does|did|has|have)\b(?! (?:you|we|i) see\b)")
_HAS_CHINESE: Final = re.compile(
    r"(?!(?:这张|那张|这|那)?(?:照片|图片|图|画面)?(?:一共|总共|共|都|里面|里)*有?\Z).*(?<![里中上下面边旁前后内外处照片图])(?:一共|总共|共)?有\Z"
)
_CLAIMS: Final = {
    "en": re.compile(
        rf"(?i)\A(?:are|were) there (?:exactly |only )?(?P<number>{'|'.join(NUMBERS['en'][1:])}|[2-9]|10) "
        r"(?P<thing>[a-z' -]+?)(?: (?:here|(?:in|on) (?:the|this) (?:photo|picture|image)))?\Z"
    ),
    "zh": re.compile(
        rf"\A(?:照片里|图中|图里|这里|里面)?有(?P<number>[二{''.join(NUMBERS['zh'][1:])}]|[2-9]|10)"
        rf"(?P<measure>[{MEASURES}])(?P<thing>[\u4e00-\u9fff]{{1,6}}?)[吗么吧]?\Z"
    ),
}
_ASKS: Final = {
    "en": re.compile(r"(?i)\Ahow many\b|\bnumber of\b"),
    "zh": re.compile(r"几(?!乎)|多少"),
}
_CHINESE: Final = re.compile(
    rf"(?P<before>.*?)(?:几|多少)(?:[{MEASURES}](?=.))?(?P<thing>[^几多少]+?)"
    r"(?:(?:正?在|被|坐|站|穿|戴|拿|骑|跑|躺|走).*)?\Z"
)
_ENDS: Final = re.compile(r"(?:呢|啊|呀)+\Z")
# What is counted, but is no thing that a photo shows.
_NO_THING: Final = re.compile(
    r"(?i)\b(?:colou?rs?|kinds?|types?|sorts?|times|years?|days?|hours?|minutes?|meters?|metres?|floors?|stories|letters?|numbers?"
    r"|digits?|words?|sides?|rows?|sets?|pairs?|objects?|things?|items?)\b"
    r"|颜色|种|次|年|天|岁|点|钱|小时|分钟|米|层|字|数字|号|东西|月|样"
)


def number_claimed(question: str, language: str) -> tuple[str, str] | None:
    """Return the number that a question asks to be so, as answers tell it, and how many it asks.

    "are there three dogs" → three, "how many dogs are there"; 有三只狗吗 → 三只, 有几只狗. None if it
    claims none; one is as good as some.
    """
    match = _CLAIMS[language].match(question.strip())
    if match is None:
        return None
    said, thing = match["number"].lower(), match["thing"]
    if language == "en":
        number = NUMBERS["en"][int(said) - 1] if said.isdecimal() else said
        return number, f"how many {thing} are there"
    number = NUMBERS["zh"][int(said) - 1] if said.isdecimal() else said.replace("二", "两")
    return number + match["measure"], f"有几{match['measure']}{thing}"


def asks_number(question: str, language: str) -> bool:
    """Say whether a question, in ``en`` or ``zh``, asks how many there are of anything."""
    return _ASKS[language].search(question) is not None


def thing_counted(question: str, language: str) -> str | None:
    """Return of which thing a question, in ``en`` or ``zh``, asks how many there are; else None.

    "how many dogs are running" → dogs. None, too, of parts ("how many wheels does it have").
    ``question`` is without politeness and question mark.
    """
    asked = question.strip()
    match = (_CHINESE if language == "zh" else _ENGLISH).match(_ENDS.sub("", asked))
    if match is None or _NO_THING.search(match["thing"]):
        return None
    if language == "en" and match["rest"] and _HAS.match(match["rest"]):
        return None
    if language == "zh" and _HAS_CHINESE.match(match["before"]):
        return None
    return match["thing"].strip()


def whether_any(thing: str, language: str) -> str:
    """Return the question whether there is any of a thing."""
    return f"有{thing}吗" if language == "zh" else f"are there any {thing}"
