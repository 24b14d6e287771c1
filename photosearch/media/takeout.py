"""What Google says of a photo that it gives back: the JSON file that Takeout puts beside it.

Its form is described nowhere; what is read here is what such files have had since 2016:
``photoTakenTime`` in seconds since 1970, ``geoData`` (where its owner says it was taken) and
``geoDataExif`` (where the file does), ``description`` and ``people``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

from photosearch.media.dates import Moment
from photosearch.media.found import Found, position
from photosearch.types import WordSource

_PLACES: Final = ("geoData", "geoDataExif")
# A photo that was never dated has the beginning of its clock's time.
_FIRST: Final = 1


def read_takeout(data: bytes) -> Found:
    """Return what such a file tells; another program's JSON tells nothing.

    Raises:
        ValueError: it is no JSON.
    """
    told = json.loads(data.decode("utf-8-sig", "replace"))
    if not isinstance(told, dict) or not isinstance(told.get("photoTakenTime"), dict):
        return Found()
    found = Found(filed=[_taken(told["photoTakenTime"])])
    found.position = next(_positions(told), None)
    found.add(WordSource.CAPTION, _text(told.get("description")))
    people = told.get("people")
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict):
            found.add(WordSource.PERSON, _text(person.get("name")))
    return found


def _taken(time: Mapping[str, Any]) -> Moment | None:
    """Return when the photo was taken: an instant, without its zone."""
    try:
        seconds = float(time.get("timestamp", ""))
        at = datetime.fromtimestamp(seconds, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return None if abs(seconds) < _FIRST else Moment(at, is_instant=True)


def _positions(told: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    for name in _PLACES:
        place = told.get(name)
        if isinstance(place, dict):
            where = position(_degrees(place.get("latitude")), _degrees(place.get("longitude")))
            if where is not None:
                yield where


def _degrees(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _text(value: object) -> str:
    """Return a text; older files have the signs of HTML written out."""
    return unescape(value) if isinstance(value, str) else ""
