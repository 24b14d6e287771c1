"""The process in which a vision-language model answers, and the side that asks it.

    python -m photosearch.models answer MODELS MODEL

Each line of its standard input is a question (:class:`photosearch.models.looking.Look`) with a
number, or ``{"stop": number}``; each line of its standard output a piece of an answer, its end, or
what failed. It ends when its standard input does.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from photosearch.errors import ModelError, PhotosearchError, raised_elsewhere
from photosearch.models.answerers import find_answerer
from photosearch.models.looking import Look
from photosearch.said import Said

# A model that nobody asks gives its memory back after so many seconds.
IDLE_SECONDS: Final = 300.0


# The process ----------------------------------------------------------------------------------


def serve(models: Path, model_id: str, lines: IO[bytes], told: IO[str]) -> None:
    """Answer what is asked, one question at a time."""
    asked: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    stopped: set[int] = set()
    threading.Thread(target=_read, args=(lines, asked, stopped), daemon=True).start()
    model = None
    while (line := asked.get()) is not None:
        number = int(line["number"])

        def tell(piece: str, number: int = number) -> None:
            _tell(told, {"number": number, "piece": piece})

        try:
            if model is None:
                from photosearch.models.vision_language import VisionLanguage

                model = VisionLanguage(find_answerer(models, model_id).folder)
            look = msgspec.convert(line["look"], Look)
            model.answer(look, tell, lambda number=number: number in stopped)  # type: ignore[misc]
            _tell(told, {"number": number, "done": True})
        except PhotosearchError as error:
            _tell(told, {"number": number, "code": error.said.code, "values": error.said.values})


def _read(
    lines: IO[bytes], asked: queue.SimpleQueue[dict[str, Any] | None], stopped: set[int]
) -> None:
    for line in lines:
        request = json.loads(line)
        if "stop" in request:
            stopped.add(int(request["stop"]))
        else:
            asked.put(request)
    asked.put(None)


def _tell(stream: IO[str], line: dict[str, Any]) -> None:
    stream.write(json.dumps(line, default=dict) + "\n")
    stream.flush()


# The side that asks ---------------------------------------------------------------------------


class AnswerProcess:
    """A model in a process of its own: started when it is first asked, ended when idle."""

    def __init__(self, models: Path, model_id: str) -> None:
        self.model_id = model_id
        self._models = models
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()
        self._idle: threading.Timer | None = None

    def ask(self, look: Look) -> Iterator[str]:
        """Yield the answer, a piece at a time; close the generator to stop.

        Raises:
            ModelError: the model can't be loaded, or fails.
        """
        with self._asking:
            self._wake()
            self._number += 1
            number = self._number
            try:
                self._send({"number": number, "look": msgspec.to_builtins(look)})
                yield from self._pieces(number)
            finally:
                self.stop()
                self._rest()

    def stop(self) -> None:
        """Let the answer end that is under way; safe from any thread."""
        with suppress(OSError, ValueError):
            self._send({"stop": self._number})

    def close(self) -> None:
        """End the process."""
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _wake(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "photosearch.models", "answer",
                 str(self._models), self.model_id],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def _rest(self) -> None:
        self._idle = threading.Timer(IDLE_SECONDS, self._close_if_idle)
        self._idle.daemon = True
        self._idle.start()

    def _close_if_idle(self) -> None:
        if self._asking.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._asking.release()

    def _send(self, line: dict[str, Any]) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.write(json.dumps(line).encode() + b"\n")
        process.stdin.flush()

    def _pieces(self, number: int) -> Iterator[str]:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        for text in process.stdout:
            line = json.loads(text)
            if line["number"] != number:
                continue  # the rest of an answer that was stopped
            if "code" in line:
                raise raised_elsewhere(ModelError, Said(line["code"], line["values"]))
            if "done" in line:
                return
            yield line["piece"]
        raise ModelError("ended_without_a_word", status=process.wait())
