from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from photosearch.errors import WorkersError
from photosearch.indexing.pool import WorkerPool
from photosearch.indexing.pool import process as process_file
from photosearch.indexing.worker import WorkerConfig
from photosearch.library import Library
from photosearch.paths import AppPaths, thumbnail_path
from photosearch.types import Decoded, Preprocessing, Problem, ProblemReason
from tests.conftest import RGB, paint


def misbehave(path: Path) -> Decoded | Problem:
    """Do what a broken codec would, as the file's name says."""
    match path.stem:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(60)
        case "swell":
            np.ones(1 << 40, np.uint8)
        case "killed once" | "slow once" if not (marker := path.with_suffix(".tried")).exists():
            marker.touch()
            if path.stem == "slow once":
                time.sleep(60)
            os.kill(os.getpid(), signal.SIGKILL)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "busy":
            while True:
                pass
        case "raise":
            raise RuntimeError("a codec's own error")
    return process_file(path)


@pytest.fixture(autouse=True)
def spawned_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin workers as a user's do."""
    monkeypatch.setattr("photosearch.indexing.pool.get_context", multiprocessing.get_context)


@pytest.fixture
def config(tmp_path: Path) -> WorkerConfig:
    return WorkerConfig(tmp_path / "thumbnails", Preprocessing(size=(32, 32)), pack=None)


def test_one_decode_gives_facts_thumbnail_and_pixels(tmp_path: Path, config: WorkerConfig) -> None:
    path = paint(tmp_path / "red.jpg", "red", (640, 480))
    with WorkerPool(config, 1) as pool:
        ((key, outcome),) = pool.process([("key", path)])
    assert key == "key"
    assert isinstance(outcome, Decoded)
    assert (outcome.facts.width, outcome.facts.height) == (640, 480)
    assert outcome.pixels is not None
    assert np.abs(outcome.pixels.mean((0, 1, 2)) - RGB["red"]).max() < 5
    with Image.open(thumbnail_path(config.thumbnails, outcome.content_hash)) as thumbnail:
        assert thumbnail.size == (320, 240)


def test_workers_encode_where_a_pack_is_given(
    tmp_path: Path, config: WorkerConfig, colour_pack: Path
) -> None:
    encoding = WorkerConfig(config.thumbnails, config.preprocessing, colour_pack)
    with WorkerPool(encoding, 1) as pool:
        outcome = pool.one(paint(tmp_path / "green.png", "green"))
    assert isinstance(outcome, Decoded)
    assert outcome.embedding is not None
    assert outcome.embedding.shape == (1, 8)
    assert outcome.embedding.argmax() == list(RGB).index("green")


def test_a_crash_a_hang_and_a_bomb_cost_one_file_each(tmp_path: Path, config: WorkerConfig) -> None:
    bad = ("crash", "hang", "swell", "raise", "busy", "killed")
    paths = [paint(tmp_path / f"{name}.png", "red") for name in bad]
    paths += [paint(tmp_path / f"good{number}.png", "blue") for number in range(8)]
    with WorkerPool(config, 2, time_limit=1.0, task=misbehave) as pool:
        outcomes = dict(pool.process((path.stem, path) for path in paths))
    reasons = {name: outcomes[name].reason for name in bad}  # type: ignore[union-attr]
    assert reasons == {
        "crash": ProblemReason.CRASHED,
        "hang": ProblemReason.TIMED_OUT,
        "busy": ProblemReason.TIMED_OUT,
        "killed": ProblemReason.FAILED,
        "swell": ProblemReason.OUT_OF_MEMORY,
        "raise": ProblemReason.CRASHED,
    }
    assert all(isinstance(outcomes[f"good{number}"], Decoded) for number in range(8))


def test_a_worker_that_was_killed_or_had_no_time_does_not_blame_its_photo(
    tmp_path: Path, config: WorkerConfig
) -> None:
    names = ("killed once", "slow once", *(f"good{number}" for number in range(6)))
    paths = [paint(tmp_path / f"{name}.png", "red") for name in names]
    with WorkerPool(config, 2, time_limit=1.0, task=misbehave) as pool:
        outcomes = dict(pool.process((path.stem, path) for path in paths))
    assert set(outcomes) == set(names)
    assert all(isinstance(outcome, Decoded) for outcome in outcomes.values())


def test_what_is_in_doubt_is_tried_last_and_alone(tmp_path: Path, config: WorkerConfig) -> None:
    paths = [paint(tmp_path / f"{name}.png", "red") for name in ("killed once", "a", "b", "c", "d")]
    with WorkerPool(config, 1, task=misbehave) as pool:
        *first, last = [key for key, _ in pool.process((path.stem, path) for path in paths)]
    # What only waited for the worker when it died comes as it is tried again.
    assert (sorted(first), last) == (["a", "b", "c", "d"], "killed once")


def test_workers_that_are_killed_while_they_wait_are_replaced(
    tmp_path: Path, config: WorkerConfig
) -> None:
    path = paint(tmp_path / "a.png", "red")
    with WorkerPool(config, 2) as pool:
        assert isinstance(pool.one(path), Decoded)
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                child.kill()
        outcomes = [outcome for _, outcome in pool.process([(number, path) for number in range(6)])]
    assert len(outcomes) == 6
    assert all(isinstance(outcome, Decoded) for outcome in outcomes)


def test_workers_that_cannot_start_are_told_of_and_blame_no_photo(
    tmp_path: Path, config: WorkerConfig
) -> None:
    broken = WorkerConfig(config.thumbnails, config.preprocessing, tmp_path / "no such pack")
    path = paint(tmp_path / "a.png", "red")
    with WorkerPool(broken, 1) as pool, pytest.raises(WorkersError) as caught:
        list(pool.process([(1, path)]))
    assert caught.value.advice


UNGUARDED = """
from photosearch import AppPaths, Library

library = Library.open(AppPaths.default())
library.add_folder(Path({folder!r}))
for _ in library.update():
    pass
"""


def test_a_script_without_a_guard_is_told_so_and_has_no_broken_photos(
    home: AppPaths, photos: Path, tmp_path: Path
) -> None:
    script = tmp_path / "mine.py"
    script.write_text(f"from pathlib import Path\n{UNGUARDED.format(folder=str(photos))}")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=100)
    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1  # that of the script itself
    assert '`if __name__ == "__main__":`' in done.stderr.splitlines()[-1]
    with Library.open(home) as library:
        assert library.problems() == []
        assert library.pending() == 4


def test_files_that_are_not_there_or_not_photos_are_answers(
    tmp_path: Path, config: WorkerConfig
) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with WorkerPool(config, 1) as pool:
        gone, pipe = pool.one(tmp_path / "gone.jpg"), pool.one(tmp_path / "pipe.jpg")
    assert isinstance(gone, Problem)
    assert gone.reason is ProblemReason.VANISHED
    assert isinstance(pipe, Problem)
    assert pipe.reason is ProblemReason.NOT_A_PHOTO


def test_closing_the_generator_leaves_the_pool_usable(tmp_path: Path, config: WorkerConfig) -> None:
    path = paint(tmp_path / "a.png", "red")
    drawn: list[int] = []

    def source() -> Iterator[tuple[int, Path]]:
        for number in range(1000):
            drawn.append(number)
            yield number, path

    with WorkerPool(config, 1) as pool:
        outcomes = pool.process(source())
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        assert len(drawn) < 20
        assert isinstance(pool.one(path), Decoded)
