"""A sidecar's words are found as long as it lies beside its photo."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from photosearch.indexing.pool import WorkerPool
from photosearch.library import Library
from photosearch.types import Decoded
from tests.conftest import names, paint, update
from tests.media.blocks import xmp_packet

Open = Callable[[], Library]
LONG_AGO = 10**18


def describe(path: Path, keyword: str) -> Path:
    """Write a sidecar that is older than its photo."""
    path.write_text(xmp_packet(f"<dc:subject>{keyword}</dc:subject>"))
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def library(open_library: Open, tmp_path: Path) -> Library:
    """A library of two photos, the red one with a sidecar that says "pier"."""
    photos = tmp_path / "photos"
    paint(photos / "red.jpg", "red")
    paint(photos / "blue.jpg", "blue")
    describe(photos / "red.xmp", "pier")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert names(library, '"pier"') == ["red.jpg"]
    return library


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is decoded."""
    seen: list[object] = []
    schedule = WorkerPool._schedule

    def noted(pool: WorkerPool[Decoded], *args: Any) -> object:
        seen.append(args)
        return schedule(pool, *args)

    monkeypatch.setattr(WorkerPool, "_schedule", noted)
    return seen


def test_a_sidecar_that_goes_takes_its_words_along(library: Library, tmp_path: Path) -> None:
    (tmp_path / "photos" / "red.xmp").unlink()
    update(library)
    assert names(library, '"pier"') == []


def test_a_sidecar_that_is_added_with_an_older_time_is_read(
    library: Library, tmp_path: Path
) -> None:
    describe(tmp_path / "photos" / "BLUE.JPG.XMP", "harbour")
    update(library)
    assert names(library, '"harbour"') == ["blue.jpg"]


def test_a_sidecar_that_is_replaced_by_an_older_one_of_its_size_is_read(
    library: Library, tmp_path: Path
) -> None:
    path = describe(tmp_path / "photos" / "red.xmp", "boat")
    os.utime(path, ns=(LONG_AGO - 1, LONG_AGO - 1))
    update(library)
    assert names(library, '"boat"') == ["red.jpg"]
    assert names(library, '"pier"') == []


def test_a_photo_that_moves_with_its_sidecar_is_as_it_was(
    library: Library, tmp_path: Path, tried: list[object]
) -> None:
    (tmp_path / "photos" / "sub").mkdir()
    for name in ("red.jpg", "red.xmp"):
        (tmp_path / "photos" / name).rename(tmp_path / "photos" / "sub" / name.replace("red", "r"))
    update(library)
    assert names(library, '"pier"') == ["r.jpg"]
    assert tried == []


def test_a_photo_that_moves_without_its_sidecar_loses_its_words(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "photos" / "red.jpg").rename(tmp_path / "photos" / "r.jpg")
    update(library)
    assert names(library, '"pier"') == []
    assert names(library, "red")[0] == "r.jpg"


def test_a_sidecar_that_moves_to_another_photo_is_that_ones(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "photos" / "red.xmp").rename(tmp_path / "photos" / "blue.xmp")
    update(library)
    assert names(library, '"pier"') == ["blue.jpg"]


def test_what_google_says_is_found_when_it_comes_later(library: Library, tmp_path: Path) -> None:
    said = tmp_path / "photos" / "blue.jpg.supplemental-metadata.json"
    said.write_text('{"photoTakenTime": {"timestamp": "1258375918"}, "description": "At the lake"}')
    update(library)
    assert names(library, '"at the lake"') == ["blue.jpg"]
    assert names(library, "has:date") == ["blue.jpg"]
