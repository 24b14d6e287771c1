"""Questions that people asked in English about rooms and their things, put into Chinese by rule.

"What is on the floor in front of the door?" → 门前面地板上有什么
"What is the colour of the chair near the bed?" → 床旁边的椅子是什么颜色
"How many pillows are on the bed?" → 床上有几个枕头
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from photosearch.training.data import read_rows
from photosearch.training.things import things

_FILE: Final = Path(__file__).with_name("room_things.tsv")
COLOURS: Final = {
    "red": "红色", "blue": "蓝色", "green": "绿色", "yellow": "黄色", "black": "黑色",
    "white": "白色", "brown": "棕色", "pink": "粉色", "orange": "橙色", "purple": "紫色",
    "gray": "灰色", "grey": "灰色",
}  # fmt: skip
_ADJECTIVES: Final = COLOURS | {
    "large": "大", "big": "大", "small": "小", "round": "圆", "wooden": "木头", "open": "开着",
    "dark": "深色", "light": "浅色",
}  # fmt: skip
_PLACES: Final = {
    "on the top of": "上", "on top of": "上", "on the right side of": "右边",
    "on the left side of": "左边", "to the right side of": "右边", "to the left side of": "左边",
    "on the right of": "右边", "on the left of": "左边", "to the right of": "右边",
    "to the left of": "左边", "at the corner of": "角落里", "in the corner of": "角落里",
    "in the middle of": "中间", "at the centre of": "中间", "at the center of": "中间",
    "on the other side of": "另一边", "in front of": "前面", "in the front of": "前面",
    "close to": "旁边", "next to": "旁边", "right side of": "右边", "left side of": "左边",
    "right of": "右边", "left of": "左边", "at the back of": "后面", "behind": "后面",
    "beneath": "下面", "below": "下面", "under": "下面", "above": "上方", "over": "上方",
    "beside": "旁边", "near": "旁边", "around": "周围", "inside": "里", "opposite to": "对面",
    "in": "里", "on": "上", "at": "旁边",
}  # fmt: skip
_KEPT: Final = {
    "stuck": "贴着", "hung": "挂着", "hanged": "挂着", "hanging": "挂着", "kept": "放着",
    "placed": "放着",
}  # fmt: skip
_PLACE: Final = "|".join(sorted(_PLACES, key=len, reverse=True))
_WHERE: Final = rf"(?P<where>(?:(?:{_PLACE}) .+)?)"
_KEPT_SO: Final = rf"(?: (?P<kept>{'|'.join(_KEPT)}|found|present|seen|visible|available|there))?"
_ASKS_WHAT: Final = re.compile(
    r"what (?:(?:objects?|things?) )?(?:is|are)(?: (?:the )?"
    rf"(?P<of>(?:(?:{'|'.join(_ADJECTIVES)}) )?)(?P<object>objects?|things?))?"
    rf"(?: that (?:is|are))?{_KEPT_SO} {_WHERE}"
)
_ASKS_LARGEST: Final = re.compile(r"what (?:is|are) the largest objects?(?: in (?:this|the) .+)?")
_ASKS_COLOUR: Final = re.compile(
    r"what (?:(?:is|are) (?:the )?)?colou?rs? (?:(?:is|are|of) )?(?:the )?"
    rf"(?P<thing>[a-z ]+?)(?: that (?:is|are))?{_KEPT_SO}(?: {_WHERE})?"
)
_ASKS_NUMBER: Final = re.compile(
    rf"how many (?P<thing>[a-z ]+?)(?: (?:are|is))?(?: there)?{_KEPT_SO}(?: {_WHERE})?"
)
_PART: Final = re.compile(rf"({_PLACE}) (?:the )?(.+?)(?= (?:{_PLACE}) |$)")
_PICTURE: Final = re.compile(r"(?:this |the )?(?:picture|image|photo|scene)$")


class Put(NamedTuple):
    """How Chinese puts a question; ``measure`` counts what is counted."""

    wordings: tuple[str, ...]
    measure: str = ""


class RoomThing(NamedTuple):
    """A thing's Chinese name, and the word that counts it."""

    chinese: str
    measure: str


