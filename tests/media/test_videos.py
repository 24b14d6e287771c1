from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosearch.media.decode import Unreadable
from photosearch.media.videos import (
    MOST_MOMENTS,
    frame_at,
    moments,
    read_video_facts,
    video_facts,
)
from photosearch.types import ProblemReason, Word, WordSource
from tests.videos import make_video, turn

pytest.importorskip("av")
COLOURS = {"red": (220, 30, 30), "green": (30, 160, 50), "blue": (40, 60, 220), "grey": (90,) * 3}


def flat(colour: str, size: tuple[int, int] = (96, 64)) -> Image.Image:
    return Image.new("RGB", size, COLOURS[colour])


def nearest(image: Image.Image) -> str:
    mean = np.asarray(image, np.float32).reshape(-1, 3).mean(0)
    return min(COLOURS, key=lambda name: float(np.abs(mean - COLOURS[name]).sum()))


def frame_of(image: Image.Image) -> Any:
    import av

    return av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")


CONTAINERS = (
    ("a.mp4", "libx264"), ("a.mov", "libx264"), ("a.m4v", "mpeg4"), ("a.mkv", "libx265"),
    ("a.webm", "libvpx-vp9"), ("a.avi", "mpeg4"), ("a.3gp", "libx264"), ("a.mts", "libx264"),
    ("b.mp4", "libx265"), ("b.webm", "libsvtav1"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "codec"), CONTAINERS)
def test_each_scene_has_a_moment_in_every_container(tmp_path: Path, name: str, codec: str) -> None:
    path = make_video(tmp_path / name, [flat("red"), flat("green"), flat("blue")], codec=codec)
    found = list(moments(path))
    assert [nearest(moment.image) for moment in found] == ["red", "green", "blue"]
    for moment, begun in zip(found, (0, 2000, 4000), strict=True):
        assert begun <= moment.at_ms < begun + 700


def test_scenes_without_keyframes_of_their_own_are_found(tmp_path: Path) -> None:
    path = make_video(
        tmp_path / "one-keyframe.mp4",
        [flat(name) for name in ("red", "green", "blue", "red", "grey")],
        seconds=1.0,
        options={"g": "1000", "sc_threshold": "0"},
    )
    found = [nearest(moment.image) for moment in moments(path)]
    assert found == ["red", "green", "blue", "red", "grey"]


def test_what_stands_still_is_one_moment(tmp_path: Path) -> None:
    path = make_video(tmp_path / "still.mp4", [flat("red")], seconds=20.0, options={"g": "10"})
    assert [moment.at_ms for moment in moments(path)] == [0]


def test_moments_are_limited_and_spread_over_the_whole(tmp_path: Path) -> None:
    scenes = [flat(name) for name in ("red", "green", "blue", "grey") * 6]
    path = make_video(tmp_path / "long.mp4", scenes, seconds=1.0, options={"g": "10"})
    found = list(moments(path, most=4))
    assert 2 <= len(found) <= 4
    assert found[-1].at_ms > 12_000


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_video_is_seen_upright(tmp_path: Path, quarters: int) -> None:
    picture = flat("red")
    picture.paste(COLOURS["blue"], (0, 0, 96, 32))  # blue above, red below, as stored
    path = make_video(tmp_path / "turned.mp4", [picture])
    if quarters:
        turn(path, quarters)
    seen = next(moments(path)).image
    wanted = picture.rotate(-90 * quarters, expand=True)
    assert seen.size == wanted.size
    facts = read_video_facts(path)
    assert (facts.width, facts.height) == wanted.size
    difference = np.abs(np.asarray(seen, np.float32) - np.asarray(wanted, np.float32))
    assert difference.mean() < 12


def test_pixels_that_are_not_square_are_shown_as_they_should_be(tmp_path: Path) -> None:
    import av

    path = tmp_path / "camcorder.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 72, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)
        for _ in range(10):
            container.mux(stream.encode(frame_of(flat("red", (96, 72)))))
        container.mux(stream.encode())
    facts = read_video_facts(path)
    assert (facts.width, facts.height) == (128, 72)
    assert next(moments(path)).image.size == (128, 72)
    assert frame_at(path, 0).size == (128, 72)


