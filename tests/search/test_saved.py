"""Saved searches of a real library: whole questions, and what becomes of their pictures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.migrate import MIGRATIONS
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.wire.values import SavedSearch
from tests.conftest import paint, update


@pytest.fixture
def library(open_library: Callable[[], Library], photos: Path) -> Library:
    library = open_library()
    library.add_folder(photos)
    update(library)
    return library


def photo(library: Library, name: str) -> int:
    found = library.photo_at(library.folders()[0].path / name)
    assert found is not None
    return found


def saved(library: Library) -> SavedSearch:
    (search,) = library.saved_searches()
    return search


def test_a_saved_search_holds_the_whole_question(library: Library, tmp_path: Path) -> None:
    red, green, blue = (photo(library, f"IMG_000{number}.jpg") for number in range(3))
    like = paint(tmp_path / "like.png", "blue")
    library.save_search(
        "All", " at sea ", images=[(like, 2.0), (red, 0.5)], more=[green], less=[blue], sort="date"
    )
    search = saved(library)
    assert (search.name, search.text, search.sort) == ("All", "at sea", "date")
    assert [(p.source, p.weight) for p in search.images] == [(like, 2.0), (red, 0.5)]
    assert search.feedback == ((green,), (blue,))
    thumbnails = [picture.thumbnail for picture in search.pictures]
    assert thumbnails[0] is None
    assert all(path is not None and path.exists() for path in thumbnails[1:])


def test_a_search_may_be_of_pictures_alone(library: Library) -> None:
    library.save_search("Like red", images=[(photo(library, "IMG_0000.jpg"), 1.0)])
    assert saved(library).text == ""


def test_a_photo_that_was_moved_is_found_where_it_is_now(library: Library, photos: Path) -> None:
    red = photo(library, "IMG_0000.jpg")
    library.save_search("Red", more=[red])
    (photos / "IMG_0000.jpg").rename(photos / "red.jpg")
    update(library)
    (picture,) = saved(library).more
    assert (picture.photo, picture.path) == (red, photos / "red.jpg")


def test_photos_of_a_folder_that_was_removed_and_added_again_are_known_by_their_paths(
    library: Library, photos: Path
) -> None:
    red = photo(library, "IMG_0000.jpg")
    library.save_search("Red", images=[(red, 1.0)], less=[red])
    library.remove_folder(library.folders()[0].id)
    search = saved(library)
    assert search.images[0].source == photos / "IMG_0000.jpg"  # the file is there still
    assert search.feedback == ((), (red,))  # asked for, and told to be gone
    library.add_folder(photos)
    update(library)
    again = photo(library, "IMG_0000.jpg")
    assert again != red
    assert [picture.photo for picture in saved(library).pictures] == [again, again]


def test_what_is_gone_is_left_out_of_the_answer(library: Library, photos: Path) -> None:
    red = photo(library, "IMG_0000.jpg")
    (photos / "IMG_0000.jpg").unlink()
    update(library)
    broken = photos.parent / "broken.png"
    broken.write_bytes(b"no picture")
    images: list[tuple[Path | int, float]] = [(broken, 1.0), (red, 1.0)]
    answer = library.search("green", images=images, more=[red], partial=True)
    assert library.hits(answer)[0].path.name == "IMG_0001.jpg"
    reasons = {one.picture.source: str(one.reason) for one in answer.left_out}
    assert reasons == {
        broken: "It can't be read, so it is left out.",
        red: "It is no longer in the library, so it is left out.",
    }


def test_a_pasted_picture_is_kept_for_as_long_as_a_saved_search_holds_it(
    library: Library, home: AppPaths
) -> None:
    pasted = paint(home.pasted / "0123.png", "red")
    library.save_search("Pasted", images=[(pasted, 1.0)])
    pasted.unlink()  # the cache may be emptied
    kept = saved(library).images[0].path
    assert kept is not None
    assert kept.is_relative_to(home.saved_pictures)
    assert library.hits(library.search(images=[(kept, 1.0)]))[0].path.name == "IMG_0000.jpg"
    library.save_search("The same", images=[(kept, 1.0)])
    library.forget_saved_search("Pasted")
    assert kept.exists()
    library.rename_saved_search("The same", "Another name")
    assert kept.exists()
    library.forget_saved_search("Another name")
    assert kept.exists()  # so that it can be taken back
    library.save_search("Another name", images=[(kept, 1.0)])
    library.save_search("Another name", "red")  # takes the place of what held it
    assert not kept.exists()


def test_the_picture_of_a_forgotten_search_goes_with_the_next(
    library: Library, home: AppPaths
) -> None:
    library.save_search("Words", "red")
    library.save_search("Pasted", images=[(paint(home.pasted / "0123.png", "red"), 1.0)])
    kept = library.saved_searches()[0].images[0].path
    assert kept is not None
    library.forget_saved_search("Pasted")
    assert kept.exists()
    library.forget_saved_search("Words")
    assert not kept.exists()


def test_saved_searches_outlive_a_damaged_library(
    library: Library, home: AppPaths, photos: Path, open_library: Callable[[], Library]
) -> None:
    like = paint(photos.parent / "like.png", "blue")
    red = photo(library, "IMG_0000.jpg")
    library.save_search("Red", "a 狗", images=[(like, 0.5), (red, 2.0)], less=[red], sort="date")
    before = saved(library)
    library.close()
    home.catalogue.write_bytes(b"no database")
    with open_library() as again:
        assert again.notice is not None
        assert saved(again).feedback == ((), (-1,))  # its folder is yet to be looked through
        update(again)
        search = saved(again)
        assert (search.name, search.text, search.sort) == (before.name, before.text, before.sort)
        assert [(p.path, p.weight) for p in search.images] == [
            (like, 0.5),
            (photos / "IMG_0000.jpg", 2.0),
        ]
        assert search.feedback == ((), (photo(again, "IMG_0000.jpg"),))


def test_saved_searches_of_an_older_library_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    _make_old_library(path)
    with Catalogue.open(path) as catalogue:
        searches = catalogue.saved_searches.all()
        assert [(search.name, search.text) for search in searches] == [
            ("Boats", "boat in:Italy"),
            ("Dogs", "a dog 狗"),
        ]
        assert [past.text for past in catalogue.searches.recent(9)] == ["beach", "a dog 狗"]
        kept = json.loads((tmp_path / "saved-searches.json").read_text())
        assert [search["name"] for search in kept] == ["Boats", "Dogs"]
        catalogue.searches.remember("beach")
        assert catalogue.searches.recent(1)[0].count == 3


def _make_old_library(path: Path) -> None:
    """Write a library as it was before saved searches had pictures: a name beside each text."""
    catalogue = Catalogue(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with catalogue.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
    catalogue.close()
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE searches")
        old.execute(
            "CREATE TABLE searches (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,"
            " name TEXT UNIQUE, used_at INTEGER NOT NULL, count INTEGER NOT NULL DEFAULT 0)"
        )
        old.executemany(
            "INSERT INTO searches (text, name, used_at, count) VALUES (?, ?, ?, ?)",
            [
                ("boat in:Italy", "Boats", 10, 0),
                ("a dog 狗", "Dogs", 20, 4),
                ("beach", None, 30, 2),
                ("no name any more", None, 5, 0),
            ],
        )
    old.close()
