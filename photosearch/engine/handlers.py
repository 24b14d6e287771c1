"""The engine's lanes, a thread each: search answers at once, indexing works in the background.

The search lane answers only the latest question; the encoder lane loads what words need.
The indexing lane owns everything that writes (folders, scans, watching, the pipeline), obeys
commands between two batches, and gives way to questions there. The picture lane
makes thumbnails and previews again that the cache has lost or the window can't decode itself.
The why lane explains hits.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, TypeAlias

from photosearch.engine.explanation_event import explanation_event
from photosearch.engine.models_event import models_event
from photosearch.engine.priority import Questions
from photosearch.engine.review_events import groups_event, moved_event, restored_event
from photosearch.errors import PhotosearchError
from photosearch.library import Answer, Library
from photosearch.media.problems import explain_problem
from photosearch.query.parse import Part
from photosearch.types import FolderId, Progress
from photosearch.wire import messages
from photosearch.wire.values import DuplicateKind

log = logging.getLogger(__name__)

Emit: TypeAlias = Callable[[messages.Event], None]

# Progress goes out at most this often (seconds); people can't read faster.
PROGRESS_INTERVAL = 0.2
# A step of indexing waits for the answers to questions, but not longer.
GIVES_WAY_SECONDS = 2.0


def failure(error: PhotosearchError, request: int | None = None) -> messages.Failure:
    """Return the event that tells a user of an error."""
    return messages.Failure(
        title=error.title, reason=error.reason, advice=error.advice, request=request
    )


class Lane(ABC):
    """A thread that obeys its kinds of commands in order."""

    commands: ClassVar[tuple[type[messages.Message], ...]]

    def __init__(self, library: Library, emit: Emit) -> None:
        self._library = library
        self._emit = emit
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, command: object) -> None:
        """Hand over a command; returns at once."""
        self._queue.put(command)

    def stop(self) -> None:
        """Finish the running step and end."""
        self._stopping.set()
        self.put(None)
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._guarded(self._queue.get())

    def _guarded(self, command: object) -> None:
        """Obey; a user's error becomes an event, a bug of ours too, with its trace in the log."""
        request = getattr(command, "request", None)
        try:
            if command is not None:
                self._obey(command)
        except PhotosearchError as error:
            self._emit(failure(error, request))
        except Exception as error:
            log.exception("%s failed", command)
            self._emit(
                messages.Failure(
                    title="Something went wrong inside photosearch",
                    reason=f"{type(error).__name__}: {error}",
                    advice="The log file tells more; `photosearch doctor` shows where it is.",
                    request=request,
                )
            )

    @abstractmethod
    def _obey(self, command: object) -> None:
        """Carry out one command."""


class _QuestionLane(Lane):
    """What it is handed over goes before the work in the background."""

    def __init__(self, library: Library, emit: Emit, questions: Questions) -> None:
        super().__init__(library, emit)
        self._questions = questions

    def put(self, command: object) -> None:
        """Hand over a command; returns at once."""
        self._questions.asked()
        super().put(command)

    def _guarded(self, command: object) -> None:
        try:
            super()._guarded(command)
        finally:
            self._questions.answered()

    def start(self) -> None:
        """Begin to work; first comes what the first question needs."""
        self.put(_LOAD)
        super().start()


class EncoderLane(_QuestionLane):
    """Loads what questions in words need, while photos are listed already."""

    commands = ()

    def _obey(self, command: object) -> None:
        if command is _LOAD:
            self._library.load_encoder()


class SearchLane(_QuestionLane):
    """Answers questions, the latest first and only."""

    commands = (
        messages.Search,
        messages.FetchRows,
        messages.FetchTimeline,
    )

    def __init__(self, library: Library, emit: Emit, questions: Questions) -> None:
        super().__init__(library, emit, questions)
        self._latest = -1
        self._answer: tuple[int, Answer] | None = None

    def put(self, command: object) -> None:
        """Hand over a question; those asked before it need no answer any more."""
        if isinstance(command, messages.Search):
            self._latest = command.request
        super().put(command)

    def _obey(self, command: object) -> None:
        if command is _LOAD:
            self._library.load_index()
        elif isinstance(command, messages.FetchRows):
            self._send_rows(command)
        elif isinstance(command, messages.FetchTimeline):
            self._send_timeline(command)
        elif isinstance(command, messages.Search) and command.request == self._latest:
            self._send_answer(command)

    def _send_answer(self, question: messages.Search) -> None:
        answer = self._library.search(question.question, partial=True)
        self._answer = (question.request, answer)
        rows = self._library.hits(answer, 0, question.count)
        self._emit(
            messages.Results(
                request=question.request,
                text=answer.text,
                total=len(answer),
                strong=answer.strong,
                milliseconds=answer.milliseconds,
                rows=tuple(rows),
                note=answer.note,
                parts=tuple(map(query_part, answer.query.parts)),
                sort=answer.sort,
                left_out=answer.left_out,
                searched=answer.searched,
                loosened=answer.loosened,
            )
        )

    def _send_rows(self, command: messages.FetchRows) -> None:
        if self._answer is not None and self._answer[0] == command.request:
            hits = self._library.hits(self._answer[1], command.start, command.count)
            rows = tuple(hits)
            self._emit(messages.Rows(request=command.request, start=command.start, rows=rows))

    def _send_timeline(self, command: messages.FetchTimeline) -> None:
        if self._answer is not None and self._answer[0] == command.request:
            months = self._library.timeline(self._answer[1])
            undated = [month for month in months if not month.year]
            self._emit(
                messages.Timeline(
                    request=command.request,
                    months=tuple(month for month in months if month.year),
                    undated=sum(month.total for month in undated),
                    undated_matches=sum(month.matches for month in undated),
                )
            )


