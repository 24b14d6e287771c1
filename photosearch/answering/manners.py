"""What people say around a question, and how they mistype its first words."""

from __future__ import annotations

import re
from typing import Final

_ASKING: Final = r"(?=when|where|how|who|which|what|if|whether|why)"
_POLITE: Final = re.compile(
    r"(?i)(?:(?:hey|hi|hello|ok|okay|so|and|well|please|pls|plz|um|say|now|hmm|sorry|excuse me)[,. ]+)*"
    rf"(?:(?:can|could|would|will|might) (?:you|u)(?: please| pls| plz)? (?:tell|show|find out for) ?me(?: again)?,? {_ASKING}"
    rf"|(?:can|could|would|will) (?:you|u) (?:please )?(?:show|find|tell|list|get|give)(?: me)? (?=\w)"
    rf"|(?:please |pls |plz )?(?:just )?(?:tell|remind) me,? {_ASKING}"
    rf"|(?:do|did|would) (?:you|u) (?:happen to )?(?:know|remember|recall),? {_ASKING}"
    rf"|(?:may|can|could|might) i (?:ask|know|see),? {_ASKING}"
    rf"|(?:i (?:wonder|was wondering|am wondering|want to know|wanna know|would like to know|would love to know|need to know|forgot|forget|don't remember|do not remember|don't know|can't remember|cannot remember)"
    rf"|i'm wondering|i'd like to know|wondering|just wondering|do tell|remind me),? {_ASKING}"
    rf"|(?:any|got any|have any) (?:idea|clue) {_ASKING})?"
)
# Words that begin a question, as they are mistyped; what follows tells that they are meant.
_VERB: Final = (
    r"(?= (?:was|were|did|do|does|is|are|am|have|has|had|can|the|my|on|in|in the|i|we)\b)"
)
_TYPED: Final = tuple(
    (re.compile(rf"(?i)\A{wrong}"), right)
    for wrong, right in (
        (r"(?:how ?m[ae]ny|hwo many|how (?:mny|mayn|meny|mani)|howmany|hw many)\b", "how many"),
        (r"how mcuh\b|howmuch\b", "how much"),
        (r"(?:wen|whne|wehn|whn|wehen|whenn)\b" + _VERB, "when"),
        (r"(?:whre|wehre|wher|wear|wheer|were)\b(?= (?:was|were|did|do|does|is|are|am|have|has|had) )", "where"),
        (r"(?:wich|whihc|whitch|wihch|whcih|witch)\b(?= \w+)", "which"),
        (r"(?:wat|waht|wht|wot|whta)\b(?= \w+)", "what"),
        (r"(?:whoo|hwo|woh)\b" + _VERB, "who"),
        (r"(?:wats|wots)\b", "what is"),
        (r"(?:wheres|whers)\b", "where is"),
    )
)  # fmt: skip
_PHOTOS: Final = re.compile(
    r"(?i)\b(f|ph|p)(?:h?oto|hoto|hto|oth?o|ohto)(e?s?)\b|\bpic(?:ure|tuer|utre|true)(s?)\b"
)
# Where'd, whens: what is written as one.
_SHORT: Final = re.compile(r"(?i)\b(when|where|what|who|how)['’]?(s|d|re|ve|ll)\b")
_LONG: Final = {"s": " is", "d": " did", "re": " are", "ve": " have", "ll": " will"}

_POLITE_CHINESE: Final = re.compile(
    r"(?:请问(?:一下)?|(?:请|麻烦)?问一下|我?想(?:要)?(?:知道|问(?:一)?下|问问)|你(?:还)?(?:知道|记得)|(?:请)?告诉我|麻烦(?:你|您)?|劳驾"
    r"|(?:你|您)?(?:能不能|能否|可不可以|可以|能|可否)?(?:请)?(?:帮|替|给)我(?:看一看|看看|查一查|查查|查(?:一)?下|看(?:一)?下|数数|数一下|找找看)|(?:数|查|看)(?:一下|一查|一数|查看)"
    r"|(?:你|您)?(?:能不能|能否|可不可以|可以|能|可否)(?:请)?(?:帮我|告诉我|跟我说)(?:说|一下)?|帮我|那么|请|嗨|你好|您好|喂|哎|话说|对了)[,、: ]*"
)
# Characters that sound alike and are mistaken for each other in what asks.
_TYPED_CHINESE: Final = (
    (re.compile(r"时侯"), "时候"),
    (re.compile(r"(?:什麽|甚么|神马|什莫)"), "什么"),
    (re.compile(r"多小(?=张|个|次|钱)"), "多少"),
)  # fmt: skip

# Where it is asked, 那里 is meant to be 哪里.
_THERE: Final = re.compile(
    r"(?<=[是在去到从])那(?=(?:里|儿|年|天|一年|一天|个月|个城市|个国家)(?:的|了|拍的|去的)?\Z)"
)


def plainly(text: str) -> str:
    """Return an English question without politeness, its first words as they were meant."""
    text = _SHORT.sub(lambda match: f"{match[1]}{_LONG[match[2].lower()]}", text)
    text = _POLITE.sub("", text, count=1).strip(" ,")
    for wrong, right in _TYPED:
        text = wrong.sub(right, text, count=1)
    return _PHOTOS.sub(_photos, text)


def plainly_chinese(text: str, *, asks: bool) -> str:
    """Return a Chinese question without politeness and particles, in the characters that were meant.

    ``asks``: it ends in "?"; who is polite asks, too.
    """
    text = text.strip(" ,")
    while (match := _POLITE_CHINESE.match(text)) is not None:
        text, asks = text[match.end() :].strip(" ,"), True
    text = re.sub(r"(?:呢|啊|呀|嘛|来着|哦|哈|呗|谢谢|了吧)+\Z", "", text).strip(" ,")
    for wrong, right in _TYPED_CHINESE:
        text = wrong.sub(right, text)
    return _THERE.sub("哪", text) if asks else text


def _photos(match: re.Match[str]) -> str:
    ends = match[2] if match[1] else match[3]
    return f"{'photo' if match[1] else 'picture'}{'s' if ends else ''}"
