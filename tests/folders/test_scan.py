from __future__ import annotations

import os
from pathlib import Path

import pytest

from photosearch.catalogue.changes import Changes, Known
from photosearch.folders.scan import RootOfflineError, scan, scan_paths
from photosearch.types import PHOTO_SUFFIXES


def touch(path: Path, size: int = 3) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def known_from(changes: Changes) -> dict[str, Known]:
    return {
        file.relative: Known(number, file.size, file.mtime_ns, None, file.sidecar)
        for number, file in enumerate(changes.added, 1)
    }


def added(changes: Changes) -> set[str]:
    return {file.relative for file in changes.added}


def test_photos_are_found_at_any_depth_and_other_files_are_not(tmp_path: Path) -> None:
    for name in ("a.jpg", "b/c/D.HEIC", "b/e.PNG", "f.txt", "g.psd", "h", "i.mp3"):
        touch(tmp_path / name)
    assert added(scan(tmp_path, {})) == {"a.jpg", "b/c/D.HEIC", "b/e.PNG"}


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.jpg",
        ".thumbnails/a.jpg",
        "@eaDir/a.jpg",
        "$RECYCLE.BIN/a.jpg",
        "node_modules/x/a.jpg",
        "My.photoslibrary/resources/derivatives/a.jpg",
        "Drafts/a.jpg",
        "b.draft.jpg",
    ],
)
def test_hidden_system_and_excluded_names_are_left_out(tmp_path: Path, name: str) -> None:
    touch(tmp_path / name)
    touch(tmp_path / "kept.jpg")
    excludes = ("drafts", "*.draft.*")
    assert added(scan(tmp_path, {}, excludes)) == {"kept.jpg"}
    looked_at = scan_paths(tmp_path, [tmp_path / name], {}, excludes)
    assert added(looked_at) == set()


def test_originals_inside_a_photos_library_are_photos(tmp_path: Path) -> None:
    touch(tmp_path / "My.photoslibrary/originals/3/a.heic")
    assert added(scan(tmp_path, {})) == {"My.photoslibrary/originals/3/a.heic"}


def test_links_that_go_round_in_circles_do_no_harm(tmp_path: Path) -> None:
    touch(tmp_path / "a/b/c.jpg")
    (tmp_path / "a/b/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone.jpg")
    assert added(scan(tmp_path, {})) == {"a/b/c.jpg"}


def test_what_is_new_changed_and_gone_is_told_apart(tmp_path: Path) -> None:
    for name in ("same.jpg", "changed.jpg", "gone.jpg"):
        touch(tmp_path / name)
    known = known_from(scan(tmp_path, {}))
    touch(tmp_path / "changed.jpg", 5)
    touch(tmp_path / "new.jpg")
    (tmp_path / "gone.jpg").unlink()
    changes = scan(tmp_path, known)
    assert added(changes) == {"new.jpg"}
    assert changes.changed[0][0] == known["changed.jpg"].id
    assert changes.removed == [known["gone.jpg"].id]


