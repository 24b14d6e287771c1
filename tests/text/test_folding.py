"""What is compared is the same however it is composed, cased, spaced or written."""

from __future__ import annotations

import os
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photosearch.text.folding import fold, indexed, located, readable, readings, tokens

WRITTEN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "O’Brien"), ("O'Brien", "o´brien"), ("café", "CAFE"), ("café", "cafe\u0301"),
        ("カメラ", "ｶﾒﾗ"), ("が", "か\u3099"), ("ガ", "ｶﾞ"), ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"), ("Straße", "STRASSE"), ("Łódź", "lodz"), ("Đà Nẵng", "Da Nang"),
        ("Ærø", "aero"), ("ёлка", "елка"), ("й", "и\u0306"), ("ΌΔΟΣ", "οδος"), ("ﬁsh", "fish"),
        ("ＤＯＧ１", "dog1"), ("臺灣", "台湾"), ("一隻貓", "一只猫"), ("著火", "着火"),
        ("한국", unicodedata.normalize("NFD", "한국")), ("👨‍👩‍👧", "👨👩👧"), ("❤️", "❤"),
        ("مُحَمَّد", "محمد"), ("2019–2020", "2019-2020"),
    ],
)  # fmt: skip
def test_ways_to_write_the_same_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("か", "が"), ("は", "ぱ"), ("й", "и"), ("cat", "cats"), ("हिन्दी", "हिन्द"), ("大", "太")],
)
def test_other_letters_stay_other_letters(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t-shirt", "t shirt"), ("C++", "c + +"), ("#tag", "# tag"), ("TC_00715", "tc 00715"),
        ("海滩 beach", "海 滩 beach"), ("Lake Garda, Italy!", "lake garda italy"),
        ("हिन्दी", "हिन्दी"), ("🐕‍🦺", "🐕 🦺"), (" -_-. ", ""),
        ("カメラ・レンズ", "カ メ ラ レ ン ズ"),
    ],
)  # fmt: skip
def test_a_text_is_cut_into_tokens(text: str, found: str) -> None:
    assert " ".join(tokens(text)) == found


def test_words_written_as_one_are_read_apart_too() -> None:
    assert readings("MyName_Last.jpg") == (
        ("myname", "last", "jpg"),
        ("my", "name", "last", "jpg"),
    )
    assert readings("plain words") == (("plain", "words"),)
    assert indexed("plain words") == "plain words"


@given(st.text())
@example("Ä\u0301")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WRITTEN, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_way_of_composing_letters_makes_no_difference(text: str, form: str) -> None:
    assert tokens(unicodedata.normalize(form, text)) == tokens(text)  # type: ignore[arg-type]


@given(WRITTEN)
def test_case_makes_no_difference(text: str) -> None:
    assert tokens(text.upper()) == tokens(text.lower()) == tokens(text)


@given(st.text(), st.booleans())
@example("か\u3099 ｶﾞ", False)
def test_tokens_say_where_they_stand(text: str, apart: bool) -> None:
    there = located(text, apart=apart)
    assert all(0 <= token.start < token.end <= len(text) for token in there)
    assert all(one.start <= other.start for one, other in pairwise(there))
    if not apart:
        assert tuple(token.text for token in there) == tokens(text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("海滩.jpg".encode("gbk"), "海滩.jpg"),
        ("奶奶的生日_01.jpg".encode("gbk"), "奶奶的生日_01.jpg"),
        ("カメラ.jpg".encode("shift_jis"), "カメラ.jpg"),
        ("café.jpg".encode("latin-1"), "café.jpg"),
        ("naïve – 1.jpg".encode("cp1252"), "naïve – 1.jpg"),
        ("日本.jpg".encode(), "日本.jpg"),
        (b"\xff\xfe\x81.jpg", None),
    ],
)
def test_names_in_old_encodings_are_readable(raw: bytes, text: str | None) -> None:
    found = readable(os.fsdecode(raw))
    found.encode()
    assert text is None or found == text
