"""Which files of a model are taken: weights that can hold no program, and never any code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from photosearch.errors import ModelError

# A ready-made export has its two graphs here, as those for Immich have.
EXPORT = ("visual/model.onnx", "textual/model.onnx")
_EXPORT_FOLDERS = ("visual", "textual")
# Graphs for other runtimes stand beside those of ONNX.
_OTHER_GRAPHS = (".armnn", ".rknn", ".md")
_WEIGHTS = ".safetensors"
_CHECKPOINT = (".json", ".txt", ".model", ".jinja", _WEIGHTS)
# Weights in these forms are programs that run when they are loaded.
_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")


def is_export(names: Iterable[str]) -> bool:
    """Say whether a model with files of these names is a ready-made export of ONNX graphs."""
    return set(EXPORT) <= set(names)


def wanted_files(names: Sequence[str]) -> list[str]:
    """Return the files that are needed of a model, what is small and tells of it first."""
    if is_export(names):
        wanted = [name for name in names if _is_of_export(PurePosixPath(name))]
    else:
        wanted = [name for name in names if "/" not in name and name.endswith(_CHECKPOINT)]
    return sorted(wanted, key=lambda name: (not name.endswith((".json", ".txt", ".jinja")), name))


def files_below(folder: Path) -> list[str]:
    """Return the names of a folder's files and of those one level below, as the hub writes them."""
    paths = (*folder.glob("*"), *folder.glob("*/*"))
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())


def check_weights(names: Sequence[str], source: str) -> None:
    """Refuse a model whose weights could run a program.

    Raises:
        ModelError: it has no weights, or only pickles.
    """
    if is_export(names) or any("/" not in name and name.endswith(_WEIGHTS) for name in names):
        return
    pickles = [name for name in names if name.endswith(_PICKLES)]
    if pickles:
        raise ModelError("unsafe_weights", source=source, pickle=pickles[0])
    raise ModelError("no_weights", source=source)


def check_code(folder: Path, source: str) -> None:
    """Refuse a model that wants code of its own to be run.

    Raises:
        ModelError: it does.
    """
    for path in sorted(folder.glob("*.json")):
        code = _settings(path).get("auto_map")
        if code:
            raise ModelError("own_code", source=source, name=path.name)


def _is_of_export(name: PurePosixPath) -> bool:
    if len(name.parts) == 1:
        return name.suffix == ".json"
    return (
        len(name.parts) == 2
        and name.parts[0] in _EXPORT_FOLDERS
        and name.suffix not in (*_OTHER_GRAPHS, *_PICKLES)
    )


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return settings if isinstance(settings, dict) else {}
