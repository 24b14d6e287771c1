"""The library as an assistant's server has it: open to read, and to write for a moment only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from photosearch.library import Library
from photosearch.paths import AppPaths

# Seconds to wait for another writer, such as an index that is being brought up to date.
PATIENCE: Final = 5.0


class Shelf:
    """Lends the library, one call at a time.

    It is never held open to write between calls: a window that is opened meanwhile is the writer.
    """

    def __init__(self, paths: AppPaths) -> None:
        self._paths = paths
        self._library: Library | None = None
        self._seen: tuple[int, ...] = ()
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """Give the library to ask, as it is on disk now.

        Raises:
            CatalogueError: there is none yet, or it can't be read.
        """
        with self._lock:
            state = self._state()
            library = self._library
            if library is not None and state != self._seen:
                if library.searchable():
                    library.catch_up()
                else:  # its space may not have been there yet
                    self._close()
                    library = None
            if library is None:
                library = self._library = Library.open_to_read(self._paths, may_write=False)
            self._seen = state
            yield library

    @contextmanager
    def writing(self) -> Iterator[Library]:
        """Give the library to change.

        Raises:
            LibraryInUseError: another program is the writer.
        """
        with self._lock:
            self._close()
            with Library.open(self._paths, wait=PATIENCE) as library:
                yield library

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _state(self) -> tuple[int, ...]:
        """Return what changes when another process writes."""
        catalogue = self._paths.catalogue
        files = (catalogue, catalogue.with_name(f"{catalogue.name}-wal"))
        return tuple(number for file in files for number in _times(file))


def _times(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
