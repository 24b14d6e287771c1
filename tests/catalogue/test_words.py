"""Any word that is stored is found by typing it, however it is composed, cased or spaced."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.words import replace_words
from photosearch.query.parse import parse
from photosearch.search.literal import found_at, literal_matches, stands_in
from photosearch.text.folding import tokens
from photosearch.types import PhotoId, Word, WordSource

STORED = (
    "O’Brien", "café", "cafe\u0301 noir", "カメラ", "ｶﾒﾗ", "が", "İstanbul", "t-shirt", "C++",
    "TC_00715.JPG",
    "MyName_Last.jpg", "#tag", "SummerHoliday", "臺北101", "一只狗", "张伟", "上海", "🐕",
    "👨‍👩‍👧 family",
    "The Who", "X", "it", "照片", "हिन्दी फ़िल्म", "ไทย", "한국어", "й", "Straße", "R&B", "50%", "a/b",
    "f/1.8", "10:30", "naïve – approach", "½ Liter", "¡olé!", "x² + y²", "IMG_1234-Black cat.jpg",
)  # fmt: skip
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path_factory.mktemp("words") / "catalogue.db") as catalogue:
        store(catalogue, [Word(WordSource.TITLE, text) for text in STORED])
        yield catalogue


def store(catalogue: Catalogue, words: list[Word]) -> None:
    """Store one photo a word, from 1 on."""
    with catalogue.write() as connection:
        connection.exec_driver_sql("INSERT OR IGNORE INTO folders (id, path) VALUES (1, x'2f')")
        for photo, word in enumerate(words, 1):
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO photos (id, folder_id, path, size, mtime_ns, taken_us)"
                " VALUES (?, 1, ?, 1, 1, 1)",
                (photo, str(photo).encode()),
            )
            replace_words(connection, [(photo, (word,))])


def wholly(catalogue: Catalogue, typed: str) -> set[PhotoId]:
    """Return the photos that have all of a query in their words."""
    found = literal_matches(catalogue.words, parse(typed))
    return {photo for photo, match in found.items() if match.share >= 1.0}


@pytest.mark.parametrize("text", STORED)
def test_a_stored_word_is_found_by_typing_it(catalogue: Catalogue, text: str) -> None:
    photo = STORED.index(text) + 1
    for typed in (
        text, text.upper(), text.lower(), unicodedata.normalize("NFC", text),
        unicodedata.normalize("NFD", text), text.translate(FULL_WIDTH),
    ):  # fmt: skip
        if "/" not in text and ":" not in text:  # full-width ones part words in the search box
            assert photo in wholly(catalogue, typed), typed
        assert photo in catalogue.words.holding(typed), typed
        assert photo in wholly(catalogue, f'"{typed}"'), typed


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("obrien", set()), ("brien", {"O’Brien"}), ("cafe", {"café", "cafe\u0301 noir"}),
        ("my name", {"MyName_Last.jpg"}), ("TC_00715", {"TC_00715.JPG"}), ("tc", {"TC_00715.JPG"}),
        ("MyName_Last", {"MyName_Last.jpg"}), ("summer holiday", {"SummerHoliday"}),
        ("台北", {"臺北101"}),
        ("tag", {"#tag"}), ("伟", {"张伟"}), ("海", {"上海"}), ("the", set()), ("who", set()),
        ("imagine", set()), ("か", set()), ("и", set()), ("cat", {"IMG_1234-Black cat.jpg"}),
        ("IMG_1234-Black cat.jpg", {"IMG_1234-Black cat.jpg"}),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_has_it_and_nothing_else(
    catalogue: Catalogue, typed: str, texts: set[str]
) -> None:
    assert {STORED[photo - 1] for photo in wholly(catalogue, typed)} == texts


def test_what_cameras_write_into_names_matches_only_as_a_phrase_or_a_whole_name(
    tmp_path: Path,
) -> None:
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        store(catalogue, [Word(WordSource.FILE, "IMG_1234.JPG"), Word(WordSource.TITLE, "img")])
        assert wholly(catalogue, "img") == {2}
        assert wholly(catalogue, "IMG_1234") == wholly(catalogue, "img_1234.jpg") == {1}
        assert wholly(catalogue, "1234") == {1}
        assert catalogue.words.holding("img").tolist() == [1, 2]


def test_completions_are_found_in_any_spelling(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        store(catalogue, [Word(WordSource.PERSON, "Zoë O’Brien"), Word(WordSource.KEYWORD, "臺灣")])
        for typed in ("zoe", "ＺＯ", "Zoe\u0308 O'B"):
            assert catalogue.words.starting(typed, 5) == [("Zoë O’Brien", "person")]
        assert catalogue.words.starting("台", 5) == [("臺灣", "keyword")]
        assert catalogue.words.starting("%", 5) == catalogue.words.starting("", 5) == []


@given(st.text(max_size=20))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_safe_to_ask_for_and_stands_in_itself(catalogue: Catalogue, text: str) -> None:
    assert isinstance(catalogue.words.match(text, 10), list)
    assert isinstance(catalogue.words.equal(text, 10), list)
    assert stands_in(text, text) is bool(tokens(text))
    assert all(0 <= start < end <= len(text) for start, end in found_at(text, text))


OLD_INDEX = (
    "DROP TRIGGER photo_words_added", "DROP TRIGGER photo_words_removed",
    "DROP TABLE photo_words_fts", "DROP INDEX words_of_people",
    "ALTER TABLE photo_words DROP COLUMN folded",
    "CREATE VIRTUAL TABLE photo_words_fts USING fts5(text, content='photo_words',"
    " content_rowid='id', tokenize='trigram', detail='full')",
    "CREATE TRIGGER photo_words_added AFTER INSERT ON photo_words BEGIN"
    " INSERT INTO photo_words_fts(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER photo_words_removed AFTER DELETE ON photo_words BEGIN"
    " INSERT INTO photo_words_fts(photo_words_fts, rowid, text)"
    " VALUES ('delete', old.id, old.text); END",
    "UPDATE alembic_version SET version_num = '0007'",
)  # fmt: skip


def test_a_library_of_before_finds_its_words_without_indexing_again(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with Catalogue.open(path):
        pass
    with sqlite3.connect(path) as old:
        for statement in OLD_INDEX:
            old.execute(statement)
        old.execute("INSERT INTO folders (id, path) VALUES (1, ?)", (b"/home/me/MyPhotos",))
        old.execute(
            "INSERT INTO photos (id, folder_id, path, size, mtime_ns, taken_us, content_hash)"
            " VALUES (1, 1, ?, 1, 1, 1, x'00'), (2, 1, x'62', 1, 1, 1, NULL)",
            ("海滩/".encode("gbk") + b"TC_00715.jpg",),
        )
        old.executemany(
            "INSERT INTO photo_words (photo_id, source, text) VALUES (1, ?, ?)",
            [("title", "Pat O’Brien"), ("file", "TC"), ("folder", "My Photos")],
        )
    old.close()
    with Catalogue.open(path) as catalogue:
        assert set(catalogue.words.of(1)) == {
            Word(WordSource.TITLE, "Pat O’Brien"),
            Word(WordSource.FILE, "TC_00715.jpg"),
            Word(WordSource.FOLDER, "MyPhotos"),
            Word(WordSource.FOLDER, "海滩"),
        }
        assert catalogue.words.of(2) == ()
        for typed in ("o'brien", "TC_00715", "海滩", "my photos"):
            assert wholly(catalogue, typed) == ({1} if typed[0] in "oT" else set()), typed
            assert catalogue.words.holding(typed).tolist() == [1]
        store(catalogue, [Word(WordSource.TITLE, "new")])
        assert catalogue.words.holding("O'Brien").tolist() == []
        assert catalogue.words.holding("new").tolist() == [1]
