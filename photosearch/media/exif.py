"""EXIF: an own reader of its tags, because a bad one must not cost the others.

Pillow stops at the first tag that points out of the block, and decides a value's type by its tag.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from photosearch.media.dates import Moment, read_moment
from photosearch.media.found import Found, degrees, position, stars_of_percent, tidy
from photosearch.text.encodings import decoded, decoded_text, wide_text
from photosearch.types import WordSource

# Bytes of a value that are read: texts of this length are cut anyway.
_LONGEST: Final = 16_384
_MOST_TAGS: Final = 1000
_SIZES: Final = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8,
    129: 1,
}  # fmt: skip
_NUMBERS: Final = {
    1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q",
}  # fmt: skip
_RATIONALS: Final = {5: "I", 10: "i"}
_DECIMAL: Final = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_TEXTS: Final = frozenset({1, 2, 6, 7, 129})

_DESCRIPTION, _MAKE, _MODEL, _CHANGED = 0x010E, 0x010F, 0x0110, 0x0132
_ORIGINAL, _DIGITIZED, _COMMENT, _LENS = 0x9003, 0x9004, 0x9286, 0xA434
_OFFSET, _OFFSET_ORIGINAL, _OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
_PARTS_OF_SECOND, _PARTS_ORIGINAL, _PARTS_DIGITIZED = 0x9290, 0x9291, 0x9292
_STARS, _PERCENT = 0x4746, 0x4749
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_XP_TITLE, _XP_COMMENT, _XP_KEYWORDS, _XP_SUBJECT = 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F
IPTC, PHOTOSHOP, XMP = 0x83BB, 0x8649, 0x02BC


@dataclass(frozen=True, slots=True)
class Value:
    """A tag's value as it stands in the file: its type, its bytes and their order."""

    kind: int
    raw: bytes
    order: str

    def numbers(self) -> list[float]:
        """Return the value's numbers; one that is no number (0/0) is NaN."""
        if self.kind in _RATIONALS:
            parts = self._unpacked(_RATIONALS[self.kind])
            return [
                one / other if other else math.nan
                for one, other in zip(parts[::2], parts[1::2], strict=False)
            ]
        return list(self._unpacked(_NUMBERS[self.kind])) if self.kind in _NUMBERS else []

    def _unpacked(self, code: str) -> tuple[float, ...]:
        size = struct.calcsize(code)
        count = min(len(self.raw) // size, 64)
        return struct.unpack(f"{self.order}{count}{code}", self.raw[: count * size])

    def text(self) -> bytes:
        """Return the bytes of a text up to its first NUL."""
        return self.raw.split(b"\0", 1)[0].strip() if self.kind in _TEXTS else b""

    def wide(self) -> str:
        """Return a text of Windows: UTF-16, whatever its type says."""
        return wide_text(self.raw, self.order if self.kind in (3, 8) else "<")


class Tags:
    """The tags of a TIFF structure: a JPEG's EXIF block, or a TIFF file."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self.order = {b"II": "<", b"MM": ">"}.get(block[:2], "")
        self._is_big = block[2:4] in (b"+\0", b"\0+")
        self.first = self._directory(self._start()) if self.order else {}
        self.exif = self._below(_EXIF_IFD)
        self.gps = self._below(_GPS_IFD)

    def get(self, tag: int) -> Value | None:
        """Return a tag of the EXIF directory, or of the first one, where some programs put it."""
        return self.exif.get(tag) or self.first.get(tag)

    def below(self, tag: int) -> Iterator[dict[int, Value]]:
        """Yield the directories that a tag of the first one points to."""
        pointer = self.first.get(tag)
        for place in pointer.numbers() if pointer else ():
            if math.isfinite(place):
                yield self._directory(int(place))

    def _start(self) -> int:
        place, code = (8, "Q") if self._is_big else (4, "I")
        body = self._block[place : 2 * place].ljust(place, b"\0")
        return int(struct.unpack(self.order + code, body)[0])

    def _below(self, tag: int) -> dict[int, Value]:
        return next(self.below(tag), {})

    def _directory(self, place: int) -> dict[int, Value]:
        """Read a directory; entries that are broken are left out."""
        head, entry, code = (8, 20, "HHQ") if self._is_big else (2, 12, "HHI")
        start = self._block[place : place + head] if place >= 0 else b""
        if len(start) < head:
            return {}
        (count,) = struct.unpack(self.order + ("Q" if self._is_big else "H"), start)
        values: dict[int, Value] = {}
        for number in range(min(count, _MOST_TAGS)):
            at = place + head + number * entry
            body = self._block[at : at + entry]
            if len(body) < entry:
                break
            tag, kind, amount = struct.unpack_from(self.order + code, body)
            value = self._value(kind, amount, body[struct.calcsize("=" + code) :])
            if value is not None:
                values.setdefault(tag, value)
        return values

    def _value(self, kind: int, amount: int, inline: bytes) -> Value | None:
        if kind not in _SIZES:
            return None
        size = min(amount * _SIZES[kind], _LONGEST)
        if size <= len(inline):
            return Value(kind, inline[:size], self.order) if size else None
        (place,) = struct.unpack(self.order + ("Q" if self._is_big else "I"), inline)
        raw = self._block[place : place + size]
        return Value(kind, raw, self.order) if raw else None


def read_exif(block: bytes) -> Found:
    """Return what an EXIF block tells; ``Exif\\0\\0`` before it is left out."""
    while block.startswith(b"Exif\0\0"):
        block = block[6:]
    tags, found = Tags(block), Found()
    if not tags.first:
        return found
    texts = _texts(tags)
    found.make, found.model = tidy(texts[_MAKE]), tidy(texts[_MODEL])
    found.lens = tidy(texts[_LENS])
    found.rating = _rating(tags)
    found.original = [*_moments(tags, _ORIGINAL, _OFFSET_ORIGINAL, _PARTS_ORIGINAL)]
    found.created = [*_moments(tags, _DIGITIZED, _OFFSET_DIGITIZED, _PARTS_DIGITIZED)]
    found.changed = [*_moments(tags, _CHANGED, _OFFSET, _PARTS_OF_SECOND)]
    found.located = [_satellite_time(tags)]
    found.position = position(_degrees(tags, 2, 1, "S"), _degrees(tags, 4, 3, "W"))
    found.add(WordSource.CAPTION, texts[_DESCRIPTION])
    found.add(WordSource.CAPTION, _comment(tags))
    for tag, source in (
        (_XP_TITLE, WordSource.TITLE),
        (_XP_COMMENT, WordSource.CAPTION),
        (_XP_SUBJECT, WordSource.CAPTION),
    ):
        if value := tags.get(tag):
            found.add(source, value.wide())
    if value := tags.get(_XP_KEYWORDS):
        for keyword in value.wide().replace("；", ";").split(";"):
            found.add(WordSource.KEYWORD, keyword)
    return found


def _texts(tags: Tags) -> dict[int, str]:
    """Return the plain texts: one program wrote them, so they are in one encoding."""
    wanted = (_DESCRIPTION, _MAKE, _MODEL, _LENS)
    raw = [value.text() if (value := tags.get(tag)) else b"" for tag in wanted]
    return dict(zip(wanted, decoded(raw), strict=True))


def _plain(value: Value | None) -> str:
    raw = value.text() if value else b""
    return raw.decode("ascii") if raw.isascii() else decoded_text(raw)


def _moments(tags: Tags, tag: int, offset: int, parts: int) -> Iterator[Moment | None]:
    for directory in (tags.exif, tags.first):
        if tag in directory:
            moment = read_moment(_plain(directory[tag]), offset=_plain(tags.get(offset)))
            yield moment and moment.within_second(_plain(tags.get(parts)))


def _satellite_time(tags: Tags) -> Moment | None:
    """Return the moment that the satellites told, in UTC."""
    day, clock = tags.gps.get(29), tags.gps.get(7)
    if day is None:
        return None
    text = _plain(clock)
    numbers = clock.numbers() if clock else []
    if len(numbers) >= 2 and all(map(math.isfinite, numbers[:3])):
        hour, minute, second = (int(number) for number in [*numbers, 0][:3])
        text = f"{hour:02}:{minute:02}:{second:02}"
    moment = read_moment(_plain(day), text, "Z")
    return replace(moment, is_instant=moment.parts == 4) if moment else None


def _degrees(tags: Tags, tag: int, reference: int, negative: str) -> float | None:
    value = tags.gps.get(tag)
    if value is None:
        return None
    parts = value.numbers() or [float(number) for number in _DECIMAL.findall(_plain(value))]
    return degrees(parts, _plain(tags.gps.get(reference)), negative)


def _rating(tags: Tags) -> int | None:
    for tag in (_STARS, _PERCENT):
        value = tags.get(tag)
        numbers = value.numbers() if value else []
        if numbers and math.isfinite(numbers[0]):
            if tag == _PERCENT:
                return stars_of_percent(str(numbers[0]))
            if 0 <= numbers[0] <= 5:
                return int(numbers[0])
    return None


def _comment(tags: Tags) -> str:
    """Return the user's comment: eight bytes that name its encoding (or lie), then the text."""
    value = tags.get(_COMMENT)
    if value is None:
        return ""
    code, body = value.raw[:8], value.raw[8:]
    if code.startswith(b"UNICODE"):
        text = wide_text(body, value.order)
    elif code.startswith(b"JIS") and b"\x1b" in body:
        text = body.decode("iso2022_jp", "replace")
    elif code.startswith((b"ASCII", b"JIS")) or not code.strip(b"\0 "):
        text = decoded_text(body.lstrip(b"\0").split(b"\0", 1)[0])
    else:
        text = decoded_text(value.raw.split(b"\0", 1)[0])
    return "" if _is_of_machine(text.strip()) else text


def _is_of_machine(text: str) -> bool:
    """Say whether a comment is a program's note to itself: a structure, or a name and number."""
    is_structure = text[:1] in "{<[" and text[-1:] in "}>]"
    head, _, tail = text.partition("_")
    return not text or is_structure or (head in ("oppo", "oplus") and tail.isdigit())
