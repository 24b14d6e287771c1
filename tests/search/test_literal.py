"""What is let in by exact words matches; an empty answer says what keeps all photos out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.library import Library
from photosearch.spaces.baseline import SMALL_LIBRARY
from photosearch.wire.values import Loosened
from tests.conftest import names, paint

COLOURS = ("red", "green", "blue", "yellow")


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory,
    open_shared_library: Callable[[Path], Library],
) -> Library:
    """Enough photos for a threshold, and a few with names that are hard to find."""
    folder = tmp_path_factory.mktemp("photos")
    for number in range(SMALL_LIBRARY):
        paint(folder / "many" / f"{COLOURS[number % 4]} {number}.jpg", COLOURS[number % 4])
    paint(folder / "Italy" / "TC_00715.jpg", "black")
    paint(folder / "Italy" / "MyName_Last.png", "black")
    paint(folder / "cafe\u0301" / "t-shirt #tag.jpg", "black")
    return open_shared_library(folder)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"TC_00715"', ["TC_00715.jpg"]),
        ('"tc_00715.JPG"', ["TC_00715.jpg"]),
        ('"MyName_Last"', ["MyName_Last.png"]),
        ('"my name"', ["MyName_Last.png"]),
        ('"t-shirt"', ["t-shirt #tag.jpg"]),
        ('"#tag"', ["t-shirt #tag.jpg"]),
        ('"#tag" -"TC_00715"', ["t-shirt #tag.jpg"]),
        ('in:CAFÉ "tag"', ["t-shirt #tag.jpg"]),
        ('"Italy"', ["MyName_Last.png", "TC_00715.jpg"]),
        ('"nothing has this"', []),
    ],
)
def test_a_photo_let_in_by_exact_words_matches(
    library: Library, typed: str, found: list[str]
) -> None:
    assert sorted(names(library, typed)) == found
    assert len(library.search(typed)) == len(found)


def test_beside_other_words_the_threshold_decides(library: Library) -> None:
    answer = library.search('"many" red')
    assert answer.searched == SMALL_LIBRARY == len(answer)
    assert not answer.query.is_literal
    assert library.search('in:Italy "last" -red').query.is_literal


def test_an_answer_says_how_many_photos_it_looked_at(library: Library) -> None:
    assert library.search("red").searched == SMALL_LIBRARY + 3
    assert library.search("red in:Italy").searched == 2
    assert library.search("in:Italy").searched == library.search("in:Italy").matches == 2
    assert library.search("type:gif red").searched == 0


@pytest.mark.parametrize(
    ("typed", "freer"),
    [
        ("in:Italy", ()),
        ("in:nowhere", (Loosened((0,), SMALL_LIBRARY + 3),)),
        ("black in:Italy type:gif", (Loosened((2,), 2),)),
        ("in:Italy in:many", (Loosened((0,), SMALL_LIBRARY), Loosened((1,), 2))),
        ('"TC_00715" -"TC_00715"', (Loosened((0,), SMALL_LIBRARY + 2), Loosened((1,), 1))),
        ("in:nowhere type:gif rating:5 red", (Loosened((0, 1, 2), SMALL_LIBRARY + 3),)),
        ("foo:bar date:soon in:nowhere", (Loosened((2,), SMALL_LIBRARY + 3),)),
        ("sort:date in:nowhere", (Loosened((1,), SMALL_LIBRARY + 3),)),
    ],
)
def test_an_empty_answer_says_what_to_leave_out(
    library: Library, typed: str, freer: tuple[Loosened, ...]
) -> None:
    answer = library.search(typed)
    assert set(answer.loosened) == set(freer)
    assert [one.photos for one in answer.loosened] == sorted(
        (one.photos for one in freer), reverse=True
    )
    assert bool(len(answer)) is not bool(freer)
