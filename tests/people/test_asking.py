"""Questions about one photo whose people have names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from photosearch.library import Library
from photosearch.types import PhotoId
from tests.cli.command import run_here
from tests.people.faces import BLUE, GREEN, RED, YELLOW
from tests.people.test_people import person_on


def photo_named(library: Library, name: str) -> PhotoId:
    hits = library.hits(library.search(), 0, 20)
    return next(hit.photo for hit in hits if hit.path.name == name)


@pytest.fixture
def named(library: Library) -> Library:
    """Anna is on red and green; who is on green and blue has no name."""
    library.people.name(person_on(library, RED), "Anna")
    return library


@pytest.mark.parametrize(
    ("question", "name", "value", "sure"),
    [
        ("Is Anna in the picture?", RED, True, True),
        ("is this anna", GREEN, True, True),
        ("照片里有Anna吗？", RED, True, True),
        ("Is Anna in the picture?", BLUE, False, False),  # a face there has no name
        ("照片里有Anna吗？", BLUE, False, False),
        ("Is Anna in the picture?", YELLOW, False, False),  # no face was found
        ("Is Zoe in the picture?", RED, None, False),
        ("who is in the picture?", RED, ("Anna",), True),
        ("谁在照片里？", RED, ("Anna",), True),
        ("who is this?", RED, ("Anna",), True),
    ],
)
def test_who_has_a_name_is_known(
    named: Library, question: str, name: str, value: object, sure: bool
) -> None:
    reply = named.ask(question, photo=photo_named(named, name))
    assert (reply.value, reply.sure, reply.by) == (value, sure, "")


def test_all_faces_with_other_names_make_it_certain(named: Library) -> None:
    blue = photo_named(named, BLUE)
    named.people.name(person_on(named, BLUE), "Bob")
    reply = named.ask("Is Anna in the picture?", photo=blue)
    assert (reply.value, reply.sure) == (False, True)
    assert reply.answer == "No: Anna is not named on this photo. Named on it: Bob."
    green = named.ask("Is it Anna or Bob?", photo=photo_named(named, GREEN))
    assert set(green.value) == {"Anna", "Bob"}  # type: ignore[arg-type]


def test_those_without_a_name_are_seen(named: Library) -> None:
    reply = named.ask("who is in the picture?", photo=photo_named(named, GREEN))
    assert reply.value == ("Anna",)
    assert reply.answer == "Anna. One person has no name yet. Seen in the picture: Green."
    chinese = named.ask("谁在照片里？", photo=photo_named(named, GREEN))
    assert chinese.answer == "Anna。还有 1 个人没有名字。画面里看到：绿色。"


def test_what_somebody_does_who_is_not_named_here_is_not_sure(named: Library) -> None:
    assert named.ask("what is Anna wearing?", photo=photo_named(named, RED)).sure
    assert not named.ask("what is Anna wearing?", photo=photo_named(named, BLUE)).sure


def test_the_command_line_knows_names(named: Library, tmp_path: Path) -> None:
    path = str(tmp_path / "photos" / RED)
    told = json.loads(run_here("ask", "is Anna in the picture?", "--photo", path, "--json").stdout)
    assert (told["value"], told["sure"], told["answer"]) == (True, True, "Yes: Anna.")
