"""An engine process for tests, spoken to over its wire."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self, TypeVar

from photosearch.wire import messages
from photosearch.wire.values import Question

Kind = TypeVar("Kind", bound=messages.Message)
ENGINE = (sys.executable, "-m", "photosearch", "engine")
PATIENCE = 40


class Engine:
    """`python -m photosearch engine`, with typed messages; a context manager."""

    def __init__(self, command: Sequence[str] = ENGINE) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._events: queue.SimpleQueue[messages.Event | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._events.put(messages.decode_event(line))
        self._events.put(None)

    def send(self, command: messages.Command) -> None:
        """Send a command."""
        self.send_line(messages.encode(command))

    def send_line(self, line: bytes) -> None:
        """Send any line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def wait_for(self, kind: type[Kind]) -> Kind:
        """Return the next event of this kind; others are passed over."""
        while True:
            event = self._events.get(timeout=PATIENCE)
            assert event is not None, f"the engine ended before {kind.__name__}"
            if isinstance(event, kind):
                return event

    def wait_until_idle(self) -> messages.IndexingProgress:
        """Return the progress that says that all is done."""
        while True:
            progress = self.wait_for(messages.IndexingProgress)
            if progress.state == "idle":
                return progress

    def ask(self, request: int, text: str) -> messages.Results:
        """Search and return the answer to this very question."""
        self.send(messages.Search(request=request, question=Question(text)))
        while True:
            results = self.wait_for(messages.Results)
            if results.request == request:
                return results

    def kill(self) -> None:
        """End it as a crash or the system would."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            assert self.process.stdin is not None
            try:
                self.send(messages.Stop())
                self.process.stdin.close()
                self.process.wait(PATIENCE)
            except (OSError, subprocess.TimeoutExpired):
                self.kill()
        self._reader.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