def test_a_cover_is_not_the_video(tmp_path: Path) -> None:
    import av

    path = tmp_path / "covered.mov"
    with av.open(str(path), "w") as container:
        cover = container.add_stream("png", rate=1)
        cover.width, cover.height, cover.pix_fmt = 200, 200, "rgb24"
        film = container.add_stream("libx264", rate=10)
        film.width, film.height, film.pix_fmt = 96, 64, "yuv420p"
        container.mux(cover.encode(frame_of(flat("green", (200, 200)))))
        for _ in range(20):
            container.mux(film.encode(frame_of(flat("red"))))
        container.mux([*cover.encode(), *film.encode()])
    facts = read_video_facts(path)
    assert (facts.width, facts.height) == (96, 64)
    assert [nearest(moment.image) for moment in moments(path)] == ["red"]


def test_a_frame_is_that_of_its_time(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mp4", [flat("red"), flat("green"), flat("blue")])
    asked = [(0, "red"), (1900, "red"), (2050, "green"), (5900, "blue"), (60_000, "blue")]
    assert [nearest(frame_at(path, at_ms)) for at_ms, _ in asked] == [name for _, name in asked]


def test_uneven_frames_keep_their_times(tmp_path: Path) -> None:
    scenes = [flat("red"), flat("green")]
    path = make_video(tmp_path / "uneven.mkv", scenes, jitter=True)
    assert [nearest(moment.image) for moment in moments(path)] == ["red", "green"]


def test_facts_of_a_telephone_are_read(tmp_path: Path) -> None:
    path = make_video(
        tmp_path / "phone.mov",
        [flat("red")],
        said={
            "com.apple.quicktime.creationdate": "2023-05-14T16:20:00+0200",
            "com.apple.quicktime.location.ISO6709": "+48.8584+002.2945+035.000/",
            "com.apple.quicktime.make": "Apple",
            "com.apple.quicktime.model": "iPhone 14",
            "title": "At the tower",
        },
    )
    facts = read_video_facts(path)
    assert facts.taken_at == datetime.fromisoformat("2023-05-14T16:20:00+02:00")
    assert (facts.latitude, facts.longitude) == (48.8584, 2.2945)
    assert facts.camera == "Apple iPhone 14"
    assert facts.title == "At the tower"
    assert facts.duration_ms == pytest.approx(2000, abs=150)
    assert facts.codec == "h264"


@pytest.mark.parametrize(
    ("said", "taken_at"),
    [
        ({"creation_time": "2014-11-05T13:51:33.0Z"}, datetime(2014, 11, 5, 13, 51, 33, 0, UTC)),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None),
        (
            {"date": "not a date", "creation_time": "2020-02-03T04:05:06Z"},
            datetime(2020, 2, 3, 4, 5, 6, 0, UTC),
        ),
        ({"creation_time": "1970-01-01T00:00:00.000000Z"}, None),
        ({"DATE": "2015-05-14 10:11:12"}, datetime(2015, 5, 14, 10, 11, 12)),
        ({"DATE": "1962"}, datetime(1962, 1, 1)),  # a film that was digitized
        ({"DATE": "1962-07", "creation_time": "2020-02-03T04:05:06Z"}, datetime(1962, 7, 1)),
    ],
)  # fmt: skip
def test_dates_that_no_clock_made_are_none(
    tmp_path: Path, said: dict[str, str], taken_at: datetime | None
) -> None:
    path = make_video(tmp_path / "dated.mkv", [flat("red")], said=said)
    assert read_video_facts(path).taken_at == taken_at


def test_where_a_video_tells_no_time_its_name_may(tmp_path: Path) -> None:
    said = {"creation_time": "1970-01-01T00:00:00Z"}
    path = make_video(tmp_path / "20120529_085506.mkv", [flat("red")], said=said)
    assert video_facts(path).taken_at == datetime(2012, 5, 29, 8, 55, 6)


