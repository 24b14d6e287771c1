"""The library for as long as a command needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from photosearch.cli.language import language
from photosearch.cli.output import warn
from photosearch.paths import AppPaths
from photosearch.said import told

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


@contextmanager
def reading_if_any() -> Iterator[Library]:
    """Give the library to ask, or an empty one where there is none yet.

    What is asked of a file alone needs no photos. The empty one goes when it has been asked.
    """
    from photosearch.library import Library
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    if paths.catalogue.exists():
        with reading() as library:
            yield library
        return
    with TemporaryDirectory(prefix="photosearch-") as place:
        empty = _Empty(Path(place), Path(place), paths)
        with Library.open(empty, load_settings(paths.settings)) as library:
            yield library


@dataclass(frozen=True, slots=True)
class _Empty(AppPaths):
    """The paths of an empty library that has a person's own models and lists of words."""

    own: AppPaths

    @property
    def models(self) -> Path:
        """The folder of model packs the user added."""
        return self.own.models

    @property
    def word_lists(self) -> Path:
        """The folder of embedded word lists."""
        return self.own.word_lists


def _tell_notice(library: Library) -> None:
    if library.notice:
        warn(told(library.notice, "reason", language()))
