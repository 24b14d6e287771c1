"""Dates, places, people and cameras in the words of a question, as filters of the search language.

A date counts if it says which one: with a year, or from today ("last summer", 去年). What recurs
(Christmas, summer) is looked for instead. A place is a phrase: it stands among the words of photos
with a position, in both languages, and in names of folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Final

from photosearch.places import Place, countries
from photosearch.query.dates import parse_dates
from photosearch.query.language import MAKERS
from photosearch.text.folding import fold

_MOST_WORDS: Final = 7
_MOST_SIGNS: Final = 14
# The ends of days that "before" and "after" go by.
_SIDES: Final = {"before": "start", "after": "end"}
# Words that lead to a date or a place, and go with it.
_LEADS: Final = frozenset(
    "in on at during of from for since until till before after between by around near to over the "
    "within throughout".split()
)
_NUMBERS: Final = {
    "one": 1, "a": 1, "last year": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "去年": 1, "前年": 2, "大前年": 3, "一": 1, "两": 2, "二": 2, "三": 3,
    "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_COUNT: Final = r"\d{1,2}|one|a|two|three|four|five|six|seven|eight|nine|ten"
_THIS_DAY: Final = re.compile(
    rf"(?i)\b({_COUNT}) years? ago (?:today|on this day)\b|\b(?:on )?(?:today|this day) ({_COUNT}) years? ago\b"
    r"|\b(?:on )?(?:today|this day),? (last year)\b|\b(last year) (?:today|on this day)\b"
    r"|(去年|大前年|前年)的?(?:今天|这一天|今日)|([一二两三四五六七八九十]|\d{1,2})年前的?(?:今天|这一天|今日)"
)
_NEAR: Final = frozenset({"near", "around", "nearby"})
_TO_PLACES: Final = frozenset("in near at around from to visit visited visiting of through".split())
# What makes a date this one: a year, or today.
_CERTAIN: Final = re.compile(
    r"\d{4}|\d0s|\bago\b|\blast\b|\bpast\b|\bthis\b|yesterday|today|since|until|christmas day"
    r"|年|前|上|这|本|昨|今|最近|过去|以来|月\d"
)
# Four digits that are hardly the year of a photo, unless they are said to count days or years.
_NO_YEAR: Final = re.compile(
    r"(?<!\d)[03-9]\d{3}(?!\d| ?(?:days?|weeks?|months?|years?|天|日|周|星期|礼拜|个|年))"
)
_MONTH: Final = re.compile(r"(?:in|on|during) .*", re.IGNORECASE)
_HAN_MONTH: Final = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:\d{1,2}[日号])?"
)
_TOO_COMMON: Final = frozenset(
    "nice bath reading mobile orange split march may of man victoria most best santa mary anna "
    "long beach lake home work school park wedding party garden bar grill deal sale hull sandy "
    "sunset concord enterprise independence paradise show light male moscow's".split()
)
_LEAST_INHABITANTS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Finds filters in text: the clock, where places are looked up, names of the library."""

    today: date
    find_place: Callable[[str], Place | None]
    people: tuple[str, ...]
    cameras: tuple[str, ...]

    def apply(self, text: str, *, in_chinese: bool) -> tuple[str, tuple[str, ...]]:
        """Return the text without what narrows, and that as filters."""
        filters: list[str] = []
        narrowed = self._han_narrowed if in_chinese else self._narrowed
        for find in (self._named, self._this_day, narrowed):
            text = find(text, filters)
        return text, tuple(dict.fromkeys(self._joined(filters)))

    def _joined(self, filters: list[str]) -> list[str]:
        """Make one of two dates that follow each other: both are meant, not what they share."""
        dates = [one for one in filters if one.startswith("date:")]
        if len(dates) != 2:
            return filters
        days = [parse_dates(one.removeprefix("date:").strip('"'), self.today) for one in dates]
        spans = sorted((one.start, one.end) for one in days if one and one.start and one.end)
        if len(spans) != 2 or spans[0][1] != spans[1][0]:
            return filters
        whole = f"date:{spans[0][0]}..{spans[1][1] - timedelta(days=1)}"
        return [whole, *(one for one in filters if one not in dates)]

    def _named(self, text: str, filters: list[str]) -> str:
        """Take out people and cameras of the library, the longest names first."""
        for name in sorted(self.people, key=len, reverse=True):
            found = find_name(name, text)
            if found:
                filters.append(f'"{_plain(name)}"')
                text = f"{text[: found[0]]} {text[found[1] :]}"
        for name in self._camera_names():
            found = find_name(name, text, r"(?:\s*(?:手机|相机|phones?\b|cameras?\b))?")
            if found:
                filters.append(f'camera:"{_plain(name)}"' if " " in name else f"camera:{name}")
                text = f"{text[: found[0]]} {text[found[1] :]}"
        return text

    def _camera_names(self) -> list[str]:
        """Return what cameras may be called: all of it, its words, and makers in Chinese."""
        names = set(self.cameras)
        for camera in self.cameras:
            words = camera.split()
            names |= {" ".join(words[1:])} if len(words) > 1 else set()
            names |= {word for word in words if len(word) > 2 and not word.isdigit()}
            folded = fold(camera)
            names |= {chinese for chinese, maker in MAKERS.items() if maker in folded}
        return sorted((name for name in names if name), key=lambda name: (-len(name), name))

    def _narrowed(self, text: str, filters: list[str]) -> str:
        words = text.split()
        for find in (self._date_in, self._place_in):
            while found := find(words):
                start, end, filter_ = found
                filters.append(filter_)
                words[start:end] = []
        return " ".join(words)

    def _this_day(self, text: str, filters: list[str]) -> str:
        """Take out this very day of a year that is past: "a year ago today", 去年今天."""
        match = _THIS_DAY.search(text)
        if match is None:
            return text
        years = _years(next(one for one in match.groups() if one))
        with suppress(ValueError):  # the 29th of February, before it is said that there is none
            filters.append(f"date:{self.today.replace(year=self.today.year - years)}")
            return f"{text[: match.start()]} {text[match.end() :]}"
        return text

    def _date_in(self, words: Sequence[str]) -> tuple[int, int, str] | None:
        """Return where the longest date stands, with the words that lead to it."""
        for start, end in _windows(len(words), _MOST_WORDS):
            phrase = " ".join(words[start:end]).strip(",;")
            first = words[start].lower()
            rest = " ".join(words[start + 1 : end])
            if first in _SIDES and self._is_date(rest, _SIDES[first]):
                return start, end, f'{first}:"{rest}"' if " " in rest else f"{first}:{rest}"
            if self._is_date(phrase):
                if start and words[start - 1].lower() in _LEADS:
                    start -= 1
                phrase = re.sub(
                    r"(?i)^(?:in|on|during|of|at|over|around|for) (?:the )?", "", phrase
                )
                return start, end, f'date:"{phrase}"' if " " in phrase else f"date:{phrase}"
        return None

    def _is_date(self, phrase: str, side: str = "") -> bool:
        """Say whether words are a date that is certain, with an end on this side."""
        days = parse_dates(phrase, self.today) if phrase else None
        if days is None or (side and getattr(days, side) is None) or _NO_YEAR.search(fold(phrase)):
            return False
        return bool(_CERTAIN.search(fold(phrase)) or _MONTH.fullmatch(phrase))

    def _place_in(self, words: Sequence[str]) -> tuple[int, int, str] | None:
        for start, end in _windows(len(words), 4):
            lead = words[start - 1].lower() if start else ""
            name = " ".join(words[start:end]).strip(",;'")
            if self._is_place(name, led=lead in _TO_PLACES):
                near = "near:" if lead in _NEAR and fold(name) not in countries() else ""
                return start - (lead in _TO_PLACES), end, f'{near}"{name}"'
        return None

    def _is_place(self, name: str, *, led: bool) -> bool:
        """Say whether words name a place: with a capital, or led to by "in" and well known."""
        if len(name) < 3 or fold(name).split()[0] in _LEADS:
            return False
        if fold(name) in countries():
            return led or name[:1].isupper()
        place = self.find_place(name)
        if place is None:
            return False
        if name[:1].isupper() and (led or place.population >= _LEAST_INHABITANTS):
            return fold(name) not in _TOO_COMMON or led
        return led and place.population >= _LEAST_INHABITANTS and not _is_everyday(name)

    def _han_narrowed(self, text: str, filters: list[str]) -> str:
        for find in (self._han_date, self._han_place):
            while found := find(text):
                start, end, filter_ = found
                filters.append(filter_)
                text = f"{text[:start]} {text[end:]}"
        return text

    def _han_date(self, text: str) -> tuple[int, int, str] | None:
        for start, end in _windows(len(text), _MOST_SIGNS):
            phrase = text[start:end]
            if phrase != phrase.strip() or parse_dates(phrase, self.today) is None:
                continue
            if _NO_YEAR.search(phrase):
                continue
            if _CERTAIN.search(phrase) or _HAN_MONTH.fullmatch(phrase):
                return start, end, f'date:"{phrase}"' if " " in phrase else f"date:{phrase}"
        return None

    def _han_place(self, text: str) -> tuple[int, int, str] | None:
        for start, end in _windows(len(text), 8):
            name = text[start:end]
            if end - start < 2 or not all("\u3400" <= sign <= "\u9fff" for sign in name):
                continue
            if name in _HAN_COMMON or _is_everyday(name):
                continue
            place = self.find_place(name)
            well_known = place is not None and place.population >= _LEAST_INHABITANTS
            if name in countries() or well_known:
                if well_known and text.startswith(_HAN_NEAR, end):
                    return start, end + len(_HAN_NEAR), f'near:"{name}"'
                return start, end, f'"{name}"'
        return None


