"""What stands after a prefix's colon, understood: a typed value, or a sentence of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Final, TypeAlias

from photosearch.places import Place
from photosearch.query.durations import parse_duration
from photosearch.query.language import BY_KIND, SYNONYMS, Kind
from photosearch.said import Said, say
from photosearch.text.folding import fold

FindPlace: TypeAlias = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the day ``start`` to the day before ``end``; None leaves a side open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Stars:
    """From ``low`` to ``high`` stars, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the globe: degrees and kilometres."""

    latitude: float
    longitude: float
    km: float


# A name or part of one, a listed word, days, stars, a circle; None for a part that is broken.
Value: TypeAlias = str | int | DateRange | Stars | Circle | None

MOST_STARS: Final = 5
# Half-way round the globe.
MOST_KM: Final = 20_040.0
# How far "near" reaches around bare coordinates.
NEAR_KM: Final = 10.0
_NUMBER = r"([+-]?\d{1,15}(?:\.\d{0,20})?)\s*°?\s*"
_POSITION = re.compile(
    rf"{_NUMBER}([ns])?(?:\s*[,;、]\s*|\s+|(?<=[ns])){_NUMBER}([ew])?"
    r"(?:[,;、]?\s*(\d{1,15}(?:\.\d{0,20})?)\s*(?:km|公里|千米)|[,;、]\s*(\d{1,15}(?:\.\d{0,20})?))?"
)
_STARS = re.compile(r"(>=|<=|>|<|≥|≤|=)?(\d)(\+)?|(\d)(?:\.\.\.?|-)(\d)|(★{1,5})")


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are read: the clock, and where place names are looked up."""

    today: date
    find_place: FindPlace

    def read(self, kind: Kind, text: str) -> tuple[Value, Said | None]:
        """Return the value and None, or None and what is wrong."""
        if not text:
            return None, say("part.which", example=BY_KIND[kind].examples[0])
        match kind:
            case Kind.IN | Kind.CAMERA | Kind.LENS | Kind.WRITTEN | Kind.PERSON:
                return text, None
            case Kind.DATE | Kind.BEFORE | Kind.AFTER:
                return _dates(kind, text, self.today)
            case Kind.RATING:
                return _stars(text)
            case Kind.NEAR:
                return self._near(text)
            case Kind.LONGER | Kind.SHORTER:
                return _duration(text)
            case _:
                return _listed(kind, text)

    def _near(self, text: str) -> tuple[Value, Said | None]:
        if match := _POSITION.fullmatch(fold(text)):
            return _position(match)
        place = self.find_place(text)
        if place is None:
            return None, say("part.no_place", text=text)
        return Circle(place.latitude, place.longitude, round(place.radius_km, 1)), None


def _position(match: re.Match[str]) -> tuple[Value, Said | None]:
    north, pole, east, side, km, bare_km = match.groups()
    latitude = float(north) * (-1 if pole == "s" else 1)
    longitude = float(east) * (-1 if side == "w" else 1)
    reach = float(km or bare_km or NEAR_KM)
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None, say("part.off_the_globe")
    return Circle(latitude, longitude, min(reach, MOST_KM)), None


def _dates(kind: Kind, text: str, today: date) -> tuple[Value, Said | None]:
    from photosearch.query.dates import parse_dates  # its many forms take a while to load

    days = parse_dates(text, today)
    if days is not None:
        if kind is Kind.BEFORE and days.start is not None:
            return DateRange(None, days.start), None
        if kind is Kind.AFTER and days.end is not None:
            return DateRange(days.end, None), None
        if kind is Kind.AFTER and days.start is not None and days.start.year == MAXYEAR:
            return DateRange(date.max, date.max), None  # after all days there are
        if kind is Kind.DATE:
            return days, None
    return None, say("part.no_date", text=text)


def _stars(text: str) -> tuple[Value, Said | None]:
    match = _STARS.fullmatch(fold(text).replace(" ", ""))
    if match is None:
        return None, say("part.no_rating", text=text)
    sign, number, plus, low, high, drawn = match.groups()
    if drawn:
        return Stars(len(drawn), len(drawn)), None
    if low:
        return _in_bounds(int(low), int(high))
    return _in_bounds(*_compared(">=" if plus else sign or "=", int(number)))


def _compared(sign: str, number: int) -> tuple[int, int]:
    match sign:
        case ">=" | "≥":
            return number, MOST_STARS
        case ">":
            return number + 1, MOST_STARS
        case "<=" | "≤":
            return 0, number
        case "<":
            return 0, number - 1
        case _:
            return number, number


def _in_bounds(low: int, high: int) -> tuple[Value, Said | None]:
    if not 0 <= low <= high <= MOST_STARS:
        return None, say("part.stars")
    return Stars(low, high), None


def _duration(text: str) -> tuple[Value, Said | None]:
    milliseconds = parse_duration(text)
    if milliseconds is None:
        return None, say("part.no_duration", text=text)
    return milliseconds, None


def _listed(kind: Kind, text: str) -> tuple[Value, Said | None]:
    word = fold(text).removeprefix(".")
    word = SYNONYMS[kind].get(word, word)
    values = BY_KIND[kind].values
    if word in values:
        return word, None
    return None, say("part.unknown_value", text=text, values=", ".join(values))
