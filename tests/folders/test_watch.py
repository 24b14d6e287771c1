from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.folders.watch import FolderWatcher

Told = queue.SimpleQueue[tuple[Path, frozenset[Path]]]


@pytest.fixture
def told() -> Told:
    return queue.SimpleQueue()


@pytest.fixture
def watcher(told: Told) -> Iterator[FolderWatcher]:
    watcher = FolderWatcher(lambda root, paths: told.put((root, paths)))
    yield watcher
    watcher.close()


def wait_for(told: Told, path: Path) -> None:
    """Wait until a path is told of, alone or in a look at everything."""
    while True:
        _, paths = told.get(timeout=10)
        if not paths or path in paths:
            return


def test_new_changed_renamed_and_deleted_photos_are_told(
    tmp_path: Path, watcher: FolderWatcher, told: Told
) -> None:
    assert watcher.watch(tmp_path)
    photo, renamed = tmp_path / "a.jpg", tmp_path / "b.jpg"
    photo.write_bytes(b"1")
    wait_for(told, photo)
    photo.write_bytes(b"12")
    wait_for(told, photo)
    photo.rename(renamed)
    wait_for(told, renamed)
    renamed.unlink()
    wait_for(told, renamed)


def test_a_new_folder_is_watched_too_and_a_vanished_one_told(
    tmp_path: Path, watcher: FolderWatcher, told: Told
) -> None:
    watcher.watch(tmp_path)
    folder = tmp_path / "holiday"
    folder.mkdir()
    wait_for(told, folder)
    (folder / "a.jpg").write_bytes(b"1")
    wait_for(told, folder / "a.jpg")
    folder.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    wait_for(told, folder)


def test_a_folder_that_comes_back_is_looked_at_and_watched_again(
    tmp_path: Path, watcher: FolderWatcher, told: Told
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    watcher.watch(drive)
    drive.rename(tmp_path / "unplugged")
    told.get(timeout=10)
    (tmp_path / "unplugged").rename(drive)
    told.get(timeout=10)
    (drive / "a.jpg").write_bytes(b"1")
    wait_for(told, drive / "a.jpg")


def test_a_folder_that_is_not_there_cannot_be_watched(
    tmp_path: Path, watcher: FolderWatcher
) -> None:
    assert not watcher.watch(tmp_path / "missing")
