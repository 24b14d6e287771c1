from __future__ import annotations

import os
import queue
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from photosearch.errors import (
    CatalogueError,
    LibraryInUseError,
    PhotoUnreadableError,
    SettingsError,
)
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings, load_settings
from photosearch.spaces.colour_pack import write_colour_pack
from photosearch.types import ProblemReason
from tests.conftest import names, paint, update

Open = Callable[[], Library]
RED, GREEN, BLUE, YELLOW = (f"IMG_{number:04}.jpg" for number in range(4))


@pytest.fixture
def library(open_library: Open, photos: Path) -> Library:
    """A library whose four photos are indexed."""
    library = open_library()
    library.add_folder(photos)
    update(library)
    return library


@pytest.mark.parametrize(("query", "name"), [("red", RED), ("绿色", GREEN), ("a blue thing", BLUE)])
def test_photos_are_found_by_what_they_show(library: Library, query: str, name: str) -> None:
    assert names(library, query)[0] == name
    assert library.searchable() == 4


def test_photos_are_found_by_what_is_written_on_them(
    open_library: Open, photos: Path, tmp_path: Path
) -> None:
    paint(photos / "Lake Garda" / "old boat.jpg", "purple")
    library = open_library()
    library.add_folder(photos)
    update(library)
    for query in ("boat", "garda", "old boat"):
        answer = library.search(query)
        hit = library.hits(answer, 0, 1)[0]
        assert hit.path.name == "old boat.jpg"
        assert hit.parts.words > 0
        assert hit.parts.exact > 0


def test_an_empty_question_lists_everything_and_in_narrows_it(
    library: Library, photos: Path
) -> None:
    paint(photos / "Italy" / "a.jpg", "purple")
    update(library)
    assert len(library.search("")) == 5
    assert names(library, "in:italy") == ["a.jpg"]
    assert names(library, "red in:italy") == ["a.jpg"]
    assert names(library, "in:nowhere") == []


def test_a_hit_tells_where_it_is_and_why(library: Library, photos: Path) -> None:
    answer = library.search("red")
    hit = library.hits(answer, 0, 1)[0]
    assert hit.path == photos / RED
    assert hit.thumbnail is not None
    assert hit.thumbnail.is_file()
    assert hit.parts.total == pytest.approx(hit.parts.picture + hit.parts.words + hit.parts.exact)
    assert hit.parts.picture == pytest.approx(1.0, abs=1e-2)


