from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

import pytest

from photosearch.media.words import date_words, name_words, path_words, sentence
from photosearch.types import Word, WordSource


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IMG_1234", ""),
        ("DSC00012", ""),
        ("PXL_20230614_183005123", ""),
        ("WhatsApp Image 2023-06-14 at 18.30.05", ""),
        ("mmexport1686738605123", ""),
        ("3f2b8a9c-1d4e-4f6a-9b8c-7d6e5f4a3b2c", ""),
        ("IMG_1234-Black cat", "Black cat"),
        ("birthday_party_2019", "birthday party"),
        ("SummerHoliday", "Summer Holiday"),
        ("2019-07 Lake Garda", "Lake Garda"),
        ("奶奶的生日", "奶奶的生日"),
        ("微信图片_20230101120000", ""),
        ("beach (2)", "beach"),
    ],
)
def test_names_lose_their_camera_noise_and_keep_their_words(name: str, words: str) -> None:
    assert name_words(name) == words


def test_a_path_gives_the_words_of_file_and_folders() -> None:
    found = path_words(PurePath("2019/Lake Garda/IMG_0001 sunset.jpg"), "Pictures")
    assert found == (Word(WordSource.FILE, "sunset"), Word(WordSource.FOLDER, "Lake Garda"))


def test_dates_are_told_in_both_languages() -> None:
    text = date_words(datetime(2023, 6, 14)).text
    assert all(part in text for part in ("June", "2023", "summer", "2023年6月", "夏天"))


def test_the_sentence_leads_with_what_people_wrote_and_leaves_dates_out() -> None:
    words = [
        Word(WordSource.FOLDER, "Italy"),
        Word(WordSource.DATE, "June 2023"),
        Word(WordSource.TITLE, "Sunset"),
        Word(WordSource.KEYWORD, "Sunset"),
    ]
    assert sentence(words) == "Sunset, Italy"
    assert sentence([]) == ""
