"""Places in a text: the engine counts code points as Python does, Qt counts UTF-16 units."""

from __future__ import annotations


def to_units(text: str, points: int) -> int:
    """Return Qt's place for so many code points."""
    return len(text[:points].encode("utf-16-le", "surrogatepass")) // 2


def to_points(text: str, units: int) -> int:
    """Return how many code points stand before Qt's place."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(before.decode("utf-16-le", "ignore"))
