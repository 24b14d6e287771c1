"""Nothing leaves the machine unasked, and nothing is written outside the program's own folders."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from photosearch.environment import PRIVATE
from photosearch.paths import HOME_VARIABLE
from photosearch.wire import messages
from tests.conftest import paint_four
from tests.engine_process import Engine
from tests.robustness.traced import outside, reached, sockets, tracing, why_not, written

# The uploader that was found looked its host up within seconds of its first use.
A_WHILE = 8.0
REASON = why_not()
PHOTOSEARCH = (sys.executable, "-m", "photosearch")
Traced: TypeAlias = Callable[[Sequence[str]], str]

traced_only = pytest.mark.skipif(bool(REASON), reason=REASON)


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home with nothing in it; the library stands elsewhere, and the built-in model sees.

    Variables that switch the telemetry off in the tests' own process are taken away.
    """
    home = tmp_path / "user"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("XDG_", "PHOTOSEARCH_", "HF_"))]:
        monkeypatch.delenv(name)
    for name in PRIVATE:
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "HOME": str(home),
        "TMPDIR": str(tmp_path / "temporary"),
        HOME_VARIABLE: str(tmp_path / "library"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "temporary").mkdir()
    return home


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, ...]:
    """The folders that may be written to."""
    return tmp_path / "library", tmp_path / "temporary"


@traced_only
@pytest.mark.timeout(300)
def test_commands_open_no_socket_and_write_only_in_their_own_folders(
    user: Path, own: tuple[Path, ...], tmp_path: Path
) -> None:
    photos = paint_four(tmp_path / "photos")
    for number, command in enumerate(
        (
            ["add", str(photos)],
            ["index"],
            ["search", "a red car"],
            ["why", "red", str(photos / "IMG_0000.jpg")],
            ["describe", str(photos / "IMG_0000.jpg")],
            ["people", "on"],
            ["people", "forget", "--yes"],
            ["doctor"],
        )
    ):
        trace = tmp_path / f"trace-{number}"
        subprocess.run([*tracing(trace), *PHOTOSEARCH, *command], check=True, capture_output=True)
        assert sockets(trace) <= {"AF_UNIX"}, command
        assert outside(written(trace), own) == set(), command
    assert list(user.iterdir()) == []


@traced_only
@pytest.mark.timeout(300)
def test_the_engine_opens_no_socket_and_writes_only_in_its_own_folders(
    user: Path, own: tuple[Path, ...], tmp_path: Path
) -> None:
    photos, trace = paint_four(tmp_path / "photos"), tmp_path / "trace"
    with Engine([*tracing(trace), *PHOTOSEARCH, "engine"]) as engine:
        engine.wait_for(messages.Ready)
        engine.send(messages.AddFolder(path=str(photos)))
        engine.wait_until_idle()
        assert engine.ask(1, "a red car").total == 4
        time.sleep(A_WHILE)  # that nothing happens can't be waited for
        assert engine.ask(2, "红色").total == 4
    assert "catalogue.db" in {path.name for path in written(trace)}
    assert sockets(trace) <= {"AF_UNIX"}
    assert outside(written(trace), own) == set()
    assert list(user.iterdir()) == []


@traced_only
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
def test_adding_a_model_from_a_folder_asks_nobody(
    user: Path, own: tuple[Path, ...], tmp_path: Path
) -> None:
    from tests.models.checkpoints import make

    trace, source = tmp_path / "trace", make("clip", tmp_path / "tiny")
    command = [*PHOTOSEARCH, "models", "add", str(source)]
    subprocess.run([*tracing(trace), *command], check=True, capture_output=True)
    # A socket may be opened, never used: the quantiser names files after the network card's number.
    assert reached(trace) == set()
    assert outside(written(trace), own) == set()
    assert list(user.iterdir()) == []


@traced_only
def test_what_should_be_noticed_is_noticed(tmp_path: Path) -> None:
    script = (
        "import socket, os; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        "s.connect(('127.0.0.1', 53)); s.close();"
        f"os.chdir({str(tmp_path)!r}); open('told', 'w').close();"
        f"os.rename({str(tmp_path / 'told')!r}, {str(tmp_path / 'moved')!r})"
    )
    trace = tmp_path / "trace"
    subprocess.run([*tracing(trace), sys.executable, "-c", script], check=True)
    assert "AF_INET" in sockets(trace)
    assert any("127.0.0.1" in address for address in reached(trace))
    assert {tmp_path / "told", tmp_path / "moved"} <= outside(written(trace), [tmp_path / "own"])


def test_whoever_imports_the_package_is_private_and_has_one_thread() -> None:
    """Window, engine, command line, training, benchmarks and tests alike."""
    names = (*PRIVATE, "OPENBLAS_NUM_THREADS")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    modules = ("ui.app", "photosearch.engine.__main__", "photosearch.__main__",
               "photosearch.indexing.indexer", "photosearch.training", "benchmarks")  # fmt: skip
    for module in modules:
        script = (
            "import sys\n"
            "class Before:\n"
            "    def find_spec(self, name, *_):\n"
            "        import os\n"
            "        if name in ('numpy', 'onnxruntime', 'huggingface_hub', 'torch'):\n"
            f"            assert all(os.environ.get(n) == '1' for n in {names}), name\n"
            "sys.meta_path.insert(0, Before())\n"
            f"import {module}, os\n"
            f"assert all(os.environ.get(n) == '1' for n in {names})"
        )
        subprocess.run([sys.executable, "-c", script], check=True, env=environment)
