"""What is away is not deleted: drives, mount points, folders that vanish while they are read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photosearch.folders.scan import RootOfflineError, scan, scan_paths
from photosearch.library import Library
from photosearch.types import ProblemReason
from tests.conftest import names, paint, paint_four, update
from tests.folders.test_scan import known_from, touch

Open = Callable[[], Library]
RED = "IMG_0000.jpg"


@pytest.fixture
def library(open_library: Open, photos: Path) -> Library:
    """A library whose four photos are indexed."""
    library = open_library()
    library.add_folder(photos)
    update(library)
    return library


def empty(folder: Path) -> None:
    """Leave nothing of a folder but itself, as a drive that is unplugged does."""
    folder.rename(folder.with_name("unplugged"))
    folder.mkdir()


def plug_in(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.with_name("unplugged").rename(folder)


@pytest.mark.parametrize(
    "left", [(), (".Trash-1000",), ("lost+found", "System Volume Information")]
)
def test_a_root_that_is_suddenly_empty_is_offline_and_not_deleted(
    library: Library, photos: Path, left: tuple[str, ...]
) -> None:
    photo = library.photo_at(photos / RED)
    empty(photos)
    for name in left:
        (photos / name).mkdir()
    update(library)
    assert library.photos() == library.searchable() == 4
    assert not library.folders()[0].online
    assert not library.hits(library.search("red"), 0, 1)[0].online
    plug_in(photos)
    update(library)
    assert library.folders()[0].online
    assert library.photo_at(photos / RED) == photo


def test_the_last_photo_that_is_deleted_is_gone(library: Library, photos: Path) -> None:
    """Where single files are known to have gone, an empty folder is no unplugged one."""
    (folder,) = library.folders()
    paths = frozenset(photos.iterdir())
    for path in paths:
        path.unlink()
    library.refresh_paths(folder.id, paths)
    assert library.photos() == 0
    update(library)
    assert library.folders()[0].online


def test_an_empty_folder_that_never_had_photos_is_online(
    open_library: Open, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    library = open_library()
    library.add_folder(tmp_path / "new")
    update(library)
    assert library.folders()[0].online


def test_a_folder_that_vanishes_while_it_is_scanned_is_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "photos"
    touch(root / "a.jpg")
    touch(root / "sub" / "b.jpg")
    known = known_from(scan(root, {}))
    entered: list[str] = []

    def unplug(look: object, path: str, place: str) -> list[tuple[str, str]]:
        entered.append(place)
        folders = enter(look, path, place)  # type: ignore[arg-type]
        root.rename(tmp_path / "gone")
        return folders

    from photosearch.folders.scan import _Look

    enter = _Look._enter
    monkeypatch.setattr(_Look, "_enter", unplug)
    with pytest.raises(RootOfflineError):
        scan(root, known)
    assert entered == [""]


@pytest.mark.parametrize("away", ["renamed", "empty"])
def test_a_folder_that_vanishes_while_it_is_indexed_leaves_no_problems(
    open_library: Open, photos: Path, away: str
) -> None:
    library = open_library()
    library.add_folder(photos)
    for _ in library.refresh():
        pass
    if away == "renamed":
        photos.rename(photos.with_name("unplugged"))
    else:
        empty(photos)
    for _ in library.index():
        pass
    assert library.problems() == []
    assert library.pending() == 0  # it waits for the folder
    assert not library.folders()[0].online
    if away == "empty":
        photos.rmdir()
    photos.with_name("unplugged").rename(photos)
    update(library)
    assert library.searchable() == 4
    assert library.problems() == []


def test_a_part_of_a_folder_that_vanished_while_it_was_indexed_is_tried_again(
    open_library: Open, photos: Path
) -> None:
    paint(photos / "trip" / "a.jpg", "purple")
    library = open_library()
    library.add_folder(photos)
    for _ in library.refresh():
        pass
    (photos / "trip").rename(photos.with_name("elsewhere"))
    for _ in library.index():
        pass
    assert [problem.reason for problem in library.problems()] == [ProblemReason.VANISHED]
    photos.with_name("elsewhere").rename(photos / "trip")
    update(library)
    assert library.problems() == []
    assert names(library, "purple")[0] == "a.jpg"


# Volumes below a folder -----------------------------------------------------------------------


@pytest.fixture
def volume(photos: Path) -> Iterator[Path]:
    """A folder of a library that is another volume, mounted now."""
    place = photos / "nas"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "none", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    yield place
    subprocess.run(["umount", str(place)], capture_output=True)


def test_photos_of_a_volume_that_is_away_are_kept(
    open_library: Open, photos: Path, volume: Path
) -> None:
    paint(volume / "trip" / "a.jpg", "purple")
    library = open_library()
    library.add_folder(photos)
    update(library)
    photo = library.photo_at(volume / "trip" / "a.jpg")
    assert photo is not None
    subprocess.run(["umount", str(volume)], check=True)
    (folder,) = library.folders()
    update(library)
    library.refresh_paths(folder.id, frozenset({volume, volume / "trip" / "a.jpg"}))
    assert library.photo_at(volume / "trip" / "a.jpg") == photo
    volume.rmdir()  # as systems do that made the place for the drive
    update(library)
    assert library.photo_at(volume / "trip" / "a.jpg") == photo
    paint(volume / "other.jpg", "black")  # now it is a folder like any other
    update(library)
    assert library.photo_at(volume / "trip" / "a.jpg") is None
    assert library.photos() == 5


def test_photos_deleted_from_a_volume_that_is_there_are_gone(
    open_library: Open, photos: Path, volume: Path
) -> None:
    photo = paint(volume / "a.jpg", "purple")
    library = open_library()
    library.add_folder(photos)
    update(library)
    photo.unlink()
    update(library)
    assert library.photos() == 4


def test_a_mount_of_the_same_disk_is_a_volume_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bind mount has its disk's number; the system's list of mounts tells of it."""
    touch(tmp_path / "nas" / "a.jpg")
    points = {str(tmp_path / "nas")}
    monkeypatch.setattr("photosearch.folders.scan.mount_points", lambda root: frozenset(points))
    changes = scan(tmp_path, {})
    assert changes.mounts == ["nas"]
    known = known_from(changes)
    touch(tmp_path / "b.jpg")
    (tmp_path / "nas" / "a.jpg").unlink()
    assert scan(tmp_path, known, mounts=changes.mounts).removed == [known["nas/a.jpg"].id]
    points.clear()
    for look in (
        scan(tmp_path, known, mounts=["nas"]),
        scan_paths(tmp_path, [tmp_path / "nas" / "a.jpg"], known, mounts=["nas"]),
    ):
        assert look.removed == []
        assert look.away == ["nas"]


