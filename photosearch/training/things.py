"""What photos are asked for, in both languages, and where an English caption names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from photosearch.training.data import read_rows

_FILE: Final = Path(__file__).with_name("things.tsv")
_LONGEST: Final = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing, somebody, a place or what somebody does.

    ``kind`` is somebody, animal, worn, vehicle, thing, place or doing. ``one`` and ``many`` are its
    English names ("" without such a form), ``measure`` is the Chinese word that counts it.
    ``told``: who describes a photo that shows it usually says so.
    """

    kind: str
    one: str
    many: str
    chinese: str
    measure: str
    told: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A thing where a caption names it: words ``start`` to ``end`` of it, of many or of one."""

    thing: Thing
    start: int
    end: int
    many: bool


@cache
def things() -> Mapping[str, tuple[Thing, bool]]:
    """Return each thing by every English form, and whether the form is of many."""
    found: dict[str, tuple[Thing, bool]] = {}
    rows = (row for row in read_rows(_FILE, columns=1) if row[0][0] != "#")
    for kind, one, many, chinese, *more in rows:
        measure, untold = (*more, "", "")[:2]
        singles, plurals = one.split("|"), [form for form in many.split("|") if form]
        thing = Thing(kind, singles[0], plurals[0] if plurals else "", chinese, measure, not untold)
        for form in plurals:
            found.setdefault(form, (thing, True))
        for form in singles:
            found[form] = thing, False
    return found


def named(words: Sequence[str]) -> Iterator[Named]:
    """Yield what a caption's words name, in their order; of several readings the longest."""
    known = things()
    start = 0
    while start < len(words):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            if met := known.get(" ".join(words[start : start + length])):
                yield Named(met[0], start, start + length, met[1])
                start += length - 1
                break
        start += 1
