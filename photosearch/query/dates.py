"""Dates as people say them, in English and Chinese: a pure function of the words and today.

``2023``, ``2023-05``, ``2023-05-14``, ``2023..2024``, ``..2020``, ``May 2023``, ``last summer``,
``yesterday``, ``last 3 weeks``; ``2023年5月``, ``去年夏天``, ``昨天``, ``上周``, ``最近3天``.

Seasons are those of the north: summer is June to August, and a winter belongs to the year in which
it begins. A season or month without a year is the one that began last; after "last", the one that
ended last. A week begins on Monday.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SEASONS: Final = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "春": 3, "夏": 6, "秋": 9, "冬": 12,
}  # fmt: skip
_HAN_YEARS: Final = {"今年": 0, "去年": 1, "前年": 2}
_DAYS: Final = {
    "today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "day before yesterday": 2, "前天": 2,
}  # fmt: skip
_UNITS: Final = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "个星期": "week",
    "个月": "month", "月": "month", "年": "year",
}  # fmt: skip
_RANGE = re.compile(r"\s*(?:\.\.+|…|～|至|到)\s*")
_YEAR = r"([12]\d{3})"
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_HAN_MONTH = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_SEASON = r"(spring|summer|autumn|fall|winter|[春夏秋冬])(?:天|季)?"


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the day ``start`` to the day before ``end``; None leaves a side open."""

    start: date | None
    end: date | None


def parse_dates(text: str, today: date) -> DateRange | None:
    """Return the days that a text names, or None if it names none."""
    words = " ".join(text.casefold().replace("，", ",").split())
    sides = _RANGE.split(words)
    if len(sides) == 1:
        return _period(words, today)
    if len(sides) > 2 or not any(sides):
        return None
    first, last = (_period(side, today) if side else DateRange(None, None) for side in sides)
    if first is None or last is None:
        return None
    return _in_order(DateRange(first.start, last.end))


def _in_order(days: DateRange) -> DateRange | None:
    if days.start is not None and days.end is not None and days.start >= days.end:
        return None
    return days


def _period(words: str, today: date) -> DateRange | None:
    """Return the one period that the words name."""
    for pattern, meaning in _FORMS:
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return meaning(match, today)
            except (ValueError, OverflowError):
                return None  # the 30th of February
    return None


# Calendar -------------------------------------------------------------------------------------


def _year(year: int) -> DateRange:
    return DateRange(date(year, 1, 1), date(year + 1, 1, 1))


