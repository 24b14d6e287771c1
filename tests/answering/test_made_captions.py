"""Made captions are kept, by the content of photos, as long as the captioner is the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.answering.captioner import captioner_of
from photosearch.answering.colour_captioner import ColourCaptioner
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.types import PhotoId
from tests.conftest import paint, update

CHOICES = Settings(workers=1, watch=False, read_text=False)


@pytest.fixture
def library(home: AppPaths, tmp_path: Path) -> Iterator[Library]:
    for name in ("red", "blue"):
        paint(tmp_path / "photos" / f"{name}.png", name)
    shutil.copy(tmp_path / "photos" / "red.png", tmp_path / "photos" / "copy.png")
    with Library.open(home, CHOICES) as opened:
        opened.folders.add(tmp_path / "photos")
        update(opened)
        yield opened
    captioner_of.cache_clear()


def ids(library: Library) -> dict[str, PhotoId]:
    return {hit.path.stem: hit.photo for hit in library.hits(library.search(), 0, 10)}


def test_a_caption_is_made_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    photos = ids(library)
    every = [*photos.values()]
    assert library.captions.known(every, "en") == {}
    assert library.captions.of(photos["red"], ("en",)) is not None
    assert library.captions.known(every, "en") == {  # a copy shows the same
        photos["red"]: "A red picture.",
        photos["copy"]: "A red picture.",
    }
    assert library.captions.known(every, "zh") == {}
    monkeypatch.setattr(ColourCaptioner, "caption", None)
    made = library.captions.of(photos["copy"], ("en",))
    assert made is not None
    assert (made.en, made.by) == ("A red picture.", "Colours")


def test_captions_of_another_captioner_are_forgotten(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = ids(library)
    library.captions.of(photos["red"])
    monkeypatch.setattr("photosearch.answering.captioner.COLOUR_VERSION", "Colours 2")
    monkeypatch.setattr(ColourCaptioner, "version", "Colours 2")
    assert library.captions.known([photos["red"]], "en") == {}
    library.captions.of(photos["red"], ("zh",))
    assert library.captions.known([photos["red"]], "zh") == {photos["red"]: "一张红色的图片。"}
    with library._catalogue.read() as connection:
        rows = connection.exec_driver_sql("SELECT language, captioner FROM made_captions").all()
    assert [tuple(row) for row in rows] == [("zh", "Colours 2")]


def test_a_changed_photo_has_no_caption_of_before(library: Library, tmp_path: Path) -> None:
    red = ids(library)["red"]
    library.captions.of(red)
    paint(tmp_path / "photos" / "red.png", "green", (90, 60))
    update(library)
    assert library.captions.known([red], "en") == {}


def test_made_captions_are_none_of_a_photos_own_words(library: Library) -> None:
    red = ids(library)["red"]
    library.captions.of(red)
    assert not [word for word in library.words(red) if "picture" in word.text]
    assert library.search('"A red picture"').matches == 0


def test_all_are_made_when_that_is_switched_on(library: Library) -> None:
    every = [*ids(library).values()]
    (before,) = [one for one in library.analysers.all() if one.key == "captions"]
    assert not before.on
    assert library.captions.known(every, "en") == {}
    library.analysers.switch("captions", on=True)
    stages = {step.stage for step in library.update()}
    assert "captions" in stages
    assert sorted(library.captions.known(every, "zh").values()) == [
        "一张红色的图片。",
        "一张红色的图片。",
        "一张蓝色的图片。",
    ]
    (after,) = [one for one in library.analysers.all() if one.key == "captions"]
    assert (after.on, after.seen, after.total) == (True, 3, 3)
