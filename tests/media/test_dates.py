from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from photosearch.media.dates import Moment, best_moment, read_moment

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "at", "parts"),
    [
        ("2012:10:21 10:11:12", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("2012-10-21 10:11:12", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("2012/10/21 10:11:12", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("2012.10.21 10.11.12", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("2012: 1: 2  3: 4: 5", datetime(2012, 1, 2, 3, 4, 5), 4),
        ("2012-10-21T10:11:12.5+02:00", datetime(2012, 10, 21, 10, 11, 12, 500_000, EAST), 4),
        ("2012-10-21T10:11:12Z", datetime(2012, 10, 21, 10, 11, 12, tzinfo=UTC), 4),
        ("2012:10:21 10:11:12+0200", datetime(2012, 10, 21, 10, 11, 12, tzinfo=EAST), 4),
        ("2012:10:21 10:11:12 GMT+2", datetime(2012, 10, 21, 10, 11, 12, tzinfo=EAST), 4),
        ("2012:10:21 10:11:12+25:00", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("2012-10-21T10:11", datetime(2012, 10, 21, 10, 11), 4),
        ("20121021T101112", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("20121021101112", datetime(2012, 10, 21, 10, 11, 12), 4),
        ("20121021", datetime(2012, 10, 21), 3),
        ("2012:10:21", datetime(2012, 10, 21), 3),
        ("2012-10", datetime(2012, 10, 1), 2),
        ("2012:10:00 00:00:00", datetime(2012, 10, 1), 2),
        ("19931000", datetime(1993, 10, 1), 2),
        ("1993", datetime(1993, 1, 1), 1),
        ("1993:00:00 12:00:00", datetime(1993, 1, 1), 1),
        ("2015:08:22 03:11:12 PM", datetime(2015, 8, 22, 15, 11, 12), 4),
        ("2015:08:22 12:11:12 AM", datetime(2015, 8, 22, 0, 11, 12), 4),
        ("2015:08:22 12:11:12 p.m.", datetime(2015, 8, 22, 12, 11, 12), 4),
        ("2015年8月22日 下午3:11", datetime(2015, 8, 22, 15, 11), 4),
        ("2010:12:31 24:00:00", datetime(2011, 1, 1), 4),  # ISO 8601's end of the day
        ("2010:12:31 24:05:06", datetime(2010, 12, 31, 0, 5, 6), 4),  # hours from 1 to 24
        ("2012:10:21 10:11:60", datetime(2012, 10, 21, 10, 11, 59), 4),
        ("2012:10:21 10:71:12", datetime(2012, 10, 21), 3),
        ("21/10/2012 10:11", datetime(2012, 10, 21, 10, 11), 4),
        ("10/21/2012", datetime(2012, 10, 21), 3),
        ("05.04.2012 10:11:12", datetime(2012, 4, 5, 10, 11, 12), 4),
        ("14-Oct-2012 10:11:12", datetime(2012, 10, 14, 10, 11, 12), 4),
        ("2012-Oct-14 10:11:12+02:00", datetime(2012, 10, 14, 10, 11, 12, tzinfo=EAST), 4),
        ("14 October 2012", datetime(2012, 10, 14), 3),
        ("2012:10:21 下午 03:11:12", datetime(2012, 10, 21, 15, 11, 12), 4),
        ("Sun, 21 Oct 2012 10:11:12 GMT", datetime(2012, 10, 21, 10, 11, 12, tzinfo=UTC), 4),
        ("21 Oct 2012 10:11:12 +0200", datetime(2012, 10, 21, 10, 11, 12, tzinfo=EAST), 4),
        ("Sun Oct 21 10:11:12 2012", datetime(2012, 10, 21, 10, 11, 12), 4),
    ],
)
def test_dates_are_read_in_the_forms_that_files_have(text: str, at: datetime, parts: int) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at, moment.at.tzinfo is None) == (at, at.tzinfo is None)
    assert moment.parts == parts


@pytest.mark.parametrize(
    "text",
    [
        "", "0000:00:00 00:00:00", "    :  :     :  :  ", "0001-01-01T00:00:00", "0999-12-31",
        "9999:12:31 24:00:00", "2012:13:21 10:11:12", "2012:02:30", "3/4/2012",
        "1350814272", "12:10:21 10:11:12", "99-Oct-12", "14-Foo-2012", "31-Feb-2012",
        "2012-W43", "yesterday", "٣",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text) is None


def test_a_date_and_its_time_may_stand_apart() -> None:
    hour_east = timezone(timedelta(hours=1))
    assert read_moment("20150304", "111213+0100") == Moment(
        datetime(2015, 3, 4, 11, 12, 13, tzinfo=hour_east)
    )
    assert read_moment("2015:03:04 05:06:07", offset="+02:00") == Moment(
        datetime(2015, 3, 4, 5, 6, 7, tzinfo=EAST)
    )


def test_the_first_date_counts_and_a_later_one_only_to_be_more_precise() -> None:
    year, day = read_moment("1993"), read_moment("1993:05:06")
    time, other = read_moment("1993:05:06 07:08:09"), read_moment("1994:05:06 07:08:09")
    assert best_moment([None, day, other]) == datetime(1993, 5, 6)
    assert best_moment([year, other, day, time]) == datetime(1993, 5, 6, 7, 8, 9)
    assert best_moment([time, year]) == datetime(1993, 5, 6, 7, 8, 9)
    assert best_moment([None]) is None


def test_a_date_of_no_photograph_counts_only_where_there_is_no_other() -> None:
    future, past = read_moment("9999:12:31 23:59:59"), read_moment("1503")
    day = read_moment("1993:05:06")
    assert best_moment([future, past, day]) == datetime(1993, 5, 6)
    assert best_moment([past, future]) == datetime(1503, 1, 1)
