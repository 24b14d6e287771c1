from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.duplicates.finder import surplus
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.wire import messages
from photosearch.wire.values import DuplicateGroup, DuplicateKind
from tests.cli.command import run, run_here
from tests.conftest import update
from tests.engine_process import Engine
from tests.pictures import scene

Open = Callable[[], Library]
linux_only = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the trash of freedesktop.org"
)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Six photos: one with an equal copy and a small one, one with a copy, one alone."""
    folder = tmp_path / "album"
    folder.mkdir()
    scene(1).save(folder / "beach.jpg", quality=92)
    shutil.copy(folder / "beach.jpg", folder / "beach (copy).jpg")
    scene(1).resize((160, 120)).save(folder / "small.jpg", quality=60)
    scene(2).save(folder / "lake.png")
    shutil.copy(folder / "lake.png", folder / "a lake, again.png")
    scene(3).save(folder / "alone.jpg")
    return folder


def opened(open_library: Open, folder: Path) -> Library:
    library = open_library()
    library.add_folder(folder)
    update(library)
    return library


def files(groups: list[DuplicateGroup]) -> set[tuple[str, ...]]:
    return {tuple(one.path.name for one in group.photos) for group in groups}


BEACH = ("beach.jpg", "beach (copy).jpg", "small.jpg")
LAKE = ("lake.png", "a lake, again.png")


def test_groups_have_equal_files_and_nearly_equal_ones(open_library: Open, album: Path) -> None:
    library = opened(open_library, album)
    groups = library.duplicates()
    assert files(groups) == {BEACH, LAKE}
    beach = next(group for group in groups if group.kind is DuplicateKind.NEAR)
    assert [one.same_file for one in beach.photos] == [True, True, False]
    assert beach.photos[2].cosine > 0.6
    assert beach.keep.thumbnail.is_file()
    assert files(library.duplicates([DuplicateKind.EXACT])) == {BEACH[:2], LAKE}
    assert files(library.duplicates([DuplicateKind.NEAR])) == {BEACH}


def test_the_larger_then_the_older_is_kept(open_library: Open, album: Path) -> None:
    older = album / "a much longer name for the older one.jpg"
    shutil.copy(album / "beach.jpg", older)
    os.utime(older, (1_000_000_000, 1_000_000_000))
    scene(1).resize((640, 480)).save(album / "large.jpg")
    groups = opened(open_library, album).duplicates()
    beach = next(group for group in groups if group.kind is DuplicateKind.NEAR)
    assert [one.path.name for one in beach.photos[:2]] == ["large.jpg", older.name]


def test_photos_indexed_before_get_their_hash_from_the_thumbnail(
    open_library: Open, album: Path, home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(open_library, album).close()
    with sqlite3.connect(home.catalogue) as connection:
        connection.execute("ALTER TABLE photos DROP COLUMN perceptual_hash")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    monkeypatch.setattr("photosearch.indexing.worker.decode", None)
    library = open_library()
    assert files(library.duplicates()) == {BEACH[:2], LAKE}
    update(library)
    assert files(library.duplicates()) == {BEACH, LAKE}


def test_a_changed_photo_is_no_duplicate_any_more(open_library: Open, album: Path) -> None:
    library = opened(open_library, album)
    scene(9).save(album / "small.jpg")
    scene(8).save(album / "lake.png")
    update(library)
    assert files(library.duplicates()) == {BEACH[:2]}


def test_nothing_is_surplus_whose_kept_photo_is_not_whole(open_library: Open, album: Path) -> None:
    library = opened(open_library, album)
    groups = library.duplicates()
    assert {one.path.name for one in surplus(groups)} == {*BEACH[1:], *LAKE[1:]}
    (album / "lake.png").unlink()
    (album / "lake.png").symlink_to(album / "a lake, again.png")
    assert {one.path.name for one in surplus(groups)} == set(BEACH[1:])
    (album / "beach.jpg").write_bytes(b"cut short")
    assert surplus(groups) == []


@linux_only
def test_the_command_line_lists_moves_and_puts_back(
    home: AppPaths, album: Path, own_trash: Path
) -> None:
    run_here("add", album)
    told = run_here("duplicates").stdout
    assert "2 groups; 3 photos could go" in told
    assert "Nearly the same:" in told
    before = sorted(album.iterdir())
    assert "Nothing was moved." in run_here("duplicates", "--trash", answer="n\n").stdout
    assert sorted(album.iterdir()) == before
    run_here("duplicates", "--trash", "--json", status=2)
    assert "Moved 2 files" in run("duplicates", "--trash", answer="y\n").stdout
    assert {path.name for path in album.iterdir()} == {
        "beach.jpg", "small.jpg", "lake.png", "alone.jpg",
    }  # fmt: skip
    moved = json.loads(run_here("duplicates", "--trash", "--near", "--yes", "--json").stdout)
    assert list(moved) == ["version", "groups", "moved", "failures"]
    assert moved["moved"] == [str(album / "small.jpg")]
    assert "0 groups" in run_here("duplicates").stdout
    assert "Put 1 file back." in run_here("restore").stdout
    assert "Put 2 files back." in run_here("restore").stdout
    assert sorted(album.iterdir()) == before
    assert "2 groups" in run_here("duplicates").stdout
    run_here("restore", status=1)


def test_json_has_a_stable_shape(home: AppPaths, album: Path) -> None:
    run_here("add", album)
    answer = json.loads(run_here("duplicates", "--json", "--exact").stdout)
    assert list(answer) == ["version", "groups"]
    group = next(one for one in answer["groups"] if "lake" in one["photos"][0]["path"])
    assert group["kind"] == "exact"
    assert list(group["photos"][0]) == [
        "path", "width", "height", "size", "taken_at", "online", "same_file", "distance", "cosine",
    ]  # fmt: skip


@linux_only
def test_the_engine_finds_moves_and_puts_back(home: AppPaths, album: Path, own_trash: Path) -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        engine.send(messages.AddFolder(path=str(album)))
        engine.wait_until_idle()
        engine.send(messages.FindDuplicates(request=1))
        found = engine.wait_for(messages.DuplicateGroups)
        assert (found.request, found.total, found.can_restore) == (1, 2, True)
        (exact,) = (group for group in found.groups if group.kind == "exact")
        engine.send(messages.MoveToTrash(photos=(exact.photos[1].photo,)))
        moved = engine.wait_for(messages.MovedToTrash)
        assert moved.paths == (str(exact.photos[1].path),)
        assert not Path(moved.paths[0]).exists()
        engine.wait_until_idle()
        assert engine.ask(2, "").total == 5
        engine.send(messages.RestoreFromTrash(token=moved.token))
        assert engine.wait_for(messages.RestoredFromTrash).paths == moved.paths
        engine.wait_until_idle()
        assert engine.ask(3, "").total == 6
        engine.send(messages.FetchTimeline(request=3))
        timeline = engine.wait_for(messages.Timeline)
        assert timeline.months == ()  # scenes tell no date
        assert (timeline.undated, timeline.undated_matches) == (6, 6)
        engine.send(messages.RestoreFromTrash(token="unknown"))
        assert engine.wait_for(messages.Failure).said.title == "Nothing to put back"
