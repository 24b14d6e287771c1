"""The work in the background, in one piece: what is on disk comes into catalogue and index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photosearch.catalogue.database import Catalogue
from photosearch.duplicates.finder import hash_thumbnails
from photosearch.indexing.refresh import Refresher, folder_of
from photosearch.library.analysers import LibraryAnalysers
from photosearch.library.people import FACES, LibraryPeople
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.spaces.spaces import Spaces
from photosearch.types import FolderId, Progress

if TYPE_CHECKING:
    from photosearch.folders.watch import FolderWatcher


# Faces that were found are given to people once in so many steps.
GROWN_EVERY: Final = 8


class Upkeep:
    """Looks at folders, watches them, and indexes what is new.

    Long work is a generator of its progress: close it to stop after the running batch. ``settings``
    gives the user's choices as they are now.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        spaces: Spaces,
        analysers: LibraryAnalysers,
        people: LibraryPeople,
        paths: AppPaths,
        settings: Callable[[], Settings],
    ) -> None:
        self._catalogue = catalogue
        self._analysers = analysers
        self._people = people
        self._spaces = spaces
        self._thumbnails = paths.thumbnails
        self._cache = paths.cache
        self._settings = settings
        self._refresher = Refresher(catalogue, lambda: settings().excludes)
        self._watcher: FolderWatcher | None = None
        self._on_change: Callable[[FolderId, frozenset[Path]], None] | None = None
        self._is_joined = False  # whether files that are one thing are known to be

    def update(self, folder_ids: Sequence[FolderId] = ()) -> Iterator[Progress]:
        """Look at these folders, or all, then index what is new."""
        yield from self.refresh(folder_ids)
        yield from self.index()

    def refresh(self, folder_ids: Sequence[FolderId] = ()) -> Iterator[Progress]:
        """Look at these folders, or all, and note what has changed."""
        folders = self._catalogue.folders.uncounted()
        chosen = [folder for folder in folders if not folder_ids or folder.id in folder_ids]
        yield from self._refresher.folders(chosen)
        self._spaces.sync()

    def refresh_paths(self, folder_id: FolderId, paths: frozenset[Path]) -> None:
        """Look at these paths below a folder; none means all of it."""
        for folder in self._catalogue.folders.uncounted():
            if folder.id == folder_id:
                self._refresher.paths(folder, paths)
                self._spaces.sync()

    def look_at(self, paths: Iterable[Path]) -> None:
        """Look at paths, in whatever folders they lie."""
        touched = frozenset(paths)
        for folder in self._catalogue.folders.uncounted() if touched else ():
            below = frozenset(path for path in touched if path.is_relative_to(folder.path))
            if below:
                self.refresh_paths(folder.id, below)

    def index(self) -> Iterator[Progress]:
        """Decode and encode what is pending, then let the analysers that are wanted see it.

        When all is encoded, the space of the chosen model answers.
        """
        from photosearch.indexing.indexer import Indexer
        from photosearch.indexing.read_meaning import understand

        wanted = self._spaces.wanted()
        indexer = Indexer(self._catalogue, wanted, self._thumbnails, self._settings())
        for progress in indexer.run():
            self._is_joined = False
            yield progress
            yield from self._calibrate()
        if not self._is_joined:
            self._join_halves()
        yield from hash_thumbnails(self._catalogue, self._thumbnails, partial(Progress, "indexing"))
        self._spaces.complete()
        yield from self._calibrate()
        self._people.look_again_if_lost()
        for one in self._analysers.passes(self._spaces.answering(), self._cache):
            yield from self._growing(one.run()) if FACES in one.keys else one.run()
        self._people.tidy()
        yield from understand(self._catalogue, self._spaces.answering().space)

    def _calibrate(self) -> Iterator[Progress]:
        """Give a model that came without a threshold one of its own."""
        from photosearch.search.vocabulary import everyday_words

        for _ in self._spaces.calibrate([word.english for word in everyday_words()]):
            photos = self._catalogue.vectors.count(self._spaces.answering().stored.id)
            yield Progress("indexing", photos, photos)

    def _growing(self, found: Iterator[Progress]) -> Iterator[Progress]:
        """Find out now and then whose faces were found."""
        for number, progress in enumerate(found, 1):
            if number % GROWN_EVERY == 0:
                self._people.grow()
            yield progress
        self._people.grow()

    def _join_halves(self) -> None:
        """Let one photo stand for a raw file and its JPEG, for a live photo and its clip."""
        joined = self._catalogue.halves.pair()
        for space in self._spaces.opened() if len(joined) else ():
            space.vectors.discard(joined)
        self._is_joined = True

    def pending(self) -> int:
        """Return how many photos are yet to be indexed."""
        return self._catalogue.photos.count_pending(self._spaces.wanted().stored.id)

    def watch(self, callback: Callable[[FolderId, frozenset[Path]], None]) -> None:
        """Call back, from another thread, when something has changed below a folder.

        Folders are watched while the settings say so; see :meth:`obey_settings`.
        """
        self._on_change = callback
        self.obey_settings()

    def obey_settings(self) -> None:
        """Begin or end to watch folders, if the settings now say so."""
        callback = self._on_change
        if not self._settings().watch:
            self.close()
        elif callback is not None and self._watcher is None:
            self._begin_to_watch(callback)

    def _begin_to_watch(self, callback: Callable[[FolderId, frozenset[Path]], None]) -> None:
        from photosearch.folders.watch import FolderWatcher

        def on_dirty(root: Path, paths: frozenset[Path]) -> None:
            folder = folder_of(self._catalogue.folders.uncounted(), root)
            if folder is not None:
                callback(folder.id, paths)

        self._watcher = FolderWatcher(on_dirty)
        for folder in self._catalogue.folders.uncounted():
            self._watcher.watch(folder.path)

    def watch_folder(self, path: Path) -> None:
        """Watch one more folder, if any are watched."""
        if self._watcher is not None:
            self._watcher.watch(path)

    def forget_folder(self, path: Path) -> None:
        """Watch a folder no longer."""
        if self._watcher is not None:
            self._watcher.forget(path)

    def close(self) -> None:
        """Watch nothing any more; safe to call twice."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
