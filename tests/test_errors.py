"""Each error that a person can meet says what failed, why, and what to do next."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from photosearch import errors
from photosearch.errors import PhotosearchError
from photosearch.said import knows, sentences

ROOT = Path(__file__).parents[1] / "photosearch"
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PhotosearchError)
}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.stem)
def test_each_error_is_made_with_advice(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *rest]) if name in KINDS:
                said = str(first.value) if isinstance(first, ast.Constant) else ""
                has_code = knows(f"{KINDS[name].group}.{said}")
                is_spread = isinstance(first, ast.Starred)
                assert has_code or is_spread or rest, ast.unparse(node)


def test_each_code_of_an_error_has_advice() -> None:
    for kind in KINDS.values():
        for name, said in sentences("en")[kind.group].items():
            assert (
                name == "title"
                or said.get("advice")
                or "reason" not in said
                or (
                    said.get("title") == "About your library"  # a notice
                )
            ), (kind, name)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_each_kind_has_a_title_and_a_place_in_the_tree(kind: type[PhotosearchError]) -> None:
    error = kind("It rains.", "Stay in.")
    assert error.title
    assert kind.__name__ in (errors.__doc__ or "")
    assert str(error) == f"{error.title}: It rains. Stay in."
