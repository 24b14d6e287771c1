"""The handler of all that writes: folders, trash, and the work in the background.

It obeys between two steps of that work, and gives way to questions there.
"""

from __future__ import annotations

import queue
import time
from pathlib import Path

from photosearch.engine.background import Background
from photosearch.engine.extras_event import extras_event
from photosearch.engine.handler import Emit, Handler
from photosearch.engine.models_event import models_event
from photosearch.engine.people_handler import people_event
from photosearch.engine.priority import Questions
from photosearch.engine.review_events import moved_event, restored_event
from photosearch.library import Library
from photosearch.types import FolderId
from photosearch.wire import messages

# Progress goes out at most this often (seconds); people can't read faster.
PROGRESS_INTERVAL = 0.2
# A step waits for the answers to questions, but not longer.
GIVES_WAY_SECONDS = 2.0


class UpkeepHandler(Handler):
    """Keeps the library true to the disk."""

    commands = (
        messages.AddFolder,
        messages.RemoveFolder,
        messages.Rescan,
        messages.ListFolderRules,
        messages.ExcludeNames,
        messages.WatchFolders,
        messages.Pause,
        messages.Resume,
        messages.ListProblems,
        messages.RetryProblems,
        messages.ListAnalysers,
        messages.SwitchAnalyser,
        messages.ListExtras,
        messages.ForgetPeople,
        messages.MoveToTrash,
        messages.RestoreFromTrash,
        messages.UseModel,
    )

    def __init__(self, library: Library, emit: Emit, questions: Questions) -> None:
        super().__init__(library, emit)
        self._questions = questions
        self._background = Background(library)
        self._paused = False
        self._answering = ""
        self._told, self._told_at = "idle", 0.0

    def _run(self) -> None:
        if self._library.notice:
            self._emit(messages.Failure(said=self._library.notice))
        self._send_folders()
        self._questions.give_way(GIVES_WAY_SECONDS)
        self._library.upkeep.watch(lambda folder, paths: self.put(_Dirty(folder, paths)))
        self.put(messages.Rescan())
        while not self._stopping.is_set():
            self._guarded(self._next_command())
        self._background.end()

    def _next_command(self) -> object:
        """Return what came in, or the next step of the work at hand; wait if there is neither."""
        try:
            return self._queue.get(block=self._paused or self._background.is_idle)
        except queue.Empty:
            return _STEP

    def _obey(self, command: object) -> None:
        match command:
            case _Step():
                self._step()
            case _Dirty(folder, paths):
                self._library.upkeep.refresh_paths(folder, paths)
                self._begin_indexing()
            case messages.AddFolder(path=path):
                folder_id = self._library.folders.add(Path(path))
                self._send_folders()
                self._background.begin((folder_id,))
            case messages.RemoveFolder(folder=folder_id):
                self._background.end()
                self._library.folders.remove(folder_id)
                self._send_folders()
                self._begin_indexing()
            case messages.Rescan():
                self._background.begin()
            case messages.ListFolderRules():
                self._send_folder_rules()
            case messages.ExcludeNames(patterns=patterns):
                self._library.folders.exclude(patterns)
                self._send_folder_rules()
                self._background.begin()
            case messages.WatchFolders(on=on):
                self._watch_folders(on)
            case messages.Pause():
                self._pause(True)
            case messages.Resume():
                self._pause(False)
            case messages.ListProblems():
                self._send_problems()
            case messages.RetryProblems(photos=photos):
                self._library.problems.retry(photos)
                self._send_problems()
                self._begin_indexing()
            case messages.ListAnalysers():
                self._send_analysers()
            case messages.SwitchAnalyser(analyser=key, on=on):
                self._switch_analyser(key, on)
            case messages.ListExtras():
                self._emit(extras_event())
            case messages.ForgetPeople():
                self._forget_people()
            case messages.MoveToTrash(photos=photos):
                self._emit(moved_event(self._library.trash.move(photos)))
                self._follow_the_disk()
            case messages.RestoreFromTrash(token=token):
                self._emit(restored_event(self._library.trash.restore(token)))
                self._follow_the_disk()
            case messages.UseModel(model=model):
                self._use_model(model)

    def _watch_folders(self, on: bool) -> None:
        self._library.folders.watch(on)
        self._send_folder_rules()
        if on:
            self._background.begin()  # what changed while nobody watched

    def _use_model(self, model: str) -> None:
        self._library.registry.get(model)  # an error costs no work that is under way
        self._background.end()
        self._library.use_model(model)
        self._emit(models_event(self._library))
        self._begin_indexing()

    def _switch_analyser(self, key: str, on: bool) -> None:
        self._library.analysers.switch(key, on)
        self._background.end()  # one that is no longer wanted may be at work
        self._send_analysers()
        self._begin_indexing()

    def _forget_people(self) -> None:
        self._background.end()  # it may be looking for faces
        self._library.people.forget()
        self._emit(people_event(self._library))
        self._send_analysers()
        self._send_change()
        self._begin_indexing()

    def _follow_the_disk(self) -> None:
        """Tell that photos went or came, and index those that came."""
        self._send_change()
        self._begin_indexing()

    def _begin_indexing(self) -> None:
        self._background.begin_indexing()
        self._send_folders()

    def _step(self) -> None:
        self._questions.give_way(GIVES_WAY_SECONDS)
        try:
            progress = self._background.step()
        finally:
            self._tell()
        if progress.stage == "idle":
            self._send_models_if_another_answers()

    def _send_models_if_another_answers(self) -> None:
        before, self._answering = self._answering, self._library.answering_model()
        if before not in ("", self._answering):
            self._emit(models_event(self._library))

    def _tell(self) -> None:
        """Tell of a step: the last, one of another kind, or one after some time."""
        progress = self._background.progress
        is_due = time.monotonic() - self._told_at > PROGRESS_INTERVAL
        if progress.stage == "idle" or progress.stage != self._told or is_due:
            self._send_progress()
            self._send_folders()
            if progress.stage == "indexing" and progress.done > 0:
                self._send_change()

    def _pause(self, paused: bool) -> None:
        self._paused = paused
        self._send_progress()

    def _send_progress(self) -> None:
        progress = self._background.progress
        self._told, self._told_at = progress.stage, time.monotonic()
        self._emit(
            messages.IndexingProgress(
                state="paused" if self._paused else progress.stage,
                done=progress.done,
                total=progress.total,
                rate=progress.rate,
                seconds_left=progress.seconds_left,
                problems=self._library.problems.count(),
                note=progress.note,
            )
        )
        if progress.stage == "idle":
            self._send_change()

    def _send_change(self) -> None:
        self._emit(messages.LibraryChanged(photos=self._library.searchable()))

    def _send_folders(self) -> None:
        self._emit(messages.Folders(folders=tuple(self._library.folders.all())))

    def _send_folder_rules(self) -> None:
        folders = self._library.folders
        self._emit(messages.FolderRules(excludes=folders.excludes, watched=folders.are_watched))

    def _send_analysers(self) -> None:
        self._emit(messages.Analysers(analysers=tuple(self._library.analysers.all())))

    def _send_problems(self) -> None:
        problems = (
            messages.ProblemState(
                photo=row.photo_id,
                path=str(row.path),
                reason=row.reason.value,
                detail=row.detail,
                analyser=row.analyser,
            )
            for row in self._library.problems.all()
        )
        self._emit(messages.Problems(problems=tuple(problems)))


class _Step:
    """The next step of the work at hand."""


_STEP = _Step()


class _Dirty:
    """Something changed below a folder."""

    __match_args__ = ("folder", "paths")

    def __init__(self, folder: FolderId, paths: frozenset[Path]) -> None:
        self.folder = folder
        self.paths = paths
