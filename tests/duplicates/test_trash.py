from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.duplicates import trash
from photosearch.duplicates.trash import move_to_trash, restore
from photosearch.duplicates.trash_journal import KEPT, TrashJournal
from photosearch.errors import TrashError
from photosearch.library import Library
from tests.conftest import names, paint, update

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the trash of freedesktop.org"
)
Open = Callable[[], Library]


@pytest.fixture(autouse=True)
def bin_of_its_own(own_trash: Path) -> Path:
    return own_trash


def kept(bin_: Path) -> set[str]:
    return {path.name for path in (bin_ / "files").iterdir()}


def test_a_photo_goes_to_the_trash_and_comes_back(tmp_path: Path, own_trash: Path) -> None:
    photo = paint(tmp_path / "a folder" / "[1] 红 100%.jpg", "red")
    content = photo.read_bytes()
    moved = move_to_trash([photo])
    assert moved.can_restore
    assert not moved.failures
    assert not photo.exists()
    assert kept(own_trash) == {photo.name}
    photo.parent.rmdir()
    assert restore(moved).paths == (str(photo),)
    assert photo.read_bytes() == content
    assert kept(own_trash) == set()
    assert list((own_trash / "info").iterdir()) == []


def test_files_of_one_name_come_back_to_their_own_places(tmp_path: Path) -> None:
    photos = [paint(tmp_path / name / "a.jpg", name) for name in ("red", "green", "blue")]
    contents = [photo.read_bytes() for photo in photos]
    moved = move_to_trash(photos)
    assert len(restore(moved).paths) == 3
    assert [photo.read_bytes() for photo in photos] == contents


def test_a_name_that_is_no_text_survives(tmp_path: Path) -> None:
    photo = paint(tmp_path / "a.jpg", "red").rename(tmp_path / "caf\udce9.jpg")
    assert restore(move_to_trash([photo])).paths == (str(photo),)
    assert photo.exists()


def test_sidecars_travel_with_their_photo_unless_they_are_shared(tmp_path: Path) -> None:
    photo = paint(tmp_path / "a.jpg", "red")
    own, shared = tmp_path / "a.jpg.xmp", tmp_path / "a.xmp"
    raw = tmp_path / "a.cr2"
    for file in (own, shared, raw):
        file.write_text("x")
    moved = move_to_trash([photo])
    assert not own.exists()
    assert shared.exists()
    restore(moved)
    assert own.exists()
    raw.unlink()
    assert len(move_to_trash([photo]).files) == 3
    assert not shared.exists()


def test_sidecars_in_capitals_travel_too_unless_another_photo_has_that_name(tmp_path: Path) -> None:
    photo, other = paint(tmp_path / "a.jpg", "red"), paint(tmp_path / "B.JPG", "blue")
    for name in ("A.JPG.XMP", "B.JPG.xmp", "b.XMP"):
        (tmp_path / name).write_text("x")
    assert len(move_to_trash([photo]).files) == 2
    if not (tmp_path / "b.jpg").exists():  # upper and lower case differ here
        assert len(move_to_trash([paint(tmp_path / "b.jpg", "green")]).files) == 1
    assert len(move_to_trash([other]).files) == 3


def test_what_google_and_picasa_say_stays_with_the_photos_that_it_is_of(tmp_path: Path) -> None:
    photo, edited = paint(tmp_path / "a.jpg", "red"), paint(tmp_path / "a-edited.jpg", "blue")
    said = tmp_path / "a.jpg.supplemental-metadata.json"
    for file in (said, tmp_path / ".picasa.ini"):
        file.write_text("x")
    assert len(move_to_trash([edited]).files) == 1
    assert len(move_to_trash([photo]).files) == 2
    assert not said.exists()
    assert (tmp_path / ".picasa.ini").exists()


def test_a_file_that_is_there_now_is_not_overwritten(tmp_path: Path, own_trash: Path) -> None:
    photo = paint(tmp_path / "a.jpg", "red")
    moved = move_to_trash([photo])
    photo.write_text("something new")
    restored = restore(moved)
    assert restored.paths == ()
    assert "another file" in restored.failures[0].reason
    assert photo.read_text() == "something new"
    assert kept(own_trash) == {"a.jpg"}
    photo.unlink()
    assert restore(moved).paths == (str(photo),)
    assert "not in the trash any more" in restore(moved).failures[0].reason


def test_what_is_not_there_is_told_and_the_others_go(tmp_path: Path) -> None:
    photo = paint(tmp_path / "a.jpg", "red")
    moved = move_to_trash([tmp_path / "unplugged" / "b.jpg", photo])
    assert [file.path for file in moved.files] == [str(photo)]
    assert "is not there" in moved.failures[0].reason
    assert "unplugged" in moved.failures[0].advice


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "may not be moved"),
        (OSError(30, "Read-only file system"), "read-only"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (None, "has no trash"),
    ],
)
def test_what_the_system_refuses_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError | None, words: str
) -> None:
    import send2trash

    def refuse(path: str) -> None:
        raise error or send2trash.TrashPermissionError(path)

    monkeypatch.setattr(send2trash, "send2trash", refuse)
    photo = paint(tmp_path / "a.jpg", "red")
    (failure,) = move_to_trash([photo]).failures
    assert words in failure.reason
    assert photo.exists()


def test_where_nothing_can_be_brought_back_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trash, "can_restore", lambda: False)
    moved = move_to_trash([paint(tmp_path / "a.jpg", "red")])
    assert not moved.can_restore
    assert "the system's own trash" in restore(moved).failures[0].advice


def test_the_journal_keeps_the_last_requests(tmp_path: Path) -> None:
    journal = TrashJournal(tmp_path / "trashed.json")
    with pytest.raises(TrashError):
        journal.get("")
    requests = [trash.TrashedFiles(f"t{number}") for number in range(KEPT + 5)]
    for request in requests:
        journal.add(request)
    assert journal.all() == requests[-KEPT:]
    assert journal.get("") == requests[-1]
    assert journal.get("t20") == requests[20]
    journal.forget(requests[-1].token)
    assert journal.get("") == requests[-2]
    (tmp_path / "trashed.json").write_text("{broken")
    assert journal.all() == []


def test_the_catalogue_follows(open_library: Open, photos: Path) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    red = photos / names(library, "red")[0]
    photo = library.photo_at(red)
    assert photo is not None
    moved = library.trash([photo, 999])
    assert not red.exists()
    assert library.photos() == library.searchable() == 3
    library.close()
    library = open_library()  # undoing works after a restart
    assert library.restore().token == moved.token
    for _ in library.index():
        pass
    assert names(library, "red")[0] == red.name
    with pytest.raises(TrashError):
        library.restore()
