"""How long: `30s`, `1m30s`, `1:30`, `2 minutes`, `2分钟` → milliseconds."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "ms": 1, "毫秒": 1,
    "s": 1_000, "sec": 1_000, "secs": 1_000, "second": 1_000, "seconds": 1_000, "秒": 1_000,
    "m": 60_000, "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000,
    "分": 60_000, "分钟": 60_000,
    "h": 3_600_000, "hour": 3_600_000, "hours": 3_600_000, "小时": 3_600_000, "时": 3_600_000,
}  # fmt: skip
_NUMBER: Final = r"\d{1,6}(?:\.\d{1,3})?"
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})")
_PART: Final = re.compile(rf"({_NUMBER})\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})\s*")


def parse_duration(text: str) -> int | None:
    """Return milliseconds, or None for what is no duration; a bare number is in seconds."""
    text = text.strip().lower()
    if re.fullmatch(_NUMBER, text):
        return round(float(text) * 1000)
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return ((hours * 60 + minutes) * 60 + seconds) * 1000
    total, place = 0.0, 0
    while part := _PART.match(text, place):
        total += float(part[1]) * _UNITS[part[2]]
        place = part.end()
    return round(total) if text and place == len(text) else None
