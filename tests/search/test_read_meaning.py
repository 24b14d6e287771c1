"""What is written in photos is found by what it means, and in either kind of characters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photosearch.catalogue.text_lines import TEXT_LINES
from photosearch.encoders.registry import BUILTIN_VARIABLE
from photosearch.library import Library
from photosearch.search.literal import WordMatch
from photosearch.search.read_meaning import joined
from photosearch.types import PhotoId, TextLine
from tests.conftest import names, paint_four, update

Open = Callable[[], Library]


def write_on(library: Library, texts: dict[str, str]) -> dict[str, PhotoId]:
    """Let these texts have been read in photos, by the beginnings of their names."""
    photos = {hit.path.stem: hit for hit in library.hits(library.search(), 0, 100)}
    with library._catalogue.write() as connection:
        for name, text in texts.items():
            hit = photos[name]
            lines = tuple(
                TextLine(line, 0.9, (0.1, 0.1 * row, 0.9, 0.1 * row + 0.08))
                for row, line in enumerate(text.split("\n"))
            )
            (row,) = library._catalogue.photos.get([hit.photo])
            assert row.content_hash is not None
            TEXT_LINES.write(connection, row.content_hash, [hit.photo], lines)
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO analyses (photo_id, analyser, version, content_hash)"
                " VALUES (?, 'text', 1, ?)",
                (hit.photo, row.content_hash),
            )
    update(library)
    return {name: hit.photo for name, hit in photos.items()}


@pytest.fixture
def real(open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with the built-in model."""
    monkeypatch.delenv(BUILTIN_VARIABLE)
    library = open_library()
    library.add_folder(paint_four(tmp_path / "photos"))
    update(library)
    return library


def test_text_is_found_by_its_meaning_in_another_language(real: Library) -> None:
    write_on(
        real,
        {
            "IMG_0000": "欢迎光临\n营业时间 9:00-21:30",
            "IMG_0001": "禁止停车",
            "IMG_0002": "GREEN MARKET\nMilk 2.49\nBread 3.10\nTOTAL 10.34",
            "IMG_0003": "Happy Birthday",
        },
    )
    for asked, name in (
        ("parking forbidden", "IMG_0001"),
        ("生日祝福", "IMG_0003"),
        ("超市小票 牛奶 面包", "IMG_0002"),
    ):
        (hit,) = real.hits(real.search(asked), 0, 1)
        assert hit.path.stem == name, asked
        assert hit.parts.exact > 0.1
        assert hit.snippet
    (hit,) = real.hits(real.search("parking forbidden"), 0, 1)
    assert hit.is_match
    why = real.why("parking forbidden", hit.photo)
    assert [match.word.text for match in why.matched] == ["禁止停车"]
    assert why.parts.exact == pytest.approx(hit.parts.exact)
    for hit in real.hits(real.search("a dog on a beach"), 0, 4):
        assert hit.parts.exact == 0


def test_traditional_characters_find_simplified_ones_and_the_other_way_round(
    open_library: Open, tmp_path: Path
) -> None:
    library = open_library()
    library.add_folder(paint_four(tmp_path / "photos"))
    update(library)
    write_on(library, {"IMG_0000": "营业时间 九点", "IMG_0001": "臺灣鐵路"})
    assert names(library, "text:營業時間") == ["IMG_0000.jpg"]
    assert names(library, "text:台湾铁路") == ["IMG_0001.jpg"]
    assert names(library, '"營業時間"') == ["IMG_0000.jpg"]


def test_what_is_read_anew_or_gone_is_no_longer_found(open_library: Open, tmp_path: Path) -> None:
    folder = paint_four(tmp_path / "photos")
    library = open_library()
    library.add_folder(folder)
    update(library)
    photos = write_on(library, {"IMG_0000": "invoice paid", "IMG_0001": "concert tonight"})

    def found(text: str) -> set[PhotoId]:
        space = library._spaces.answering().space
        return set(library._searcher._read.matches(space, text))

    assert found("invoice paid") == {photos["IMG_0000"]}
    write_on(library, {"IMG_0000": "garden gate"})
    assert found("invoice paid") == set()
    assert found("garden gate") == {photos["IMG_0000"]}
    (folder / "IMG_0001.jpg").unlink()
    update(library)
    assert found("concert tonight") <= {photos["IMG_0001"]}
    answer = library.search("concert tonight")
    assert photos["IMG_0001"] not in answer.ids.tolist()


def test_photos_without_text_are_asked_for_once(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    library.add_folder(paint_four(tmp_path / "photos"))
    update(library)
    write_on(library, {"IMG_0000": "", "IMG_0001": "gate"})
    encoder = library._spaces.answering().space.sentence_encoder
    assert library._catalogue.read_meanings.lacking(encoder, 10) == []
    rows = [ids.tolist() for _, ids, _ in library._catalogue.read_meanings.read(encoder)]
    assert len(np.concatenate(rows)) == 1


def test_of_both_kinds_of_matches_the_one_counts_that_says_more() -> None:
    literal = {1: WordMatch(0.5, ("a",)), 2: WordMatch(1.0, ("a", "b"))}
    meant = {1: WordMatch(0.8, ()), 2: WordMatch(0.2, ()), 3: WordMatch(0.1, ())}
    assert joined(literal, meant) == {
        1: WordMatch(0.8, ("a",)),
        2: WordMatch(1.0, ("a", "b")),
        3: WordMatch(0.1, ()),
    }
