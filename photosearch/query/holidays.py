"""Holidays, and the days on which they fall: fixed ones, those of Easter, weekdays and the moon.

The Chinese calendar is reckoned as the rule is: a month begins on the day of the new moon in
Beijing, the winter solstice is in the eleventh, and of thirteen months between two of those the
first without a principal solar term is a leap month. Moon and sun are those of J. Meeus,
*Astronomical Algorithms*, 2nd edition, chapters 49 and 25 (to minutes, which is enough).
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from typing import Final, TypeAlias

# Month, day and length in days.
_FIXED: Final = {
    "christmas": (12, 24, 3), "christmas eve": (12, 24, 1), "christmas day": (12, 25, 1),
    "xmas": (12, 24, 3), "xmas eve": (12, 24, 1), "boxing day": (12, 26, 1),
    "new year": (1, 1, 1), "new year's": (1, 1, 1), "new year's day": (1, 1, 1),
    "new year's eve": (12, 31, 1), "halloween": (10, 31, 1), "valentine's day": (2, 14, 1),
    "valentine's": (2, 14, 1), "st patrick's day": (3, 17, 1), "independence day": (7, 4, 1),
    "4th of july": (7, 4, 1), "fourth of july": (7, 4, 1), "golden week": (10, 1, 7),
    "圣诞节": (12, 24, 3), "圣诞": (12, 24, 3), "平安夜": (12, 24, 1), "元旦": (1, 1, 1),
    "元旦节": (1, 1, 1), "新年": (1, 1, 1), "国庆节": (10, 1, 7), "国庆": (10, 1, 7),
    "十一": (10, 1, 7), "劳动节": (5, 1, 5), "五一": (5, 1, 5), "五一节": (5, 1, 5),
    "六一": (6, 1, 1), "儿童节": (6, 1, 1), "妇女节": (3, 8, 1), "三八": (3, 8, 1),
    "三八节": (3, 8, 1), "青年节": (5, 4, 1), "教师节": (9, 10, 1), "情人节": (2, 14, 1),
    "万圣节": (10, 31, 1), "双十一": (11, 11, 1), "跨年": (12, 31, 2), "跨年夜": (12, 31, 1),
}  # fmt: skip
# Days after Easter Sunday, and length.
_OF_EASTER: Final = {
    "easter": (-2, 4), "good friday": (-2, 1), "easter sunday": (0, 1), "easter monday": (1, 1),
    "pentecost": (49, 2), "复活节": (-2, 4), "耶稣受难日": (-2, 1),
}  # fmt: skip
# Month, day of the week (0 is Monday), which of the month (-1 is the last), and length.
_OF_WEEKDAYS: Final = {
    "thanksgiving": (11, 3, 4, 4), "thanksgiving day": (11, 3, 4, 1), "感恩节": (11, 3, 4, 4),
    "mother's day": (5, 6, 2, 1), "母亲节": (5, 6, 2, 1),
    "father's day": (6, 6, 3, 1), "父亲节": (6, 6, 3, 1),
    "memorial day": (5, 0, -1, 1), "labor day": (9, 0, 1, 1),
}  # fmt: skip
# Month and day of the Chinese calendar, and length; day 0 is the last one of the month before.
_OF_MOON: Final = {
    "chinese new year": (1, 0, 8), "lunar new year": (1, 0, 8), "spring festival": (1, 0, 8),
    "春节": (1, 0, 8), "过年": (1, 0, 8), "农历新年": (1, 0, 8), "除夕": (1, 0, 1),
    "大年三十": (1, 0, 1), "大年初一": (1, 1, 1), "正月初一": (1, 1, 1),
    "lantern festival": (1, 15, 1), "元宵节": (1, 15, 1), "元宵": (1, 15, 1),
    "dragon boat festival": (5, 5, 1), "端午节": (5, 5, 1), "端午": (5, 5, 1),
    "七夕节": (7, 7, 1), "七夕": (7, 7, 1), "中元节": (7, 15, 1),
    "mid-autumn festival": (8, 15, 1), "mid-autumn": (8, 15, 1), "moon festival": (8, 15, 1),
    "中秋节": (8, 15, 1), "中秋": (8, 15, 1), "重阳节": (9, 9, 1), "重阳": (9, 9, 1),
    "腊八节": (12, 8, 1), "腊八": (12, 8, 1),
}  # fmt: skip
_OF_SUN: Final = {"清明节": 15, "清明": 15, "qingming": 15, "冬至": 270, "winter solstice": 270}
NAMES: Final = tuple({**_FIXED, **_OF_EASTER, **_OF_WEEKDAYS, **_OF_MOON, **_OF_SUN})

Days: TypeAlias = tuple[date, int]


def holiday(name: str, year: int) -> Days:
    """Return the first day of one of :data:`NAMES` in a year, and how many days it has.

    Raises:
        ValueError: that year has none, or lies beyond the calendar.
    """
    try:
        return _days(name, year)
    except OverflowError as error:
        raise ValueError(name) from error


def _days(name: str, year: int) -> Days:
    if name in _FIXED:
        month, day, length = _FIXED[name]
        return date(year, month, day), length
    if name in _OF_EASTER:
        after, length = _OF_EASTER[name]
        return _easter(year) + timedelta(days=after), length
    if name in _OF_WEEKDAYS:
        month, weekday, which, length = _OF_WEEKDAYS[name]
        return _nth(year, month, weekday, which), length
    if name in _OF_MOON:
        month, day, length = _OF_MOON[name]
        return _chinese_months(year - (month > 10))[month] + timedelta(days=day - 1), length
    return _solar_day(year, _OF_SUN[name]), 1


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century = year // 100
    golden = year % 19
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact = correction - correction // 28 * (
        1 - correction // 28 * (29 // (correction + 1)) * ((21 - golden) // 11)
    )
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    after = epact - weekday
    month = 3 + (after + 40) // 44
    return date(year, month, after + 28 - 31 * (month // 4))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """Return a weekday of a month, the first, second …, or the last (-1)."""
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


# The Chinese calendar -------------------------------------------------------------------------

# Days of the Julian calendar's count on the eve of 1 January of the year 1, and Beijing's midnight.
_EPOCH: Final = 1721424.5
_BEIJING: Final = 8 / 24
_MONTH: Final = 29.530588861
# Seconds by which the clock of the heavens was ahead of that of the Earth, about 2000.
_DELTA: Final = 67 / 86400


@cache
def _chinese_months(year: int) -> dict[int, date]:
    """Return the first days of the Chinese months 1 to 12, leap months left out, of a year.

    The year is that in which the first month begins.
    """
    if not 1000 <= year <= 3000:
        raise ValueError(year)
    first, last = (_month_of(_solar_day(winter, 270)) for winter in (year - 1, year))
    is_leap_year = last - first == 13
    months: dict[int, date] = {}
    number, has_leapt = 11, False
    for moon in range(first + 1, last + 3):
        day = _new_moon(moon)
        could_leap = is_leap_year and not has_leapt and moon < last
        if could_leap and not _has_term(day, _new_moon(moon + 1)):
            has_leapt = True
            continue
        number = number % 12 + 1
        if 1 in months and number == 1:
            break
        if months or number == 1:
            months[number] = day
    return months


def _month_of(day: date) -> int:
    """Return the number of the new moon that begins the month around a day."""
    number = round((day.toordinal() + _EPOCH - 2451550.09766) / _MONTH)
    while _new_moon(number) > day:
        number -= 1
    while _new_moon(number + 1) <= day:
        number += 1
    return number


def _has_term(first: date, after: date) -> bool:
    """Say whether the sun passes a multiple of 30 degrees from one midnight to another."""
    return int(_sun(first) // 30) != int(_sun(after) // 30)


def _solar_day(year: int, longitude: int) -> date:
    """Return the day in Beijing on which the sun passes a longitude (degrees) in a year."""
    day = date(year, 3, 14) + timedelta(days=longitude * 365.2422 // 360)
    while (_sun(day + timedelta(days=1)) - longitude) % 360 > 180:
        day += timedelta(days=1)
    return day


def _sun(day: date) -> float:
    """Return the sun's apparent longitude at the first moment of a day in Beijing, degrees."""
    centuries = (day.toordinal() + _EPOCH - _BEIJING + _DELTA - 2451545.0) / 36525
    anomaly = math.radians(357.52911 + 35999.05029 * centuries)
    centre = (
        (1.914602 - 0.004817 * centuries) * math.sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * centuries)
    mean = 280.46646 + 36000.76983 * centuries + 0.0003032 * centuries**2
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def _new_moon(number: int) -> date:
    """Return the day in Beijing of a new moon, counted from the first of the year 2000."""
    centuries = number / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * number)
    moon = math.radians(201.5643 + 385.81693528 * number + 0.0107582 * centuries**2)
    argument = math.radians(160.7108 + 390.67050284 * number - 0.0016118 * centuries**2)
    node = math.radians(124.7746 - 1.56375588 * number)
    oval = 1 - 0.002516 * centuries
    at = 2451550.09766 + _MONTH * number + 0.00015437 * centuries**2 + sum(
        share * math.sin(angle)
        for share, angle in (
            (-0.40720, moon), (0.17241 * oval, sun), (0.01608, 2 * moon), (0.01039, 2 * argument),
            (0.00739 * oval, moon - sun), (-0.00514 * oval, moon + sun),
            (0.00208 * oval**2, 2 * sun), (-0.00111, moon - 2 * argument),
            (-0.00057, moon + 2 * argument), (0.00056 * oval, 2 * moon + sun),
            (-0.00042, 3 * moon), (0.00042 * oval, sun + 2 * argument),
            (0.00038 * oval, sun - 2 * argument), (-0.00024 * oval, 2 * moon - sun),
            (-0.00017, node),
        )
    )  # fmt: skip
    return date.fromordinal(math.floor(at - _DELTA + _BEIJING - _EPOCH))