def room_thing(name: str) -> RoomThing | None:
    """Return what a thing, with what is said of it, is called in Chinese; None if nobody knows."""
    words = name.split()
    if words[:1] in (["the"], ["a"], ["an"]):
        words = words[1:]
    for start in range(len(words)):
        if found := _known(" ".join(words[start:])):
            said = [_ADJECTIVES.get(word) for word in words[:start]]
            if None in said:
                return None
            before = "".join(f"{word}的" if len(str(word)) > 1 else str(word) for word in said)
            return RoomThing(before + found.chinese, found.measure)
    return None


def in_chinese(asked: str) -> Put | None:
    """Return a question, in lower case without punctuation, as Chinese would put it, if it can."""
    if _ASKS_LARGEST.fullmatch(asked):
        return Put(("最大的东西是什么", "照片里最大的东西是什么"))
    for pattern, put in (
        (_ASKS_NUMBER, _number),
        (_ASKS_COLOUR, _colour),
        (_ASKS_WHAT, _what),
    ):
        if match := pattern.fullmatch(asked):
            where = _located(match["where"] or "")
            return None if where is None else put(match, where)
    return None


def answer_in_chinese(answer: str) -> str | None:
    """Return what a thing or a colour that is answered is called in Chinese."""
    if answer in COLOURS:
        return COLOURS[answer]
    thing = room_thing(answer)
    return thing.chinese if thing else None


def _number(match: re.Match[str], where: str) -> Put | None:
    thing = room_thing(match["thing"])
    if thing is None:
        return None
    name = thing.measure + thing.chinese
    return Put((f"{where}有几{name}", f"{where}有多少{name}"), thing.measure)


def _colour(match: re.Match[str], where: str) -> Put | None:
    thing = room_thing(match["thing"])
    if thing is None:
        return None
    named = f"{where}的{thing.chinese}" if where else thing.chinese
    return Put((f"{named}是什么颜色", f"{named}是什么颜色的"))


def _what(match: re.Match[str], where: str) -> Put | None:
    if not where:
        return None
    if adjective := (match["of"] or "").strip():
        return Put((f"{where}{_ADJECTIVES[adjective]}的东西是什么",))
    if kept := _KEPT.get(match["kept"] or ""):
        return Put((f"{where}{kept}什么", f"{where}{kept}的是什么"))
    if match["object"]:
        return Put((f"{where}的东西是什么", f"{where}有什么"))
    return Put((f"{where}有什么", f"{where}是什么"))


def _located(where: str) -> str | None:
    """Return a place, "on the floor in front of the door", in Chinese; None if nobody knows."""
    if not where:
        return ""
    parts = _PART.findall(where)
    if " ".join(f"{how} {what}" for how, what in parts) != re.sub(
        rf"({_PLACE}) the (?=\S)", r"\1 ", where
    ):
        return None
    found = []
    for how, what in parts:
        if _PICTURE.match(what):
            found.append("照片里")
            continue
        thing = room_thing(what)
        if thing is None:
            return None
        found.append(thing.chinese + _PLACES[how])
    return "".join(reversed(found))


def _known(name: str) -> RoomThing | None:
    table = _table()
    singles = (name, name.removesuffix("s"), name.removesuffix("es"), name[:-3] + "y")
    for one in singles:
        if one in table:
            return table[one]
        if (met := things().get(one)) and met[0].kind not in ("place", "doing"):
            return RoomThing(met[0].chinese, met[0].measure or "个")
    return None


@cache
def _table() -> Mapping[str, RoomThing]:
    rows = (row for row in read_rows(_FILE, columns=1) if row[0][0] != "#")
    return {
        name: RoomThing(chinese, measure)
        for names, chinese, measure, *_ in rows
        for name in names.split("|")
    }
