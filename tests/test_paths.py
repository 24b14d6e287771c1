from __future__ import annotations

import os
from pathlib import Path

import pytest

from photosearch.paths import HOME_VARIABLE, AppPaths, user_path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that is the working folder, too, with a link to a folder elsewhere."""
    home = (tmp_path / "me").resolve()
    (home / "photos").mkdir(parents=True)
    (tmp_path / "disk" / "deep").mkdir(parents=True)
    (home / "link").symlink_to(tmp_path / "disk" / "deep", target_is_directory=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("photos", "photos"),
        ("./photos/", "photos"),
        ("~/photos", "photos"),
        ("~", ""),
        (".", ""),
        ("photos/../photos", "photos"),
        ("link", "link"),
        ("link/a.jpg", "link/a.jpg"),
        ("~no-such-user/a.jpg", "~no-such-user/a.jpg"),
        ("photos/~", "photos/~"),
        ("gone/../a.jpg", "a.jpg"),
    ],
)
def test_a_path_means_what_the_system_takes_it_for(place: Path, typed: str, meant: str) -> None:
    assert user_path(typed) == place / meant
    assert user_path(Path(typed)) == place / meant


def test_dots_after_a_link_lead_to_where_it_points(place: Path) -> None:
    assert user_path("link/../a.jpg") == (place.parent / "disk" / "a.jpg").resolve()


def test_bytes_that_are_no_text_stay(place: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    assert user_path(name) == place / name


def test_a_home_of_the_program_may_be_relative(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in ("~/home", "home", "photos/../home"):
        monkeypatch.setenv(HOME_VARIABLE, typed)
        assert AppPaths.default() == AppPaths.under(place / "home")
