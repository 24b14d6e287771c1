"""Odd readings: endless ones, those that run from right to left, those that hide something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.analysers import text
from photosearch.analysers.text import LONGEST_LINE, MOST_LINES, TextReader, tidied
from photosearch.library import Library
from tests.conftest import names, paint_four, update

HEBREW, ARABIC = "קבלה מספר 1024", "فاتورة رقم ١٢٣"


class _Found:
    """What a reader of pictures gives, of lines that a test makes up."""

    def __init__(self, lines: list[str]) -> None:
        self.txts = lines
        self.scores = [0.99] * len(lines)
        self.boxes = [np.array([[0, 0], [50, 0], [50, 20], [0, 20]])] * len(lines)


def reader_of(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> TextReader:
    monkeypatch.setattr(text, "_rapid_ocr", lambda: lambda **_: lambda pixels: _Found(lines))
    return TextReader()


def test_text_of_200_000_characters_is_kept_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reader_of(monkeypatch, ["x" * 200_000, *["word " * 400] * 1_000])
    lines = reader.read(Image.new("RGB", (200, 100)))
    assert len(lines) <= MOST_LINES
    assert max(len(line.text) for line in lines) <= LONGEST_LINE


def test_what_is_not_seen_is_not_read() -> None:
    hidden = "in\u202evoice\u2066 42\0\x1b[31m\u200b red\x07"
    assert tidied(hidden) == "invoice 42[31m red"
    assert tidied(HEBREW) == HEBREW
    assert tidied(" \t\n\r ") == ""


def test_odd_text_is_stored_found_and_shown(
    open_library: Callable[[], Library], tmp_path: Path
) -> None:
    from photosearch.catalogue.text_lines import TEXT_LINES
    from photosearch.types import TextLine

    folder = paint_four(tmp_path / "photos")
    library = open_library()
    library.add_folder(folder)
    update(library)
    (hit,) = library.hits(library.search("red"), 0, 1)
    odd = [HEBREW, ARABIC, "<b>bold</b> & co", "lone \ud800 half", "x" * 1000]
    lines = tuple(TextLine(tidied(line), 0.9, (0.1, 0.1, 0.5, 0.2)) for line in odd)
    with library._catalogue.write() as connection:
        TEXT_LINES.write(connection, b"", [hit.photo], lines)
    assert len(library.text_in(hit.photo)) == len(odd)
    for asked in ("קבלה", "فاتورة", '"bold"'):
        query = f"text:{asked}"
        assert names(library, query) == [hit.path.name], asked
        (found,) = library.hits(library.search(query), 0, 1)
        assert len(found.snippet) <= 160
    found_line = library.hits(library.search("text:קבלה"), 0, 1)[0]
    assert found_line.snippet == HEBREW
