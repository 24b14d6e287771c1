"""When a photo was taken, from what programs write where a date should stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

# Earlier years are what clocks write that were never set.
FIRST_YEAR: Final = 1000
# The years that photographs are of; others are believed only where no source has a better one.
_LIKELY: Final = range(1826, 2100)
# When the clocks of computers and of QuickTime begin: what is told by a clock that was never set.
_UNSET: Final = (datetime(1904, 1, 1), datetime(1970, 1, 1))
# How far a wall clock may be from an instant: zones differ by quarters of an hour, and some videos
# tell when their recording ended.
_FARTHEST_ZONE: Final = timedelta(hours=14)
_QUARTER: Final = timedelta(minutes=15)
_AT_ONCE: Final = timedelta(minutes=2)
# No date is longer than this.
_LONGEST: Final = 64

_SEPARATOR = r"\s*[:\-/.年月]\s*"
_DAY = re.compile(
    rf"""(?x) \s* (?P<year>\d{{4}})
    (?: {_SEPARATOR} (?P<month>\d{{1,2}}) (?: {_SEPARATOR} (?P<day>\d{{1,2}}) (?!\d) 日? )?
      | (?P<packed>\d{{4}}) (?:(?P<clock>\d{{4}}(?:\d\d)?))? )?
    (?! \d | -?W) [年月]? (?P<rest>.*)"""
)
# Day and month first: with points, or where they cannot be confused.
_DAY_FIRST = re.compile(
    rf"\s*(?P<one>\d{{1,2}})(?P<mark>{_SEPARATOR})(?P<two>\d{{1,2}}){_SEPARATOR}(?P<year>\d{{4}})(?!\d)(?P<rest>.*)"
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
# A month by its name between two numbers: 14-May-2023, 2023-May-14.
_NAMED = re.compile(
    r"\s*(?P<one>\d{1,4})[-/ ](?P<name>[A-Za-z]{3,9})\.?[-/ ](?P<two>\d{1,4})(?!\d)(?P<rest>.*)"
)
_TIME = re.compile(
    r"""(?xi) [\s,T:\-_]* (?P<early>[ap]\.?m\.?|上午|下午|午前|午後|오전|오후)? \s*
    (?P<hour>\d{1,2}) (?: \s*[:.\-h时時]\s* (?P<minute>\d{1,2})
        (?: \s*[:.\-m分]\s* (?P<second>\d{1,2}) )?
      | (?P<packed>\d{2}(?:\d{2})?) ) (?!\d) \s*秒?
    (?: [.,:] (?P<fraction>\d{1,9}) )?
    \s* (?P<late>[ap]\.?m\.?)? \s* (?P<zone>.*)"""
)
_ZONE = re.compile(
    r"\s*(?:(?P<utc>(?:Z|UTC|GMT)(?![+\-]))|(?:UTC|GMT)?(?P<sign>[+\-−])\s*(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?)(?!\d)"
)
_AFTERNOON: Final = frozenset({"p", "下午", "午後", "오후"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as precise as its text is.

    ``parts``: 1 for a year alone, 2 with the month, 3 with the day, 4 with the time of day; what is
    missing is the first of its kind in ``at``. ``at`` is local, with the offset where it is named.
    ``is_instant``: only the instant is told, in UTC, not what clocks showed there: satellites',
    videos' and services' times.
    """

    at: datetime
    parts: int = 4
    is_instant: bool = False

    @property
    def is_likely(self) -> bool:
        """Whether a photograph may be of then; else it counts only where there is no other."""
        return self.at.year in _LIKELY and not self.is_unset

    @property
    def is_unset(self) -> bool:
        """Whether it is the beginning of a clock's time, which one that was never set tells."""
        return self.parts == 4 and self.at.replace(tzinfo=None) in _UNSET

    def within_second(self, digits: str) -> Moment:
        """Return it with the parts of its second, which tell the photos of a burst apart."""
        digits = digits.strip()[:6]
        if not digits.isdecimal() or self.parts < 4 or self.at.microsecond:
            return self
        return replace(self, at=self.at.replace(microsecond=int(digits.ljust(6, "0"))))

    def refines(self, other: Moment) -> bool:
        """Say whether this tells more of the same date than the other."""
        if self.parts <= other.parts:
            return False
        mine, theirs = self.at, other.at
        whole = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
        return all(one == two for one, two in whole[: other.parts])


def best_moment(moments: Iterable[Moment | None]) -> datetime | None:
    """Return the first likely date; a later one that is only more precise betters it.

    An instant is told by the wall clock of another date that is of the same time, else by that of
    this computer's zone: a photo taken at home on New Year's Eve is not of the next year.
    """
    best: Moment | None = None
    found = [moment for moment in moments if moment is not None]
    for moment in sorted(found, key=lambda moment: not moment.is_likely):
        if best is None or moment.refines(best):
            best = moment
    if best is None or not best.is_instant:
        return None if best is None else best.at
    shown = (_shown(best.at, moment) for moment in found)
    return next((at for at in shown if at is not None), _local(best.at))


