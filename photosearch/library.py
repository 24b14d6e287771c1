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

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.folders import folder_list
from photosearch.catalogue.problems import ProblemRow
from photosearch.catalogue.writer_lock import WriterLock
from photosearch.duplicates.finder import DuplicateFinder, hash_thumbnails
from photosearch.duplicates.same_file import seen_elsewhere
from photosearch.duplicates.trash import RestoredFiles, TrashedFiles, move_to_trash, restore
from photosearch.duplicates.trash_journal import TrashJournal
from photosearch.encoders.registry import Registry
from photosearch.environment import is_worker_on_its_way
from photosearch.errors import ModelError
from photosearch.indexing.refresh import Refresher, folder_of
from photosearch.paths import AppPaths, can_write, make_private, user_path
from photosearch.search.completion import Completer
from photosearch.search.saved import Saving
from photosearch.search.searcher import Answer, Searcher
from photosearch.search.timeline import months
from photosearch.settings import Settings, load_settings, save_settings
from photosearch.spaces.spaces import Spaces
from photosearch.types import PHOTO_SUFFIXES, FolderId, PhotoId, Progress, TextLine, Word
from photosearch.wire.values import (
    DuplicateGroup,
    DuplicateKind,
    Folder,
    Hit,
    Month,
    PastSearch,
    Question,
    Reply,
    SavedSearch,
    Suggestion,
)

if TYPE_CHECKING:
    from photosearch.folders.watch import FolderWatcher
    from photosearch.media.previews import Pictures
    from photosearch.search.describe import Tag
    from photosearch.search.explain import Explanation
    from photosearch.search.explainer import Explainer

# What a question does not need is imported where it is used: a first answer comes sooner.
__all__ = ["Answer", "DuplicateGroup", "DuplicateKind", "Hit", "Library", "Month"]


