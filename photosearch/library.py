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
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from photosearch.answers import Answer, Hit, Searcher
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.folders import Folder
from photosearch.catalogue.problems import ProblemRow
from photosearch.models.registry import Registry
from photosearch.paths import AppPaths
from photosearch.refresh import Refresher, folder_of
from photosearch.settings import Settings, load_settings
from photosearch.spaces import Spaces
from photosearch.types import FolderId, PhotoId, Progress, Word
from photosearch.writer_lock import WriterLock

if TYPE_CHECKING:
    from photosearch.folders.watch import FolderWatcher
    from photosearch.pictures import Pictures

# What a question does not need is imported where it is used: a first answer comes sooner.
__all__ = ["Answer", "Hit", "Library"]


class Library:
    """A person's photos: folders, index and search. Use :meth:`open`."""

    def __init__(self, paths: AppPaths, settings: Settings, lock: WriterLock) -> None:
        self.paths = paths
        self.settings = settings
        self.registry = Registry(paths.models)
        self._lock = lock
        self._catalogue = Catalogue.open(paths.catalogue, read_only=not lock.held)
        self._spaces = Spaces(self._catalogue, self.registry, paths, settings, lock.held)
        self._searcher = Searcher(self._catalogue, self._spaces, paths.thumbnails)
        self._refresher = Refresher(self._catalogue, settings.excludes)
        self._watcher: FolderWatcher | None = None
        self._closing = threading.Lock()

    @classmethod
    def open(
        cls, paths: AppPaths, settings: Settings | None = None, *, wait: float = 0.0
    ) -> Library:
        """Open the library to write; there is one writer at a time.

        Args:
            paths: where it lives.
            settings: the user's choices; read from their file if None.
            wait: seconds to wait for another writer to end.

        Raises:
            LibraryInUseError: another process is the writer.
            CatalogueError, ModelError, SettingsError: it can't be used.
        """
        lock = WriterLock(paths.lock)
        settings = settings or load_settings(paths.settings)
        lock.acquire(wait)
        try:
            return cls(paths, settings, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_to_read(cls, paths: AppPaths, settings: Settings | None = None) -> Library:
        """Open the library for questions; as the writer if nobody else is.

        Raises:
            CatalogueError, ModelError, SettingsError: it can't be used.
        """
        lock = WriterLock(paths.lock)
        settings = settings or load_settings(paths.settings)
        if paths.catalogue.exists():
            lock.try_acquire()
        try:
            return cls(paths, settings, lock)
        except BaseException:
            lock.release()
            raise

    @cached_property
    def _pictures(self) -> Pictures:
        from photosearch.pictures import Pictures

        return Pictures(self._catalogue, self.paths)

    @property
    def notice(self) -> str | None:
        """What the user must know of the library's state, if anything."""
        return self._catalogue.notice

    # Folders ----------------------------------------------------------------------------------

    def add_folder(self, path: Path) -> FolderId:
        """Add a folder; :meth:`update` brings in its photos.

        Raises:
            FolderError: it is no readable folder, or is in the library already.
        """
        folder = self._catalogue.folders.add(path)
        if self._watcher is not None:
            self._watcher.watch(folder.path)
        return folder.id

    def remove_folder(self, folder_id: FolderId) -> None:
        """Forget a folder and its photos; no file is touched.

        Raises:
            FolderError: there is no such folder.
        """
        path = next((f.path for f in self._catalogue.folders.all() if f.id == folder_id), None)
        self._catalogue.folders.remove(folder_id)
        if self._watcher is not None and path is not None:
            self._watcher.forget(path)
        self._spaces.sync()

    def folders(self) -> list[Folder]:
        """Return the folders, counting what is searchable now."""
        return self._catalogue.folders.all(self._spaces.answering().stored.id)

    # Bringing up to date ----------------------------------------------------------------------

    def update(self) -> Iterator[Progress]:
        """Look at all folders, then index what is new; close the generator to stop."""
        yield from self.refresh()
        yield from self.index()

    def refresh(self, folder_ids: Sequence[FolderId] = ()) -> Iterator[Progress]:
        """Look at these folders, or all, and note what has changed."""
        folders = self._catalogue.folders.all()
        chosen = [folder for folder in folders if not folder_ids or folder.id in folder_ids]
        yield from self._refresher.folders(chosen)
        self._spaces.sync()

    def refresh_paths(self, folder_id: FolderId, paths: frozenset[Path]) -> None:
        """Look at these paths below a folder; none means all of it."""
        for folder in self._catalogue.folders.all():
            if folder.id == folder_id:
                self._refresher.paths(folder, paths)
                self._spaces.sync()

    def index(self) -> Iterator[Progress]:
        """Decode and encode what is pending; close the generator to stop after the batch.

        When all is done, the space of the chosen model answers.
        """
        from photosearch.indexing import Indexer

        wanted = self._spaces.wanted()
        if self._catalogue.photos.count_pending(wanted.stored.id):
            indexer = Indexer(self._catalogue, wanted, self.paths.thumbnails, self.settings)
            yield from indexer.run()
        self._spaces.complete()

    def pending(self) -> int:
        """Return how many photos are yet to be indexed."""
        return self._catalogue.photos.count_pending(self._spaces.wanted().stored.id)

    def photos(self) -> int:
        """Return how many photos there are."""
        return self._catalogue.photos.count()

    def searchable(self) -> int:
        """Return how many photos a search looks at."""
        return len(self._spaces.answering().vectors)

    def watch(self, callback: Callable[[FolderId, frozenset[Path]], None]) -> None:
        """Call back, from another thread, when something has changed below a folder."""
        if not self.settings.watch:
            return
        from photosearch.folders.watch import FolderWatcher

        def on_dirty(root: Path, paths: frozenset[Path]) -> None:
            folder = folder_of(self._catalogue.folders.all(), root)
            if folder is not None:
                callback(folder.id, paths)

        self._watcher = FolderWatcher(on_dirty)
        for folder in self._catalogue.folders.all():
            self._watcher.watch(folder.path)

    # Problems ---------------------------------------------------------------------------------

    def problems(self) -> list[ProblemRow]:
        """Return the files that can't be read."""
        return self._catalogue.problems.all()

    def problem_count(self) -> int:
        """Return how many files can't be read."""
        return self._catalogue.problems.count()

    def retry_problems(self, photos: Sequence[PhotoId] = ()) -> None:
        """Let these files, or all, be tried again."""
        self._catalogue.problems.retry(photos)

    # Questions --------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Load what the first question needs."""
        self._spaces.answering().space.warm_up()

    def search(self, text: str) -> Answer:
        """Return the photos that match ``text``; all, newest first, if it is empty."""
        return self._searcher.search(text)

    def similar(self, photo: PhotoId | Path) -> Answer:
        """Return the photos most like one of the library, or like any picture.

        Raises:
            PhotoUnreadableError: it can't be read, or is not indexed yet.
        """
        if isinstance(photo, Path):
            return self._searcher.similar_to_file(photo)
        return self._searcher.similar(photo)

    def hits(self, answer: Answer, start: int = 0, count: int = 20) -> list[Hit]:
        """Return some rows of an answer."""
        return self._searcher.hits(answer, start, count)

    def words(self, photo: PhotoId) -> tuple[Word, ...]:
        """Return the words of a photo."""
        return self._catalogue.words.of(photo)

    def photo_at(self, path: Path) -> PhotoId | None:
        """Return the photo whose file lies at this absolute path."""
        return self._catalogue.photos.at(path)

    # Pictures ---------------------------------------------------------------------------------

    def make_thumbnail(self, photo: PhotoId) -> Path | None:
        """Make a photo's thumbnail again; return where it is, or None if it can't be read."""
        return self._pictures.thumbnail(photo)

    def make_preview(self, photo: PhotoId, edge: int) -> Path | None:
        """Decode a photo to at most ``edge`` pixels; return where it is, or None."""
        return self._pictures.preview(photo, edge)

    def close(self) -> None:
        """Close; safe to call twice."""
        with self._closing:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
            self._spaces.close()
            self._catalogue.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
