"""What one source of metadata tells of a photo, before the sources are put together."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from photosearch.media.dates import Moment
from photosearch.types import Region, Word, WordSource

# Longer texts are cut: no one looks for a photo by more.
LONGEST_TEXT: Final = 2000
# More than these, in all, are left out: they are data, not words.
MOST_WORDS: Final = 500
MOST_CHARACTERS: Final = 20_000
# Text that is read at all: what is longer has been cut after its first tidying.
_READ: Final = 4 * LONGEST_TEXT
# What cameras and programs write where a description should stand.
_EMPTY_CAPTIONS: Final = frozenset(
    {
        "olympus digital camera", "default", "samsung", "dcim", "charset=ascii", "hisilicon k3",
        "binary comment", "user comments", "metadata-start", "digital camera", "sony dsc",
        "minolta digital camera", "konica minolta digital camera", "kodak digital still camera",
        "exif_jpeg_picture",
    }
)  # fmt: skip


@dataclass(slots=True)
class Found:
    """One source's facts; what it does not tell is empty.

    ``original``, ``created``, ``filed``, ``changed`` and ``located`` are dates by what they are of:
    the photographing, the file's making, its filing (its name, a service that kept it), its last
    change, and the satellites' clock.
    ``position`` is latitude and longitude in degrees. ``regions`` are named faces. ``is_whole``
    tells that nothing was broken.
    """

    words: list[Word] = field(default_factory=list)
    original: list[Moment | None] = field(default_factory=list)
    created: list[Moment | None] = field(default_factory=list)
    filed: list[Moment | None] = field(default_factory=list)
    changed: list[Moment | None] = field(default_factory=list)
    located: list[Moment | None] = field(default_factory=list)
    make: str = ""
    model: str = ""
    lens: str = ""
    position: tuple[float, float] | None = None
    rating: int | None = None
    regions: list[Region] = field(default_factory=list)
    is_whole: bool = True

    def add(self, source: WordSource, text: str) -> None:
        """Add a text, tidied, unless it says nothing or there are too many."""
        text = tidy(text)
        if text and text.lower() not in _EMPTY_CAPTIONS and len(self.words) < MOST_WORDS:
            self.words.append(Word(source, text))


def tidy(text: str) -> str:
    """Return a text up to its first NUL, without control characters and needless space, cut.

    Empty if no letter, digit or sign is in it, or most of it could not be read.
    """
    text = text.split("\0", 1)[0][:_READ]
    if not text.isprintable():
        text = "".join(map(_printable, text))
    text = " ".join(text.split())[:LONGEST_TEXT].rstrip()
    if text.count("\ufffd") * 4 > len(text):
        return ""
    return text if any(unicodedata.category(mark)[0] in "LNS" for mark in text) else ""


def _printable(character: str) -> str:
    """Return what stands for a character: joiners of emoji stay, other control characters go."""
    if character.isprintable() or character in "\u200c\u200d":
        return character
    return " " if character.isspace() or unicodedata.category(character) in ("Cc", "Zs") else ""


def position(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Return a position on Earth, or None: what lies outside, and 0, 0, is no place."""
    if latitude is None or longitude is None:
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def degrees(parts: list[float], reference: str, negative: str) -> float | None:
    """Return degrees of one, two or three parts (degrees, minutes, seconds).

    The reference (``N``, ``south`` …) tells the sign, whatever that of the parts; where there is
    none, they do. Parts that are missing count as 0, but for the first.
    """
    if not parts or not math.isfinite(parts[0]):
        return None
    known = (part if math.isfinite(part) else 0.0 for part in parts[:3])
    angle: float = sum(part / 60.0**power for power, part in enumerate(known))
    mark = reference.strip()[:1].upper()
    if mark and mark in "NSEW":
        return -abs(angle) if mark == negative else abs(angle)
    return angle


def stars(text: str) -> int | None:
    """Return 0 to 5 stars, or None if the text is no such number."""
    try:
        value = round(float(text))
    except (ValueError, OverflowError):
        return None
    return value if 0 <= value <= 5 else None


def stars_of_percent(text: str) -> int | None:
    """Return the stars that Windows writes as 1, 25, 50, 75 and 99 percent."""
    try:
        share = float(text)
    except ValueError:
        return None
    if not 0 <= share <= 100:
        return None
    return 0 if share == 0 else min(5, int(share // 25) + 1 + (share >= 99))


def limited(words: Iterator[Word]) -> Iterator[Word]:
    """Yield words up to the limits of their number and length in all."""
    characters = 0
    for number, word in enumerate(words):
        characters += len(word.text)
        if number >= MOST_WORDS or characters > MOST_CHARACTERS:
            return
        yield word
