"""People on the command line: listed, named, and forgotten when that is confirmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import load_settings
from tests.analysers.test_face_models import write_model
from tests.cli.command import run_here
from tests.people.conftest import finding, library, settings
from tests.people.faces import BLUE, GREEN, RED

__all__ = ["finding", "library", "settings"]  # the fixtures


@pytest.fixture
def people(library: Library) -> dict[str, int]:
    """The library is closed; the number of whom each photo shows."""
    numbers = {
        face.path.name: one.id
        for one in library.people.all()
        for face in library.people.faces(one.id)
        if face.path.name != GREEN
    }
    library.close()
    return numbers


def test_people_are_listed_named_and_found(people: dict[str, int]) -> None:
    assert f"#{people[RED]}  no name yet  2 photos" in run_here("people").stdout
    told = run_here("people", "name", str(people[RED]), "Anna Lee").stdout
    assert 'person:"Anna Lee" finds the photos' in told
    listed = run_here("people").stdout.splitlines()
    assert listed[0] == f"#{people[RED]}  Anna Lee  2 photos"
    found = run_here("search", 'person:"anna lee"').stdout
    assert RED in found
    assert BLUE not in found
    faces = json.loads(run_here("people", "faces", "Anna Lee", "--json").stdout)
    assert len(faces) == 2
    told = run_here("people", "split", "Anna Lee", str(faces[0]["id"])).stdout
    assert "They are #" in told
    run_here("people", "merge", "Anna Lee", str(people[BLUE]))
    run_here("people", "hide", "Anna Lee")
    assert "Anna Lee" not in run_here("people").stdout
    values = json.loads(run_here("people", "--all", "--json").stdout)
    assert [one["hidden"] for one in values if one["name"] == "Anna Lee"] == [True]
    run_here("people", "hide", "Anna Lee", "--show")
    assert "Anna Lee" in run_here("people").stdout


def test_the_same_is_told_or_denied(people: dict[str, int]) -> None:
    run_here("people", "name", str(people[RED]), "Anna")
    run_here("people", "same", str(people[BLUE]), "Anna", "--no")
    assert "#" + str(people[BLUE]) in run_here("people").stdout
    run_here("people", "same", str(people[BLUE]), "Anna")
    assert run_here("people").stdout.splitlines() == [f"#{people[RED]}  Anna  3 photos"]


def test_what_is_wrong_is_told(people: dict[str, int]) -> None:
    assert "nobody known as Nobody" in run_here("people", "faces", "Nobody", status=1).stderr
    assert "People were not changed" in run_here("people", "name", "77", "A", status=1).stderr


def test_people_are_switched_off_and_forgotten(people: dict[str, int], home: AppPaths) -> None:
    run_here("people", "off")
    assert not load_settings(home.settings).find_faces
    assert f"#{people[RED]}" in run_here("people").stdout
    assert "nothing of it leaves it" in run_here("people", "on", "--no-index").stdout
    assert load_settings(home.settings).find_faces
    assert run_here("people", "forget", "--yes").stdout.startswith("All faces and people")
    assert "Faces are not looked for" in run_here("people").stdout


def test_a_model_of_ones_own_is_taken_and_given_back(
    people: dict[str, int], tmp_path: Path
) -> None:
    made = write_model(tmp_path / "model")
    assert run_here("people", "model").stdout == "Faces are told apart by dlib's models.\n"
    assert "told apart by onnx-" in run_here("people", "model", made, "--no-index").stdout
    assert "told apart by onnx-" in run_here("people", "model").stdout
    assert len(people) == 2
    run_here("people", "model", "--builtin", "--no-index")
    assert run_here("people", "model").stdout == "Faces are told apart by dlib's models.\n"
    assert "has no" in run_here("people", "model", tmp_path, status=1).stderr
