"""photosearch: find your photos by what you remember, offline, in English and Chinese.

The public names are loaded when first used: the window imports this package and needs none of the
engine.
Nothing that is imported after this package sends anything: see :mod:`photosearch.environment`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from photosearch.environment import keep_private, spare_the_cores

if TYPE_CHECKING:
    from photosearch.errors import PhotosearchError
    from photosearch.library import Library
    from photosearch.paths import AppPaths
    from photosearch.search.searcher import Answer
    from photosearch.settings import Settings
    from photosearch.wire.values import DuplicateGroup, DuplicateKind, Hit, Month, Question

keep_private()
spare_the_cores()

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AppPaths",
    "DuplicateGroup",
    "DuplicateKind",
    "Hit",
    "Library",
    "Month",
    "PhotosearchError",
    "Question",
    "Settings",
    "__version__",
]

_HOMES = {
    "Answer": "photosearch.search.searcher",
    "AppPaths": "photosearch.paths",
    "DuplicateGroup": "photosearch.wire.values",
    "DuplicateKind": "photosearch.wire.values",
    "Hit": "photosearch.wire.values",
    "Library": "photosearch.library",
    "Month": "photosearch.wire.values",
    "PhotosearchError": "photosearch.errors",
    "Question": "photosearch.wire.values",
    "Settings": "photosearch.settings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
