from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.catalogue.photos import UNDATED
from photosearch.search.timeline import months
from photosearch.wire.values import Month


def times(*days: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(days, "datetime64[us]").view(np.int64)


def test_months_are_counted_newest_first_with_their_first_rows() -> None:
    answer = times("2023-05-14T23:59", "2021-01-01", "2023-05-01", "2023-06-01", "1969-12-31")
    assert months(answer, matches=3) == [
        Month(2023, 6, matches=0, total=1, first_match=0, first=0),
        Month(2023, 5, matches=2, total=2, first_match=0, first=1),
        Month(2021, 1, matches=1, total=1, first_match=2, first=3),
        Month(1969, 12, matches=0, total=1, first_match=3, first=4),
    ]
    assert str(months(answer, 0)[1]) == "2023-05"


def test_an_empty_answer_has_no_months() -> None:
    assert months(np.zeros(0, np.int64), 0) == []


def test_photos_without_a_date_come_last_in_no_month() -> None:
    answer = np.concatenate([[UNDATED], times("2023-05-14"), [UNDATED], times("2023-05-01")])
    assert months(answer, matches=3) == [
        Month(2023, 5, matches=1, total=2, first_match=0, first=0),
        Month(0, 0, matches=2, total=2, first_match=1, first=2),
    ]
    (undated,) = months(np.array([UNDATED]), 1)
    assert (undated, str(undated)) == (Month(0, 0, 1, 1, 0, 0), "no date")


def test_any_year_of_a_calendar_has_its_months() -> None:
    found = months(times("0001-01-01", "1600-06-01", "2300-12-31", "9999-12-31"), 0)
    assert [str(month) for month in found] == ["9999-12", "2300-12", "1600-06", "0001-01"]


@given(st.lists(st.integers(-(2**62), 2**62), max_size=50), st.integers(0, 50))
def test_first_rows_are_those_of_the_answer_ordered_by_date(
    stamps: list[int], matches: int
) -> None:
    ordered = np.sort(np.array(stamps, np.int64))[::-1].view("datetime64[us]")
    found = months(np.array(stamps, np.int64), matches)
    assert sum(month.total for month in found) == len(stamps)
    for month in found:
        assert str(ordered[month.first].astype("datetime64[M]")) == str(month)
