"""Sizes of files, for people."""

from __future__ import annotations

UNITS = ("B", "kB", "MB", "GB", "TB")


def size_text(count: int) -> str:
    """Return a number of bytes with at most three digits and its unit."""
    size, unit = float(count), 0
    while size >= 999.5 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {UNITS[unit]}" if unit > 0 and size < 9.95 else f"{size:.0f} {UNITS[unit]}"
