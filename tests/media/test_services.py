"""What Google's Takeout and Picasa say of photos, beside them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from photosearch.media.metadata import with_sidecars
from photosearch.media.sidecars import sidecars_of
from photosearch.types import Facts, Word, WordSource
from tests.media.blocks import (
    ascii_tag,
    exif_block,
    facts_of,
    jpeg,
    rationals,
    xmp_packet,
)

TAKEN = datetime(2009, 11, 16, 12, 51, 58, tzinfo=UTC)
LAKE = {"latitude": 30.657819, "longitude": 104.0739, "altitude": 486.2}
NOWHERE = {"latitude": 0.0, "longitude": 0.0, "altitude": 0.0}
PERSON, CAPTION, KEYWORD = WordSource.PERSON, WordSource.CAPTION, WordSource.KEYWORD


def said(**more: Any) -> str:
    time = {"timestamp": "1258375918", "formatted": "16 Nov 2009, 12:51:58 UTC"}
    return json.dumps({"title": "a.jpg", "photoTakenTime": time, "geoData": NOWHERE, **more})


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("IMG_3397.JPG", "IMG_3397.JPG.json"),
        ("IMG_3397.JPG", "IMG_3397.JPG.supplemental-metadata.json"),
        ("IMG_3397.JPG", "IMG_3397.JPG.supplemental-me.json"),
        ("IMG_3397.JPG", "IMG_3397.JPG.s.json"),
        ("IMG_3397.JPG", "IMG_3397.JPG..json"),
        ("IMG_3397(1).JPG", "IMG_3397.JPG(1).json"),
        ("IMG_3397(12).JPG", "IMG_3397.JPG.supplemental-metadata(12).json"),
        ("Peanut Butter Balls.jpg", "Peanut Butter Balls.supplemental-metadata.json"),
        ("IMG_3397-edited.JPG", "IMG_3397.JPG.json"),
        ("IMG_3397-edited(1).JPG", "IMG_3397.JPG(1).json"),
        ("IMG_3397-bearbeitet.JPG", "IMG_3397.JPG.json"),
        ("IMG_3397-已修改.JPG", "IMG_3397.JPG.json"),
        ("img_3397.jpg", "IMG_3397.JPG.JSON"),
        (
            "ThisIsAPhotoWithAVeryLongNameThatGoogleHasToCutSomewhere.jpg",
            "ThisIsAPhotoWithAVeryLongNameThatGoogleHasToCu.json",
        ),
    ],
)
def test_the_file_of_a_photo_is_known_by_its_name(tmp_path: Path, photo: str, sidecar: str) -> None:
    (tmp_path / sidecar).write_text(said(description="At the lake"))
    (tmp_path / "metadata.json").write_text(said(description="An album"))
    facts = facts_of(tmp_path / photo, jpeg())
    assert facts.taken_at == TAKEN
    assert facts.words == (Word(CAPTION, "At the lake"),)


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("IMG_3397.JPG", "IMG_3397.JPG(1).json"),
        ("IMG_3397(1).JPG", "IMG_3397.JPG.json"),
        ("IMG_339.JPG", "IMG_3397.JPG.json"),
        ("IMG_3397.JPG", "IMG_3397.JPG.other.json"),
        ("IMG_3397.JPG", "metadata.json"),
    ],
)
def test_the_file_of_another_photo_is_none_of_this_one(
    tmp_path: Path, photo: str, sidecar: str
) -> None:
    (tmp_path / sidecar).write_text(said())
    assert facts_of(tmp_path / photo, jpeg()) == Facts(64, 48, "jpeg")


def test_the_sidecar_of_the_photos_own_comes_first(tmp_path: Path) -> None:
    for name in ("a.json", "a.jpg.json", "a.xmp", "a.jpg.xmp"):
        (tmp_path / name).touch()
    found = [path.name for path in sidecars_of(tmp_path / "a.jpg")]
    assert found == ["a.jpg.xmp", "a.xmp", "a.jpg.json", "a.json"]


def test_google_tells_when_where_who_and_what(tmp_path: Path) -> None:
    people = [{"name": "Anna Smith"}, {"name": "李雷"}, {"other": 1}, None]
    (tmp_path / "a.jpg.json").write_text(
        said(description="Anna&#39;s lake", people=people, geoData=LAKE)
    )
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert (facts.latitude, facts.longitude) == (30.657819, 104.0739)
    assert facts.words == (
        Word(CAPTION, "Anna's lake"), Word(PERSON, "Anna Smith"), Word(PERSON, "李雷")
    )  # fmt: skip


def test_a_place_that_only_the_file_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.json").write_text(said(geoDataExif=LAKE))
    assert facts_of(tmp_path / "a.jpg", jpeg()).latitude == 30.657819


def test_what_the_file_and_other_sidecars_say_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.json").write_text(said(geoData=LAKE))
    gps = [
        ascii_tag(1, "N"), rationals(2, (48, 1), (30, 1)),
        ascii_tag(3, "E"), rationals(4, (2, 1), (15, 1)),
    ]  # fmt: skip
    block = exif_block(exif=[ascii_tag(0x9003, "2009:11:16 20:51:58")], gps=gps)
    facts = facts_of(tmp_path / "a.jpg", jpeg((0xE1, block)))
    assert facts.taken_at == datetime(2009, 11, 16, 20, 51, 58)
    assert (facts.latitude, facts.longitude) == (48.5, 2.25)
    (tmp_path / "a.jpg.xmp").write_text(
        xmp_packet("<exif:DateTimeOriginal>2008-05-06T07:08:09</exif:DateTimeOriginal>")
    )
    assert facts_of(tmp_path / "a.jpg", jpeg()).taken_at == datetime(2008, 5, 6, 7, 8, 9)


def test_a_video_has_its_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.mp4.supplemental-metadata.json").write_text(said(geoData=LAKE))
    facts = with_sidecars(Facts(64, 48, "mp4"), tmp_path / "a.mp4")
    assert (facts.taken_at, facts.latitude) == (TAKEN, 30.657819)
    own = Facts(64, 48, "mp4", datetime(2008, 1, 1), latitude=1.0, longitude=2.0)
    assert with_sidecars(own, tmp_path / "a.mp4") == own


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", '"text"', '{"type": "FeatureCollection"}', "\0\0",
        '{"photoTakenTime": 3}', '{"photoTakenTime": {"timestamp": "soon"}}',
        '{"photoTakenTime": {"timestamp": "1e30"}, "geoData": [], "people": "Anna"}',
        '{"photoTakenTime": {"timestamp": "0"}, "geoData": {"latitude": "1", "longitude": 2}}',
        '{"photoTakenTime": {}, "geoData": {"latitude": 1e999, "longitude": 2}, "description": 3}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_file_of_another_kind_tells_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.jpg.json").write_text(content)
    assert facts_of(tmp_path / "a.jpg", jpeg()) == Facts(64, 48, "jpeg")


PICASA = """[Contacts2]\r
806702b3339676ef=Anna Smith;;\r
[IMG_9846.JPG]\r
backuphash=35617\r
star=yes\r
caption=At the lake\r
keywords=sea, 湖边\r
faces=rect64(44a60ba0e74affff),806702b3339676ef;rect64(36331348fdc3daaa),ffffffffffffffff\r
[other.jpg]\r
caption=Elsewhere\r
"""


@pytest.mark.parametrize("name", [".picasa.ini", "Picasa.ini"])
def test_picasa_tells_stars_captions_keywords_and_people(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PICASA, encoding="utf-8")
    facts = facts_of(tmp_path / "img_9846.jpg", jpeg())
    assert facts.rating == 5
    assert facts.words == (
        Word(CAPTION, "At the lake"), Word(KEYWORD, "sea"), Word(KEYWORD, "湖边"),
        Word(PERSON, "Anna Smith"),
    )  # fmt: skip
    assert facts_of(tmp_path / "new.jpg", jpeg()) == Facts(64, 48, "jpeg")


def test_a_rating_of_the_photos_own_comes_before_a_star(tmp_path: Path) -> None:
    (tmp_path / ".picasa.ini").write_text("[a.jpg]\nstar=yes\n[a.jpg]\nfaces=rect64(),;x\n=\n")
    block = exif_block(first=[(0x4746, 3, b"\3\0")])
    assert facts_of(tmp_path / "a.jpg", jpeg((0xE1, block))).rating == 3
