"""The handler of models: lists them, and adds or measures one in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from photosearch.engine.handler import Emit, Handler
from photosearch.engine.models_event import models_event
from photosearch.errors import ModelError
from photosearch.library import Library
from photosearch.models.adding import forget_download
from photosearch.said import Said, say
from photosearch.wire import messages


class ModelsHandler(Handler):
    """Adds and measures models, one at a time; what the others wait for goes on meanwhile."""

    commands = (
        messages.ListModels,
        messages.AddModel,
        messages.PauseModel,
        messages.CancelModel,
        messages.RemoveModel,
        messages.MeasureModel,
    )

    def __init__(self, library: Library, emit: Emit) -> None:
        super().__init__(library, emit)
        self._work: _Work | None = None

    def stop(self) -> None:
        """End what is under way; a download goes on the next time it is asked for."""
        self._end_work()
        super().stop()

    def _obey(self, command: object) -> None:
        match command:
            case messages.ListModels():
                self._send()
            case messages.AddModel(source=source):
                self._begin(source, "add", source)
            case messages.MeasureModel(model=model):
                photos = [str(path) for path in self._library.sample_photos()]
                self._begin(model, "measure", model, *photos)
            case messages.PauseModel():
                self._pause()
            case messages.CancelModel(source=source):
                self._cancel(source)
            case messages.RemoveModel(model=model):
                self._library.remove_model(model)
                self._send()

    def _begin(self, source: str, command: str, *arguments: str) -> None:
        if self._work is not None and self._work.is_alive():
            raise ModelError("being_added", source=self._work.source)
        folder = str(self._library.paths.models)
        self._work = _Work(source, [command, folder, *arguments], self._tell, self._ended)
        self._work.start()

    def _pause(self) -> None:
        source = self._end_work()
        if source:
            self._emit(messages.ModelProgress(source=source, state="paused"))
        self._send()

    def _cancel(self, source: str) -> None:
        if self._work is not None and self._work.source == source:
            self._end_work()
        forget_download(source, self._library.paths.models)
        self._emit(messages.ModelProgress(source=source, state="cancelled"))
        self._send()

    def _end_work(self) -> str:
        """End what is under way; return what it was about, or nothing."""
        work, self._work = self._work, None
        return work.source if work is not None and work.end() else ""

    def _tell(self, source: str, step: dict[str, Any]) -> None:
        self._emit(
            messages.ModelProgress(
                source=source,
                state="done" if step["stage"] == "adding" else step["stage"],
                done=step["done"],
                total=step["total"],
                rate=step.get("rate", 0.0),
                note=step["note"],
            )
        )

    def _ended(self, source: str, failed: Said | None) -> None:
        if failed is not None:
            self._emit(messages.ModelProgress(source=source, state="failed"))
            self._emit(messages.Failure(said=failed))
        self._send()

    def _send(self) -> None:
        self._emit(models_event(self._library))


class _Work:
    """A process that adds or measures a model, and the thread that listens to it."""

    def __init__(
        self,
        source: str,
        arguments: list[str],
        tell: Callable[[str, dict[str, Any]], None],
        ended: Callable[[str, Said | None], None],
    ) -> None:
        self.source = source
        self._tell, self._tell_end = tell, ended
        self._wanted = True
        self._over = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "photosearch.models", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = threading.Thread(target=self._listen, name="models", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def is_alive(self) -> bool:
        """Say whether it is under way; who is told of its end may begin the next."""
        return not self._over

    def end(self) -> bool:
        """End it, without a word of its end; return whether it was under way."""
        was_alive, self._wanted = self.is_alive(), False
        self._process.kill()
        self._thread.join()
        return was_alive

    def _listen(self) -> None:
        failed: Said | None = None
        with self._process as process:
            assert process.stdout is not None
            for line in process.stdout:
                step = json.loads(line)
                if "code" in step:
                    failed = Said(step["code"], step["values"])
                elif self._wanted:
                    self._tell(self.source, step)
            with suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
        self._over = True
        if self._wanted:
            if process.returncode and failed is None:
                failed = say("model.ended_without_a_word", status=process.returncode)
            self._tell_end(self.source, failed)
