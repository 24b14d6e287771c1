"""Holidays whose days move: with the moon, with Easter, with the days of the week."""

from __future__ import annotations

from datetime import date

import pytest

from photosearch.query.holidays import NAMES, holiday

# First days of the Chinese year, as they were kept and are published.
NEW_YEARS = (
    "1985-02-20", "1990-01-27", "1995-01-31", "2000-02-05", "2001-01-24", "2005-02-09",
    "2006-01-29", "2008-02-07", "2010-02-14", "2012-01-23", "2013-02-10", "2014-01-31",
    "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25",
    "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17",
    "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2033-01-31", "2034-02-19",
)  # fmt: skip


@pytest.mark.parametrize("day", NEW_YEARS)
def test_the_chinese_year_begins_on_its_day(day: str) -> None:
    assert holiday("大年初一", int(day[:4])) == (date.fromisoformat(day), 1)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("中秋", "2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2033-09-08"),
        ("端午节", "2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31"),
        ("清明", "2019-04-05 2020-04-04 2022-04-05 2023-04-05 2024-04-04"),
        ("元宵节", "2023-02-05"), ("七夕", "2023-08-22"), ("重阳节", "2023-10-23"),
        ("腊八", "2024-01-18"), ("除夕", "2024-02-09"), ("冬至", "2023-12-22 2024-12-21"),
        ("easter sunday", "1981-04-19 2008-03-23 2011-04-24 2019-04-21 2023-04-09 2024-03-31"),
        ("good friday", "2024-03-29"), ("thanksgiving", "2023-11-23"),
        ("mother's day", "2023-05-14"), ("father's day", "2024-06-16"),
        ("memorial day", "2023-05-29"), ("labor day", "2023-09-04"),
    ],
)  # fmt: skip
def test_holidays_fall_on_their_days(name: str, days: str) -> None:
    for day in map(date.fromisoformat, days.split()):
        assert holiday(name, day.year)[0] == day


def test_every_holiday_is_in_its_year() -> None:
    for name in NAMES:
        for year in range(1950, 2100):
            first, length = holiday(name, year)
            assert first.year == year or name in ("腊八", "腊八节")
            assert 1 <= length <= 8


@pytest.mark.parametrize("year", [1, 999, 9999])
def test_beyond_the_calendar_there_is_none(year: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        holiday("春节", year)
