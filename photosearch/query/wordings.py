"""Dates in the one wording that the forms know: what people write in many ways, made one.

``May '23`` → ``may 2023``, ``二〇二三年`` → ``2023年``, ``14-May-2023`` → ``14 may 2023``, ``半年``
→ ``6个月``; and years that are told from today: ``summer last year`` → ``summer 2023``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from photosearch.text.folding import fold

HAN_YEARS: Final = {"今年": 0, "去年": 1, "前年": 2, "大前年": 3}
COUNTS: Final = {
    "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "a": 1, "an": 1, "one": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
COUNT: Final = rf"(?P<count>\d{{1,9}}|{'|'.join(COUNTS)})"
WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_HAN_DIGITS: Final = {"〇": 0, "零": 0, "两": 2} | {
    digit: place for place, digit in enumerate("一二三四五六七八九", 1)
}
_HAN_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百两]+(?=\s*(?:年|月|日|号|天|周|星期|礼拜|个|季|小时))"
)
_LONGEST_NUMBER: Final = 9
_LED_BY = re.compile(r"(?:in|on|during|around|at|over) (?:the )?|the ")
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SAME: Final = (
    (re.compile(r"几(?=\s*(?:年|月|日|天|周|星期|礼拜|个))"), "3"),
    (re.compile(r"(?<![上下])半年"), "6个月"),
    (re.compile(r"半个月"), "15天"),
    (re.compile(r"\bhalf a year\b"), "6 months"),
    (re.compile(r"\ba decade\b"), "10 years"),
    (re.compile(r"\b(?:the )?year before last\b"), "2 years ago"),
    # What is written as one: May2023, 14may, 14-may, may-2023.
    (re.compile(r"(?<=[a-z]{3})(?=\d{4}\b)"), " "),
    (re.compile(rf"(?<=\d)-?(?=(?:{_MONTHS})[a-z]*(?![a-z]))"), " "),
    (re.compile(rf"\b((?:{_MONTHS})[a-z]*)-(?=\d{{4}}\b)"), r"\1 "),
)  # fmt: skip
# Years of two digits: '23, and 98年 where it is not a number of years.
_SHORT_YEAR = re.compile(
    r"(?<![\w'])'(\d\d)(?![\d\w])|(?<![\d近去前])(\d\d)(?= ?年(?![前以之代内来后间]))"
)
_DECADE = re.compile(r"(?<![\w'])'(?=\d0'?s\b)")
_YEARS_AGO = re.compile(
    rf"(?:\b(?:of|in) )?(?:\b(?P<which>last|previous|this) year\b|\b{COUNT} years? ago\b)(?:'?s\b)?"
)
_HAN_YEARS_AGO = re.compile(r"(?P<han>今年|去年|大?前年)的?|(?P<count>\d{1,3}) ?年前的?")
_OF_YEAR = re.compile(r"(?<=\b\d{4})'s\b")
_CLOCK = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\Z")
_BESIDE = re.compile(
    rf"\A{WEEKDAY},? (?=.*\d)|,? (?:\(?{WEEKDAY}\)?)\Z| ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?\Z"
)


def plain(text: str, today: date, days: frozenset[str]) -> str:
    """Return a text as the forms know it: folded, spaces single, Chinese numbers in digits.

    Args:
        text: as it was typed.
        today: what years of two digits are reckoned from.
        days: names of days that begin with words which else only lead to one.
    """
    words = " ".join(fold(text).replace(",", " , ").split()).replace(" ,", ",")
    words = _HAN_NUMBER.sub(_in_digits, words)
    for pattern, same in _SAME:
        words = pattern.sub(same, words)
    words = _DECADE.sub("", words)
    words = _SHORT_YEAR.sub(lambda match: str(whole_year(match[1] or match[2], today)), words)
    return without_lead(words) if words not in days else words


def without_lead(words: str) -> str:
    """Return words without those that only lead to a date: in May → May."""
    led_by = _LED_BY.match(words)
    return words[led_by.end() :] if led_by else words


def whole_year(digits: str, today: date) -> int:
    """Return the year that two digits mean, the latest that has begun; four are one."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if 2000 + year <= today.year else 1900)


def rewordings(words: str, today: date) -> Iterator[str]:
    """Yield other wordings of a date: years in numbers; without the time or day of the week."""
    if match := _OF_YEAR.search(words):
        yield _put(words, match, " ")
    if match := _YEARS_AGO.search(words):
        ago = count(match["count"]) if match["count"] else int(match["which"] != "this")
        yield _put(words, match, f" {today.year - ago} ")
    match = _HAN_YEARS_AGO.search(words)
    if match and match[0] != words:
        ago = HAN_YEARS[match["han"]] if match["han"] else int(match["count"])
        yield _put(words, match, f"{today.year - ago}年")
    for pattern in (_CLOCK, _BESIDE):
        if match := pattern.search(words):
            yield _put(words, match, "")


def count(words: str) -> int:
    """Return the number that a word or digits mean."""
    return COUNTS[words] if words in COUNTS else int(words)


def _put(words: str, match: re.Match[str], other: str) -> str:
    return without_lead(" ".join(f"{words[: match.start()]}{other}{words[match.end() :]}".split()))


def _in_digits(han: re.Match[str]) -> str:
    """Return a number in digits; one that is longer than any of a date stays as it is."""
    return str(_number(han[0])) if len(han[0]) <= _LONGEST_NUMBER else han[0]


def _number(han: str) -> int:
    """Return 14 for 十四, 2023 for 二〇二三."""
    if not set(han) & set("十百"):
        return int("".join(str(_HAN_DIGITS[digit]) for digit in han))
    total = 0
    hundreds, _, rest = han.rpartition("百")
    total += 100 * (_number(hundreds) if hundreds else 1) if "百" in han else 0
    tens, ten, ones = rest.rpartition("十")
    total += 10 * (_number(tens) if tens else 1) if ten else 0
    return total + (_number(ones) if ones else 0)
