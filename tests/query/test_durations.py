from __future__ import annotations

import pytest

from photosearch.query.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("30s", 30_000), ("30", 30_000), ("1.5", 1_500), ("1m30s", 90_000), ("1m 30s", 90_000),
        ("1:30", 90_000), ("01:02:03", 3_723_000), ("2 min", 120_000), ("2 Minutes", 120_000),
        ("1h", 3_600_000), ("0.5h", 1_800_000), ("30秒", 30_000), ("2分钟", 120_000),
        ("1分30秒", 90_000), ("1小时", 3_600_000), ("250ms", 250), ("0s", 0),
    ],
)  # fmt: skip
def test_lengths_of_time_are_read(text: str, milliseconds: int) -> None:
    assert parse_duration(text) == milliseconds


@pytest.mark.parametrize(
    "text", ["", "s", "long", "-5s", "30x", "1::2", "1m30x", "1e9s", "9999999999s", "30 s s"]
)
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    assert parse_duration(text) is None
