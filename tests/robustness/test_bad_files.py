"""A bad file is on the problem list with its reason, and never in the way of the others."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from photosearch.errors import PhotoUnreadableError
from photosearch.indexing.pool import WorkerPool
from photosearch.library import Library
from photosearch.types import Decoded, ProblemReason
from tests.conftest import RGB, names, paint, paint_four, update

Open = Callable[[], Library]


def truncated(path: Path) -> None:
    paint(path, "red", (640, 480))
    path.write_bytes(path.read_bytes()[:300])


def damaged(path: Path) -> None:
    """A red picture without its last bytes."""
    paint(path, "red", (640, 480))
    path.write_bytes(path.read_bytes()[:-2])


def bomb(path: Path) -> None:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed))


def corrupt(path: Path) -> None:
    """A picture by its first bytes, and nothing by the others."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + b"\xff" * 400)


def endless(path: Path) -> None:
    """A file that no memory holds: a terabyte without a block on the disk."""
    with path.open("wb") as file:
        file.truncate(1 << 40)


BAD: dict[str, tuple[Callable[[Path], object], ProblemReason]] = {
    "empty.jpg": (Path.touch, ProblemReason.EMPTY),
    "truncated.jpg": (truncated, ProblemReason.TRUNCATED),
    "corrupt.png": (corrupt, ProblemReason.CORRUPT),
    "bomb.png": (bomb, ProblemReason.TOO_LARGE),
    "endless.tif": (endless, ProblemReason.TOO_LARGE),
    "text.jpg": (lambda path: path.write_text("Dear diary"), ProblemReason.NOT_A_PHOTO),
    "movie.heic": (lambda path: path.write_bytes(b"\0\0\0 ftypqt  "), ProblemReason.NOT_A_PHOTO),
    "pipe.jpg": (os.mkfifo, ProblemReason.NOT_A_PHOTO),
}


def spoil(folder: Path) -> Path:
    """Add every kind of bad file to a folder."""
    for name, (make, _) in BAD.items():
        make(folder / name)
    return folder


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four good photos and every kind of bad file."""
    return spoil(paint_four(tmp_path_factory.mktemp("mixed") / "photos"))


@pytest.fixture(scope="module")
def library(open_shared_library: Callable[[Path], Library], mixed: Path) -> Library:
    """The library of that folder; all was looked at."""
    return open_shared_library(mixed)


def test_each_bad_file_has_its_reason_and_the_good_ones_are_found(library: Library) -> None:
    reasons = {problem.path.name: problem.reason for problem in library.problems()}
    assert reasons == {name: reason for name, (_, reason) in BAD.items()}
    assert library.searchable() == 4
    assert library.pending() == 0
    assert names(library, "red")[0] == "IMG_0000.jpg"


def test_a_damaged_photo_is_found_and_told_of(open_library: Open, photos: Path) -> None:
    damaged(photos / "damaged.jpg")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.searchable() == 5
    assert library.pending() == 0
    assert "damaged.jpg" in names(library, "red")[:2]
    (problem,) = library.problems()
    assert (problem.path.name, problem.reason) == ("damaged.jpg", ProblemReason.DAMAGED)
    library.retry_problems()
    update(library)
    assert library.problem_count() == 1
    paint(photos / "damaged.jpg", "red", (640, 480))
    update(library)
    assert library.problems() == []


def test_bad_files_are_not_tried_again_until_they_change(
    open_library: Open, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.add_folder(spoil(photos))
    update(library)
    tried: list[Path] = []
    schedule = WorkerPool._schedule

    def noted(pool: WorkerPool[Decoded], path: Path) -> object:
        tried.append(path)
        return schedule(pool, path)

    monkeypatch.setattr(WorkerPool, "_schedule", noted)
    update(library)
    assert tried == []
    paint(photos / "empty.jpg", "purple")
    update(library)
    assert tried == [photos / "empty.jpg"]
    assert library.problem_count() == len(BAD) - 1


def test_a_preview_of_a_bad_file_is_none_and_keeps_nobody_waiting(
    library: Library, mixed: Path
) -> None:
    for name in BAD:
        photo = library.photo_at(mixed / name)
        assert photo is not None
        assert library.make_preview(photo, 512) is None
        assert library.make_thumbnail(photo) is None


@pytest.mark.parametrize("name", [*BAD, "gone.jpg", "."])
def test_a_bad_query_picture_is_a_clear_error(library: Library, mixed: Path, name: str) -> None:
    with pytest.raises(PhotoUnreadableError) as caught:
        library.similar(mixed / name)
    assert caught.value.reason
    assert caught.value.advice


def test_a_photo_with_the_wrong_suffix_is_still_a_photo(open_library: Open, photos: Path) -> None:
    Image.new("RGB", (64, 48), RGB["purple"]).save(photos / "misnamed.jpg", "PNG")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert names(library, "purple")[0] == "misnamed.jpg"
    assert library.problems() == []


def test_a_folder_named_like_a_photo_is_a_folder(open_library: Open, photos: Path) -> None:
    paint(photos / "album.jpg" / "inside.png", "purple")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert names(library, "purple")[0] == "inside.png"
    assert library.problems() == []


def test_a_file_that_vanishes_before_it_is_read_is_forgotten_by_the_next_scan(
    open_library: Open, photos: Path
) -> None:
    library = open_library()
    library.add_folder(photos)
    for _ in library.refresh():
        pass
    (photos / "IMG_0000.jpg").unlink()
    for _ in library.index():
        pass
    (problem,) = library.problems()
    assert problem.reason is ProblemReason.VANISHED
    update(library)
    assert library.problems() == []
    assert library.photos() == library.searchable() == 3


def test_a_file_the_system_will_not_give_is_told_of(open_library: Open, photos: Path) -> None:
    """A link into itself fails to open for anyone, the administrator included."""
    if sys.platform == "win32":
        pytest.skip("links need a privilege there")
    library = open_library()
    library.add_folder(photos)
    for _ in library.refresh():
        pass
    (photos / "IMG_0000.jpg").unlink()
    (photos / "IMG_0000.jpg").symlink_to(photos / "IMG_0000.jpg")
    for _ in library.index():
        pass
    (problem,) = library.problems()
    assert problem.reason is ProblemReason.UNREADABLE
    assert problem.detail
