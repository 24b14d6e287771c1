from __future__ import annotations

import pytest

from photosearch.errors import SettingsError
from photosearch.folders.excludes import tidy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((), ()),
        (("drafts", "*.tmp.jpg"), ("drafts", "*.tmp.jpg")),
        ((" drafts/ ", "", "  "), ("drafts",)),
        (("草稿\\",), ("草稿",)),
        (("drafts", "Drafts"), ("Drafts",)),
        (("*.*", "?", "[a-c]*"), ("*.*", "?", "[a-c]*")),
    ],
)
def test_patterns_are_kept_once_and_tidy(given: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert tidy(given) == kept


@pytest.mark.parametrize("pattern", ["2023/drafts", "/home/me", "a\\b", "*", " ** "])
def test_paths_and_what_leaves_nothing_over_are_refused(pattern: str) -> None:
    with pytest.raises(SettingsError) as caught:
        tidy(("drafts", pattern))
    assert pattern.strip() in caught.value.reason
    assert "name of a file or folder" in caught.value.advice
