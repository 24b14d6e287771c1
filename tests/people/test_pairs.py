"""How well people are told apart is measured by group, on photos whose people are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from photosearch.errors import PeopleError
from photosearch.library import Library
from photosearch.people.clustering import Distances
from photosearch.people.pairs import Portrait, figures, largest, read_portraits
from photosearch.types import Problem, ProblemReason
from tests.cli.command import run_here
from tests.people.conftest import Finding
from tests.people.faces import face

NEAR = Distances(same=1.0, alike=1.2)
# Two people of one group, who are alike, and two of another, one of whom is never the same.
PORTRAITS = [
    Portrait(Path(f"{number}.jpg"), person, group)
    for number, (person, group) in enumerate(
        [("a", "old"), ("a", "old"), ("b", "old"), ("c", "new"), ("c", "new"), ("d", "new")]
    )
]
FACES = [np.array([at, 0.0], np.float32) for at in (0.0, 0.2, 0.9, 10.0, 14.0, 20.0)]


def test_each_group_has_its_figures_and_everybody_comes_last() -> None:
    new, old, everybody = figures(PORTRAITS, FACES, NEAR)
    assert (new.group, new.people, new.photos, new.found) == ("new", 2, 3, 3)
    assert (new.same, new.same_told, new.others, new.others_told) == (1, 0, 2, 2)
    assert (old.same, old.same_told, old.others, old.others_told) == (1, 1, 2, 0)
    assert (everybody.group, everybody.photos, everybody.same, everybody.others) == ("", 6, 2, 13)
    assert everybody.others_told == 11


def test_a_face_that_is_not_found_is_in_no_pair() -> None:
    _, old, _ = figures(PORTRAITS, [None, *FACES[1:]], NEAR)
    assert (old.photos, old.found, old.same, old.others) == (3, 2, 0, 1)
    (one,) = [one for one in figures(PORTRAITS, [None] * 6, NEAR) if not one.group]
    assert (one.found, one.same, one.others) == (0, 0, 0)


def test_of_several_faces_the_largest_counts() -> None:
    assert largest([(20, FACES[0]), (90, FACES[1]), (30, None)]) is FACES[1]
    assert largest([]) is None


def test_a_list_is_read_and_what_is_wrong_with_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    path.write_text("a.jpg\tAnna\told\n\nb/c.jpg\t小明\t年轻\tmore\n", encoding="utf-8-sig")
    assert read_portraits(path) == [
        Portrait(tmp_path / "a.jpg", "Anna", "old"),
        Portrait(tmp_path / "b" / "c.jpg", "小明", "年轻"),
    ]
    path.write_text("a.jpg\tAnna\told\nb.jpg\tAnna\n")
    with pytest.raises(PeopleError, match="Line 2"):
        read_portraits(path)
    with pytest.raises(PeopleError) as error:
        read_portraits(tmp_path / "none.tsv")
    assert error.value.said.code == "people.labels_not_read"


def test_the_command_measures_and_keeps_nothing(
    library: Library, finding: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(library.people.all())
    library.close()
    for number, person in enumerate((5, 5, 6, 6)):
        finding[f"{number}.jpg"] = (face(person, number),)
    finding["4.jpg"] = Problem(ProblemReason.VANISHED)
    lines = [f"{number}.jpg\t{'ab'[number // 2]}\tyoung" for number in range(4)]
    path = tmp_path / "people.tsv"
    path.write_text("\n".join([*lines, "4.jpg\tc\told"]))
    old, young, _ = json.loads(run_here("people", "evaluate", str(path), "--json").stdout)
    assert (old["found"], old["photos"]) == (0, 1)
    assert (young["same_told"], young["same"]) == (2, 2)
    assert (young["others_told"], young["others"]) == (4, 4)
    told = run_here("people", "evaluate", str(path)).stdout
    assert "old: 1 people, a face found in 0 of 1 photos; the same person told in no pair" in told
    assert "others 4 of 4 (100.0%)" in told
    monkeypatch.setattr("photosearch.extras._is_installed", lambda module: False)
    refused = run_here("people", "evaluate", str(path), status=1)
    assert "photosearch[people]" in refused.stderr
    again = json.loads(run_here("people", "--all", "--json").stdout)
    assert len(again) == before
