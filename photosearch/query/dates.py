"""Dates as people say them, in English and Chinese: a pure function of the words and today.

``2023``, ``2023-05``, ``2023-05-14``, ``2023..2024``, ``..2020``, ``May 2023``, ``last summer``,
``yesterday``, ``two weeks ago``, ``since 2020``, ``Christmas 2022``; ``2023年5月``,
``二〇二三年五月``, ``去年夏天``, ``昨天``, ``上周六``, ``最近三天``, ``2020年以来``. Width,
case and traditional characters make no difference.

Seasons are those of the north: summer is June to August, and a winter belongs to the year in which
it begins. A season, month, weekday or holiday without a year is the one that began last; after
"last", the one that ended last. A week begins on Monday. Four digits are a year, 0001 to 9999. What
lies before the year 1 begins there, what lies after 9999 is open at its end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, date, timedelta
from functools import cache
from typing import Final, TypeAlias

from photosearch.query.values import DateRange
from photosearch.text.folding import fold

__all__ = ["DateRange", "goes_on", "parse_dates"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS: Final = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "春": 3, "夏": 6, "秋": 9, "冬": 12,
}  # fmt: skip
_HAN_YEARS: Final = {"今年": 0, "去年": 1, "前年": 2, "大前年": 3}
_DAYS: Final = {
    "today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1,
    "day before yesterday": 2, "the day before yesterday": 2, "前天": 2, "大前天": 3,
}  # fmt: skip
_UNITS: Final = {
    "day": "day", "week": "week", "month": "month", "year": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "个星期": "week",
    "个礼拜": "week", "个月": "month", "月": "month", "年": "year",
}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Month, day and length in days.
_HOLIDAYS: Final = {
    "christmas": (12, 24, 3), "christmas eve": (12, 24, 1), "christmas day": (12, 25, 1),
    "xmas": (12, 24, 3), "new year": (1, 1, 1), "new year's day": (1, 1, 1),
    "new year's eve": (12, 31, 1), "new year's": (1, 1, 1), "halloween": (10, 31, 1),
    "valentine's day": (2, 14, 1), "valentine's": (2, 14, 1),
    "圣诞节": (12, 24, 3), "圣诞": (12, 24, 3), "平安夜": (12, 24, 1), "元旦": (1, 1, 1),
    "国庆节": (10, 1, 7), "国庆": (10, 1, 7), "劳动节": (5, 1, 5), "五一": (5, 1, 5),
    "儿童节": (6, 1, 1), "妇女节": (3, 8, 1), "情人节": (2, 14, 1), "万圣节": (10, 31, 1),
    "跨年": (12, 31, 2),
}  # fmt: skip
_COUNTS: Final = {
    "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "a": 1, "an": 1, "one": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_HAN_DIGITS: Final = {"〇": 0, "零": 0, "两": 2} | {
    digit: place for place, digit in enumerate("一二三四五六七八九", 1)
}
_HAN_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百两]+(?=\s*(?:年|月|日|号|天|周|星期|礼拜|个))"
)
_RANGE = re.compile(r"\s*(?:\.\.+|~|至|到)\s*|\s+(?:to|until|till|through|-)\s+")
_BETWEEN = re.compile(
    r"(?:from|between|从|自) ?(.+?)"
    r"(?: (?:and|to|until|till|through|-) | ?(?:到|至|和|~|\.\.+) ?)(.+?)(?:之?间)?"
)
_SINCE = re.compile(r"since (.+)|(.+?) (?:onwards?|and later)|(?:自|从)?(.+?)(?:以来|以后|之后|起)")
_UNTIL = re.compile(
    r"(?:until|till|up to) (.+)|(.+?) (?:or|and) (?:before|earlier)|(.+?)(?:以前|之前|前)"
)
_LED_BY = re.compile(r"(?:in|on|during|around|at|over) (?:the )?|the ")
# What is whole by itself goes on only to the other end of a range, or to 年 after a number.
_WHOLE = re.compile(r"\d{4}(?:[-/.]\d{1,2}){0,2}|\d{8}")
_GOES_ON = re.compile(
    r"\.\.|…|[-~至到年]|(?:to|until|till|through|onwards?)\Z|以来|以后|之后|以前|之前|[前起]\Z"
)
_YEAR = r"(\d{4})"
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_HAN_MONTH = r"(1[0-2]|0?[1-9]) ?月(?:份)?"
_SEASON = r"(spring|summer|autumn|fall|winter|[春夏秋冬])(?:天|季)?"
_WEEKDAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"


def parse_dates(text: str, today: date) -> DateRange | None:
    """Return the days that a text names, or None if it names none."""
    words = _plain(text)
    days = _period(words, today)
    if days is not None:
        return days
    if match := _BETWEEN.fullmatch(words):
        return _range(match.groups(), today)
    if match := _SINCE.fullmatch(words):
        return _range((_first(match), ""), today)
    if match := _UNTIL.fullmatch(words):
        end = _period(_first(match), today)
        return None if end is None or end.start is None else DateRange(None, end.start)
    sides = _RANGE.split(words)
    return _range(sides, today) if len(sides) == 2 and any(sides) else _years(words)


def goes_on(words: str, word: str) -> bool:
    """Say whether a date that begins with these words may go on with one more.

    A year or a day in numbers is whole, and what follows is something else that is looked for:
    ``date:2023 dog``; only a range goes on after it.
    """
    return _WHOLE.fullmatch(fold(words)) is None or _GOES_ON.match(fold(word)) is not None


def _plain(text: str) -> str:
    """Return a text as the forms know it: folded, spaces single, Chinese numbers in digits."""
    words = " ".join(fold(text).replace(",", " , ").split()).replace(" ,", ",")
    words = _HAN_NUMBER.sub(lambda match: str(_number(match[0])), words)
    led_by = _LED_BY.match(words)
    return words[led_by.end() :] if led_by and words not in _DAYS else words


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


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _range(sides: Sequence[str], today: date) -> DateRange | None:
    first, last = (_period(side, today) if side else DateRange(None, None) for side in sides)
    if first is None or last is None:
        return None
    return _in_order(DateRange(first.start, last.end))


def _years(words: str) -> DateRange | None:
    """2019-2021, which looks like a month first."""
    match = re.fullmatch(rf"{_YEAR} ?- ?{_YEAR}", words)
    if match is None:
        return None
    return _range(match.groups(), date.min)


def _in_order(days: DateRange) -> DateRange | None:
    if days.start is not None and days.end is not None and days.start >= days.end:
        return None
    return days


def _period(words: str, today: date) -> DateRange | None:
    """Return the one period that the words name."""
    words = _LED_BY.sub("", words, 1) if _LED_BY.match(words) else words
    for pattern, meaning in _forms():
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return _in_order(meaning(match, today))
            except (ValueError, OverflowError):
                return None  # the 30th of February
    return None


# Calendar -------------------------------------------------------------------------------------


def _year(year: int) -> DateRange:
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int = 1) -> DateRange:
    """Return months; where they end after the calendar does, without an end."""
    first = date(year, month, 1)
    last = (year * 12 + month - 1 + count) // 12
    return DateRange(first, _months_later(first, count) if last <= MAXYEAR else None)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _days(first: date, count: int = 1) -> DateRange:
    fits = count <= (date.max - first).days
    return DateRange(first, first + timedelta(days=count) if fits else None)


def _week_of(day: date) -> DateRange:
    return _days(day - timedelta(days=day.weekday()), 7)


def _recurring(month: int, count: int, today: date, ended: bool) -> DateRange:
    """Return the latest run of months from ``month`` on that has begun, or ended, by today."""
    year = today.year
    while True:
        found = _months(year, month, count)
        edge = found.end if ended else found.start
        if edge is not None and edge <= today:
            return found
        year -= 1


# Meanings -------------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    return int(name) if name.isdecimal() else _MONTHS.index(name[:3]) + 1


def _count(words: str) -> int:
    return _COUNTS[words] if words in _COUNTS else int(words)


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
    if part.get("han"):
        return _days(date(today.year - _HAN_YEARS[str(part["han"])], month, day))
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
    unit = "year" if part.get("han") else _unit_of(part["unit"])
    if unit == "year":
        return _year(today.year - ago)
    if unit == "month":
        first = _months_later(today.replace(day=1), -ago)
        return _months(first.year, first.month)
    if unit == "week":
        return _week_of(today - timedelta(weeks=ago))
    return _days(today - timedelta(days=ago))


def _unit_of(word: str) -> str:
    return _UNITS[word.rstrip("s")]


def _recent(match: re.Match[str], today: date) -> DateRange:
    """The last 3 weeks, 最近3天: up to and with today."""
    tomorrow = today + timedelta(days=1)
    return DateRange(_back(tomorrow, _count(match["count"]), _unit_of(match["unit"])), tomorrow)


def _ago(match: re.Match[str], today: date) -> DateRange:
    """3 days ago or 3天前: that day, week, month or year."""
    unit = _unit_of(match["unit"])
    then = _back(today, _count(match["count"]), unit)
    if unit == "year":
        return _year(then.year)
    if unit == "month":
        return _months(then.year, then.month)
    return _week_of(then) if unit == "week" else _days(then)


def _back(day: date, count: int, unit: str) -> date:
    """Return a day so long before; the first of all days if there is none."""
    try:
        if unit in ("day", "week"):
            return day - timedelta(days=count * (7 if unit == "week" else 1))
        return _months_later(day, -count * (12 if unit == "year" else 1))
    except (ValueError, OverflowError):
        return date.min


def _decade(match: re.Match[str], today: date) -> DateRange:
    """1990s, the 90s, 90年代: of two digits, the latest that has begun."""
    year = int(match["decade"])
    if len(match["decade"]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    return _months(year, 1, 120)


def _weekday(match: re.Match[str], today: date) -> DateRange:
    """Monday, last Saturday, 周六, 上周六: the latest; 上周六 is a day of last week."""
    part = match.groupdict()
    if part.get("name"):
        number = _WEEKDAYS.index(part["name"][:3])
    else:
        number = "一二三四五六日天".index(part["han_day"]) % 7 if part["han_day"] != "天" else 6
    if part.get("han"):
        ago = 0 if part["han"][0] in "这本" else 1
        return _days(today - timedelta(days=today.weekday() + 7 * ago - number))
    back = (today.weekday() - number) % 7
    return _days(today - timedelta(days=back or (7 if part.get("which") == "last" else 0)))


def _weekend(match: re.Match[str], today: date) -> DateRange:
    """Last weekend, 上周末, this weekend: Saturday and Sunday."""
    saturday = _week_of(today).start
    assert saturday is not None
    saturday += timedelta(days=5)
    is_last = (match["which"] or "").startswith(("last", "上"))
    if is_last or (match["which"] is None and saturday > today):
        saturday -= timedelta(days=7)
    return _days(saturday, 2)


def _holiday(match: re.Match[str], today: date) -> DateRange:
    """Christmas 2022, last Christmas, 去年国庆节."""
    part = match.groupdict()
    month, day, length = _HOLIDAYS[part["holiday"]]
    if part.get("year"):
        return _days(date(int(part["year"]), month, day), length)
    if part.get("han"):
        return _days(date(today.year - _HAN_YEARS[part["han"]], month, day), length)
    if part.get("which") == "this":
        return _days(date(today.year, month, day), length)
    found = date(today.year, month, day)
    ended = found + timedelta(days=length) if part.get("which") == "last" else found
    return _days(found if ended <= today else found.replace(year=today.year - 1), length)


def _european(match: re.Match[str], today: date) -> DateRange:
    """14.5.2023, 14/05/2023, 5/14/2023; where it may be either, the day comes first."""
    first, second, year = (int(part) for part in match.groups())
    day, month = (second, first) if second > 12 else (first, second)
    return _days(date(year, month, day))


def _compact(match: re.Match[str], today: date) -> DateRange:
    year, month, day = (int(part) for part in match.groups())
    return _days(date(year, month, day))


_Meaning: TypeAlias = Callable[[re.Match[str], date], DateRange]
_Form: TypeAlias = tuple[re.Pattern[str], _Meaning]


def _form(pattern: str, meaning: _Meaning) -> _Form:
    named = pattern.replace("<Y>", _YEAR.replace("(", "(?P<year>", 1))
    named = named.replace("<M>", _MONTH_NAME.replace("(", "(?P<month>", 1))
    named = named.replace("<月>", _HAN_MONTH.replace("(", "(?P<month>", 1))
    named = named.replace("<S>", _SEASON.replace("(", "(?P<season>", 1))
    named = named.replace("<D>", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?")
    named = named.replace("<W>", _WEEKDAY.replace("(", "(?P<name>", 1))
    named = named.replace("<N>", rf"(?P<count>\d{{1,9}}|{'|'.join(_COUNTS)})")
    named = named.replace("<U>", r"(?P<unit>(?:day|week|month|year)s?)")
    named = named.replace("<单位>", r"(?P<unit>天|日|周|个?星期|个?礼拜|个?月|年)")
    named = named.replace("<年>", r"(?P<han>今年|去年|大?前年)")
    named = named.replace("<节>", rf"(?P<holiday>{'|'.join(map(re.escape, _HOLIDAYS))})")
    return re.compile(named), meaning


@cache
def _forms() -> tuple[_Form, ...]:
    """Return the forms of a period, compiled when the first date is asked for."""
    return (
        _form(rf"{_YEAR}(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?)?", _numeric),
        _form(rf"{_YEAR} ?年(?: ?(\d{{1,2}}) ?月(?: ?(\d{{1,2}}) ?[日号])?)?", _numeric),
        _form(rf"{_YEAR}(\d\d)(\d\d)", _compact),
        _form(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", _european),
        _form("|".join(_DAYS), _named_day),
        _form(r"<M>,?(?: of)? <Y>", _month),
        _form(r"<Y>,? <M>", _month),
        _form(r"<D>(?: of)? <M>(?:,? <Y>)?", _month_day),
        _form(r"<M> (?:the )?<D>(?:,? <Y>)?", _month_day),
        _form(r"<月> ?(?P<day>\d{1,2}) ?[日号]", _month_day),
        _form(r"<年>的?<月> ?(?P<day>\d{1,2}) ?[日号]", _month_day),
        _form(r"(?:(?P<which>last|this) )?<M>", _month),
        _form(r"(?:<Y> ?年|<年>)?的?<月>", _month),
        _form(r"<S>(?: of)? <Y>", _season),
        _form(r"<Y> ?年?的? ?<S>", _season),
        _form(r"(?:(?P<which>last|this) )?<S>", _season),
        _form(r"<年>的?<S>", _season),
        _form(r"<年>", _unit),
        _form(r"(?P<which>this|last) (?P<unit>day|week|month|year)", _unit),
        _form(r"(?P<which>这个|这|本|上个|上)(?P<unit>周|星期|礼拜|月)", _unit),
        _form(r"(?:the )?(?:last|past) <N> <U>", _recent),
        _form(r"(?:最近|过去|近)(?P<count>\d{1,9}) ?<单位>", _recent),
        _form(r"<N> <U> ago", _ago),
        _form(r"(?P<count>(?![12]\d{3} ?年)\d{1,9}) ?<单位>(?:以|之)?前", _ago),
        _form(r"(?P<decade>\d{3}0|\d0)(?:'?s| ?年代)", _decade),
        _form(r"(?:(?P<which>last|this) )?<W>", _weekday),
        _form(r"(?P<han>上个?|这个?|本)?(?:周|星期|礼拜)(?P<han_day>[一二三四五六日天])", _weekday),
        _form(r"(?:(?P<which>last|this|the) ?)?weekend", _weekend),
        _form(r"(?P<which>上个?|这个?|本)?周末", _weekend),
        _form(r"<节>(?: of)?,? ?<Y>", _holiday),
        _form(r"<Y> ?年?的? ?<节>", _holiday),
        _form(r"<年>的?<节>", _holiday),
        _form(r"(?:(?P<which>last|this) )?<节>", _holiday),
    )