def test_similar_photos_are_found_from_the_library_and_from_any_file(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    twin = paint(photos / "twin.jpg", "red", (64, 64))
    update(library)
    photo = library.photo_at(photos / RED)
    assert photo is not None
    first_two = {hit.path.name for hit in library.hits(library.similar(photo), 0, 2)}
    assert first_two == {RED, twin.name}
    other = paint(tmp_path / "elsewhere.png", "green")
    assert library.hits(library.similar(other), 0, 1)[0].path.name == GREEN
    with pytest.raises(PhotoUnreadableError):
        library.similar(tmp_path / "missing.png")


def test_changes_on_disk_are_followed(library: Library, photos: Path) -> None:
    paint(photos / RED, "purple", (50, 50))
    (photos / GREEN).unlink()
    paint(photos / "new.jpg", "black")
    update(library)
    assert len(library.search("")) == 4
    assert names(library, "purple")[0] == RED
    assert names(library, "black")[0] == "new.jpg"
    assert library.photo_at(photos / GREEN) is None


def test_names_that_are_left_out_leave_the_library_until_they_are_looked_at_again(
    open_library: Open, photos: Path, home: AppPaths
) -> None:
    paint(photos / "Drafts" / "a.jpg", "purple")
    library = open_library()
    library.folders.add(photos)
    for excludes, count in (((), 5), (("drafts",), 4), (("drafts", "*.jpg"), 0), ((), 5)):
        library.folders.exclude(excludes)
        for _ in library.upkeep.refresh():
            pass
        assert library.photos() == count
        assert library.folders.excludes == load_settings(home.settings).excludes == excludes
    with pytest.raises(SettingsError):
        library.folders.exclude(("drafts/2023",))
    assert library.folders.excludes == ()


def test_watching_begins_and_ends_while_the_library_is_open(
    open_library: Open, photos: Path, home: AppPaths
) -> None:
    library = open_library()  # its settings say that nothing is watched
    folder = library.folders.add(photos)
    told: queue.SimpleQueue[int] = queue.SimpleQueue()
    library.upkeep.watch(lambda changed, _: told.put(changed))
    paint(photos / "new.jpg", "black")
    library.folders.watch(True)
    assert library.folders.are_watched
    assert load_settings(home.settings).watch
    paint(photos / "newer.jpg", "black")
    assert told.get(timeout=40) == folder
    library.folders.watch(False)
    assert not load_settings(home.settings).watch
    while not told.empty():
        told.get()
    paint(photos / "newest.jpg", "black")
    library.folders.watch(True)
    library.folders.watch(False)  # nobody is left who could tell
    assert told.empty()


def test_a_moved_photo_is_known_again_and_is_not_decoded(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.photo_at(photos / RED)
    (photos / "trip").mkdir()
    (photos / RED).rename(photos / "trip" / "sunset.jpg")

    def no_worker(*arguments: object, **options: object) -> None:
        raise AssertionError("a worker was asked")

    monkeypatch.setattr("photosearch.indexing.pool.WorkerPool._schedule", no_worker)
    update(library)
    assert library.photo_at(photos / "trip" / "sunset.jpg") == before
    assert names(library, "sunset")[0] == "sunset.jpg"
    assert names(library, "red")[0] == "sunset.jpg"


def test_an_unplugged_folder_stays_searchable_and_is_marked(library: Library, photos: Path) -> None:
    photos.rename(photos.with_name("unplugged"))
    update(library)
    hit = library.hits(library.search("red"), 0, 1)[0]
    assert hit.path.name == RED
    assert not hit.online
    assert not library.folders()[0].online
    photos.with_name("unplugged").rename(photos)
    update(library)
    assert library.folders()[0].online


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ProblemReason.EMPTY),
        (b"\xff\xd8\xff\xe0 not much", ProblemReason.TRUNCATED),
        (b"plain text", ProblemReason.NOT_A_PHOTO),
    ],
)
def test_a_bad_file_goes_to_the_problem_list_and_out_again(
    library: Library, photos: Path, content: bytes, reason: ProblemReason
) -> None:
    bad = photos / "bad.jpg"
    bad.write_bytes(content)
    update(library)
    (problem,) = library.problems()
    assert (problem.path, problem.reason) == (bad, reason)
    assert library.searchable() == 4
    assert library.pending() == 0
    paint(bad, "white", (99, 77))
    update(library)
    assert library.problems() == []
    assert library.searchable() == 5


def test_retry_reads_a_file_again_that_did_not_change(
    library: Library, photos: Path, home: AppPaths
) -> None:
    bad = photos / "bad.jpg"
    bad.write_bytes(b"")
    update(library)
    library.retry_problems()
    assert library.pending() == 1
    update(library)
    assert library.problem_count() == 1


