"""IPTC: titles, captions, keywords, places and dates, from a picture's IIM records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from photosearch.media.dates import Moment, read_moment
from photosearch.media.found import MOST_WORDS, Found
from photosearch.text.encodings import decoded
from photosearch.types import WordSource

_WORDS: Final = {
    5: WordSource.TITLE, 105: WordSource.TITLE, 120: WordSource.CAPTION, 25: WordSource.KEYWORD,
    20: WordSource.KEYWORD, 27: WordSource.PLACE, 92: WordSource.PLACE, 90: WordSource.PLACE,
    95: WordSource.PLACE, 101: WordSource.PLACE,
}  # fmt: skip
_CREATED, _CREATED_TIME, _DIGITIZED, _DIGITIZED_TIME = 55, 60, 62, 63
_KNOWN: Final = frozenset({*_WORDS, _CREATED, _CREATED_TIME, _DIGITIZED, _DIGITIZED_TIME})
_LONGEST: Final = 16_384


def read_iptc(block: bytes) -> Found:
    """Return what a block of IIM records tells."""
    records = list(_records(block))
    if not records:
        return Found()
    texts = decoded([text for _, text in records])
    found, dates = Found(), defaultdict[int, list[str]](list)
    for (number, _), text in zip(records, texts, strict=True):
        if number in _WORDS:
            found.add(_WORDS[number], text)
        else:
            dates[number].append(text)
    found.original = [*_moments(dates[_CREATED], dates[_CREATED_TIME])]
    found.created = [*_moments(dates[_DIGITIZED], dates[_DIGITIZED_TIME])]
    return found


def _moments(days: list[str], times: list[str]) -> Iterator[Moment | None]:
    for place, day in enumerate(days[:1]):
        yield read_moment(day, times[place] if place < len(times) else "")


def _records(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number, bytes) of the known records of the application; others are stepped over.

    Where no record begins, the next one is looked for.
    """
    place, count = 0, 0
    while count < MOST_WORDS and (place := block.find(b"\x1c", place)) >= 0:
        head = block[place : place + 5]
        if len(head) < 5:
            return
        if head[1] not in range(1, 10):
            place += 1
            continue
        size, start = int.from_bytes(head[3:5], "big"), place + 5
        if size & 0x8000:  # the size of an extended record stands in bytes of its own
            width = size & 0x7FFF
            size = int.from_bytes(block[start : start + min(width, 8)], "big")
            start += width
        if start + size > len(block) and head[1:2] != b"\x02":
            place += 1
            continue
        if head[1] == 2 and head[2] in _KNOWN:
            count += 1
            yield head[2], block[start : start + min(size, _LONGEST)]
        place = start + size if start + size <= len(block) else place + 5


def iptc_of_photoshop(resources: bytes) -> bytes:
    """Return the IIM records among Photoshop's image resources; b"" if there are none."""
    place = resources.find(b"8BIM\x04\x04")
    if place < 0:
        return b""
    name = resources[place + 6 : place + 7]
    start = place + 6 + ((name[0] if name else 0) + 2) // 2 * 2
    size = int.from_bytes(resources[start : start + 4], "big")
    return resources[start + 4 : start + 4 + size]
