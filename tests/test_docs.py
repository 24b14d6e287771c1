from __future__ import annotations

import re
from pathlib import Path

import pytest

from photosearch.query.language import PREFIXES, Prefix
from photosearch.query.parse import parse

PAGE = (Path(__file__).parents[1] / "docs/search-language.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda prefix: prefix.name)
def test_each_prefix_is_documented_with_an_example_in_both_languages(prefix: Prefix) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{prefix.name}:` |")]
    english, chinese = row.split("|")[3:5]
    for cell in (english, chinese):
        examples = re.findall(r"`([^`]+)`", cell)
        assert examples
        for example in examples:
            (part,) = parse(example).parts
            assert part.kind is prefix.kind
            assert not part.error
    assert all(value in row for value in prefix.values if value.isalpha())
