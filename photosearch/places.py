"""Places of the world, offline: from a name to where it is, and from where to its names.

The cities of at least 15,000 inhabitants, from GeoNames (https://www.geonames.org, CC BY 4.0); see
resources/places. They are read when first needed, in less than 100 ms.
"""

from __future__ import annotations

import gzip
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.text.folding import fold
from photosearch.types import Word, WordSource

EARTH_KM: Final = 6371.0
KM_A_DEGREE: Final = EARTH_KM * math.pi / 180
# A city is taken for a circle in which its inhabitants live as densely as the "urban centres" of
# the Degree of Urbanisation (UN Statistical Commission 2020): 1,500 on a square kilometre.
INHABITANTS_A_KM2: Final = 1_500
# Around a small town, as far as people still say that a photo is of there.
LEAST_RADIUS_KM: Final = 10.0
_IN_COUNTRY: Final = re.compile(r"\s*([^,，、]+?)\s*[,，、]\s*([^,，、]+?)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """A city: its names, and the circle that it is taken for (degrees, kilometres)."""

    name: str
    chinese: str
    country: str
    country_chinese: str
    latitude: float
    longitude: float
    population: int

    @property
    def radius_km(self) -> float:
        """How far it reaches."""
        return max(LEAST_RADIUS_KM, math.sqrt(self.population / (math.pi * INHABITANTS_A_KM2)))


class Gazetteer:
    """Looks places up by name, the most populous of the same name, and by coordinates."""

    def __init__(self, lines: list[str]) -> None:
        """Take the lines of the file; see recipes/places.py.

        ``countries`` are then known by their codes: English and Chinese names.
        """
        end = lines.index("")
        self.countries = {c: (e, z) for c, e, z in (line.split("\t") for line in lines[:end])}
        self._rows = [line.split("\t") for line in lines[end + 1 :] if line]

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        """From folded names to rows; a city's own names win over what others are also called."""
        found: dict[str, int] = {}
        for row, fields in enumerate(self._rows):
            found.setdefault(_key(fields[0]), row)
            if fields[1]:
                found.setdefault(fields[1], row)
        for row, fields in enumerate(self._rows):
            if fields[6]:
                for name in _key(fields[6]).split("|"):
                    found.setdefault(name, row)
        return found

    @cached_property
    def _where(self) -> Float32Array:
        return np.array([fields[3:5] for fields in self._rows], np.float32)

    @cached_property
    def _radii(self) -> Float32Array:
        inhabitants = np.array([fields[5] for fields in self._rows], np.float32)
        reach = np.sqrt(inhabitants / (math.pi * INHABITANTS_A_KM2))
        return np.asarray(np.maximum(reach, LEAST_RADIUS_KM), np.float32)

    def find(self, name: str) -> Place | None:
        """Return the place of this name, or "city, country", in any language that is known.

        Case, width, accents, and traditional or simplified characters make no difference.
        """
        row = self._row(name)
        if row is None and (match := _IN_COUNTRY.fullmatch(name)) is not None:
            row = self._row_in(*map(fold, match.groups()))
        return None if row is None else self._place(row)

    def _row(self, name: str) -> int | None:
        tidy = " ".join(unicodedata.normalize("NFKC", name).split())
        rows = (self._by_name.get(one) for one in (_key(tidy), fold(tidy)))
        return next((row for row in rows if row is not None), None)

    def _row_in(self, city: str, country: str) -> int | None:
        codes = {code for code, names in self.countries.items() if country in map(fold, names)}
        for row, fields in enumerate(self._rows):
            if fields[2] in codes and city in (fold(fields[0]), fields[1], *fields[6].split("|")):
                return row
        return None

    def complete(self, start: str, count: int) -> list[Place]:
        """Return the most populous places whose own name, in either language, starts so."""
        wanted = fold(start)
        rows = (
            row
            for row, fields in enumerate(self._rows)
            if _key(fields[0]).startswith(wanted) or fields[1].startswith(wanted)
        )
        return [self._place(row) for row, _ in zip(rows, range(count), strict=False)]

    def around(self, latitude: float, longitude: float) -> list[Place]:
        """Return the nearest city that reaches a point, then the largest that does, if another."""
        away = distances_km(latitude, longitude, self._where[:, 0], self._where[:, 1])
        inside: Int64Array = np.flatnonzero(away <= self._radii)
        if not len(inside):
            return []
        nearest, largest = int(inside[away[inside].argmin()]), int(inside[0])
        return [self._place(row) for row in dict.fromkeys((nearest, largest))]

    def _place(self, row: int) -> Place:
        name, chinese, code, latitude, longitude, population, _ = self._rows[row]
        english, also = self.countries[code]
        where = float(latitude), float(longitude)
        return Place(name, chinese or name, english, also, *where, int(population))


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the program."""
    file = resources.files("resources") / "places" / "cities.tsv.gz"
    return Gazetteer(gzip.decompress(file.read_bytes()).decode().split("\n"))


@cache
def countries() -> frozenset[str]:
    """Return the names of all countries in both languages, folded."""
    names = gazetteer().countries.values()
    return frozenset(fold(name) for both in names for name in both)


def find_place(name: str) -> Place | None:
    """Return the place of this name; of several, the most populous."""
    return gazetteer().find(name) if name.strip() else None


def place_words(latitude: float | None, longitude: float | None) -> tuple[Word, ...]:
    """Return what a place on earth is called, in both languages: "Paris, France", "巴黎, 法国"."""
    if latitude is None or longitude is None:
        return ()
    places = gazetteer().around(latitude, longitude)
    english = [place.name for place in places] + [place.country for place in places[:1]]
    chinese = [place.chinese for place in places] + [place.country_chinese for place in places[:1]]
    told = (", ".join(dict.fromkeys(names)) for names in (english, chinese))
    return tuple(Word(WordSource.PLACE, text) for text in dict.fromkeys(told) if text)


def _key(name: str) -> str:
    """Return a name as it is looked up; its accents stay, for its bare form is listed, too."""
    return name.casefold().replace("’", "'")


def distances_km(
    latitude: float, longitude: float, latitudes: Float32Array, longitudes: Float32Array
) -> Float32Array:
    """Return great-circle distances Float32[n] (haversine; Sinnott 1984)."""
    here, there = math.radians(latitude), np.radians(latitudes)
    across = np.sin(np.radians(longitudes - longitude) / 2) ** 2
    half = np.sin((there - here) / 2) ** 2 + math.cos(here) * np.cos(there) * across
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), np.float32)