def _shown(instant: datetime, moment: Moment) -> datetime | None:
    """Return the wall clock's time that a moment tells, if it is of this instant in some zone."""
    if moment.is_instant or moment.parts < 4:
        return None
    if moment.at.tzinfo is not None:
        return moment.at if abs(moment.at - instant) <= _AT_ONCE else None
    apart = moment.at.replace(tzinfo=UTC) - instant
    zone = round(apart / _QUARTER) * _QUARTER
    if abs(zone) > _FARTHEST_ZONE or abs(apart - zone) > _AT_ONCE:
        return None
    return moment.at.replace(tzinfo=timezone(zone))


def _local(instant: datetime) -> datetime:
    """Return an instant by the clock of this computer's zone, as it was then."""
    try:
        return instant.astimezone()
    except (ValueError, OverflowError, OSError):  # beyond what the system's clock knows
        return instant


def read_moment(text: str, time: str = "", offset: str = "") -> Moment | None:
    """Read a date, whatever its form, or None where there is none.

    Args:
        text: "2012:10:21 10:11:12", "2012-10-21T10:11", "21 Oct 2012 10:11:12 +0200", "2012" …
        time: the time of day, where that stands apart.
        offset: the offset from UTC, where that stands apart.
    """
    text = f"{text[:_LONGEST].strip()} {time[:_LONGEST].strip()}".strip()
    if not text:
        return None
    moment = _with_name(text) or _in_numbers(text) or _in_words(text)
    if moment is None or moment.at.year < FIRST_YEAR:
        return None
    if moment.at.tzinfo is None and moment.parts == 4 and offset:
        return Moment(moment.at.replace(tzinfo=read_offset(offset)))
    return moment


def read_offset(text: str) -> tzinfo | None:
    """Read an offset from UTC such as "+08:00", "-0330" or "Z"."""
    found = _ZONE.match(text)
    if found is None:
        return None
    if found["utc"]:
        return UTC
    shift = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if shift >= timedelta(hours=24):
        return None
    return timezone(shift if found["sign"] == "+" else -shift)


def _with_name(text: str) -> Moment | None:
    found = _NAMED.match(text)
    name = found["name"][:3].lower() if found else ""
    if found is None or name not in _MONTHS:
        return None
    year, day = sorted((found["one"], found["two"]), key=len, reverse=True)
    if len(year) != 4 or len(day) > 2:
        return None
    try:
        return _at_time(datetime(int(year), _MONTHS.index(name) + 1, int(day)), found["rest"])
    except (ValueError, OverflowError):
        return None


def _in_numbers(text: str) -> Moment | None:
    if found := _DAY.match(text):
        packed = found["packed"]
        month = int(packed[:2] if packed else found["month"] or 0)
        day = int(packed[2:] if packed else found["day"] or 0)
        rest = f"{found['clock'] or ''}{found['rest']}"
    elif found := _DAY_FIRST.match(text):
        one, two = int(found["one"]), int(found["two"])
        has_points = found["mark"].strip() == "."
        if one <= 12 and two <= 12 and one != two and not has_points:
            return None  # 3/4/2012 is March in one country and April in another
        month, day = (one, two) if two > 12 and not has_points else (two, one)
        rest = found["rest"]
    else:
        return None
    year = int(found["year"])
    try:
        if month == 0:
            return Moment(datetime(year, 1, 1), 1)
        if day == 0:
            return Moment(datetime(year, month, 1), 2)
        return _at_time(datetime(year, month, day), rest)
    except (ValueError, OverflowError):
        return None


def _at_time(day: datetime, text: str) -> Moment:
    """Return a day with the time of day that the text tells, the day alone if it tells none."""
    found = _TIME.match(text)
    if found is None:
        return Moment(day, 3)
    packed = found["packed"] or ""
    hour = int(found["hour"])
    minute = int(packed[:2] or found["minute"] or 0)
    second = min(59, int(packed[2:] or found["second"] or 0))
    half = (found["early"] or found["late"] or "").lower()
    if half and hour <= 12:
        is_afternoon = half in _AFTERNOON or half[0] in _AFTERNOON
        hour = hour % 12 + (12 if is_afternoon else 0)
    if hour == 24:
        # Midnight at the end of the day in ISO 8601; some telephones count the hours from 1 to 24.
        day, hour = (day + timedelta(days=1), 0) if minute == second == 0 else (day, 0)
    if hour > 23 or minute > 59:
        return Moment(day, 3)
    micros = int((found["fraction"] or "0").ljust(6, "0")[:6])
    at = day.replace(hour=hour, minute=minute, second=second, microsecond=micros)
    return Moment(at.replace(tzinfo=read_offset(found["zone"])))


def _in_words(text: str) -> Moment | None:
    """Read the dates of mail, which PNG recommends, and those of C's ``ctime``."""
    from email.utils import parsedate_to_datetime  # late: few files have such dates

    try:
        return Moment(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
