"""Questions in the search language, to a library of real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from photosearch.errors import PhotoUnreadableError, QueryError
from photosearch.library import Library
from tests.conftest import RGB, names, paint, update

Open = Callable[[], Library]


def shoot(path: Path, colour: str, taken: str, position: tuple[float, float] | None = None) -> Path:
    """Write a photo as a camera does: with its date, and where it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (48, 32), RGB[colour])
    exif = image.getexif()
    exif.get_ifd(0x8769)[0x9003] = taken
    exif[0x0110] = "Pixel 7"
    if position is not None:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2] = "N", (position[0], 0.0, 0.0)
        gps[3], gps[4] = "E", (position[1], 0.0, 0.0)
    image.save(path, exif=exif)
    return path


@pytest.fixture(scope="module")
def library(
    open_shared_library: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory
) -> Library:
    """Four photos, and a search that was made before."""
    folder = tmp_path_factory.mktemp("asking") / "trips"
    shoot(folder / "Italy" / "boat.jpg", "red", "2023:07:02 10:00:00")
    shoot(folder / "Italy" / "old boat.jpg", "blue", "2022:07:02 10:00:00")
    shoot(folder / "France" / "tower.jpg", "red", "2021:01:01 10:00:00", (48.8584, 2.2945))
    paint(folder / "drawing.png", "green", (32, 48))
    library = open_shared_library(folder)
    library.remember("a red boat")
    return library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("in:italy", {"boat.jpg", "old boat.jpg"}),
        ("date:2023", {"boat.jpg"}),
        ("date:2021..2022", {"old boat.jpg", "tower.jpg"}),
        ("type:png", {"drawing.png"}),
        ("-type:png -in:france", {"boat.jpg", "old boat.jpg"}),
        ("camera:pixel near:Paris", {"tower.jpg"}),
        ("附近:巴黎", {"tower.jpg"}),
        ('"old boat"', {"old boat.jpg"}),
        ('in:italy -"old boat"', {"boat.jpg"}),
        ("in:italy -old", {"boat.jpg"}),
        ("orientation:portrait", {"drawing.png"}),
        ("red in:france rating:many", {"tower.jpg"}),
    ],
)
def test_a_question_lets_in_what_it_says(library: Library, query: str, found: set[str]) -> None:
    assert set(names(library, query)) == found


def test_a_place_is_found_by_its_name_alone_in_both_languages(library: Library) -> None:
    for query in ("Paris", "巴黎", "France"):
        assert names(library, query)[0] == "tower.jpg"


def test_excluded_is_what_a_search_for_it_would_find(open_library: Open, tmp_path: Path) -> None:
    for number in range(40):
        paint(tmp_path / "many" / f"{number}.png", "blue", (20 + number, 20))
    paint(tmp_path / "many" / "x.png", "red", (33, 33))
    paint(tmp_path / "many" / "red wine.png", "blue", (34, 34))
    library = open_library()
    library.add_folder(tmp_path / "many")
    update(library)
    left = set(names(library, "-red"))
    assert len(left) == 40
    assert not left & {"x.png", "red wine.png"}


def test_the_order_is_by_date_where_asked(library: Library) -> None:
    assert names(library, "red type:jpg sort:date")[:2] == ["boat.jpg", "old boat.jpg"]
    by_date = library.search("red", sort="date")
    dates = [hit.taken_at for hit in library.hits(by_date) if hit.taken_at]
    assert dates == sorted(dates, reverse=True)
    assert by_date.sort == "date"


def test_pictures_are_asked_with_words(library: Library, tmp_path: Path) -> None:
    blue = paint(tmp_path / "like.png", "blue")
    answer = library.search(images=[(blue, 1.0)])
    assert library.hits(answer)[0].path.name == "old boat.jpg"
    tower = library.photo_at(library.folders()[0].path / "France" / "tower.jpg")
    assert tower is not None
    both = library.search("in:italy", images=[(tower, 1.0)])
    assert library.hits(both)[0].path.name == "boat.jpg"
    with pytest.raises(PhotoUnreadableError):
        library.search("red", images=[(tmp_path / "missing.png", 1.0)])


def test_more_like_one_and_less_like_another(library: Library) -> None:
    root = library.folders()[0].path
    boat = library.photo_at(root / "Italy" / "old boat.jpg")
    tower = library.photo_at(root / "France" / "tower.jpg")
    assert boat is not None
    assert tower is not None
    steered = library.search("", more=[boat], less=[tower])
    order = [hit.path.name for hit in library.hits(steered)]
    assert order[0] == "old boat.jpg"
    assert order[-1] == "tower.jpg"


def test_searches_are_remembered_saved_and_forgotten(open_library: Open) -> None:
    library = open_library()
    library.remember("a red boat")
    library.remember("blue")
    library.save_search("Boats", "boat in:Italy")
    assert [past.text for past in library.recent_searches()] == ["blue", "a red boat"]
    assert [(saved.name, saved.text) for saved in library.saved_searches()] == [
        ("Boats", "boat in:Italy")
    ]
    library.save_search("Boats", "boat")
    assert [saved.text for saved in library.saved_searches()] == ["boat"]
    library.forget_search("blue")
    assert [past.text for past in library.recent_searches()] == ["a red boat"]
    library.forget_history()
    assert library.recent_searches() == []
    library.save_search("Ships", "ship")
    library.rename_saved_search("Ships", "Boats")
    assert [(saved.name, saved.text) for saved in library.saved_searches()] == [("Boats", "ship")]
    library.forget_saved_search("Boats")
    assert library.saved_searches() == []
    for name, text in ((" ", "boat"), ("Boats", " ")):
        with pytest.raises(QueryError):
            library.save_search(name, text)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ca", "camera:"),
        ("red 日", "日期:"),
        ("in:it", "in:Italy"),
        ("-in:it", "in:Italy"),
        ("camera:pix", 'camera:"Pixel 7"'),
        ("type:p", "type:png"),
        ("near:par", "near:Paris"),
        ("附近:北", "附近:北京"),
        ("date:last s", 'date:"last summer"'),
        ("a re", "a red boat"),
        ("", "in:"),
    ],
)
def test_what_is_typed_is_completed(library: Library, typed: str, offered: str) -> None:
    suggestions = library.complete(typed)
    assert offered in [one.text for one in suggestions]
    for one in suggestions:
        assert 0 <= one.start <= one.end <= len(typed)