def _months(year: int, month: int, count: int = 1) -> DateRange:
    return DateRange(date(year, month, 1), _months_later(date(year, month, 1), count))


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    length = (date(years + month // 11, (month + 1) % 12 + 1, 1) - date(years, month + 1, 1)).days
    return date(years, month + 1, min(day.day, length))


def _days(first: date, count: int = 1) -> DateRange:
    return DateRange(first, first + timedelta(days=count))


def _week_of(day: date) -> DateRange:
    return _days(day - timedelta(days=day.weekday()), 7)


def _recurring(month: int, count: int, today: date, ended: bool) -> DateRange:
    """Return the latest run of months from ``month`` on that has begun, or ended, by today."""
    year = today.year
    while True:
        found = _months(year, month, count)
        assert found.start is not None
        assert found.end is not None
        if (found.end if ended else found.start) <= today:
            return found
        year -= 1


# Meanings -------------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return _HAN_MONTHS.index(name) + 1 if name in _HAN_MONTHS else _MONTHS.index(name[:3]) + 1


def _numeric(match: re.Match[str], today: date) -> DateRange:
    year, month, day = match.groups()
    if day:
        return _days(date(int(year), int(month), int(day)))
    return _months(int(year), int(month)) if month else _year(int(year))


def _named_day(match: re.Match[str], today: date) -> DateRange:
    return _days(today - timedelta(days=_DAYS[match[0]]))


def _month_day(match: re.Match[str], today: date) -> DateRange:
    """14 May 2023, May 14, 5月14日; without a year, the latest."""
    part = match.groupdict()
    month, day = _month_number(part["month"]), int(part["day"])
    if part.get("year"):
        return _days(date(int(part["year"]), month, day))
    for year in range(today.year, today.year - 9, -1):  # the 29th of February comes in eight years
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return _days(found)
    raise ValueError(match[0])


def _month(match: re.Match[str], today: date) -> DateRange:
    part = match.groupdict()
    return _of_a_year(part, today, _month_number(part["month"]), 1)


def _season(match: re.Match[str], today: date) -> DateRange:
    part = match.groupdict()
    return _of_a_year(part, today, _SEASONS[part["season"]], 3)


def _of_a_year(part: dict[str, str | None], today: date, month: int, count: int) -> DateRange:
    year, which, han = part.get("year"), part.get("which"), part.get("han")
    if year:
        return _months(int(year), month, count)
    if han:
        return _months(today.year - _HAN_YEARS[han], month, count)
    if which == "this":
        return _months(today.year, month, count)
    return _recurring(month, count, today, ended=which == "last")


def _unit(match: re.Match[str], today: date) -> DateRange:
    """This week, last month, 上周, 今年."""
    part = match.groupdict()
    ago = (
        _HAN_YEARS[part["han"]] if part.get("han") else int(part["which"] in ("last", "上", "上个"))
    )
    unit = "year" if part.get("han") else _UNITS[part["unit"]]
    if unit == "year":
        return _year(today.year - ago)
    if unit == "month":
        first = _months_later(today.replace(day=1), -ago)
        return _months(first.year, first.month)
    if unit == "week":
        return _week_of(today - timedelta(weeks=ago))
    return _days(today - timedelta(days=ago))


def _recent(match: re.Match[str], today: date) -> DateRange:
    """The last 3 weeks, 最近3天: up to and with today."""
    tomorrow = today + timedelta(days=1)
    return DateRange(_back(tomorrow, int(match["count"]), _UNITS[match["unit"]]), tomorrow)


def _ago(match: re.Match[str], today: date) -> DateRange:
    """3 days ago or 3天前: that day, week, month or year."""
    unit = _UNITS[match["unit"]]
    then = _back(today, int(match["count"]), unit)
    if unit == "year":
        return _year(then.year)
    if unit == "month":
        return _months(then.year, then.month)
    return _week_of(then) if unit == "week" else _days(then)


def _back(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    return _months_later(day, -count * (12 if unit == "year" else 1))


def _decade(match: re.Match[str], today: date) -> DateRange:
    year = int(match[1])
    return DateRange(date(year, 1, 1), date(year + 10, 1, 1))


def _form(
    pattern: str, meaning: Callable[[re.Match[str], date], DateRange]
) -> tuple[re.Pattern[str], Callable[[re.Match[str], date], DateRange]]:
    named = pattern.replace("<Y>", _YEAR.replace("(", "(?P<year>", 1))
    named = named.replace("<M>", _MONTH_NAME.replace("(", "(?P<month>", 1))
    named = named.replace("<月>", _HAN_MONTH.replace("(", "(?P<month>", 1))
    named = named.replace("<S>", _SEASON.replace("(", "(?P<season>", 1))
    named = named.replace("<D>", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?")
    return re.compile(named), meaning


_FORMS: Final = (
    _form(rf"{_YEAR}(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?)?", _numeric),
    _form(rf"{_YEAR}年(?:(\d{{1,2}})月(?:(\d{{1,2}})[日号])?)?", _numeric),
    _form("|".join(_DAYS), _named_day),
    _form(r"<M>,? <Y>", _month),
    _form(r"<Y> <M>", _month),
    _form(r"<D> <M>(?:,? <Y>)?", _month_day),
    _form(r"<M> <D>(?:,? <Y>)?", _month_day),
    _form(r"<月>(?P<day>\d{1,2})[日号]", _month_day),
    _form(r"(?:(?P<which>last|this) )?<M>", _month),
    _form(r"(?:<Y>年|(?P<han>今年|去年|前年))?的?<月>", _month),
    _form(r"<S>(?: of)? <Y>", _season),
    _form(r"<Y>年?的? ?<S>", _season),
    _form(r"(?:(?P<which>last|this) )?<S>", _season),
    _form(r"(?P<han>今年|去年|前年)的?<S>", _season),
    _form(r"(?P<han>今年|去年|前年)", _unit),
    _form(r"(?P<which>this|last) (?P<unit>day|week|month|year)", _unit),
    _form(r"(?P<which>这个|这|本|上个|上)(?P<unit>周|星期|礼拜|月)", _unit),
    _form(
        r"(?:the )?(?:last|past) (?P<count>\d{1,3}) (?P<unit>(?:day|week|month|year)s?)", _recent
    ),
    _form(r"(?:最近|过去)(?P<count>\d{1,3})(?P<unit>天|日|周|个?星期|个月|年)", _recent),
    _form(r"(?P<count>\d{1,3}) (?P<unit>(?:day|week|month|year)s?) ago", _ago),
    _form(r"(?P<count>\d{1,3})(?P<unit>天|日|周|个?星期|个月|年)前", _ago),
    _form(r"([12]\d{2}0)(?:s|年代)", _decade),
)
