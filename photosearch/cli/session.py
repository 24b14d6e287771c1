"""The library for as long as a command needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from photosearch.cli.output import warn
from photosearch.paths import AppPaths

if TYPE_CHECKING:
    from photosearch.library import Library


@contextmanager
def writing() -> Iterator[Library]:
    """Give the library to change."""
    from photosearch.library import Library

    with Library.open(AppPaths.default()) as library:
        _tell_notice(library)
        yield library


@contextmanager
def reading() -> Iterator[Library]:
    """Give the library to ask."""
    from photosearch.library import Library

    with Library.open_to_read(AppPaths.default()) as library:
        _tell_notice(library)
        yield library


def _tell_notice(library: Library) -> None:
    if library.notice:
        warn(library.notice)
