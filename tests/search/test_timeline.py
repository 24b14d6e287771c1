from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.search.timeline import Month, months


def times(*days: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(days, "datetime64[ns]").view(np.int64)


def test_months_are_counted_newest_first_with_their_first_rows() -> None:
    answer = times("2023-05-14T23:59", "2021-01-01", "2023-05-01", "2023-06-01", "1969-12-31")
    assert months(answer, strong=3) == [
        Month(2023, 6, matches=0, total=1, first_match=0, first=0),
        Month(2023, 5, matches=2, total=2, first_match=0, first=1),
        Month(2021, 1, matches=1, total=1, first_match=2, first=3),
        Month(1969, 12, matches=0, total=1, first_match=3, first=4),
    ]
    assert str(months(answer, 0)[1]) == "2023-05"


def test_an_empty_answer_has_no_months() -> None:
    assert months(np.zeros(0, np.int64), 0) == []


@given(st.lists(st.integers(-(2**62), 2**62), max_size=50), st.integers(0, 50))
def test_first_rows_are_those_of_the_answer_ordered_by_date(stamps: list[int], strong: int) -> None:
    ordered = np.sort(np.array(stamps, np.int64))[::-1].view("datetime64[ns]")
    found = months(np.array(stamps, np.int64), strong)
    assert sum(month.total for month in found) == len(stamps)
    for month in found:
        assert str(ordered[month.first].astype("datetime64[M]")) == str(month)