def test_a_disk_that_fails_takes_no_photos_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    touch(tmp_path / "sub" / "a.jpg")
    touch(tmp_path / "b.jpg")
    known = known_from(scan(tmp_path, {}))
    stat = os.stat

    def failing(path: str, **options: bool) -> os.stat_result:
        if str(path).endswith("sub"):
            raise OSError(5, "Input/output error")
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", failing)
    changes = scan(tmp_path, known)
    assert changes.removed == []
    assert changes.unreadable == [Path("sub")]


# What is not looked at ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", ["@Recycle", "#recycle", "@eaDir", "$RECYCLE.BIN", "lost+found", ".Trashes", "@tmp",
               "System Volume Information", "RECYCLER", "@Recently-Snapshot", "#snapshot"],
)  # fmt: skip
def test_what_network_stores_and_systems_keep_is_left_out(tmp_path: Path, folder: str) -> None:
    touch(tmp_path / "trip" / folder / "deep" / "a.jpg")
    touch(tmp_path / folder / "a.jpg")
    assert scan(tmp_path, {}).added == []


def test_a_folder_that_says_it_has_no_media_is_left_out_with_all_in_it(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    touch(tmp_path / "covers" / "deep" / "b.jpg")
    known = known_from(scan(tmp_path, {}))
    marker = touch(tmp_path / "covers" / ".nomedia", 0)
    inside = known["covers/deep/b.jpg"].id
    assert scan(tmp_path, known).removed == [inside]
    assert scan_paths(tmp_path, [marker], known).removed == [inside]
    assert scan_paths(tmp_path, [tmp_path / "covers" / "deep" / "b.jpg"], {}).added == []
    marker.unlink()
    assert len(scan_paths(tmp_path, [marker], {}).added) == 1


def test_a_folder_that_was_added_is_looked_at_whatever_it_says(tmp_path: Path) -> None:
    touch(tmp_path / ".nomedia", 0)
    touch(tmp_path / "a.jpg")
    assert len(scan(tmp_path, {}).added) == 1


def test_files_of_kinds_that_are_not_searched_are_counted(
    open_library: Open, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from photosearch.cli.terminal import print_folders

    paint_four(photos / "more")
    for name in ("a.PSD", "b.psd", "sub/c.Xcf", "notes.txt", ".hidden.mov", "@eaDir/d.psd"):
        touch(photos / name)
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.folders()[0].unsearched == ((".psd", 2), (".xcf", 1))
    print_folders(library)
    assert "not searched: 2 .psd, 1 .xcf" in capsys.readouterr().out
    (photos / "b.psd").unlink()
    update(library)
    assert library.folders()[0].unsearched == ((".psd", 1), (".xcf", 1))
