"""Faces are found, told apart, and joined with the names that files give."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from photosearch.analysers.analyser import Analyser, Seen, look
from photosearch.analysers.faces import (
    FACES,
    PICTURE_EDGE,
    FaceFinder,
    FoundFace,
    common,
    joined,
    spread,
)
from photosearch.arrays import UInt8Array
from photosearch.media import videos
from photosearch.media.decode import decode, file_digest
from photosearch.media.videos import still
from photosearch.paths import face_picture
from photosearch.people.clustering import DLIB
from photosearch.types import Face, Problem, ProblemReason, Region
from tests.media.test_regions import mwg
from tests.videos import make_video

LEFT = Face((0.1, 0.1, 0.3, 0.4), 90)
RIGHT = Face((0.6, 0.1, 0.8, 0.4), 90)


@pytest.fixture(scope="module")
def astronaut() -> Image.Image:
    """A photo of one person (Eileen Collins; NASA, in the public domain)."""
    pytest.importorskip("dlib")
    data = pytest.importorskip("skimage.data")
    return Image.fromarray(data.astronaut())


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> FaceFinder:
    pytest.importorskip("dlib")
    return FaceFinder(tmp_path_factory.mktemp("cache"))


def seen(path: Path) -> Seen:
    return Seen(decode(path.read_bytes(), 1200), path, b"\x12" * 16)


def picture_bytes() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return made.getvalue()


def distance(one: Face, other: Face) -> float:
    assert one.embedding is not None
    assert other.embedding is not None
    return float(np.linalg.norm(one.embedding - other.embedding))


def test_a_face_is_found_where_it_is_and_known_again(
    astronaut: Image.Image, finder: FaceFinder, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    astronaut.save(path, quality=90)
    (face,) = finder.analyse(seen(path))
    left, top, right, bottom = face.box
    assert left < 224 / 512 < right  # her nose
    assert top < 115 / 512 < bottom
    assert 60 < face.pixels < 160
    assert face.embedding is not None
    assert face.embedding.shape == (128,)
    other = tmp_path / "b.jpg"
    ImageOps.mirror(astronaut).resize((1200, 1200)).rotate(8).save(other)
    (again,) = finder.analyse(seen(other))
    assert distance(face, again) < DLIB.same


def test_small_pictures_of_faces_are_kept(astronaut: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    astronaut.save(path)
    FaceFinder(tmp_path / "cache").analyse(seen(path))
    picture = face_picture(tmp_path / "cache", b"\x12" * 16, 0)
    with Image.open(picture) as image:
        assert image.size == (PICTURE_EDGE, PICTURE_EDGE)
    (tmp_path / "no cache").write_text("a file")
    assert len(FaceFinder(tmp_path / "no cache").analyse(seen(path))) == 1


def test_a_turned_photo_is_looked_at_upright_and_gets_the_name_that_it_gives(
    astronaut: Image.Image, finder: FaceFinder, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: stored lying on its side
    packet = mwg(("Eileen", "Face", "0.23 0.56 0.2 0.2"), size=(512, 512))
    astronaut.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, xmp=packet)
    (face,) = finder.analyse(seen(path))
    assert face.name == "Eileen"
    assert face.box[0] < 224 / 512 < face.box[2]


def test_nothing_is_found_where_nobody_is(finder: FaceFinder, tmp_path: Path) -> None:
    for size in ((1, 1), (3, 900), (640, 480)):
        path = tmp_path / f"{size[0]}.png"
        Image.new("RGB", size, "green").save(path)
        assert finder.analyse(seen(path)) == ()


def test_what_cannot_be_decoded_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")
    outcome = look(FACES, tmp_path, path)
    assert isinstance(outcome, Problem)
    assert outcome.reason is ProblemReason.NOT_A_PHOTO


class RedAndBlue:
    """A model that sees a face in red and in blue pictures; in blue ones a larger one."""

    def find(self, pixels: UInt8Array) -> list[FoundFace]:
        red, green, blue = pixels.reshape(-1, 3).mean(0)
        if max(red, blue) < 2 * green:
            return []
        edge = 20 if red > blue else 30
        return [FoundFace((5, 10, 5 + edge, 10 + edge), np.array([red, blue], np.float32))]


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> Analyser[Any]:
    monkeypatch.setattr("photosearch.analysers.analyser._sights", {})
    return replace(FACES, load=lambda cache: FaceFinder(cache, RedAndBlue(), "made"))


def test_faces_of_a_video_are_found_at_its_moments(colours: Analyser[Any], tmp_path: Path) -> None:
    pytest.importorskip("av")
    path = tmp_path / "clip.mp4"
    make_video(path, [Image.new("RGB", (96, 64), one) for one in ("red", "lime", "blue", "red")])
    faces = look(colours, tmp_path, path)
    assert isinstance(faces, tuple)
    times = [face.at_ms for face in faces]
    assert times == pytest.approx([0, 4000, 6000], abs=300)
    assert [face.pixels for face in faces] == [20, 30, 20]
    assert set(times) < {one.at_ms for one in videos.moments(path)}  # as search knows them
    digest = file_digest(path)
    assert all(face_picture(tmp_path, digest, number).exists() for number in range(3))
    with Image.open(face_picture(tmp_path, digest, 1)) as picture:
        red, _, blue = picture.convert("RGB").getpixel((80, 80))  # type: ignore[misc]
        assert blue > red


def test_of_many_faces_in_a_video_the_largest_are_kept(
    colours: Analyser[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("av")
    monkeypatch.setattr("photosearch.analysers.faces.MOST_IN_VIDEO", 1)
    path = tmp_path / "clip.mp4"
    make_video(path, [Image.new("RGB", (96, 64), one) for one in ("red", "blue", "red")])
    faces = look(colours, tmp_path, path)
    assert isinstance(faces, tuple)
    assert [face.pixels for face in faces] == [30]


def test_a_video_is_looked_at_no_longer_than_for_some_seconds(
    colours: Analyser[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("av")
    monkeypatch.setattr("photosearch.analysers.faces.MOST_SECONDS", -1.0)
    path = make_video(tmp_path / "clip.mp4", [Image.new("RGB", (96, 64), "red")])
    assert look(colours, tmp_path, path) == ()


def test_a_video_without_a_picture_is_a_problem(colours: Analyser[Any], tmp_path: Path) -> None:
    pytest.importorskip("av")
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"no video")
    outcome = look(colours, tmp_path, path)
    assert isinstance(outcome, Problem)
    assert outcome.reason is ProblemReason.TRUNCATED


@pytest.mark.parametrize(("moments", "kept"), [(0, 0), (3, 3), (4, 4), (5, 3), (9, 3), (100, 4)])
def test_moments_that_are_looked_at_are_spread(moments: int, kept: int) -> None:
    photo = decode(picture_bytes(), 8)
    seen = [Seen(photo, Path("clip.mp4"), b"", at) for at in range(moments)]
    times = [one.at_ms or 0 for one in spread(seen, 4)]
    assert len(times) == kept
    assert len({b - a for a, b in pairwise(times)}) <= 1


def test_a_real_face_in_a_video_is_known_again(
    astronaut: Image.Image, finder: FaceFinder, tmp_path: Path
) -> None:
    pytest.importorskip("av")
    nobody = Image.new("RGB", astronaut.size, "green")
    path = make_video(tmp_path / "clip.mp4", [nobody, astronaut, nobody], fps=5)
    moments = [
        Seen(still(one.image, "mp4"), path, b"\x34" * 16, one.at_ms) for one in videos.moments(path)
    ]
    (face,) = finder.analyse_video(iter(moments))
    assert face.at_ms == pytest.approx(2000, abs=300)
    photo = tmp_path / "a.jpg"
    astronaut.save(photo, quality=90)
    (same,) = finder.analyse(seen(photo))
    assert distance(face, same) < DLIB.same


def test_each_name_goes_to_the_face_in_its_place() -> None:
    regions = [Region("Bob", (0.58, 0.08, 0.82, 0.42)), Region("Anna", (0.1, 0.1, 0.3, 0.4))]
    assert [face.name for face in joined([LEFT, RIGHT], regions)] == ["Anna", "Bob"]


def test_a_name_without_a_face_stands_alone_and_once() -> None:
    away = Region("Cy", (0.4, 0.7, 0.5, 0.9))
    named = list(joined([LEFT], [away, away, Region("Anna", LEFT.box), Region("Anna", LEFT.box)]))
    assert [(face.name, face.embedding is None) for face in named] == [("Anna", True), ("Cy", True)]
    assert list(joined([], [])) == []


def test_boxes_are_compared_by_what_they_have_in_common() -> None:
    assert common((0, 0, 1, 1), (0, 0, 1, 1)) == 1
    assert common((0, 0, 1, 1), (0.5, 0, 1.5, 1)) == pytest.approx(1 / 3)
    assert common((0, 0, 1, 1), (2, 0, 3, 1)) == 0
