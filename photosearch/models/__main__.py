"""Adds, measures or asks a model in a process of its own, which the engine can end at any time.

    python -m photosearch.models add MODELS SOURCE
    python -m photosearch.models add-answerer MODELS SOURCE
    python -m photosearch.models measure MODELS MODEL [PHOTO ...]
    python -m photosearch.models answer MODELS MODEL

Each line of standard output is a JSON object: a step of the work, or what failed. The process ends
when its standard input does, so that none is left behind. What ``answer`` reads and writes stands
in :mod:`photosearch.models.answering`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from photosearch.environment import ask_the_hub, stay_off_the_hub
from photosearch.errors import PhotosearchError
from photosearch.settings import BUILTIN_MODEL
from photosearch.types import Progress

# Below whatever a person is using, as workers are.
NICENESS = 10


def main(arguments: Sequence[str]) -> int:
    """Do what is asked; return the exit status, 1 if it failed."""
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # libraries print, too
    if arguments[0] == "answer":
        return _answer(told, *arguments[1:])
    _end_with_parent()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICENESS)
    with told:
        try:
            for step in _steps(*arguments):
                figures = {"done": step.done, "total": step.total, **step.figures}
                _tell(told, {"stage": step.stage, "note": step.note, **figures})
        except PhotosearchError as error:
            _tell(told, {"code": error.said.code, "values": dict(error.said.values)})
            return 1
    return 0


def _steps(command: str, models: str, name: str, *photos: str) -> Iterator[Progress]:
    if command == "add":
        ask_the_hub()
        from photosearch.models.adding import add_model

        return add_model(name, Path(models))
    if command == "add-answerer":
        ask_the_hub()
        from photosearch.models.answer_adding import add_answerer

        return add_answerer(name, Path(models))
    stay_off_the_hub()
    from photosearch.encoders.registry import Registry
    from photosearch.models.measuring import measure

    registry = Registry(Path(models))
    chosen = [registry.get(one) for one in dict.fromkeys((name, BUILTIN_MODEL))]
    return measure(chosen, [Path(os.fsdecode(photo)) for photo in photos], Path(models))


def _answer(told: IO[str], models: str, model_id: str) -> int:
    stay_off_the_hub()
    from photosearch.models.answering import serve

    with told:
        serve(Path(models), model_id, sys.stdin.buffer, told)
    return 0


def _tell(stream: IO[str], line: dict[str, object]) -> None:
    stream.write(json.dumps(line) + "\n")
    stream.flush()


def _end_with_parent() -> None:
    def wait() -> None:
        while os.read(0, 1):  # not through sys.stdin, whose lock would be held at our own end
            pass
        os._exit(0)  # a parent that has heard all may close the pipe before our own end

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
