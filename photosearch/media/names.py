"""When a photo was taken, as the name of its file tells.

Telephones, messengers and people write it there, and messengers take it out of the file itself:
``IMG-20230514-WA0001``, ``PXL_20230514_101112345.MP``, ``Screenshot 2023-05-14 at 10.11.12 AM``,
``signal-2023-05-14-101112``, ``14.05.2023``, ``mmexport1684059072123``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from typing import Final

from photosearch.media.dates import Moment

# A word that begins with other than digits may stand before: IMG20230514. Numbers that only look
# like a date have more digits, or letters after them.
_WORD: Final = r"(?<![^\W_])[^\W\d_]*"
_CLOCK_AT_ONCE: Final = r"(?:(?P<clock>\d{6})(?:\d{3})?)?"
_PACKED: Final = re.compile(
    rf"{_WORD}(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d){_CLOCK_AT_ONCE}"
    r"(?![\dA-SU-Za-z])(?P<rest>.*)"
)
_APART: Final = re.compile(
    rf"{_WORD}(?P<year>(?:18|19|20)\d\d)(?:"
    r"(?P<mark>[-_. ])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
    r"|\s?年\s?(?P<month_han>\d\d?)\s?月\s?(?P<day_han>\d\d?)\s?日)"
    r"(?!\d)(?P<rest>.*)"
)
# Day and month first: by points as in most of Europe, else only where they can't be confused.
_DAY_FIRST: Final = re.compile(
    rf"{_WORD}(?P<one>\d\d?)(?P<mark>[-_. ])(?P<two>\d\d?)(?P=mark)(?P<year>(?:18|19|20)\d\d)"
    r"(?!\d)(?P<rest>.*)"
)
_TIME: Final = re.compile(
    r"""(?xi) (?: [\s_,T-]* | [\s_,]* (?:at|um|à|a|om|kl\.?|alle|às|klo) [\s_]+ )
    (?P<early>上午|下午|午前|午後)? \s*
    (?: (?P<hour>\d\d?) (?P<mark>[-_.:\ ꞉∶]) (?P<minute>\d\d) (?P=mark) (?P<second>\d\d)
      | (?<!\d) (?P<packed>\d{6}) )
    (?: [-_.]? \d{3} )? (?!\d)
    (?: \s* (?P<late>[ap])\.?m\b )?"""
)
_AFTERNOON: Final = frozenset({"p", "下午", "午後"})
# WeChat, Facebook, QQ and others: milliseconds since 1970. Screen recordings of iOS: seconds.
_MILLISECONDS: Final = re.compile(r"\D*(1\d{12})(?:[-_ (].*)?")
_SECONDS: Final = re.compile(r"(?i)rpreplay_final(1\d{9})(?:[-_ (].*)?")
# Pictures of Facebook: three numbers that say nothing.
_OF_FACEBOOK: Final = re.compile(r"\d+_\d+_\d+_[a-z].*")
# Pixel telephones name by UTC.
_BY_UTC: Final = ("pxl_",)


def moment_of_name(name: str, today: date | None = None) -> Moment | None:
    """Return when a file's name says that it was taken, or None.

    Args:
        name: of the file, with or without its suffix.
        today: the last day that is believed, but one; the system's date if None.
    """
    stem = PurePath(name).stem if "." in name else name
    if _OF_FACEBOOK.fullmatch(stem):
        return None
    moment = _of_clock(stem) or _of_calendar(stem)
    last = (today or date.today()) + timedelta(days=1)
    return moment if moment is not None and moment.at.date() <= last else None


def _of_clock(stem: str) -> Moment | None:
    for pattern, unit in ((_MILLISECONDS, 1000), (_SECONDS, 1)):
        if found := pattern.fullmatch(stem):
            at = datetime.fromtimestamp(int(found[1]) / unit, UTC)
            return Moment(at, is_instant=True)
    return None


def _of_calendar(stem: str) -> Moment | None:
    for pattern in (_PACKED, _APART, _DAY_FIRST):
        for found in pattern.finditer(stem):
            moment = _moment(found)
            if moment is not None:
                by_utc = moment.parts == 4 and stem.lower().startswith(_BY_UTC)
                return Moment(moment.at.replace(tzinfo=UTC), 4, True) if by_utc else moment
    return None


def _moment(found: re.Match[str]) -> Moment | None:
    part = found.groupdict()
    if "one" in part:
        one, two = int(part["one"]), int(part["two"])
        if part["mark"] != "." and one <= 12 and two <= 12 and one != two:
            return None
        month, day = (one, two) if two > 12 and part["mark"] != "." else (two, one)
    else:
        month = int(part["month"] or part["month_han"])
        day = int(part["day"] or part["day_han"])
    try:
        at = datetime(int(part["year"]), month, day)
    except ValueError:
        return None
    clock = part.get("clock")
    time = _time(f" {clock}" if clock else part["rest"])
    return Moment(at, 3) if time is None else Moment(at + time)


def _time(text: str) -> timedelta | None:
    """Return the time of day with which a text begins."""
    found = _TIME.match(text)
    if found is None:
        return None
    packed = found["packed"] or ""
    hour = int(packed[:2] or found["hour"])
    minute, second = int(packed[2:4] or found["minute"]), int(packed[4:] or found["second"])
    half = (found["early"] or found["late"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)