class IndexingLane(Lane):
    """Keeps the library true to the disk, in the background."""

    commands = (
        messages.AddFolder,
        messages.RemoveFolder,
        messages.Rescan,
        messages.Pause,
        messages.Resume,
        messages.ListProblems,
        messages.RetryProblems,
        messages.MoveToTrash,
        messages.RestoreFromTrash,
        messages.UseModel,
    )

    def __init__(self, library: Library, emit: Emit, questions: Questions) -> None:
        super().__init__(library, emit)
        self._questions = questions
        self._work: Iterator[Progress] | None = None
        self._paused = False
        self._last = Progress("idle", 0, 0)
        self._answering = ""
        self._sent = 0.0

    def _run(self) -> None:
        if self._library.notice:
            self._emit(messages.Failure(title="About your library", reason=self._library.notice))
        self._send_folders()
        self._questions.give_way(GIVES_WAY_SECONDS)
        self._library.watch(lambda folder, paths: self.put(_Dirty(folder, paths)))
        self.put(messages.Rescan())
        while not self._stopping.is_set():
            self._guarded(self._next_command())
        self._end_work()

    def _next_command(self) -> object:
        """Return what came in, or the next step of the work at hand; wait if there is neither."""
        idle = self._paused or self._work is None
        try:
            return self._queue.get(block=idle)
        except queue.Empty:
            return _STEP

    def _obey(self, command: object) -> None:
        match command:
            case _Step():
                self._step()
            case _Dirty(folder, paths):
                self._library.refresh_paths(folder, paths)
                self._begin_indexing()
            case messages.AddFolder(path=path):
                folder_id = self._library.add_folder(Path(path))
                self._send_folders()
                self._begin(self._library.refresh([folder_id]))
            case messages.RemoveFolder(folder=folder_id):
                self._end_work()
                self._library.remove_folder(folder_id)
                self._send_folders()
                self._begin_indexing()
            case messages.Rescan():
                self._begin(self._library.refresh())
            case messages.Pause():
                self._pause(True)
            case messages.Resume():
                self._pause(False)
            case messages.ListProblems():
                self._send_problems()
            case messages.RetryProblems(photos=photos):
                self._library.retry_problems(photos)
                self._send_problems()
                self._begin_indexing()
            case messages.MoveToTrash(photos=photos):
                self._emit(moved_event(self._library.trash(photos)))
                self._follow_the_disk()
            case messages.RestoreFromTrash(token=token):
                self._emit(restored_event(self._library.restore(token)))
                self._follow_the_disk()
            case messages.UseModel(model=model):
                self._use_model(model)

    def _use_model(self, model: str) -> None:
        self._library.registry.get(model)  # an error costs no work that is under way
        self._end_work()
        self._library.use_model(model)
        self._emit(models_event(self._library))
        self._begin_indexing()

    def _follow_the_disk(self) -> None:
        """Tell that photos went or came, and index those that came."""
        self._emit(messages.LibraryChanged(photos=self._library.searchable()))
        self._begin_indexing()

    def _begin(self, scan: Iterator[Progress]) -> None:
        """Scan, then index."""
        self._end_work()
        self._work = _scan_then_index(scan, self._library)
        self._last = Progress("scanning", 0, 0)

    def _begin_indexing(self) -> None:
        """Index what is pending; work that is under way will come to it by itself."""
        if self._work is None:
            self._work = self._library.index()
            self._last = Progress("indexing", 0, self._library.pending())
        self._send_folders()

    def _end_work(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.close()  # type: ignore[attr-defined]

    def _step(self) -> None:
        assert self._work is not None
        self._questions.give_way(GIVES_WAY_SECONDS)
        try:
            progress = next(self._work, None)
        except PhotosearchError:
            self._work = None
            self._send_progress(Progress("idle", self._last.done, self._last.total))
            raise
        except BaseException:
            self._work = None
            raise
        if progress is None:
            self._work = None
            if self._library.pending():
                self._work = self._library.index()
            else:
                self._send_progress(Progress("idle", self._last.done, self._last.total))
                self._send_folders()
                self._send_models_if_another_answers()
        else:
            self._tell(progress)

    def _send_models_if_another_answers(self) -> None:
        before, self._answering = self._answering, self._library.answering_model()
        if before not in ("", self._answering):
            self._emit(models_event(self._library))

    def _tell(self, progress: Progress) -> None:
        grown = progress.stage == "indexing" and progress.done > 0
        is_new_stage, self._last = progress.stage != self._last.stage, progress
        if is_new_stage or time.monotonic() - self._sent > PROGRESS_INTERVAL:
            self._send_progress(progress)
            self._send_folders()
            if grown:
                self._emit(messages.LibraryChanged(photos=self._library.searchable()))
        self._last = progress

    def _pause(self, paused: bool) -> None:
        self._paused = paused
        self._send_progress(self._last)

    def _send_progress(self, progress: Progress) -> None:
        self._last, self._sent = progress, time.monotonic()
        self._emit(
            messages.IndexingProgress(
                state="paused" if self._paused else progress.stage,
                done=progress.done,
                total=progress.total,
                rate=progress.rate,
                seconds_left=progress.seconds_left,
                problems=self._library.problem_count(),
                note=progress.note,
            )
        )
        if progress.stage == "idle":
            self._emit(messages.LibraryChanged(photos=self._library.searchable()))

    def _send_folders(self) -> None:
        self._emit(messages.Folders(folders=tuple(self._library.folders())))

    def _send_problems(self) -> None:
        problems = (explain_problem(row) for row in self._library.problems())
        self._emit(messages.Problems(problems=tuple(problems)))


class ReviewLane(Lane):
    """Finds duplicates, which takes a moment in a large library and delays no search."""

    commands = (messages.FindDuplicates,)

    def _obey(self, command: object) -> None:
        if isinstance(command, messages.FindDuplicates):
            asked = {DuplicateKind.EXACT: command.exact, DuplicateKind.NEAR: command.near}
            groups = self._library.duplicates(kind for kind, wanted in asked.items() if wanted)
            self._emit(groups_event(command, groups))


class WhyLane(Lane):
    """Explains hits, the latest question only; where a model needs occlusion this takes seconds."""

    commands = (messages.Why,)

    def __init__(self, library: Library, emit: Emit) -> None:
        super().__init__(library, emit)
        self._latest = -1

    def put(self, command: object) -> None:
        """Hand over a question; those asked before it need no answer any more."""
        if isinstance(command, messages.Why):
            self._latest = command.request
        super().put(command)

    def _obey(self, command: object) -> None:
        if isinstance(command, messages.Why) and command.request == self._latest:
            explanation = self._library.why(command.question, command.photo, partial=True)
            self._emit(explanation_event(command.request, explanation))


class PictureLane(Lane):
    """Makes pictures for the window."""

    commands = (messages.MakeThumbnail, messages.MakePreview)

    def _obey(self, command: object) -> None:
        match command:
            case messages.MakeThumbnail(photo=photo, at=at):
                path = self._library.make_thumbnail(photo, at)
                self._emit(messages.Thumbnail(photo=photo, path=str(path or "")))
            case messages.MakePreview(photo=photo, edge=edge, at=at):
                path = self._library.make_preview(photo, edge, at)
                self._emit(messages.Preview(photo=photo, path=str(path or "")))


class _Step:
    """The next step of the work at hand."""


class _Load:
    """Load what the first question needs."""


_STEP = _Step()
_LOAD = _Load()


class _Dirty:
    """Something changed below a folder."""

    __match_args__ = ("folder", "paths")

    def __init__(self, folder: FolderId, paths: frozenset[Path]) -> None:
        self.folder = folder
        self.paths = paths


def _scan_then_index(scan: Iterator[Progress], library: Library) -> Iterator[Progress]:
    yield from scan
    yield from library.index()


def query_part(part: Part) -> messages.QueryPart:
    """Return a part of a question as the window sees it."""
    return messages.QueryPart(
        kind=part.kind.value,
        label=part.label,
        start=part.start,
        end=part.end,
        negated=part.negated,
        error=part.error,
    )
