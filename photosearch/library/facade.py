"""The facade that the command line and the engine share; it only delegates.

with Library.open(AppPaths.default()) as library:
    library.folders.add(Path("~/Pictures").expanduser())
    for progress in library.update():
        print(progress.done, "of", progress.total)
    answer = library.search("a dog running on a beach")
    for hit in library.hits(answer, 0, 10):
        print(f"{hit.parts.total:.3f}", hit.path)
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from msgspec.structs import replace

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.folders import folder_list
from photosearch.catalogue.writer_lock import WriterLock
from photosearch.encoders.registry import Registry
from photosearch.environment import is_worker_on_its_way
from photosearch.errors import ModelError
from photosearch.library.analysers import LibraryAnalysers
from photosearch.library.captions import LibraryCaptions
from photosearch.library.duplicates import LibraryDuplicates
from photosearch.library.folders import LibraryFolders
from photosearch.library.old_names import OldNames
from photosearch.library.people import LibraryPeople
from photosearch.library.problems import LibraryProblems
from photosearch.library.searches import LibrarySearches
from photosearch.library.trash import LibraryTrash
from photosearch.library.upkeep import Upkeep
from photosearch.paths import AppPaths, can_write, make_private, user_path
from photosearch.said import Said
from photosearch.search.searcher import Answer, Searcher
from photosearch.search.timeline import months
from photosearch.settings import Settings, load_settings, save_settings
from photosearch.spaces.spaces import Spaces
from photosearch.types import PHOTO_SUFFIXES, PhotoId, Progress, TextLine, Word
from photosearch.wire.values import Captions, Hit, Month, Question, Reply

if TYPE_CHECKING:
    from photosearch.catalogue.photos import PhotoRow
    from photosearch.library.answerers import LibraryAnswerers
    from photosearch.library.asking import Asking
    from photosearch.media.previews import Pictures
    from photosearch.search.describe import Tag
    from photosearch.search.explain import Explanation
    from photosearch.search.explainer import Explainer

# What a question does not need is imported where it is used: a first answer comes sooner.


class Library(OldNames):
    """A person's photos: folders, index and search. Use :meth:`open`.

    ``folders``, ``upkeep`` (looking at the disk and indexing), ``searches`` (saved and past ones),
    ``duplicates``, ``trash``, ``problems``, ``people`` and ``analysers`` (what is looked for in
    pixels) are its parts; asking is its own.
    """

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
        self.analysers = LibraryAnalysers(
            self._catalogue,
            lambda: self.settings,
            lambda name, on: self._choose(**{name: on}),
            paths.face_model,
        )
        self.people = LibraryPeople(self._catalogue, self.analysers, paths)
        self.upkeep = Upkeep(
            self._catalogue,
            self._spaces,
            self.analysers,
            self.people,
            paths,
            lambda: self.settings,
        )
        self.folders = LibraryFolders(
            self._catalogue, self._spaces, self.upkeep, lambda: self.settings, self._choose
        )
        self.searches = LibrarySearches(self._catalogue, paths)
        self.duplicates = LibraryDuplicates(self._catalogue, self._spaces, paths.thumbnails)
        self.trash = LibraryTrash(self._catalogue, paths.trashed, self.upkeep)
        self.captions = LibraryCaptions(self._catalogue, self.registry, lock.held)
        self.problems = LibraryProblems(self._catalogue)
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
    def open_to_read(
        cls, paths: AppPaths, settings: Settings | None = None, *, may_write: bool = True
    ) -> Library:
        """Open the library for questions; as the writer if nobody else is and the disk allows it.

        What is kept on disk between questions is held in memory otherwise. Where ``may_write`` is
        false another program can become the writer meanwhile; :meth:`catch_up` sees what it did.

        Raises:
            CatalogueError, ModelError, SettingsError: it can't be used.
        """
        _leave_workers_alone()
        lock = WriterLock(paths.lock)
        settings = settings or load_settings(paths.settings)
        if may_write and _is_known(paths) and can_write(paths.data) and _can_cache(paths):
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

    @cached_property
    def answerers(self) -> LibraryAnswerers:
        """The added models that look at photos to answer questions."""
        from photosearch.library.answerers import LibraryAnswerers

        return LibraryAnswerers(self.paths, self.settings.answers)

    def _preview(self, photo: PhotoId, edge: int, at: float | None) -> Path | None:
        return self.make_preview(photo, edge, at)

    @cached_property
    def _asking(self) -> Asking:
        from photosearch.library.asking import Asking

        return Asking(
            self._catalogue, self._searcher, self.answerers, self.captions, self._preview,
            self.paths.cache,
        )  # fmt: skip

    @property
    def notice(self) -> Said | None:
        """What the user must know of the library's state, if anything."""
        return self._catalogue.notice

    def update(self) -> Iterator[Progress]:
        """Look at all folders, then index what is new; close the generator to stop."""
        return self.upkeep.update()

    def text_in(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return the lines that were read in a photo, from the top."""
        return self._catalogue.analyses.lines(photo)

    def catch_up(self) -> None:
        """Let questions see what another program has changed since the library was opened."""
        self._spaces.sync()

    def photo(self, photo: PhotoId) -> PhotoRow | None:
        """Return what is known of a photo, or None if there is no such one."""
        return next(iter(self._catalogue.photos.get([photo])), None)

    def photos(self) -> int:
        """Return how many photos there are."""
        return self._catalogue.photos.count()

    def searchable(self) -> int:
        """Return how many photos a search looks at."""
        return len(self._spaces.answering().vectors)

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

    def load_questions(self) -> None:
        """Load what tells questions about the library from searches."""
        from photosearch.answering.question import warm_up

        warm_up()

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

    def ask(
        self,
        question: str,
        *,
        photo: PhotoId | Path | None = None,
        at: float | None = None,
        tell: Callable[[str], None] | None = None,
        look: bool = True,
    ) -> Reply:
        """Return the answer to a question about the library, with the photos that prove it.

        When, where, who, how many, which, what it says, in English or Chinese; see docs/asking.md.
        A text that is no question is a search. Where facts don't tell and a vision-language model
        was added, it looks at the photos that were found, unless ``look`` is false; ``tell`` is
        told each piece of what it says as it comes.

        With ``photo``, of the library or not, the question is about it alone (of a video, about the
        moment ``at`` so many seconds): what the catalogue knows, else what is seen, with a
        probability.

        Raises:
            QueryError: nothing is asked.
            PhotoUnreadableError: the photo can't be read.
            ModelError: the added model can't be loaded, or fails.
        """
        if photo is not None:
            return self._asking.ask_photo(question, self._in_library(photo), at, tell, look)
        return self._asking.ask(question, tell, look)

    def look(self, question: str | Question) -> Iterator[str]:
        """Yield what the added model says to a question, looking at its first photos.

        Nothing where none is chosen, or where photos can't tell more than facts. Close the iterator
        to stop; ``answerers.stop()`` does so from another thread.

        Raises:
            ModelError: the model can't be loaded, or fails.
        """
        return self._asking.look(Question(question) if isinstance(question, str) else question)

    def answer(
        self, question: str | Question, *, partial: bool = False
    ) -> tuple[Answer, Reply | None]:
        """Return the photos for what was typed, and where that is a question, its answer.

        The photos that the answer rests on come first, as matches; ``partial`` as in
        :meth:`search`.

        Raises:
            PhotoUnreadableError: a picture can't be read, or is not indexed yet.
        """
        question = Question(question) if isinstance(question, str) else question
        if not question.text:
            return self._searcher.search(question, partial), None
        return self._asking.answer(question, partial)

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

    def caption(self, photo: PhotoId | Path, *, at: float | None = None) -> Captions | None:
        """Return what a photo shows, in a made sentence of each language.

        None where the built-in model has no captioner. ``at`` (seconds) asks for a moment of a
        video.

        Raises:
            PhotoUnreadableError: it can't be read.
        """
        return self.captions.of(self._in_library(photo), at=at)

    def _in_library(self, photo: PhotoId | Path) -> PhotoId | Path:
        """Return the photo of the library that a path names, or the path."""
        if isinstance(photo, Path):
            found = self._catalogue.photos.at(user_path(photo))
            if found is not None and self._explainer.knows(found):
                return found
        return photo

    def timeline(self, answer: Answer) -> list[Month]:
        """Return the months of an answer, newest first, and where each begins by date."""
        return months(self._catalogue.photos.times(answer.ids), answer.matches)

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
        self._choose(model=model_id)
        self._spaces.choose(model_id)

    def _choose(self, **chosen: Any) -> None:
        """Change settings, here and in their file."""
        save_settings(self.paths.settings, replace(load_settings(self.paths.settings), **chosen))
        self.settings = replace(self.settings, **chosen)

    def remove_model(self, model_id: str) -> None:
        """Delete a model that was added.

        Raises:
            ModelError: it is not installed, built in, chosen, or answers until another can.
        """
        if model_id in (self.settings.model, self.answering_model()):
            raise ModelError("in_use", model=model_id)
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

    def clip(self, photo: PhotoId) -> Path | None:
        """Return the file that plays what moves in a photo or is a video; None if nothing does."""
        return self._pictures.clip(photo)

    def close(self) -> None:
        """Close; safe to call twice."""
        with self._closing:
            if "answerers" in vars(self):
                self.answerers.close()
            self.upkeep.close()
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
