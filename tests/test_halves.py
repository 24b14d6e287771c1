"""Files that are one thing: raw photos with their JPEG, live photos, motion photos."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from photosearch.catalogue.database import Catalogue
from photosearch.library import Library
from photosearch.media.motion import clip_in
from tests.conftest import RGB, names, paint, paint_four, update
from tests.raws import make_dng
from tests.videos import make_video

pytest.importorskip("av")
pytest.importorskip("rawpy")
Open = Callable[[], Library]
TAKEN = "2023:05:14 16:20:00"


def scene(colour: str, size: tuple[int, int] = (96, 64)) -> Image.Image:
    return Image.new("RGB", size, RGB[colour])


def photo(path: Path, colour: str, taken_at: str = TAKEN) -> Path:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken_at
    scene(colour).save(path, exif=exif)
    return path


def clip(path: Path, colour: str, seconds: float = 2.0, taken_at: str = "") -> Path:
    said = {"com.apple.quicktime.creationdate": taken_at} if taken_at else {}
    return make_video(path, [scene(colour)], seconds, said=said)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return paint_four(tmp_path / "pictures")


@pytest.fixture
def opened(open_library: Open, folder: Path) -> Callable[[], Library]:
    def open_it() -> Library:
        library = open_library()
        library.add_folder(folder)
        update(library)
        assert library.problems() == []
        return library

    return open_it


def others(library: Library) -> list[str]:
    """Return the names of all that is found, but the four that are always there."""
    found = library.hits(library.search(""), 0, 100)
    return sorted(hit.path.name for hit in found if not hit.path.name.startswith("IMG_0"))


def best(library: Library, query: str) -> str:
    (hit,) = library.hits(library.search(query), 0, 1)
    return hit.path.name


def test_a_raw_photo_and_its_jpeg_are_one_photo_with_two_files(opened: Open, folder: Path) -> None:
    photo(folder / "DSC_1.JPG", "purple")
    make_dng(folder / "DSC_1.dng", scene("purple"))
    library = opened()
    assert best(library, "purple") == "DSC_1.JPG"
    assert sorted(names(library, "type:raw")) == ["DSC_1.JPG"]
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.others == (folder / "DSC_1.dng",)
    assert not hit.has_clip
    assert library.photos() == library.searchable() == 5
    assert library.folders()[0].photos == 5
    assert library.upkeep.pending() == 0
    assert len(library.search("")) == 5
    assert library.photo_at(folder / "DSC_1.dng") == hit.photo
    assert library.duplicates() == []


def test_a_raw_photo_taken_at_another_time_is_a_photo_of_its_own(
    opened: Open, folder: Path
) -> None:
    photo(folder / "DSC_1.JPG", "purple", "2020:01:01 00:00:00")
    make_dng(folder / "DSC_1.dng", scene("purple"))
    assert others(opened()) == ["DSC_1.JPG", "DSC_1.dng"]


def test_a_telephones_raw_file_finds_its_cover(opened: Open, folder: Path) -> None:
    photo(folder / "PXL_1.RAW-01.COVER.jpg", "purple")
    make_dng(folder / "PXL_1.RAW-02.ORIGINAL.dng", scene("purple"))
    assert others(opened()) == ["PXL_1.RAW-01.COVER.jpg"]


def test_a_raw_photo_stands_for_itself_when_its_jpeg_goes_and_is_one_again_when_it_comes(
    opened: Open, folder: Path
) -> None:
    jpeg = photo(folder / "DSC_1.JPG", "purple")
    make_dng(folder / "DSC_1.dng", scene("purple"))
    library = opened()
    content = jpeg.read_bytes()
    jpeg.unlink()
    update(library)
    assert others(library) == ["DSC_1.dng"]
    jpeg.write_bytes(content)
    update(library)
    assert others(library) == ["DSC_1.JPG"]


def test_a_renamed_folder_keeps_its_pairs_and_a_renamed_file_parts_them(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "trip").mkdir()
    photo(folder / "trip/DSC_1.JPG", "purple")
    make_dng(folder / "trip/DSC_1.dng", scene("purple"))
    library = opened()
    (folder / "trip").rename(folder / "journey")
    with monkeypatch.context() as patch:
        patch.setattr("photosearch.indexing.pool.WorkerPool._schedule", None)
        update(library)
    assert others(library) == ["DSC_1.JPG"]
    (folder / "journey/DSC_1.dng").rename(folder / "journey/other.dng")
    update(library)
    assert others(library) == ["DSC_1.JPG", "other.dng"]


@pytest.mark.parametrize("name", ["IMG_1_HEVC.MOV", "IMG_1_HEIC.MOV", "IMG_1_hevc.mov"])
def test_a_clip_that_came_from_icloud_finds_its_still(
    opened: Open, folder: Path, name: str
) -> None:
    photo(folder / "IMG_1.jpg", "purple")
    clip(folder / name, "purple", taken_at="2023-05-14T16:20:01+0200")
    assert others(opened()) == ["IMG_1.jpg"]


def test_a_live_photo_is_its_still_and_its_clip_plays(opened: Open, folder: Path) -> None:
    photo(folder / "IMG_1.jpg", "purple")
    clip(folder / "IMG_1.mov", "white", taken_at="2023-05-14T16:20:01+0200")
    clip(folder / "film.mov", "white")
    library = opened()
    assert others(library) == ["IMG_1.jpg", "film.mov"]
    assert best(library, "white") == "film.mov"
    assert names(library, "has:clip") == names(library, "有:实况") == ["IMG_1.jpg"]
    assert names(library, "type:video") == ["film.mov"]
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.has_clip
    assert hit.others == (folder / "IMG_1.mov",)
    assert library.clip(hit.photo) == folder / "IMG_1.mov"
    (film,) = library.hits(library.search("type:video"), 0, 1)
    assert library.clip(film.photo) == folder / "film.mov"
    (red,) = library.hits(library.search("red"), 0, 1)
    assert library.clip(red.photo) is None


@pytest.mark.parametrize(
    ("seconds", "taken_at"), [(8.0, "2023-05-14T16:20:01+0200"), (2.0, "2019-01-01T00:00:00Z")]
)
def test_a_film_of_the_same_name_is_no_live_photo(
    opened: Open, folder: Path, seconds: float, taken_at: str
) -> None:
    photo(folder / "IMG_1.jpg", "purple")
    clip(folder / "IMG_1.mov", "white", seconds, taken_at)
    assert others(opened()) == ["IMG_1.jpg", "IMG_1.mov"]


def test_a_clip_that_tells_utc_is_that_of_its_photo(opened: Open, folder: Path) -> None:
    photo(folder / "IMG_1.jpg", "purple")
    clip(folder / "IMG_1.mov", "white", taken_at="2023-05-14T08:20:02Z")
    assert names(opened(), "has:clip") == ["IMG_1.jpg"]


def test_to_the_trash_both_halves_go_and_both_come_back(
    opened: Open, folder: Path, own_trash: Path
) -> None:
    photo(folder / "DSC_1.JPG", "purple")
    make_dng(folder / "DSC_1.dng", scene("purple"))
    library = opened()
    (hit,) = library.hits(library.search("purple"), 0, 1)
    moved = library.trash.move([hit.photo])
    assert {Path(file.path).name for file in moved.files} == {"DSC_1.JPG", "DSC_1.dng"}
    assert library.photos() == 4
    library.trash.restore()
    update(library)
    assert others(library) == ["DSC_1.JPG"]


def test_json_tells_of_other_files(
    opened: Open, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from photosearch.cli.terminal import print_answer

    photo(folder / "IMG_1.jpg", "purple")
    clip(folder / "IMG_1.mov", "white")
    library = opened()
    answer = library.search("purple")
    hits = library.hits(answer, 0, 1)
    print_answer(answer, hits, as_json=True, version=2)
    (told,) = json.loads(capsys.readouterr().out)["hits"]
    assert told["others"] == [str(folder / "IMG_1.mov")]
    assert told["has_clip"]
    print_answer(answer, hits, as_json=False)
    assert "IMG_1.jpg + IMG_1.mov" in capsys.readouterr().out


# Motion photos --------------------------------------------------------------------------------


def motion_photo(path: Path, colour: str, moving: str, trailer: bytes = b"") -> Path:
    video = clip(path.with_suffix(".mp4"), moving)
    still = photo(path, colour).read_bytes()
    path.write_bytes(still + trailer + video.read_bytes() + trailer)
    video.unlink()
    return path


@pytest.mark.parametrize("trailer", [b"", b"MotionPhoto_Data"])
def test_what_stands_behind_a_motion_photo_plays(
    opened: Open, folder: Path, trailer: bytes
) -> None:
    from photosearch.media.videos import frame_at

    motion_photo(folder / "MVIMG_1.jpg", "purple", "white", trailer)
    library = opened()
    assert names(library, "has:clip") == ["MVIMG_1.jpg"]
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.has_clip
    assert hit.others == ()
    played = library.clip(hit.photo)
    assert played is not None
    pixel = frame_at(played, 0).getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 220
    assert library.clip(hit.photo) == played


def test_a_picture_that_only_names_a_clip_has_none(tmp_path: Path) -> None:
    data = paint(tmp_path / "a.jpg", "red").read_bytes()
    video = clip(tmp_path / "a.mp4", "white").read_bytes()
    assert clip_in(data) is None
    assert clip_in(data + b"ftyp") is None
    assert clip_in(data + b"\0\0\0\x18ftypmp42" + b"\xff" * 4000) is None
    assert clip_in(data + video[:60]) is None
    assert clip_in(data + video) == len(data)


# Libraries of before --------------------------------------------------------------------------


def test_a_library_of_before_learns_of_other_halves(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    Catalogue.open(path).close()
    with sqlite3.connect(path) as database:
        database.execute("DROP INDEX photos_by_other_half")
        database.execute("ALTER TABLE photos DROP COLUMN clip_at")
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("UPDATE alembic_version SET version_num = '0013'")
    database.close()
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(photos)")]
    database.close()
    assert "live_with" in columns
    with Catalogue.open(path) as catalogue:
        assert catalogue.halves.all().tolist() == []
        assert catalogue.photos.newest().tolist() == []


def test_times_tell_what_was_taken_at_once() -> None:
    from photosearch.catalogue.halves import _at_once
    from photosearch.catalogue.storable import wall_clock_us

    def us(text: str) -> int:
        return wall_clock_us(datetime.fromisoformat(text))

    at = us("2023-05-14T16:20:00")
    assert _at_once("raw", at, at + 1_000_000)
    assert not _at_once("raw", at, at + 5_000_000)
    assert _at_once("raw", None, at)
    assert _at_once("mov", us("2023-05-14T08:20:03"), at)
    assert _at_once("mov", us("2023-05-14T10:50:03"), at)
    assert not _at_once("mov", us("2023-05-14T08:24:00"), at)
    assert not _at_once("mov", us("2023-05-16T16:20:00"), at)
