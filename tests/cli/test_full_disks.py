"""The command line on disks that are read-only or full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.settings import Settings, save_settings
from tests.cli.command import run, run_here
from tests.conftest import paint, update

MEGABYTES = 24


@pytest.fixture
def disk(tmp_path: Path, home: AppPaths, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small disk with the library of one photo."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "none", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True)
    except OSError:
        pytest.skip("no disk can be mounted here")
    if done.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        monkeypatch.setenv(HOME_VARIABLE, str(place / "home"))
        paths = AppPaths.default()
        save_settings(paths.settings, Settings(workers=1, read_text=False))
        paint(tmp_path / "photos" / "red.jpg", "red")
        with Library.open(paths, Settings(workers=1, watch=False, read_text=False)) as library:
            library.add_folder(tmp_path / "photos")
            update(library)
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


@contextmanager
def read_only(disk: Path, place: Path) -> Iterator[Path]:
    """Give another place where the disk can only be read."""
    place.mkdir()
    subprocess.run(["mount", "--bind", str(disk), str(place)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def asks(photo: Path) -> None:
    """Ask all that changes nothing."""
    assert "red.jpg" in run("search", "red").stdout  # as a process: other programs may hold it
    assert "red.jpg" in run_here("search", "红色的").stdout
    assert "red.jpg" in run_here("similar", photo).stdout
    assert "red.jpg" in run_here("why", "red", photo).stdout
    assert "red" in run_here("describe", photo).stdout
    assert "1 of 1 photos searchable" in run_here("status").stdout
    assert "readable" not in run_here("problems").stdout
    run_here("searches")
    run_here("duplicates")


def test_a_read_only_home_can_be_asked_and_doctor_sees_it(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with read_only(disk, tmp_path / "read-only") as place:
        monkeypatch.setenv(HOME_VARIABLE, str(place / "home"))
        asks(tmp_path / "photos" / "red.jpg")
        told = run_here("doctor", status=1).stdout
        assert "can't be written (read-only)" in told
        for arguments in (("add", tmp_path), ("index",), ("search", "red", "--save", "Reds")):
            error = run_here(*arguments, status=1).stderr
            assert "Can't write to disk" in error
            assert "Check" in error


def test_a_full_disk_can_be_asked_and_doctor_sees_it(disk: Path, tmp_path: Path) -> None:
    fill(disk)
    asks(tmp_path / "photos" / "red.jpg")
    told = run_here("doctor", status=1).stdout
    assert "is full: only 0.0 MiB are free" in told
    assert "Free some space" in told