class Library:
    """A person's photos: folders, index and search. Use :meth:`open`."""

    def __init__(self, paths: AppPaths, settings: Settings, lock: WriterLock) -> None:
        self.paths = paths
        self.settings = settings
        self.registry = Registry(paths.models)
        self._lock = lock
        if lock.held:
            with suppress(OSError):  # what needs it will say so
                make_private(paths.cache)
        self._catalogue = Catalogue.open(paths.catalogue, read_only=not lock.held)
        self._spaces = Spaces(self._catalogue, self.registry, paths, settings, lock.held)
        self._searcher = Searcher(self._catalogue, self._spaces, paths.thumbnails)
        self._completer = Completer(self._catalogue)
        self._saving = Saving(self._catalogue, paths)
        self._refresher = Refresher(self._catalogue, settings.excludes)
        self._duplicates = DuplicateFinder(self._catalogue, paths.thumbnails)
        self._trashed = TrashJournal(paths.trashed)
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
        _leave_workers_alone()
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
        """Open the library for questions; as the writer if nobody else is and the disk allows it.

        What is kept on disk between questions is held in memory otherwise.

        Raises:
            CatalogueError, ModelError, SettingsError: it can't be used.
        """
        _leave_workers_alone()
        lock = WriterLock(paths.lock)
        settings = settings or load_settings(paths.settings)
        if _is_known(paths) and can_write(paths.data) and _can_cache(paths):
            lock.try_acquire()
        try:
            return cls(paths, settings, lock)
        except BaseException:
            lock.release()
            raise

    @cached_property
    def _pictures(self) -> Pictures:
        from photosearch.media.previews import Pictures

        return Pictures(self._catalogue, self.paths)

    @cached_property
    def _explainer(self) -> Explainer:
        from photosearch.search.explainer import Explainer

        return Explainer(self._catalogue, self._spaces, self.paths.word_lists)

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
        from photosearch.indexing.indexer import Indexer

        wanted = self._spaces.wanted()
        if self._catalogue.photos.count_pending(wanted.stored.id):
            indexer = Indexer(self._catalogue, wanted, self.paths.thumbnails, self.settings)
            yield from indexer.run()
        yield from hash_thumbnails(
            self._catalogue, self.paths.thumbnails, partial(Progress, "indexing")
        )
        self._spaces.complete()
        yield from self._read_text()

    def _read_text(self) -> Iterator[Progress]:
        from photosearch.analysers.text import KEY, VERSION, can_read

        if not (self.settings.read_text and can_read()):
            return
        if self._catalogue.analyses.count_pending(KEY, VERSION):
            from photosearch.indexing.text_pass import TextPass

            answering = self._spaces.answering()
            yield from TextPass(self._catalogue, answering, self.paths.thumbnails).run()

    def text_in(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return the lines that were read in a photo, from the top."""
        return self._catalogue.analyses.lines(photo)

    def text_read(self) -> tuple[int, int] | None:
        """Return in how many pictures text was looked for, and of how many.

        None where the package that reads is missing, or reading is switched off.
        """
        from photosearch.analysers.text import KEY, VERSION, can_read

        if not (self.settings.read_text and can_read()):
            return None
        seen = self._catalogue.analyses.count_seen(KEY)
        return seen, seen + self._catalogue.analyses.count_pending(KEY, VERSION)

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
        self.load_index()
        self.load_encoder()

    def load_index(self) -> None:
        """Make the index ready for its first search."""
        self._spaces.answering().vectors.warm_up()

    def load_encoder(self) -> None:
        """Load what turns the words of questions into vectors."""
        self._spaces.answering().space.warm_up()

    def search(
        self,
        text: str | Question = "",
        *,
        images: Sequence[tuple[Path | PhotoId, float]] = (),
        more: Sequence[PhotoId] = (),
        less: Sequence[PhotoId] = (),
        sort: str = "",
        partial: bool = False,
    ) -> Answer:
        """Return the photos that match; all, newest first, if nothing is asked.

        Args:
            text: in the search language, see docs/search-language.md. What can't be understood is
                marked in ``answer.query`` and left out. Or a whole question, such as a saved
                search; then the next four are not given.
            images: pictures to be like, each with its weight beside the text's 1.
            more: photos of the library that the answer should be more like.
            less: photos that it should be less like.
            sort: ``relevance`` or ``date`` (newest first within the matches); empty, ``text``
                decides with ``sort:``.
            partial: leave out pictures that can't be read, and tell so in ``answer.left_out``.

        Raises:
            PhotoUnreadableError: a picture can't be read, or is not indexed yet.
        """
        question = _question(text, images, more, less, sort)
        return self._searcher.search(question, partial)

    def ask(self, question: str) -> Reply:
        """Return the answer to a question about the library, with the photos that prove it.

        When, where, who, how many, which, what it says, in English or Chinese; see docs/asking.md.
        A text that is no question is a search.

        Raises:
            QueryError: nothing is asked.
        """
        from photosearch.answering.facts import Facts
        from photosearch.answering.question import search_for, understand
        from photosearch.answering.reply import Found, reply

        facts = Facts(self._catalogue)
        asked = understand(question, known=facts.known()) or search_for(question)
        answer = self.search(asked.query)
        told = reply(asked, Found(*answer.parted, answer.is_complete), facts)
        hits = tuple(self._searcher.hits(answer.only(told.photos), 0, len(told.photos)))
        return Reply(question, told.text, told.sure, asked.query, told.value, hits)

    def similar(self, photo: PhotoId | Path) -> Answer:
        """Return the photos most like one of the library, or like any picture.

        Raises:
            PhotoUnreadableError: it can't be read, or is not indexed yet.
        """
        return self.search(images=((photo, 1.0),))

    def hits(self, answer: Answer, start: int = 0, count: int = 20) -> list[Hit]:
        """Return some rows of an answer."""
        return self._searcher.hits(answer, start, count)

    def words(self, photo: PhotoId) -> tuple[Word, ...]:
        """Return the words of a photo."""
        return self._catalogue.words.of(photo)

    def photo_at(self, path: Path) -> PhotoId | None:
        """Return the photo whose file lies at this absolute path."""
        return self._catalogue.photos.at(path)

    def why(
        self,
        text: str | Question,
        photo: PhotoId | Path,
        *,
        images: Sequence[tuple[Path | PhotoId, float]] = (),
        more: Sequence[PhotoId] = (),
        less: Sequence[PhotoId] = (),
        partial: bool = False,
    ) -> Explanation:
        """Return why a photo, of the library or not, is in the answer to a question.

        The question is asked as in :meth:`search`.

        Raises:
            QueryError: nothing is asked but filters.
            PhotoUnreadableError: a picture can't be read, or is not indexed yet.
        """
        question = _question(text, images, more, less)
        return self._explainer.why(question, self._in_library(photo), partial)

    def describe(
        self, photo: PhotoId | Path, count: int = 10, *, own_words: bool = False
    ) -> list[Tag]:
        """Return the words that say best what a photo shows, from everyday or the library's own.

        Raises:
            PhotoUnreadableError: it can't be read, or is not indexed yet.
        """
        return self._explainer.describe(self._in_library(photo), count, own_words)

    def _in_library(self, photo: PhotoId | Path) -> PhotoId | Path:
        """Return the photo of the library that a path names, or the path."""
        if isinstance(photo, Path):
            found = self._catalogue.photos.at(user_path(photo))
            if found is not None and self._explainer.knows(found):
                return found
        return photo

    def timeline(self, answer: Answer) -> list[Month]:
        """Return the months of an answer, newest first, and where each begins by date."""
        return months(self._catalogue.photos.times(answer.ids), answer.strong)

    # Searches ---------------------------------------------------------------------------------

    def complete(self, text: str, cursor: int | None = None) -> list[Suggestion]:
        """Return what the word at the cursor (a code point, the end if None) may become."""
        return self._completer.complete(text, len(text) if cursor is None else cursor)

    def remember(self, text: str) -> None:
        """Note that a text was asked, to be offered again."""
        if text.strip():
            self._catalogue.searches.remember(text.strip())

    def save_search(
        self,
        name: str,
        text: str | Question = "",
        *,
        images: Sequence[tuple[Path | PhotoId, float]] = (),
        more: Sequence[PhotoId] = (),
        less: Sequence[PhotoId] = (),
        sort: str = "",
    ) -> None:
        """Give a question a name; see :meth:`search`. One that had the name makes room.

        Raises:
            QueryError: the name is empty, or nothing is asked.
            StorageError: a picture that was pasted can't be kept.
        """
        self._saving.save(name, _question(text, images, more, less, sort))

    def saved_searches(self) -> list[SavedSearch]:
        """Return the searches that have a name, by name."""
        return self._saving.all()

    def rename_saved_search(self, name: str, new_name: str) -> None:
        """Give a saved search another name."""
        self._saving.rename(name, new_name)

    def forget_saved_search(self, name: str) -> None:
        """Forget a saved search."""
        self._saving.forget(name)

    def recent_searches(self, limit: int = 20) -> list[PastSearch]:
        """Return what was asked last, the latest first."""
        return self._catalogue.searches.recent(limit)

    def forget_search(self, text: str) -> None:
        """Forget that a text was asked."""
        self._catalogue.searches.forget(text)

    def forget_history(self) -> None:
        """Forget all that was asked; saved searches stay."""
        self._catalogue.searches.forget(None)

    # Duplicates and the trash -----------------------------------------------------------------

    def duplicates(
        self, kinds: Iterable[DuplicateKind] = tuple(DuplicateKind)
    ) -> list[DuplicateGroup]:
        """Return groups of photos that show the same, in each the one to keep first."""
        space = self._spaces.answering().stored.id
        return self._duplicates.find(space, frozenset(kinds))

    def trash(self, photos: Sequence[PhotoId]) -> TrashedFiles:
        """Move photos and their sidecars to the system's trash; :meth:`restore` undoes it.

        What can't be moved stays and is in ``failures``, and so does a photo that is the same file
        as another of the library: it is no copy. Look at
        :func:`photosearch.duplicates.trash.can_restore` before.
        """
        rows = self._catalogue.photos.get(photos)
        staying = self._catalogue.photos.copies(rows)
        trashed = move_to_trash([row.path for row in rows], seen_elsewhere(rows, staying))
        if trashed.files:
            self._trashed.add(trashed)
        self._look_at(Path(file.path) for file in trashed.files)
        return trashed

    def restore(self, token: str = "") -> RestoredFiles:
        """Put back what :meth:`trash` moved under this token, or last; :meth:`index` follows.

        Raises:
            TrashError: nothing is remembered under the token.
        """
        restored = restore(self._trashed.get(token))
        if not restored.failures:
            self._trashed.forget(restored.token)
        self._look_at(map(Path, restored.paths))
        return restored

    def _look_at(self, paths: Iterable[Path]) -> None:
        touched = frozenset(paths)
        for folder in self._catalogue.folders.all() if touched else ():
            below = frozenset(path for path in touched if path.is_relative_to(folder.path))
            if below:
                self.refresh_paths(folder.id, below)

    # Models -----------------------------------------------------------------------------------

    def answering_model(self) -> str:
        """Return the id of the model that answers: another than the chosen one until that can."""
        return self._spaces.answering().space.pack.id

    def use_model(self, model_id: str) -> None:
        """Choose a model; after :meth:`index` it answers, and until then the one that does now.

        Raises:
            ModelError: it is not installed, or broken.
            SettingsError: the choice can't be kept.
        """
        self.registry.get(model_id)
        kept = load_settings(self.paths.settings)
        save_settings(self.paths.settings, replace(kept, model=model_id))
        self.settings = replace(self.settings, model=model_id)
        self._spaces.choose(model_id)

    def remove_model(self, model_id: str) -> None:
        """Delete a model that was added.

        Raises:
            ModelError: it is not installed, built in, chosen, or answers until another can.
        """
        if model_id in (self.settings.model, self.answering_model()):
            raise ModelError(f"{model_id} is in use.", "Choose another model first.")
        self.registry.remove(model_id)

    def sample_photos(self, count: int = 11) -> list[Path]:
        """Return some photos' files that are there now, the newest first; no videos."""
        hits = self.hits(self.search(), 0, 10 * count)
        photos = (hit.path for hit in hits if hit.path.suffix.lower() in PHOTO_SUFFIXES)
        return [path for path in photos if path.is_file()][:count]

    # Pictures ---------------------------------------------------------------------------------

    def make_thumbnail(self, photo: PhotoId, at: float | None = None) -> Path | None:
        """Make a photo's thumbnail again; return where it is, or None if it can't be read.

        ``at`` (seconds) asks for that of a moment of a video.
        """
        return self._pictures.thumbnail(photo, _milliseconds(at))

    def make_preview(self, photo: PhotoId, edge: int, at: float | None = None) -> Path | None:
        """Decode a photo to at most ``edge`` pixels; return where it is, or None.

        ``at`` (seconds) asks for a moment of a video.
        """
        return self._pictures.preview(photo, edge, _milliseconds(at))

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


def _question(
    text: str | Question,
    images: Sequence[tuple[Path | PhotoId, float]],
    more: Sequence[PhotoId],
    less: Sequence[PhotoId],
    sort: str = "",
) -> Question:
    """Return the question that was given, whole or in pieces."""
    if isinstance(text, Question):
        return text
    return Question.of(text, images, more, less, sort)


def _milliseconds(at: float | None) -> int | None:
    return None if at is None else round(at * 1000)


def _is_known(paths: AppPaths) -> bool:
    """Say whether there is a library, or the list of folders that one that was lost is made of."""
    return paths.catalogue.exists() or folder_list(paths.catalogue).exists()


def _can_cache(paths: AppPaths) -> bool:
    try:
        make_private(paths.cache)
    except OSError:
        return False
    return can_write(paths.cache)


def _leave_workers_alone() -> None:
    """End a worker that is about to open the library, since its parent's script is not guarded.

    Here a sentence of ours would drown in a traceback for each worker: the parent tells it, once.
    """
    if is_worker_on_its_way():
        sys.exit(1)