_HAN_NEAR: Final = "附近"
_HAN_COMMON: Final = frozenset(
    "照片 图片 时候 什么 哪里 海边 海滩 上次 大海 朋友 家人 公园 学校 医院 超市 动物 花园 高山 山上 大山 沙滩 "
    "草原 东方 西方 中山 大学 太阳 平安 和平 长城 白云 海洋 石头 新年 光明 一起 日照 朝阳 高密 安康 吉安 晚上 "
    "城市 地方 国家 生日 婚礼".split()
)


def _years(word: str) -> int:
    return _NUMBERS.get(word.lower()) or int(word)


def _windows(length: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield spans, the longest first, from left to right."""
    for size in range(min(length, most), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _plain(name: str) -> str:
    """Return a name as it may stand in quotation marks."""
    return "".join(sign for sign in name if sign not in '"“”「」『』')


def find_name(name: str, text: str, kind: str = "") -> tuple[int, int] | None:
    """Return where a name stands in a text as a word of its own, in any case.

    ``kind`` is the pattern of what may follow and say no more than the name.
    """
    letters = r"[A-Za-zÀ-ɏ\d_]"
    is_latin = name[:1] < "\u2e80"
    edge = rf"(?<!{letters}){{}}(?:['’]s)?(?!{letters})" if is_latin else "{}"
    match = re.search(edge.format(re.escape(name)) + kind, text, re.IGNORECASE)
    return match.span() if match else None


def _is_everyday(name: str) -> bool:
    """Say whether words are those of things."""
    return is_thing(name) or fold(name) in _TOO_COMMON


def is_thing(name: str) -> bool:
    """Say whether a word is an everyday one, for what photos show."""
    return fold(name) in _everyday()


@cache
def _everyday() -> frozenset[str]:
    path = resources.files("resources") / "words" / "everyday.tsv"
    return frozenset(path.read_text(encoding="utf-8").replace("\n", "\t").split("\t"))
