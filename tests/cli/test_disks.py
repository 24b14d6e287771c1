"""The command line without disk, library or screen, and on photos that make codecs talk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from photosearch.paths import AppPaths
from tests.cli.command import run, run_here
from tests.conftest import paint


def test_doctor_says_which_folder_may_not_be_written(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    told = run_here("doctor", status=1).stdout
    assert f"Problem: {home.data} can't be written (Permission denied)." in told
    assert "Check the disk and the permissions." in told


def test_codecs_keep_their_words_from_the_terminal(home: AppPaths, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    whole = paint(folder / "whole.tif", "red", (300, 300)).read_bytes()
    (folder / "cut.tif").write_bytes(whole[: len(whole) // 2])
    (folder / "tags.tif").write_bytes(whole.replace(b"\x00\x01\x01\x03", b"\x00\xff\xff\x03"))
    paint(folder / "cut.png", "blue").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    for arguments in (("add", folder), ("similar", folder / "whole.tif")):
        assert not run(*arguments).stderr.strip()
    assert run("similar", folder / "cut.png", status=1).stderr.count("\n") == 1


def test_a_photo_is_described_and_explained_without_a_library(
    home: AppPaths, tmp_path: Path
) -> None:
    photo = paint(tmp_path / "red.png", "red")
    first = run_here("describe", photo, "-n", "3")
    assert "red" in first.stdout
    assert "Preparing the words for the first time" in first.stderr
    again = run_here("describe", photo, "-n", "3")
    assert again.stdout == first.stdout
    assert again.stderr == ""
    assert "is like “red”" in run_here("why", "red", photo).stdout
    assert not home.catalogue.exists()
    assert "is not there" in run_here("describe", tmp_path / "no.jpg", status=1).stderr


def test_a_window_without_a_screen_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if os.name == "posix" and Path("/proc").exists():
        from ui.start import has_screen

        assert not has_screen("linux", os.environ)
        assert has_screen("linux", {"DISPLAY": ":0"})
        assert has_screen("darwin", {})


@pytest.mark.parametrize(
    ("platform", "environment", "meets"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("darwin", {"DISPLAY": ":0"}, False),
    ],
)
def test_an_x_server_is_tried_where_qt_looks_for_one(
    platform: str, environment: dict[str, str], meets: bool
) -> None:
    from ui.start import meets_x11

    assert meets_x11(platform, environment) == meets


@pytest.mark.skipif(sys.platform != "linux", reason="the screen is an X server's")
def test_a_screen_that_does_not_answer_is_an_error_in_words(home: AppPaths) -> None:
    screen = {"DISPLAY": "localhost:4242", "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", "from ui.start import open_window; open_window()"],
        env={**os.environ, **screen},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The window can't be opened: ")
    assert "localhost:4242 does not answer" in done.stderr or "is missing" in done.stderr
