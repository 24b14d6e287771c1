"""`photosearch excludes`: names that are left out."""

from __future__ import annotations

import json
from pathlib import Path

from photosearch.library import Library
from photosearch.paths import AppPaths
from tests.cli.command import run_here
from tests.conftest import paint


def test_names_are_left_out_listed_and_taken_back(home: AppPaths, photos: Path) -> None:
    paint(photos / "Drafts" / "a.jpg", "purple")
    run_here("add", photos, "--no-index")
    assert run_here("excludes", "list").stdout == ""
    told = run_here("excludes", "add", "drafts", "*.tmp.jpg", "--no-index").stdout
    assert told == "Left out: drafts, *.tmp.jpg.\n"
    as_json = run_here("excludes", "list", "--json").stdout
    assert json.loads(as_json) == ["drafts", "*.tmp.jpg"]
    with Library.open(home) as library:
        for _ in library.upkeep.refresh():
            pass
        assert library.photos() == 4
    run_here("excludes", "remove", "*.tmp.jpg", "--no-index")
    assert run_here("excludes", "list").stdout == "drafts\n"


def test_what_is_refused_is_told_and_changes_nothing(home: AppPaths) -> None:
    refused = run_here("excludes", "add", "drafts", "a/b", status=1)
    assert "a/b is a path" in refused.stderr
    refused = run_here("excludes", "remove", "drafts", status=1)
    assert "drafts is not left out" in refused.stderr
    assert run_here("excludes", "list").stdout == ""
