"""Graphs that are kept as onnxruntime makes them ready: what takes it a third of a second, once.

It folds constants, joins steps and puts weights in the order that suits the processor. What comes
out is kept, with its weights in a file apart, which processes map and so share. It is believed only
if it is whole (a checksum, written last), and was made from the same file by the same version for
the same processor.

onnxruntime computes all outputs of a graph, whichever are asked for. So what is kept of a graph may
be narrowed to those that indexing asks for: of the built-in model's picture tower that is two
thirds of the work.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

import xxhash

from photosearch.encoders.runtime import onnxruntime

# A larger graph's file than this is not kept: it would take as much room again, or four times.
LARGEST: Final = 64 << 20
GRAPH: Final = "graph.onnx"
WEIGHTS: Final = "weights"
SUM: Final = "sum"
# Is there only while a graph is made ready.
NARROWED: Final = "narrowed.onnx"


def ready(path: Path, kept: Path, outputs: Sequence[str] = ()) -> Path | None:
    """Return the graph that is kept below ``kept`` for the one at ``path``, if it is whole.

    Args:
        path: the pack's file.
        kept: the folder of graphs that are kept.
        outputs: those that it was narrowed to; () is all of them.
    """
    folder = _folder(path, kept, outputs)
    try:
        is_whole = (folder / SUM).read_text() == _sum(folder)
    except (OSError, ValueError):  # a file is missing, or empty
        return None
    return folder / GRAPH if is_whole else None


def is_to_be_made(path: Path, kept: Path, outputs: Sequence[str] = ()) -> bool:
    """Say whether a graph is small enough to be kept, and is not yet."""
    return path.exists() and path.stat().st_size <= LARGEST and ready(path, kept, outputs) is None


def make_ready(path: Path, kept: Path, outputs: Sequence[str] = ()) -> None:
    """Keep a graph as it is made ready, narrowed to these outputs, or with all.

    It takes two seconds and three times the graph's memory: a process of its own should do it.

    Raises:
        OSError: a file can't be read or written.
        Exception: onnxruntime's, if it is no graph.
    """
    folder = _folder(path, kept, outputs)
    draft = folder.with_name(f".{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    options = onnxruntime().SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(draft / GRAPH)
    for name, value in (("file_name", WEIGHTS), ("min_size_in_bytes", "1024")):
        name = f"session.optimized_model_external_initializers_{name}"
        options.add_session_config_entry(name, value)
    load(_narrowed(path, draft, outputs) if outputs else path, options)
    (draft / NARROWED).unlink(missing_ok=True)
    for name in (GRAPH, WEIGHTS):
        with (draft / name).open("rb+") as file:
            os.fsync(file.fileno())
    (draft / SUM).write_text(_sum(draft))
    for older in kept.glob(f"{path.stem}-*"):
        shutil.rmtree(older, ignore_errors=True)
    draft.rename(folder)


def _narrowed(path: Path, draft: Path, outputs: Sequence[str]) -> Path:
    from photosearch.encoders.narrowing import narrow  # onnx takes long to import

    narrow(path, draft / NARROWED, outputs)
    return draft / NARROWED


def load(path: Path, options: Any) -> Any:
    """Return a session of a graph on the processor."""
    return onnxruntime().InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _sum(folder: Path) -> str:
    """Return the checksum of a ready graph and its weights.

    Raises:
        OSError: a file can't be read.
        ValueError: one is empty.
    """
    seen = xxhash.xxh3_128()
    for name in (GRAPH, WEIGHTS):
        with (folder / name).open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            seen.update(data)
    return seen.hexdigest()


def _folder(path: Path, kept: Path, outputs: Sequence[str]) -> Path:
    """Return where a graph is kept; another file, onnxruntime or processor has another place."""
    status = path.stat()
    file = (str(path), status.st_size, status.st_mtime_ns)
    parts = (*file, onnxruntime().__version__, _processor(), *([tuple(outputs)] if outputs else []))
    return kept / f"{path.stem}-{xxhash.xxh3_64_hexdigest(repr(parts).encode())}"


@cache
def _processor() -> str:
    """Return what tells which instructions the processor knows."""
    with suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
        known = ("model name", "flags", "Features", "CPU part")
        first = (line for line in lines if line.startswith(known))
        return next(first, "") + next(first, "")
    return f"{platform.machine()} {platform.processor()}"
