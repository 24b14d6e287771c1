"""The facade that the command line and the engine share; it only delegates.

    with Library.open(AppPaths.default()) as library:
        library.add_folder(Path("~/Pictures").expanduser())
        for progress in library.update():
            print(progress.done, "of", progress.total)
        answer = library.search("a dog running on a beach")
        for hit in library.hits(answer, 0, 10):
            print(f"{hit.parts.total:.3f}", hit.path)
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from photosearch.answers import Answer, Hit, Searcher
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.folders import Folder
from photosearch.catalogue.problems import ProblemRow
from photosearch.folders.watch import FolderWatcher
from photosearch.indexing import Indexer
from photosearch.models.registry import Registry
from photosearch.paths import AppPaths
from photosearch.photos.pool import WorkerPool
from photosearch.photos.worker import WorkerConfig
from photosearch.refresh import refresh, refresh_paths
from photosearch.settings import Settings, load_settings
from photosearch.spaces import OpenSpace, Spaces
from photosearch.types import FolderId, PhotoId, Progress
from photosearch.writer_lock import WriterLock

__all__ = ["Answer", "Hit", "Library"]


class Library:
    """A person's photos: folders, index and search."""

    def __init__(self, paths: AppPaths, settings: Settings, lock: WriterLock) -> None:
        self.paths = paths
        self.settings = settings
        self._lock = lock
        self._catalogue = Catalogue.open(paths.catalogue, read_only=not lock.held)
        self._spaces = Spaces(self._catalogue, Registry(paths.models), paths, settings, lock.held)
        self._searcher = Searcher(self._catalogue, self._spaces, paths.thumbnails)
        self._watcher: FolderWatcher | None = None
        self._pool: WorkerPool | None = None
