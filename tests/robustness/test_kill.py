"""Killing the engine at any moment loses at most the running batch and needs no repair."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest

from photosearch import messages
from photosearch.catalogue.database import check
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from tests.conftest import RGB, names, paint, update
from tests.engine import Engine

PHOTOS = 400
KILLS = 12


@pytest.mark.timeout(300)
def test_every_photo_is_indexed_once_however_often_the_engine_is_killed(
    home: AppPaths, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    colours = list(RGB)
    for number in range(PHOTOS):
        paint(folder / f"{number:04}.png", colours[number % 8], (200, 100 + number))
    moments = random.Random()
    indexed: list[int] = []
    for kill in range(KILLS):
        with Engine() as engine:
            engine.wait_for(messages.Ready)
            if kill == 0:
                engine.send(messages.AddFolder(path=str(folder)))
            time.sleep(moments.uniform(0.0, 1.5))
            engine.kill()
        assert check(home.catalogue) is None
        indexed.append(stored(home))
    assert indexed == sorted(indexed)  # nothing that was stored is ever lost
    with Library.open(home, Settings(workers=2, watch=False)) as library:
        update(library)
        assert library.photos() == library.searchable() == PHOTOS
        assert library.problem_count() == 0
        assert library.pending() == 0
        for colour in ("red", "green", "blue"):
            wanted = {f"{n:04}.png" for n in range(PHOTOS) if colours[n % 8] == colour}
            assert set(names(library, colour, 50)[:50]) == wanted
    assert stored(home) == PHOTOS


def stored(home: AppPaths) -> int:
    connection = sqlite3.connect(home.catalogue)
    try:
        rows, distinct = connection.execute(
            "SELECT count(*), count(DISTINCT photo_id) FROM vectors"
        ).fetchone()
    finally:
        connection.close()
    assert rows == distinct
    return int(rows)
