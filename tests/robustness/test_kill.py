"""Killing the engine at any moment loses at most the running batch and needs no repair."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import psutil
import pytest

from photosearch.catalogue.database import check
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings, save_settings
from photosearch.wire import messages
from tests.conftest import RGB, names, paint, update
from tests.engine_process import Engine

# Each life of the engine finds so many new photos: there is always work to be killed in.
NEW_PHOTOS = 48
# What the engine is doing when it is killed, a random while after that began.
MOMENTS = ("opening", "indexing", "storing")
KILLS_OF_EACH = 3
COLOURS = list(RGB)
ORPHANS_END_SECONDS = 10


@pytest.mark.timeout(300)
def test_every_photo_is_indexed_once_however_often_the_engine_is_killed(
    home: AppPaths, tmp_path: Path
) -> None:
    save_settings(home.settings, Settings(workers=2, read_text=False))
    folder = tmp_path / "many"
    paint_more(folder, 0)
    add_folder(home, folder)
    seed = random.randrange(1 << 32)
    print("moments from seed", seed)  # shown where the test fails
    chance = random.Random(seed)
    moments = [*MOMENTS] * KILLS_OF_EACH
    chance.shuffle(moments)
    indexed: list[int] = []
    # The last is killed as it begins to index, before a fast machine can have done all there is.
    for life, moment in enumerate([*moments, "at once"], 1):
        paint_more(folder, life)
        live_and_die(moment, chance)
        assert check(home.catalogue) is None
        indexed.append(stored(home))
    painted = NEW_PHOTOS * (len(indexed) + 1)
    assert indexed == sorted(indexed)  # nothing that was stored is ever lost
    assert 0 < indexed[-1] < painted  # the engine was killed while it worked
    with Library.open(home, Settings(workers=2, watch=False, read_text=False)) as library:
        update(library)
        assert library.photos() == library.searchable() == painted
        assert library.problem_count() == 0
        assert library.pending() == 0
        for colour in ("red", "green", "blue"):
            wanted = {f"{n:04}.png" for n in range(painted) if colour_of(n) == colour}
            assert set(names(library, colour, len(wanted))) == wanted
    assert stored(home) == painted


def live_and_die(moment: str, chance: random.Random) -> None:
    """Let an engine live for a while: killed while it opens, scans, starts workers or stores."""
    with Engine() as engine:
        if moment == "opening":
            time.sleep(chance.uniform(0.0, 1.5))
        else:
            first_of(engine, "indexing", done=moment == "storing")
        if moment in ("indexing", "storing"):
            time.sleep(chance.uniform(0.0, 1.2))
        workers = psutil.Process(engine.process.pid).children(recursive=True)
        engine.kill()
    _, orphans = psutil.wait_procs(workers, ORPHANS_END_SECONDS)
    assert not orphans


def first_of(engine: Engine, state: str, done: bool) -> None:
    """Wait for the state; with ``done``, until something was stored in it, however slow."""
    while True:
        progress = engine.wait_for(messages.IndexingProgress)
        if progress.state == state and (progress.done or not done):
            return


def add_folder(home: AppPaths, folder: Path) -> None:
    with Library.open(home, Settings(watch=False, read_text=False)) as library:
        library.add_folder(folder)


def paint_more(folder: Path, life: int) -> None:
    for number in range(life * NEW_PHOTOS, (life + 1) * NEW_PHOTOS):
        paint(folder / f"{number:04}.png", colour_of(number), (200, 100 + number))


def colour_of(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def stored(home: AppPaths) -> int:
    """Return how many photos have a vector; none may have two."""
    connection = sqlite3.connect(home.catalogue)
    try:
        rows, distinct = connection.execute(
            "SELECT count(*), count(DISTINCT photo_id) FROM vectors"
        ).fetchone()
    finally:
        connection.close()
    assert rows == distinct
    return int(rows)
