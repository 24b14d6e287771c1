"""A library in whose photos faces are found as a test tells, by the name of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from photosearch.analysers.faces import FACES
from photosearch.indexing import analysis
from photosearch.indexing.pool import WorkerPool
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.types import Face, Problem
from tests.conftest import paint_four, update
from tests.people.faces import BLUE, GREEN, RED, face

Finding = dict[str, tuple[Face, ...] | Problem]


@pytest.fixture
def settings() -> Settings:
    """People are switched on."""
    return Settings(workers=1, watch=False, read_text=False, find_faces=True)


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> Finding:
    """What is found in a photo, by its file's name; nothing in others."""
    found: Finding = {}

    class Pool(WorkerPool[tuple[Any, ...]]):
        def process(self, items):  # type: ignore[no-untyped-def]
            for key, path in items:
                outcome = found.get(path.name, ())
                yield key, outcome if isinstance(outcome, Problem) else (outcome,)

    monkeypatch.setattr(analysis, "WorkerPool", Pool)
    monkeypatch.setattr("photosearch.analysers.known.ANALYSERS", (FACES,))
    monkeypatch.setattr("photosearch.extras._is_installed", lambda module: True)
    return found


@pytest.fixture
def library(
    open_library: Callable[[], Library], home: AppPaths, tmp_path: Path, finding: Finding
) -> Library:
    """A library with two people, each on two of its four photos: red and green, green and blue."""
    paint_four(tmp_path / "photos")
    finding[RED] = (face(1, 0),)
    finding[GREEN] = (face(1, 1), face(2, 0, left=0.6))
    finding[BLUE] = (face(2, 1),)
    opened = open_library()
    opened.folders.add(tmp_path / "photos")
    update(opened)
    home.faces.mkdir(exist_ok=True)  # where a real analyser keeps pictures of faces
    return opened
