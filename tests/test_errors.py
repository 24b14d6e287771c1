"""Each error that a person can meet says what failed, why, and what to do next."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from photosearch import errors
from photosearch.errors import PhotosearchError

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
            case ast.Call(func=ast.Name(id=name), args=given, keywords=keywords) if name in KINDS:
                is_spread = any(isinstance(one, ast.Starred) for one in given)
                named = {keyword.arg for keyword in keywords}
                assert is_spread or len(given) > 1 or {"advice", None} & named, ast.unparse(node)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_each_kind_has_a_title_and_a_place_in_the_tree(kind: type[PhotosearchError]) -> None:
    assert kind.title
    assert kind.__name__ in (errors.__doc__ or "")
    assert str(kind("It rains.", "Stay in.")) == f"{kind.title}: It rains. Stay in."