def test_what_telephones_and_programs_call_things_is_known(tmp_path: Path) -> None:
    path = make_video(
        tmp_path / "a.mov",
        [flat("red")],
        said={
            "com.android.manufacturer": "Google",
            "com.android.model": "Pixel 8",
            "com.apple.quicktime.title": "My trip",
            "com.apple.quicktime.description": "By boat",
            "com.apple.quicktime.keywords": "sea, boat",
        },
    )
    facts = video_facts(path)
    assert facts.camera == "Google Pixel 8"
    assert facts.words == (
        Word(WordSource.TITLE, "My trip"), Word(WordSource.CAPTION, "By boat"),
        Word(WordSource.KEYWORD, "sea"), Word(WordSource.KEYWORD, "boat"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("+47.7199-117.4931+522.171/", (47.7199, -117.4931)),
        ("+4851.50+00217.65/", (48.858333, 2.294167)),
        ("+485130-0021739+035/", (48.858333, -2.294167)),
        ("-90+180/", (-90.0, 180.0)),
        ("+9.2504-83.7465/", (9.2504, -83.7465)),
        ("+48515+002/", None),
    ],
)
def test_places_are_read_in_all_forms_of_iso_6709(
    tmp_path: Path, said: str, place: tuple[float, float] | None
) -> None:
    key = "com.apple.quicktime.location.ISO6709"
    path = make_video(tmp_path / "a.mov", [flat("red")], said={key: said})
    facts = read_video_facts(path)
    found = (facts.latitude, facts.longitude)
    assert found == ((None, None) if place is None else pytest.approx(place, abs=1e-5))


def test_a_place_off_the_earth_is_none(tmp_path: Path) -> None:
    for number, place in enumerate(("+91.0+002.0/", "+00.0000+000.0000/", "nowhere")):
        said = {"com.apple.quicktime.location.ISO6709": place}
        path = make_video(tmp_path / f"{number}.mov", [flat("red")], said=said)
        facts = read_video_facts(path)
        assert (facts.latitude, facts.longitude) == (None, None)


def test_a_broken_tail_costs_the_tail_alone(tmp_path: Path) -> None:
    path = make_video(tmp_path / "cut.mkv", [flat("red"), flat("green"), flat("blue")])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    assert next(iter(moments(path))).at_ms == 0


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4096, b"no video at all", b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 999]
)
def test_what_is_no_video_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.mp4"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        read_video_facts(path)
    with pytest.raises(Unreadable):
        list(moments(path))


def test_a_playlist_under_a_videos_name_opens_nothing_else(tmp_path: Path) -> None:
    secret = make_video(tmp_path / "secret.mp4", [flat("red")])
    for number, text in enumerate(
        (f"ffconcat version 1.0\nfile {secret}\n", f"#EXTM3U\n#EXTINF:2,\n{secret}\n")
    ):
        path = tmp_path / f"{number}.mp4"
        path.write_text(text)
        with pytest.raises(Unreadable):
            list(moments(path))


def test_a_video_that_is_away_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_video_facts(tmp_path / "none.mp4")
    assert caught.value.problem.reason in (ProblemReason.VANISHED, ProblemReason.UNREADABLE)


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    import av

    path = tmp_path / "sound.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with pytest.raises(Unreadable, match="sound"):
        read_video_facts(path)


def test_the_limit_of_moments_is_one_a_person_can_look_through() -> None:
    assert MOST_MOMENTS <= 300


def test_a_frame_is_whole_where_only_the_first_ones_tell_how_they_are_coded() -> None:
    """Old encoders of 4:4:4 video name themselves once, and decoders must know them."""
    path = Path(__file__).parents[3] / "shared/data/samples/video/cockatoo.mp4"
    if not path.exists():
        pytest.skip("the sample clips are not here")
    for moment in moments(path):
        seen = np.asarray(frame_at(path, moment.at_ms), np.float32)
        assert np.abs(seen - np.asarray(moment.image, np.float32)).mean() < 5
