"""The rules of who may know whom, and of how many files a room has.

The order of the rooms stands in ``pyproject.toml``, under ``tool.importlinter``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WINDOW = sorted((ROOT / "ui").rglob("*.py"))
HEAVY = {"torch", "torchvision", "transformers", "onnx", "onnxscript"}
WINDOW_MAY_IMPORT = {"wire", "paths", "errors", "types", "settings", "cli", "said"}
# How many files stand in the hall of a house; all others have a room.
MOST_FILES = {"photosearch": 12, "ui": 8}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rooms_call_downwards_only() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run([*command, "--no-cache"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("house", MOST_FILES)
def test_few_files_stand_outside_the_rooms(house: str) -> None:
    files = sorted(path.name for path in (ROOT / house).glob("*.py"))
    assert len(files) <= MOST_FILES[house], files


def test_checkpoints_are_loaded_without_their_code_and_without_a_network() -> None:
    """A call that spreads keywords may carry them there."""
    for path in (ROOT / "photosearch").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = {keyword.arg for keyword in node.keywords}
                if node.func.attr == "from_pretrained" and None not in given:
                    assert {"trust_remote_code", "local_files_only"} <= given, path


@pytest.mark.parametrize("path", WINDOW, ids=lambda path: path.stem)
def test_window_knows_only_the_wire_of_the_engine(path: Path) -> None:
    for name in imports(path):
        parts = name.split(".")
        assert parts[0] not in HEAVY | {"sqlalchemy", "onnxruntime", "numpy", "PIL"}
        if parts[0] == "photosearch":
            assert len(parts) > 1
            assert parts[1] in WINDOW_MAY_IMPORT


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_opening_the_window_loads_no_engine() -> None:
    loaded = loaded_by("import ui.app")
    assert not loaded & {"torch", "transformers", "sqlalchemy", "onnxruntime", "numpy", "PIL"}


def test_engine_and_command_line_load_no_torch() -> None:
    loaded = loaded_by(
        "import photosearch.cli.main, photosearch.engine.server, photosearch.library,"
        " photosearch.cli.terminal, photosearch.indexing.worker, photosearch.encoders.onnx"
    )
    assert not loaded & HEAVY
