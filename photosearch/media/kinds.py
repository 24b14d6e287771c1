"""Which files can be searched with the packages that are installed."""

from __future__ import annotations

from functools import cache

from photosearch.extras import EXTRAS
from photosearch.types import PHOTO_SUFFIXES


@cache
def searched_suffixes() -> frozenset[str]:
    """Return the ends of the names of all files that are looked at, in lower case."""
    return PHOTO_SUFFIXES.union(*(extra.suffixes for extra in EXTRAS if extra.is_here))
