"""Dates in the names of files, as telephones, messengers and people write them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from photosearch.media.dates import Moment
from photosearch.media.names import moment_of_name
from tests.media.blocks import ascii_tag, exif_block, facts_of, jpeg

TODAY = date(2026, 5, 14)
DAY, TIME = datetime(2023, 5, 14), datetime(2023, 5, 14, 10, 11, 12)


@pytest.fixture
def in_kathmandu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("IMG-20230514-WA0001.jpg", DAY),
        ("VID-20230514-WA0001.mp4", DAY),
        ("WhatsApp Image 2023-05-14 at 10.11.12.jpeg", TIME),
        ("WhatsApp Image 2023-05-14 at 10.11.12 AM (1).jpeg", TIME),
        ("IMG_20230514_101112.jpg", TIME),
        ("IMG_20230514_101112_1.jpg", TIME),
        ("IMG_20230514_101112_BURST001_COVER.jpg", TIME),
        ("IMG20230514101112.jpg", TIME),
        ("20230514_101112(0).jpg", TIME),
        ("DJI_20230514101112_0001_D.JPG", TIME),
        ("MVIMG_20230514_101112.MP4", TIME),
        ("B612_20230514_101112_123.jpg", TIME),
        ("lv_0_20230514101112.mp4", TIME),
        ("Screenshot_20230514-101112_Firefox.png", TIME),
        ("Screenshot_2023-05-14-10-11-12-123_com.android.chrome.png", TIME),
        ("Screenshot 2023-05-14 at 10.11.12\u202fAM.png", TIME),
        ("Bildschirmfoto 2023-05-14 um 10.11.12.png", TIME),
        ("Capture d’écran 2023-05-14 à 10.11.12.png", TIME),
        ("截屏2023-05-14 上午10.11.12.png", TIME),
        ("屏幕截图 2023-05-14 101112.png", TIME),
        ("signal-2023-05-14-101112.jpg", TIME),
        ("signal-2023-05-14-10-11-12-123.jpg", TIME),
        ("photo_2023-05-14_10-11-12.jpg", TIME),
        ("2023-05-14 10.11.12.jpg", TIME),
        ("2023-05-14T10:11:12.jpg", TIME),
        ("Photo 14-05-2023, 10 11 12.jpg", TIME),
        ("C360_2023-05-14-10-11-12-123.jpg", TIME),
        ("2023_05_14 Lake.jpg", DAY),
        ("2023.5.14 Lake.jpg", DAY),
        ("14.05.2023.jpg", DAY),
        ("2023年5月14日.jpg", DAY),
        ("20230514婚礼.jpg", DAY),
        ("1985-07-04 grandma.jpg", datetime(1985, 7, 4)),
        ("03.04.1985.jpg", datetime(1985, 4, 3)),
        ("20230514_999999.jpg", DAY),
    ],
)
def test_a_name_tells_when_it_was_taken(name: str, at: datetime) -> None:
    parts = 3 if at.time() == datetime.min.time() else 4
    assert moment_of_name(name, TODAY) == Moment(at, parts)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("PXL_20230514_101112345.MP.jpg", TIME),
        ("mmexport1684059072000.jpg", TIME),
        ("FB_IMG_1684059072000.jpg", TIME),
        ("wx_camera_1684059072000.mp4", TIME),
        ("1684059072000.jpg", TIME),
        ("RPReplay_Final1684059072.mp4", TIME),
    ],
)
def test_some_names_tell_an_instant(name: str, at: datetime) -> None:
    assert moment_of_name(name, TODAY) == Moment(at.replace(tzinfo=UTC), 4, True)


@pytest.mark.parametrize(
    "name",
    [
        "DSC_0001.jpg", "IMG_1234.jpg", "12345678.jpg", "99999999_20231399.jpg", "1920x1080.jpg",
        "received_1014567890123456.jpeg", "img_e20191203ab.jpg", "10153_20201231_555_n.jpg",
        "20991231.jpg", "2023-13-45.jpg", "03-04-2023.jpg", "2023.jpg", "2023-05.jpg", "", ".jpg",
        "202305141.jpg", "9781684059072123.jpg", "a" * 255, "1684059072123456.jpg",
    ],
)  # fmt: skip
def test_numbers_that_only_look_like_a_date_are_none(name: str) -> None:
    assert moment_of_name(name, TODAY) is None


def test_a_long_name_keeps_nobody_waiting() -> None:
    begun = time.process_time()
    for name in ("a-" * 127, "a.b_" * 60, "1" * 255, "2023-" * 50, "年" * 250):
        moment_of_name(name, TODAY)
    assert time.process_time() - begun < 1


def test_what_the_file_says_of_the_photographing_comes_first(tmp_path: Path) -> None:
    data = jpeg((0xE1, exif_block(exif=[ascii_tag(0x9003, "2020:01:02 03:04:05")])))
    assert facts_of(tmp_path / "IMG_20230514_101112.jpg", data).taken_at == datetime(
        2020, 1, 2, 3, 4, 5
    )


@pytest.mark.parametrize(
    "tag",
    [
        ascii_tag(0x0132, "2024:06:07 08:09:10"),  # changed by a program
        ascii_tag(0x9003, "1970:01:01 00:00:00"),  # a clock that was never set
        ascii_tag(0x9003, "9999:12:31 23:59:59"),
    ],
)
def test_a_name_comes_before_what_is_no_date_of_photographing(
    tmp_path: Path, tag: tuple[int, int, bytes]
) -> None:
    data = jpeg((0xE1, exif_block(first=[tag])))
    assert facts_of(tmp_path / "IMG_20230514_101112.jpg", data).taken_at == TIME


def test_an_instant_is_told_by_the_clock_of_home(tmp_path: Path, in_kathmandu: None) -> None:
    taken_at = facts_of(tmp_path / "PXL_20221231_181500000.jpg", jpeg()).taken_at
    assert taken_at is not None
    assert taken_at.isoformat() == "2023-01-01T00:00:00+05:45"


def test_an_instant_is_told_by_a_wall_clock_of_the_same_time(
    tmp_path: Path, in_kathmandu: None
) -> None:
    day = ascii_tag(29, "2023:05:14")
    clock = ascii_tag(7, "18:11:20")
    data = jpeg((0xE1, exif_block(gps=[day, clock])))
    path = tmp_path / "IMG_20230514_201112.jpg"
    assert facts_of(path, data).taken_at == datetime(2023, 5, 14, 20, 11, 12)
    there = facts_of(tmp_path / "IMG_1.jpg", data).taken_at
    assert there is not None
    assert there.isoformat() == "2023-05-14T23:56:20+05:45"


def test_a_video_has_the_clock_of_its_name(in_kathmandu: None) -> None:
    from photosearch.media.dates import best_moment

    ended = Moment(datetime(2023, 5, 14, 18, 11, 50, tzinfo=UTC), 4, True)
    for name, at in (
        (
            "VID_20230514_201112.mp4",
            datetime(2023, 5, 14, 20, 11, 12, tzinfo=timezone(timedelta(hours=2))),
        ),
        (
            "VID_20200101_000000.mp4",
            datetime(2023, 5, 14, 23, 56, 50, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        ),
    ):
        found = best_moment([ended, moment_of_name(name, TODAY)])
        assert found is not None
        assert found.isoformat() == at.isoformat()
