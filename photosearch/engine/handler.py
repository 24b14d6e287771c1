"""Handlers of commands: each is a thread that obeys its kinds of commands in order."""

from __future__ import annotations

import logging
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, TypeAlias

from photosearch.engine.priority import Questions
from photosearch.errors import PhotosearchError
from photosearch.library import Library
from photosearch.said import say
from photosearch.wire import messages

log = logging.getLogger(__name__)

Emit: TypeAlias = Callable[[messages.Event], None]
Commands: TypeAlias = tuple[type[messages.Message], ...]


def failure(error: PhotosearchError, request: int | None = None) -> messages.Failure:
    """Return the event that tells a user of an error."""
    return messages.Failure(said=error.said, request=request)


class Handler(ABC):
    """A thread that obeys its kinds of commands in order.

    Of commands of the kinds in ``latest_only``, which carry a request's number, only the latest is
    obeyed: those before it need no answer any more.
    """

    commands: ClassVar[Commands]
    latest_only: ClassVar[Commands] = ()

    def __init__(self, library: Library, emit: Emit) -> None:
        self._library = library
        self._emit = emit
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._latest = -1
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, command: object) -> None:
        """Hand over a command; returns at once."""
        if isinstance(command, self.latest_only):
            self._latest = _request(command)
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
            if command is not None and not self._is_outdated(command):
                self._obey(command)
        except PhotosearchError as error:
            self._emit(failure(error, request))
        except Exception as error:
            log.exception("%s failed", command)
            said = say("program.bug", error=f"{type(error).__name__}: {error}")
            self._emit(messages.Failure(said=said, request=request))

    def _is_outdated(self, command: object) -> bool:
        return isinstance(command, self.latest_only) and _request(command) != self._latest

    @abstractmethod
    def _obey(self, command: object) -> None:
        """Carry out one command."""


class QuestionHandler(Handler):
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
        self.put(LOAD)
        super().start()


class Load:
    """Load what the first question needs."""


LOAD = Load()


def _request(command: object) -> int:
    request = getattr(command, "request", -1)
    assert isinstance(request, int)
    return request
