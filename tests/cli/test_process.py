"""The command beside other programs: encodings, pipes, full disks, signals, exit statuses."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from tests.cli.command import run
from tests.conftest import RGB, paint, update

COMMAND = [sys.executable, "-m", "photosearch"]
STOPPED = "Stopped. What was finished is kept."
MANY = 400

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells and signals of POSIX")


@pytest.fixture
def chinese(home: AppPaths, tmp_path: Path) -> Path:
    """The one photo of a library; its name is Chinese, with an emoji."""
    photo = paint(tmp_path / "照片" / "红色的🐈.jpg", "red")
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        library.add_folder(photo.parent)
        update(library)
    return photo


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=lambda variables: " ".join(f"{key}={value}" for key, value in variables.items()),
)
def test_any_encoding_takes_the_output(
    chinese: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    assert "red" in run("describe", chinese).stdout
    assert "named " in run("models", "use", "没有", status=1).stderr
    (hit,) = json.loads(run("search", "红色的", "--json").stdout)["hits"]
    assert os.fsencode(hit["path"]) == os.fsencode(chinese)


def test_names_that_the_encoding_lacks_are_told_by_escapes(
    chinese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    assert r"\u7ea2\u8272\u7684\U0001f408.jpg" in run("search", "red").stdout


def shell(script: str) -> subprocess.CompletedProcess[str]:
    quoted = " ".join(COMMAND)
    return subprocess.run(
        ["bash", "-c", script.replace("photosearch", quoted)],
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("command", ["search red", "--help", "search --help", "status"])
def test_a_reader_who_has_seen_enough_is_no_error(command: str) -> None:
    done = shell(f"photosearch {command} | true; echo ${{PIPESTATUS[0]}}")
    assert done.stdout.strip() in ("0", "141")
    assert done.stderr == ""


@pytest.mark.usefixtures("chinese")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", ["search red", "search red --json", "--help", "version"])
def test_output_that_finds_no_room_is_told_of_in_one_line(command: str) -> None:
    done = shell(f"photosearch {command} > /dev/full")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "No space left" in line
    assert "space" in line.split("No space left")[1]


@pytest.mark.usefixtures("chinese")
def test_closed_streams_do_no_harm(home: AppPaths) -> None:
    before = home.catalogue.read_bytes()[:16]
    for closed in (">&-", ">&- 2>&- <&-"):
        assert shell(f"photosearch search nothing:here {closed}").returncode == 0
    assert home.catalogue.read_bytes()[:16] == before
    assert "1 of 1 photo matches; 1 shown" in run("search", "red").stdout


@contextmanager
def indexing(home: AppPaths, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Index many photos, in a process group of its own; some are stored already."""
    for number in range(MANY):
        paint(folder / f"{number:04}.png", list(RGB)[number % 8])
    process = subprocess.Popen(
        [*COMMAND, "add", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=heeding_signals,
    )  # fmt: skip
    try:
        while process.poll() is None and not stored(home):
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


def heeding_signals() -> None:
    """Let a process hear what its parent ignores, as one that nohup or a shell started may."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def stored(home: AppPaths) -> int:
    """Return how many photos are indexed."""
    if not home.catalogue.exists():
        return 0
    connection = sqlite3.connect(f"{home.catalogue.as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])
    except sqlite3.OperationalError:  # the table is not there yet
        return 0
    finally:
        connection.close()


def test_what_processes_shared_is_given_back_at_the_end() -> None:
    script = (
        "from multiprocessing import get_context; from photosearch.cli.process import end;"
        "kept = get_context('spawn').Semaphore(0); end(3)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (3, "")


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_signal_ends_in_order_and_what_was_finished_is_kept(
    home: AppPaths, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    with indexing(home, tmp_path / "many") as process:
        os.killpg(process.pid, number)  # as a terminal does: the workers get it, too
        _, told = process.communicate(timeout=60)
    assert process.returncode == status
    assert told.strip().splitlines()[-1] == STOPPED
    assert "Traceback" not in told
    assert "Error" not in told
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        assert library.notice is None
        assert 0 < library.searchable() < MANY
        assert library.problem_count() == 0
        update(library)
        assert library.searchable() == MANY


def test_nohup_is_heeded(home: AppPaths) -> None:
    script = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from photosearch.engine.signals import heed_signals; heed_signals();"
        "os.kill(os.getpid(), signal.SIGHUP); print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "alive"


@pytest.mark.parametrize("module", ["photosearch.engine", "photosearch"])
def test_a_signal_lets_the_engine_close_its_library(home: AppPaths, module: str) -> None:
    more = [] if module.endswith("engine") else ["engine"]
    engine = subprocess.Popen(
        [sys.executable, "-m", module, *more],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert engine.stdout is not None
    while b'"ready"' not in engine.stdout.readline():
        assert engine.poll() is None
    engine.send_signal(signal.SIGTERM)
    _, told = engine.communicate(timeout=60)
    assert engine.returncode == 143
    assert told == b""
    assert not home.catalogue.with_suffix(".running").exists()


def test_a_fault_of_ours_is_told_as_such() -> None:
    script = (
        "import sys, photosearch.cli.process as process; sys.excepthook = process.report_fault;"
        "raise ValueError('odd \\x1b[31m')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "Traceback" in done.stderr
    assert "Please report it" in done.stderr
