"""Dates as people say them, in English and Chinese: a pure function of the words and today.

``2023``, ``2023-05``, ``2023-05-14``, ``2023..2024``, ``..2020``, ``May 2023``, ``last summer``,
``yesterday``, ``two weeks ago``, ``since 2020``, ``Christmas 2022``; ``2023年5月``,
``二〇二三年五月``, ``去年夏天``, ``昨天``, ``上周六``, ``最近三天``, ``2020年以来``. Width,
case and traditional characters make no difference, and each has more wordings: see
:mod:`photosearch.query.wordings`. Holidays: :mod:`photosearch.query.holidays`.

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

from photosearch.query.holidays import NAMES, holiday
from photosearch.query.values import DateRange
from photosearch.query.wordings import (
    COUNT,
    HAN_YEARS,
    WEEKDAY,
    count,
    plain,
    rewordings,
    whole_year,
    without_lead,
)
from photosearch.text.folding import fold

__all__ = ["DateRange", "goes_on", "parse_dates"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The month in which it begins, and how many it has; school is out for some of them.
_SEASONS: Final = {
    "spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "fall": (9, 3), "winter": (12, 3),
    "春": (3, 3), "夏": (6, 3), "秋": (9, 3), "冬": (12, 3), "暑假": (7, 2), "寒假": (1, 2),
}  # fmt: skip
_DAYS: Final = {
    "today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1,
    "day before yesterday": 2, "the day before yesterday": 2, "前天": 2, "大前天": 3,
    "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "last night": 1,
    "今早": 0, "今晚": 0, "今天早上": 0, "今天晚上": 0, "昨晚": 1, "昨夜": 1, "昨天晚上": 1,
    "前晚": 2,
}  # fmt: skip
# Which third, or half, of a period is meant.
_THIRDS: Final = {
    "early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2,
    "初": 0, "上旬": 0, "中": 1, "中旬": 1, "底": 2, "末": 2, "下旬": 2,
}  # fmt: skip
_HALVES: Final = {
    "first half of": 0, "second half of": 1, "last half of": 1,
    "上半年": 0, "下半年": 1, "上半月": 0, "下半月": 1,
}  # fmt: skip
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_HOLIDAYS: Final = {name.replace("'", ""): name for name in NAMES}
_UNITS: Final = {
    "day": "day", "week": "week", "month": "month", "year": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "个星期": "week",
    "个礼拜": "week", "个月": "month", "月": "month", "年": "year",
}  # fmt: skip
_AGO: Final = {"last": 1, "上": 1, "上个": 1, "before last": 2, "上上": 2, "上上个": 2}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RANGE = re.compile(r"\s*(?:\.\.+|~|至|到)\s*|\s+(?:to|until|till|through|-)\s+")
_BETWEEN = re.compile(
    r"(?:from|between|从|自) ?(.+?)"
    r"(?: (?:and|to|until|till|through|-) | ?(?:到|至|和|~|\.\.+) ?)(.+?)(?:之?间)?"
)
_SINCE = re.compile(r"since (.+)|(.+?) (?:onwards?|and later)|(?:自|从)?(.+?)(?:以来|以后|之后|起)")
_UNTIL = re.compile(
    r"(?:until|till|up to) (.+)|(.+?) (?:or|and) (?:before|earlier)|(.+?)(?:以前|之前|前)"
)
# What is whole by itself goes on only to the other end of a range, or to 年 after a number.
_WHOLE = re.compile(r"\d{4}(?:[-/.]\d{1,2}){0,2}|\d{8}")
_GOES_ON = re.compile(
    r"\.\.|…|[-~至到年]|[qw]\d{1,2}\Z|(?:to|until|till|through|onwards?)\Z|以来|以后|之后|以前|之前|[前起]\Z"
)
_YEAR = r"(\d{4})"
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_HAN_MONTH = r"(1[0-2]|0?[1-9]) ?月(?:份)?"
_SEASON = (
    r"(spring|summer|autumn|fall|winter|暑假|寒假|[春夏秋冬])(?:天|季)?"
    r"(?: (?:holidays?|vacation|break))?"
)
_AROUND: Final = (
    r"(?:的?(?:小长假|长假|假期|假日|期间|当天|那天)| (?:holidays?|break|weekend|vacation|season))?"
)
_PART = re.compile(
    r"(?P<part>early|beginning of|start of|mid|middle of|late|end of|(?:first|second|last) half of)"
    r"(?: in)?[ -](?:the )?(?P<whole>.+)"
)
_HAN_PART = re.compile(
    r"(?P<whole>.+?(?:年|月))?的?(?P<unit>[年月])?(?P<part>[上下]半[年月]|[上中下]旬|[初中底末])"
)
_AROUND_DAY = re.compile(r"(?P<what>week|weekend) (?:of|from|around) (?:the )?(?P<day>.+)")
_DAY_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_DAY_AND_REST = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?P<rest> .+)")
_MONTH_BEFORE = re.compile(r"(?P<month>[a-z]+\.?) \d{1,2}(?:st|nd|rd|th)?")
_DAY_AND_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?")
_HAN_BEFORE = re.compile(r"(?:(?P<year>\d{4}) ?年)?(?P<month>\d{1,2} ?月)?.*")
_WEEKDAY = WEEKDAY.replace("(?:", "(", 1)


def parse_dates(text: str, today: date) -> DateRange | None:
    """Return the days that a text names, or None if it names none."""
    words = plain(text, today, frozenset(_DAYS))
    if not _hint().search(words):
        return None
    days = _read(words, today)
    if days is None:
        others = (_read(other, today) for other in rewordings(words, today))
        days = next((found for found in others if found is not None), None)
    return days


def _read(words: str, today: date) -> DateRange | None:
    """Return the days that words name in one wording."""
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
    for sides in (_RANGE.split(words), words.split("-")):
        if len(sides) == 2 and any(sides):
            return _range([side.strip() for side in sides], today)
    return None


def goes_on(words: str, word: str) -> bool:
    """Say whether a date that begins with these words may go on with one more.

    A year or a day in numbers is whole, and what follows is something else that is looked for:
    ``date:2023 dog``; only a range goes on after it.
    """
    return _WHOLE.fullmatch(fold(words)) is None or _GOES_ON.match(fold(word)) is not None


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _range(sides: Sequence[str], today: date) -> DateRange | None:
    first, last = _shared(*sides)
    end = _either(last, today) if last else DateRange(None, None)
    start = _start(first, end, today) if first else DateRange(None, None)
    if start is None or end is None:
        return None
    return _in_order(DateRange(start.start, end.end))


def _shared(first: str, last: str) -> tuple[str, str]:
    """Return the two ends of a range with what stands at one alone: 1-3 May, 5月1日到3日."""
    if _DAY_ALONE.fullmatch(first) and (match := _DAY_AND_REST.fullmatch(last)):
        return f"{first}{match['rest']}", last
    if _DAY_AND_YEAR.fullmatch(last) and (match := _MONTH_BEFORE.fullmatch(first)):
        return first, f"{match['month']} {last}"
    if (
        last.endswith(("日", "号", "月"))
        and "年" not in last
        and (match := _HAN_BEFORE.match(first))
    ):
        year = f"{match['year']}年" if match["year"] else ""
        month = match["month"] or ""
        return first, f"{year}{'' if '月' in last else month}{last}"
    return first, last


def _start(first: str, end: DateRange | None, today: date) -> DateRange | None:
    """Return the period with which a range begins; its year may stand at the end alone."""
    if end is not None and end.start is not None:
        for year in (end.start.year, end.start.year - 1):
            for words in (f"{first} {year}", f"{year}年{first}"):
                found = _period(words, today)
                if found is not None and found.start is not None and found.start <= end.start:
                    return found
    return _either(first, today)


def _either(words: str, today: date) -> DateRange | None:
    """Return the period that words name, in this or another wording."""
    found = (_period(one, today) for one in (words, *rewordings(words, today)))
    return next((days for days in found if days is not None), None)


def _in_order(days: DateRange) -> DateRange | None:
    if days.start is not None and days.end is not None and days.start >= days.end:
        return None
    return days


def _period(words: str, today: date) -> DateRange | None:
    """Return the one period that the words name."""
    words = without_lead(words)
    for pattern, meaning in _forms():
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return _in_order(meaning(match, today))
            except (ValueError, OverflowError):
                return None  # the 30th of February
    return _part(words, today) or _around(words, today)


def _part(words: str, today: date) -> DateRange | None:
    """Return early 2023, the end of May, 年底: a third of a period, or a half of it."""
    match = _PART.fullmatch(words) or _HAN_PART.fullmatch(words)
    if match is None:
        return None
    whole, unit = match["whole"], match.groupdict().get("unit")
    if not whole:
        whole = {"年": "今年", "月": "这个月"}.get(unit or match["part"][-1], "")
    days = _either(whole, today) if whole else None
    if days is None or days.start is None or days.end is None:
        return None
    part = match["part"]
    if part in _HALVES:
        return _share(days.start, days.end, _HALVES[part], 2)
    return _share(days.start, days.end, _THIRDS[part], 3)


def _share(first: date, after: date, place: int, shares: int) -> DateRange:
    """Return a third or half of a period: of a year in months, of a month in tens of days."""
    length = (after - first).days
    if length > 364 and (first.day, first.month) == (after.day, after.month) == (1, 1):
        months = 12 * (after.year - first.year) // shares
        start = _months_later(first, months * place)
        return _months(start.year, start.month, months)
    days = 10 if 28 <= length <= 31 and shares == 3 else max(1, length // shares)
    start = first + timedelta(days=min(days * place, length - 1))
    is_last = place == shares - 1
    return DateRange(start, after if is_last else min(after, start + timedelta(days=days)))


def _around(words: str, today: date) -> DateRange | None:
    """Return the week, or the weekend, of a day: the week of 14 May 2023."""
    match = _AROUND_DAY.fullmatch(words)
    day = _either(match["day"], today) if match else None
    if match is None or day is None or day.start is None:
        return None
    try:
        week = _week_of(day.start)
    except OverflowError:
        return None
    if match["what"] == "week" or week.start is None:
        return week
    return _days(week.start + timedelta(days=5), 2)


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
        return _days(date(today.year - HAN_YEARS[str(part["han"])], month, day))
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
    month, months = _SEASONS[part["season"]]
    after = part.get("after")  # winter 2022/23
    if after and (month != 12 or int(after) % 100 != (int(part["year"] or 0) + 1) % 100):
        raise ValueError(match[0])
    return _of_a_year(part, today, month, months)


def _of_a_year(part: dict[str, str | None], today: date, month: int, count: int) -> DateRange:
    year, which, han = part.get("year"), part.get("which"), part.get("han")
    if year:
        return _months(int(year), month, count)
    if han:
        return _months(today.year - HAN_YEARS[han], month, count)
    if which == "this":
        return _months(today.year, month, count)
    return _recurring(month, count, today, ended=which == "last")


def _unit(match: re.Match[str], today: date) -> DateRange:
    """This week, last month, 上周, 今年."""
    part = match.groupdict()
    ago = HAN_YEARS[part["han"]] if part.get("han") else _AGO.get(part["which"], 0)
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
    number, unit = count(match["count"] or "1"), match["unit"]
    if unit in ("hour", "hours", "小时"):
        return DateRange(_back(today, -(-number // 24), "day"), tomorrow)
    return DateRange(_back(tomorrow, number, _unit_of(unit)), tomorrow)


def _ago(match: re.Match[str], today: date) -> DateRange:
    """3 days ago or 3天前: that day, week, month or year."""
    unit = _unit_of(match["unit"])
    then = _back(today, count(match["count"]), unit)
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
    name = _HOLIDAYS[part["holiday"].replace("'", "")]
    if part.get("year"):
        return _days(*holiday(name, int(part["year"])))
    if part.get("han"):
        return _days(*holiday(name, today.year - HAN_YEARS[part["han"]]))
    first, length = holiday(name, today.year)
    if part.get("which") == "this":
        return _days(first, length)
    begun = first + timedelta(days=length) if part.get("which") == "last" else first
    return _days(first, length) if begun <= today else _days(*holiday(name, today.year - 1))


def _quarter(match: re.Match[str], today: date) -> DateRange:
    """Q3 2023, third quarter of 2023, 2023年第三季度, last quarter."""
    part = match.groupdict()
    if which := part.get("which"):
        first = _months_later(today.replace(day=1), -((today.month - 1) % 3))
        first = _months_later(first, -3 * _AGO.get(which, 0))
        return _months(first.year, first.month, 3)
    number = _ORDINALS.get(part["number"]) or int(part["number"])
    return _months(int(part["year"]), 3 * number - 2, 3)


def _week(match: re.Match[str], today: date) -> DateRange:
    """2023-W20, week 20 of 2023, 2023年第20周: of ISO 8601."""
    return _days(date.fromisocalendar(int(match["year"]), int(match["number"]), 1), 7)


def _this_day(match: re.Match[str], today: date) -> DateRange:
    """去年的今天, this day last year, once the year is a number."""
    return _days(today.replace(year=int(match["year"])))


def _european(match: re.Match[str], today: date) -> DateRange:
    """14.5.2023, 14/05/2023, 5/14/2023; where it may be either, the day comes first."""
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if second > 12 else (first, second)
    return _days(date(whole_year(match[3], today), month, day))


def _month_first(match: re.Match[str], today: date) -> DateRange:
    """5/2023, 05.2023."""
    return _months(int(match[2]), int(match[1]))


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
    named = named.replace("<N>", COUNT)
    named = named.replace("<U>", r"(?P<unit>(?:day|week|month|year)s?)")
    named = named.replace("<单位>", r"(?P<unit>天|日|周|个?星期|个?礼拜|个?月|年)")
    named = named.replace("<年>", r"(?P<han>今年|去年|大?前年)")
    named = named.replace("<节>", rf"(?P<holiday>{_holiday_names()}){_AROUND}")
    return re.compile(named), meaning


def _holiday_names() -> str:
    return "|".join(re.escape(name).replace("'", "'?") for name in NAMES)


@cache
def _hint() -> re.Pattern[str]:
    """Return what stands in all dates: most texts are none, and are told from them by it."""
    months, seasons = "|".join(_MONTHS), "|".join(_SEASONS)
    return re.compile(
        rf"\d|[年月日号天周季今昨前]|星期|礼拜|day|week|month|year|quarter|decade|{months}|{seasons}"
        rf"|night|morning|evening|noon|{'|'.join(_WEEKDAYS)}|{_holiday_names()}"
    )


@cache
def _forms() -> tuple[_Form, ...]:
    """Return the forms of a period, compiled when the first date is asked for."""
    return (
        _form(rf"{_YEAR}(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?)?", _numeric),
        _form(rf"{_YEAR} ?年(?: ?(\d{{1,2}}) ?月(?: ?(\d{{1,2}}) ?[日号])?)?", _numeric),
        _form(rf"{_YEAR}(\d\d)(\d\d)", _compact),
        _form(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", _european),
        _form(r"(\d{1,2})[./](\d{1,2})[./](\d{2})", _european),
        _form(r"(\d{1,2})[./-](\d{4})", _month_first),
        _form("|".join(_DAYS), _named_day),
        _form(r"<M>,?(?: of)? <Y>", _month),
        _form(r"<Y>,? <M>", _month),
        _form(r"<D>(?: of)? <M>(?:,? <Y>)?", _month_day),
        _form(r"<M> (?:the )?<D>(?:,? <Y>)?", _month_day),
        _form(r"<Y>,? <M> <D>", _month_day),
        _form(r"<月> ?(?P<day>\d{1,2}) ?[日号]", _month_day),
        _form(r"<年>的?<月> ?(?P<day>\d{1,2}) ?[日号]", _month_day),
        _form(r"(?:(?P<which>last|this) )?<M>", _month),
        _form(r"(?:<Y> ?年|<年>)?的?<月>", _month),
        _form(r"<S>(?: of)? <Y>(?: ?[-/] ?(?P<after>\d{4}|\d{2}))?", _season),
        _form(r"<Y> ?[-/] ?(?P<after>\d{4}|\d{2}) <S>", _season),
        _form(r"<Y> ?年?的? ?<S>", _season),
        _form(r"(?:(?P<which>last|this) )?<S>", _season),
        _form(r"<年>的?<S>", _season),
        _form(r"<年>", _unit),
        _form(r"(?P<which>this|last) (?P<unit>day|week|month|year)", _unit),
        _form(r"(?P<unit>day|week|month|year) (?P<which>before last)", _unit),
        _form(r"(?P<which>这个|这|本|上上个|上上|上个|上)(?P<unit>周|星期|礼拜|月)", _unit),
        _form(r"(?:the )?(?:last|past) <N> (?P<unit>(?:hour|day|week|month|year)s?)", _recent),
        _form(r"(?:the )?past (?P<count>)(?P<unit>day|week|month|year)", _recent),
        _form(
            r"(?:最近|过去|近|这|前)(?P<count>\d{1,9}) ?"
            r"(?P<unit>小时|天|日|周|个?星期|个?礼拜|个?月|年)",
            _recent,
        ),
        _form(r"<N> <U> ago", _ago),
        _form(r"(?P<count>(?![12]\d{3} ?年)\d{1,9}) ?<单位>(?:以|之)?前", _ago),
        _form(r"(?P<decade>\d{3}0|\d0)(?:'?s| ?年代)", _decade),
        _form(r"(?:(?P<which>last|this) )?<W>", _weekday),
        _form(r"(?P<han>上个?|这个?|本)?(?:周|星期|礼拜)(?P<han_day>[一二三四五六日天])", _weekday),
        _form(r"(?:(?P<which>last|this|the) ?)?weekend", _weekend),
        _form(r"(?P<which>上个?|这个?|本)?周末", _weekend),
        _form(r"<Y>[ /-]?q(?P<number>[1-4])", _quarter),
        _form(r"q(?P<number>[1-4])[ /-]?(?:of )?<Y>", _quarter),
        _form(rf"(?P<number>{'|'.join(_ORDINALS)}) quarter(?: of)? <Y>", _quarter),
        _form(r"<Y> ?年?的?第?(?P<number>[1-4]) ?季度?", _quarter),
        _form(r"(?P<which>this|last) quarter", _quarter),
        _form(r"(?P<which>这个|这|本|上个|上)季度", _quarter),
        _form(r"<Y>[ -]?w(?P<number>\d{1,2})", _week),
        _form(r"w(?:ee)?k (?P<number>\d{1,2})(?:,? of)?,? <Y>", _week),
        _form(r"<Y> ?年?第? ?(?P<number>\d{1,2}) ?周", _week),
        _form(r"<Y> ?年?的?(?:today|this day|今天|今日)", _this_day),
        _form(r"(?:today|this day) <Y>", _this_day),
        _form(r"<节>(?: of)?,? ?<Y>", _holiday),
        _form(r"<Y> ?年?的? ?<节>", _holiday),
        _form(r"<年>的?<节>", _holiday),
        _form(r"(?:(?P<which>last|this) )?<节>", _holiday),
    )
