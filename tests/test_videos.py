"""Videos in a library: found at the moment that was meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from photosearch.library import Library
from tests.conftest import RGB, names, paint, update
from tests.videos import make_video

pytest.importorskip("av")
Open = Callable[[], Library]


def scene(colour: str, size: tuple[int, int] = (96, 64)) -> Image.Image:
    return Image.new("RGB", size, RGB[colour])


def clip(path: Path, *colours: str, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return make_video(path, [scene(colour) for colour in colours], **options)  # type: ignore[arg-type]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Photos, a clip of three scenes, and one of a single scene."""
    folder = tmp_path / "mixed"
    for colour in ("red", "white", "black", "grey"):
        paint(folder / f"{colour}.jpg", colour)
    clip(folder / "holiday.mp4", "blue", "purple", "yellow")
    clip(folder / "green.mkv", "green", said={"title": "Garden party"})
    return folder


def test_a_search_finds_the_moment_of_a_video(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    assert library.problems() == []
    for colour, begun in (("blue", 0.0), ("purple", 2.0), ("yellow", 4.0)):
        (hit,) = library.hits(library.search(colour), 0, 1)
        assert hit.path.name == "holiday.mp4"
        assert hit.at is not None
        assert begun <= hit.at < begun + 0.7
        assert hit.duration == pytest.approx(6.0, abs=0.2)
        assert hit.moments == (hit.at,)
        assert hit.thumbnail is not None
        with Image.open(hit.thumbnail) as seen:
            middle = seen.convert("RGB").getpixel((seen.width // 2, seen.height // 2))
        assert isinstance(middle, tuple)
        assert all(abs(a - b) < 30 for a, b in zip(middle, RGB[colour], strict=True))


def test_a_video_is_one_hit_however_many_of_its_moments_match(
    open_library: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "videos"
    clip(folder / "much.mp4", "red", "blue", "red", "grey", "red")
    for colour in ("white", "black", "green"):
        paint(folder / f"{colour}.jpg", colour)
    library = open_library()
    library.add_folder(folder)
    update(library)
    answer = library.search("red")
    hits = library.hits(answer, 0, 10)
    assert [hit.path.name for hit in hits].count("much.mp4") == 1
    assert [round(at) for at in hits[0].moments] == [0, 4, 8]


def test_the_command_line_tells_the_moment(
    open_library: Open, mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from photosearch.cli.terminal import print_answer

    library = open_library()
    library.add_folder(mixed)
    update(library)
    answer = library.search("yellow")
    hits = library.hits(answer, 0, 1)
    print_answer(answer, hits, as_json=False)
    assert "holiday.mp4  at 0:04" in capsys.readouterr().out
    print_answer(answer, hits, as_json=True, version=2)
    (told,) = json.loads(capsys.readouterr().out)["hits"]
    assert told["at"] == hits[0].at
    assert told["moments"] == [hits[0].at]
    assert told["duration"] == hits[0].duration


def test_photos_have_no_moment(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    (hit,) = library.hits(library.search("red"), 0, 1)
    assert (hit.path.name, hit.at, hit.moments, hit.duration) == ("red.jpg", None, (), None)


def test_filters_know_videos(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    assert set(names(library, "type:video")) == {"holiday.mp4", "green.mkv"}
    assert set(names(library, "-type:video")) == set(names(library, "type:photo"))
    assert len(names(library, "类型:照片")) == 4
    assert names(library, "longer:4s") == ["holiday.mp4"]
    assert names(library, "shorter:3秒") == ["green.mkv"]


def test_words_of_a_video_are_found(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    assert names(library, '"garden party"') == ["green.mkv"]
    assert names(library, '"holiday"') == ["holiday.mp4"]


def test_a_renamed_video_keeps_its_moments_without_being_looked_at_again(
    open_library: Open, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    (mixed / "holiday.mp4").rename(mixed / "summer.mp4")
    monkeypatch.setattr("photosearch.indexing.pool.WorkerPool._schedule", None)
    update(library)
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.path.name == "summer.mp4"
    assert hit.at is not None
    assert 2.0 <= hit.at < 2.7


def test_a_video_that_changed_is_looked_at_again(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    clip(mixed / "holiday.mp4", "yellow", "white")
    update(library)
    (hit,) = library.hits(library.search("yellow"), 0, 1)
    assert (hit.path.name, hit.at) == ("holiday.mp4", 0.0)
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.parts.picture < 0.1


def test_a_library_with_videos_opens_as_it_was_left(open_library: Open, mixed: Path) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    library.close()
    again = open_library()
    assert again.searchable() == 6
    (hit,) = again.hits(again.search("yellow"), 0, 1)
    assert hit.at is not None
    assert 4.0 <= hit.at < 4.7


def test_a_broken_video_is_a_problem_and_costs_nothing_else(
    open_library: Open, mixed: Path
) -> None:
    (mixed / "broken.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 999)
    library = open_library()
    library.add_folder(mixed)
    update(library)
    assert [problem.path.name for problem in library.problems()] == ["broken.mp4"]
    assert library.searchable() == 6


def test_thumbnail_and_preview_of_a_moment_can_be_made_again(
    open_library: Open, mixed: Path
) -> None:
    library = open_library()
    library.add_folder(mixed)
    update(library)
    (hit,) = library.hits(library.search("purple"), 0, 1)
    assert hit.thumbnail is not None
    assert hit.at is not None
    hit.thumbnail.unlink()
    assert library.make_thumbnail(hit.photo, hit.at) == hit.thumbnail
    assert hit.thumbnail.exists()
    preview = library.make_preview(hit.photo, 512, hit.at)
    assert preview is not None
    with Image.open(preview) as seen:
        pixel = seen.convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) < 30 for a, b in zip(pixel, RGB["purple"], strict=True))


def test_a_photo_like_a_video_is_no_duplicate_of_it(open_library: Open, tmp_path: Path) -> None:
    folder = tmp_path / "alike"
    picture = scene("red")
    picture.paste(RGB["blue"], (10, 10, 60, 40))
    folder.mkdir()
    picture.save(folder / "still.jpg")
    make_video(folder / "clip.mp4", [picture])
    library = open_library()
    library.add_folder(folder)
    update(library)
    assert library.duplicates() == []
