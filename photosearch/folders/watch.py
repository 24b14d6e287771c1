"""Watches folders while the program runs, through watchdog."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from photosearch.folders.coalesce import Dirt, due, note, wait
from photosearch.folders.presence import has_content, mount_points
from photosearch.media.kinds import searched_suffixes
from photosearch.media.sidecars import is_sidecar

log = logging.getLogger(__name__)

# Whether a folder's drive was unplugged or came back is looked at this often (seconds); folders
# that the system can't watch are looked at as a whole after that many rounds.
ROUND = 2.0
ROUNDS_UNWATCHED = 30
_State: TypeAlias = tuple[bool, bool, frozenset[str]]
_INTERESTING = frozenset({"created", "deleted", "modified", "moved", "closed"})


class FolderWatcher:
    """Tells which paths have changed below each folder, once they are quiet.

    ``on_dirty(root, paths)`` is called from a thread of the watcher; no paths mean that all of the
    folder should be looked at.
    """

    def __init__(self, on_dirty: Callable[[Path, frozenset[Path]], None]) -> None:
        self._on_dirty = on_dirty
        self._events: queue.SimpleQueue[tuple[Path, set[Path]] | None] = queue.SimpleQueue()
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, ObservedWatch | None] = {}
        self._states: dict[Path, _State] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="FolderWatcher", daemon=True)
        self._observer.start()
        self._thread.start()

    def watch(self, root: Path) -> bool:
        """Begin to watch a folder.

        Returns:
            Whether the system can watch it; if not, it is scanned every minute instead.
        """
        with self._lock:
            if self._watches.get(root) is None:
                self._watches[root] = self._scheduled(root)
                self._states.setdefault(root, _state(root))
            return self._watches[root] is not None

    def forget(self, root: Path) -> None:
        """Stop watching a folder."""
        with self._lock:
            self._unschedule(self._watches.pop(root, None))
            self._states.pop(root, None)

    def roots(self) -> list[Path]:
        """Return the folders that are watched."""
        with self._lock:
            return list(self._watches)

    def close(self) -> None:
        """Stop watching everything."""
        self._events.put(None)
        self._thread.join()
        self._observer.stop()
        self._observer.join()

    def _scheduled(self, root: Path) -> ObservedWatch | None:
        try:
            handler = _Enqueue(root, self._events)
            return self._observer.schedule(handler, str(root), recursive=True)
        except OSError as error:  # no such folder, or the limit of watches is reached
            log.warning("%s can't be watched: %s", root, error)
            return None

    def _unschedule(self, watch: ObservedWatch | None) -> None:
        if watch is not None:
            try:
                self._observer.unschedule(watch)
            except (KeyError, OSError) as error:
                log.debug("%s was not watched any more: %s", watch.path, error)

    def _run(self) -> None:
        dirt: dict[Path, Dirt] = {}
        rounds, next_round = 0, time.monotonic() + ROUND
        while True:
            now = time.monotonic()
            if now >= next_round:
                rounds, next_round = rounds + 1, now + ROUND
                self._look_at_roots(dirt, rounds, now)
            for root, paths in due(dirt, now).items():
                self._on_dirty(root, paths)
            pause = min(next_round - now, wait(dirt, now) or next_round - now)
            try:
                event = self._events.get(timeout=max(0.0, pause))
            except queue.Empty:
                continue
            if event is None:
                return
            note(dirt, *event, time.monotonic())

    def _look_at_roots(self, dirt: dict[Path, Dirt], rounds: int, now: float) -> None:
        """Notice folders and volumes that went or came back, and those that nobody watches."""
        for root in self.roots():
            state = _state(root)
            if state != self._states.get(root, state):
                if state[0]:
                    self.forget(root)
                    self.watch(root)
                note(dirt, root, set(), now)
            elif self._watches.get(root) is None and rounds % ROUNDS_UNWATCHED == 0:
                note(dirt, root, set(), now)
            self._states[root] = state


def _state(root: Path) -> _State:
    """Return whether a folder is there, and not empty, and which volumes are mounted below it."""
    return root.is_dir(), has_content(root), mount_points(str(root))


class _Enqueue(FileSystemEventHandler):
    """Hands events over and does nothing else: the system's queue must not overflow."""

    def __init__(
        self, root: Path, events: queue.SimpleQueue[tuple[Path, set[Path]] | None]
    ) -> None:
        self._root = root
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _INTERESTING:
            return
        if event.is_directory and event.event_type in ("modified", "closed"):
            return
        paths = {
            Path(os.fsdecode(name))
            for name in (event.src_path, event.dest_path)
            if name and _matters(os.fsdecode(name), event.is_directory)
        }
        inside = {path for path in paths if path.is_relative_to(self._root)}
        if inside:
            self._events.put((self._root, inside))


def _matters(name: str, is_directory: bool) -> bool:
    """Say whether a change of this path can concern photos.

    A name without a known suffix may be a folder that was moved away: no longer there to ask.
    """
    suffix = Path(name).suffix.lower()
    return is_directory or not suffix or suffix in searched_suffixes() or is_sidecar(name)
