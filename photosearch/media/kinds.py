"""Which files can be searched with the packages that are installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from photosearch.types import PHOTO_SUFFIXES, VIDEO_KINDS


@cache
def searched_suffixes() -> frozenset[str]:
    """Return the ends of the names of all files that are looked at, in lower case."""
    return PHOTO_SUFFIXES | (VIDEO_KINDS.keys() if find_spec("av") else frozenset())