def test_an_unchanged_folder_has_no_changes(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    assert not scan(tmp_path, known_from(scan(tmp_path, {})))


def test_a_missing_folder_is_offline_and_not_empty(tmp_path: Path) -> None:
    with pytest.raises(RootOfflineError):
        scan(tmp_path / "unplugged", {"a.jpg": Known(1, 3, 4, None)})


def looks(root: Path, known: dict[str, Known], *paths: Path) -> list[Changes]:
    """What a scan finds, and a look at these paths alone."""
    return [scan(root, known), scan_paths(root, paths, known)]


@pytest.mark.parametrize(
    "sidecar",
    ["a.xmp", "a.jpg.xmp", "a.XMP", "A.Jpg.Xmp", "a.jpg.json", "a.jpg.supplemental-meta.json"],
)
@pytest.mark.parametrize("time", [10**17, 2 * 10**18])
def test_a_sidecar_that_comes_changes_or_goes_changes_its_photo(
    tmp_path: Path, sidecar: str, time: int
) -> None:
    """Whatever its time: an older one may be put in its place."""
    os.utime(touch(tmp_path / "a.jpg"), ns=(10**18, 10**18))
    touch(tmp_path / "b.jpg")
    path = tmp_path / sidecar
    known = known_from(scan(tmp_path, {}))

    def changed() -> None:
        nonlocal known
        for changes in looks(tmp_path, known, path):
            assert [file.relative for _, file in changes.changed] == ["a.jpg"]
            assert not changes.added
            assert not changes.removed
        known = known_from(scan(tmp_path, {}))
        for changes in looks(tmp_path, known, path):
            assert not changes

    os.utime(touch(path), ns=(time, time))
    changed()
    os.utime(path, ns=(time - 1, time - 1))
    changed()
    os.utime(touch(path, 4), ns=(time - 1, time - 1))
    changed()
    path.unlink()
    changed()


def test_a_changed_sidecar_is_no_reason_to_look_at_the_whole_folder(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png", "b.jpg", "sub/a.jpg"):
        touch(tmp_path / name)
    touch(tmp_path / "a.xmp")
    assert added(scan_paths(tmp_path, [tmp_path / "a.xmp"], {})) == {"a.jpg", "a.png"}


def test_the_sidecar_of_a_folder_changes_all_photos_in_it(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "sub/c.jpg"):
        touch(tmp_path / name)
    known = known_from(scan(tmp_path, {}))
    for changes in looks(tmp_path, known, touch(tmp_path / ".picasa.ini")):
        assert {file.relative for _, file in changes.changed} == {"a.jpg", "b.jpg"}


def test_a_folder_named_like_a_sidecar_is_a_folder(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg")
    known = known_from(scan(tmp_path, {}))
    touch(tmp_path / "a.xmp" / "b.jpg")
    for changes in looks(tmp_path, known, tmp_path / "a.xmp"):
        assert added(changes) == {"a.xmp/b.jpg"}
        assert not changes.changed


def test_a_look_tells_new_changed_and_gone_from_what_is_as_it_was(tmp_path: Path) -> None:
    for name in ("same.jpg", "changed.jpg", "gone.jpg", "sub/same.jpg"):
        touch(tmp_path / name)
    known = known_from(scan(tmp_path, {}))
    touch(tmp_path / "changed.jpg", size=4)
    (tmp_path / "gone.jpg").unlink()
    touch(tmp_path / "sub/new.jpg")
    changes = scan(tmp_path, known)
    assert added(changes) == {"sub/new.jpg"}
    assert [(photo, file.size) for photo, file in changes.changed] == [(known["changed.jpg"].id, 4)]
    assert changes.removed == [known["gone.jpg"].id]


def test_a_look_at_some_paths_leaves_the_others_alone(tmp_path: Path) -> None:
    for name in ("a.jpg", "sub/b.jpg", "sub/c.jpg", "subway/d.jpg"):
        touch(tmp_path / name)
    known = known_from(scan(tmp_path, {}))
    for name in ("a.jpg", "sub/b.jpg", "subway/d.jpg"):
        (tmp_path / name).unlink()
    touch(tmp_path / "sub/deep/new.jpg")
    changes = scan_paths(tmp_path, [tmp_path / "sub"], known)
    assert changes.removed == [known["sub/b.jpg"].id]
    assert added(changes) == {"sub/deep/new.jpg"}


def test_a_folder_that_was_moved_away_takes_its_photos_along(tmp_path: Path) -> None:
    for name in ("a.jpg", "sub/b.jpg", "sub/deep/c.jpg"):
        touch(tmp_path / name)
    known = known_from(scan(tmp_path, {}))
    (tmp_path / "sub").rename(tmp_path.parent / "elsewhere")
    changes = scan_paths(tmp_path, [tmp_path / "sub"], known)
    assert set(changes.removed) == {known["sub/b.jpg"].id, known["sub/deep/c.jpg"].id}


def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    touch(tmp_path / name)
    assert added(scan(tmp_path, {})) == {name}
    assert not scan(tmp_path, known_from(scan(tmp_path, {})))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
def test_photos_in_a_folder_that_may_not_be_entered_are_kept(tmp_path: Path) -> None:
    touch(tmp_path / "locked/a.jpg")
    known = known_from(scan(tmp_path, {}))
    (tmp_path / "locked").chmod(0)
    try:
        changes = scan(tmp_path, known)
    finally:
        (tmp_path / "locked").chmod(0o755)
    assert changes.removed == []
    assert changes.unreadable == [Path("locked")]


def test_videos_are_found_where_they_can_be_read(tmp_path: Path) -> None:
    pytest.importorskip("av")
    for name in ("a.mp4", "b/c.MOV", "d.mkv", "e.mp3"):
        touch(tmp_path / name)
    assert added(scan(tmp_path, {})) == {"a.mp4", "b/c.MOV", "d.mkv"}


def test_videos_are_counted_as_not_searched_where_they_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.folders.scan.searched_suffixes", lambda: PHOTO_SUFFIXES)
    for name in ("a.mp4", "b.jpg"):
        touch(tmp_path / name)
    assert added(scan(tmp_path, {})) == {"b.jpg"}