def test_indexing_that_is_stopped_goes_on_where_it_was(
    open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.indexing.indexer.BATCH_SIZE", 3)
    monkeypatch.setattr(
        "photosearch.indexing.indexer.BATCH_SECONDS", 600.0
    )  # however busy the machine
    for number in range(10):
        paint(tmp_path / "many" / f"{number}.png", "red", (20 + number, 20))
    library = open_library()
    library.add_folder(tmp_path / "many")
    for _ in library.refresh():
        pass
    steps = library.index()
    next(steps)
    assert next(steps).done == 3
    steps.close()  # type: ignore[attr-defined]
    assert library.searchable() == 3
    assert library.pending() == 7
    update(library)
    assert library.searchable() == 10


def test_a_removed_folder_is_forgotten_and_its_files_are_not_touched(
    library: Library, photos: Path
) -> None:
    library.remove_folder(library.folders()[0].id)
    assert len(library.search("red")) == 0
    assert len(list(photos.iterdir())) == 4


def test_names_that_are_no_text_are_found_and_shown(open_library: Open, photos: Path) -> None:
    name = os.fsdecode(b"caf\xe9 terrace.jpg")
    paint(photos / "IMG_9999.jpg", "purple").rename(photos / name)
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.hits(library.search("terrace"), 0, 1)[0].path == photos / name


def test_there_is_one_writer_and_any_number_of_readers(
    library: Library, home: AppPaths, settings: Settings
) -> None:
    with pytest.raises(LibraryInUseError):
        Library.open(home, settings)
    with Library.open_to_read(home, settings) as reader:
        assert names(reader, "red")[0] == RED


def test_asking_a_library_that_does_not_exist_makes_none(
    home: AppPaths, settings: Settings
) -> None:
    with pytest.raises(CatalogueError, match="no library yet"):
        Library.open_to_read(home, settings)
    assert not home.catalogue.exists()


def test_the_index_is_only_a_cache(library: Library, open_library: Open, home: AppPaths) -> None:
    library.close()
    shutil.rmtree(home.cache)
    again = open_library()
    assert names(again, "red")[0] == RED
    photo = again.photo_at(again.hits(again.search("red"), 0, 1)[0].path)
    assert photo is not None
    thumbnail = again.make_thumbnail(photo)
    assert thumbnail is not None
    assert thumbnail.is_file()


def test_a_thumbnail_that_an_earlier_version_blurred_is_made_anew(
    tmp_path: Path, photos: Path, library: Library
) -> None:
    Image.new("RGB", (4000, 300), (220, 30, 30)).save(photos / "panorama.jpg")
    list(library.refresh())
    list(library.index())
    photo = library.photo_at(photos / "panorama.jpg")
    assert photo is not None
    thumbnail = library.make_thumbnail(photo)
    assert thumbnail is not None
    Image.new("RGB", (320, 24)).save(thumbnail)
    assert library.make_thumbnail(photo) == thumbnail
    with Image.open(thumbnail) as made:
        assert made.size == (3200, 240)


def test_models_are_measured_on_photos_that_are_there_and_no_videos(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "film.mp4").touch()
    hits = library.hits(library.search(), 0, 10)
    film = replace(hits[0], path=photos / "film.mp4")
    gone = replace(hits[0], path=photos / "gone.jpg")
    monkeypatch.setattr(library, "hits", lambda *_: [film, gone, *hits])
    assert library.sample_photos(2) == [hit.path for hit in hits[:2]]


def test_a_preview_is_made_once(library: Library, photos: Path) -> None:
    photo = library.photo_at(photos / RED)
    assert photo is not None
    preview = library.make_preview(photo, 2048)
    assert preview is not None
    assert preview == library.make_preview(photo, 2048)
    (photos / BLUE).write_bytes(b"")
    blue = library.photo_at(photos / BLUE)
    assert blue is not None
    assert library.make_preview(blue, 2048) is None


def test_the_old_model_answers_until_the_new_one_is_complete(
    library: Library, open_library: Open, home: AppPaths, settings: Settings
) -> None:
    old = library.folders()
    library.close()
    write_colour_pack(home.models / "other", "other")
    with Library.open(home, msgspec.structs.replace(settings, model="other")) as changed:
        assert changed.pending() == 4
        assert changed.searchable() == 4
        assert names(changed, "red")[0] == RED
        update(changed)
        assert changed.pending() == 0
        assert names(changed, "red")[0] == RED
        assert len(changed._catalogue.vectors.spaces()) == 1
    assert old


def test_words_of_the_whole_library_are_one_space(library: Library) -> None:
    space = library._spaces.answering().space
    features = space.encode_words(["a lake", "", "a lake"])
    assert np.allclose(features[0], features[2])
    assert not features[1].any()
