"""What several analysers look at is read and decoded once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosearch.analysers import analyser
from photosearch.analysers.analyser import Analyser, Seen, look, look_together
from photosearch.analysers.faces import FACES
from photosearch.analysers.text import TEXT
from photosearch.media.decode import Unreadable
from photosearch.types import Problem, ProblemReason


class Sight:
    """Tells what it was given."""

    def analyse(self, seen: Seen) -> tuple[Any, ...]:
        return (seen.photo, seen.content)


class Blind:
    """Sees nothing."""

    def analyse(self, seen: Seen) -> tuple[Any, ...]:
        raise Unreadable(ProblemReason.CORRUPT)


def sighted(one: Analyser[Any], key: str, sight: type = Sight) -> Analyser[Any]:
    return replace(one, key=key, load=lambda cache: sight())


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser, "_sights", {})


def saved(folder: Path, size: tuple[int, int]) -> Path:
    path = folder / "photo.jpg"
    Image.new("RGB", size, "green").save(path)
    return path


def test_several_are_given_one_picture(tmp_path: Path) -> None:
    path = saved(tmp_path, (400, 300))
    analysers = [sighted(FACES, "one"), sighted(TEXT, "two")]
    one, two = look_together(analysers, tmp_path, path)  # type: ignore[misc]
    assert one[0] is two[0]
    assert one[1] == two[1]


def test_what_one_cannot_see_costs_the_other_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, (40, 30))
    analysers = [sighted(FACES, "one", Blind), sighted(TEXT, "two")]
    one, two = look_together(analysers, tmp_path, path)  # type: ignore[misc]
    assert one == Problem(ProblemReason.CORRUPT)
    assert two[0].width == 40


def test_a_file_that_is_no_picture_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"no picture")
    problem = look_together([FACES, TEXT], tmp_path, path)
    assert isinstance(problem, Problem)
    assert look(TEXT, tmp_path, path) == problem


@pytest.mark.parametrize(
    ("size", "decoded"),
    [
        ((4000, 3000), (2000, 1500)),  # looked at in 1600 by 1200
        ((3000, 4000), (1500, 2000)),
        ((3000, 3000), (3000, 3000)),  # in 1600 by 1600
        ((6400, 1600), (3200, 800)),  # a long one in 3200 by 800
        ((300, 200), (300, 200)),
    ],
)
def test_a_photo_is_decoded_no_larger_than_it_is_looked_at(
    tmp_path: Path, size: tuple[int, int], decoded: tuple[int, int]
) -> None:
    found = look(sighted(TEXT, "text"), tmp_path, saved(tmp_path, size))
    assert not isinstance(found, Problem)
    photo, _ = found
    assert photo.image.size == decoded
    assert (photo.width, photo.height) == size
