from __future__ import annotations

import os
from datetime import datetime
from pathlib import PurePath

import pytest

from photosearch.media.words import date_words, is_noise, name_words, path_words, sentence
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


def test_a_path_gives_the_names_of_file_and_folders_and_the_sentence_their_words() -> None:
    found = path_words(PurePath("2019/Lake Garda/IMG_0001 sunset.jpg"), "Pictures")
    assert found == (
        Word(WordSource.FILE, "IMG_0001 sunset.jpg"),
        Word(WordSource.FOLDER, "Pictures"),
        Word(WordSource.FOLDER, "2019"),
        Word(WordSource.FOLDER, "Lake Garda"),
    )
    assert sentence(found) == "sunset, Lake Garda"


def test_names_in_gbk_are_chinese() -> None:
    name = os.fsdecode("奶奶的生日.jpg".encode("gbk"))
    (found, folder) = path_words(PurePath("Lake", name), "")
    assert found == Word(WordSource.FILE, "奶奶的生日.jpg")
    assert sentence([found, folder]) == "奶奶的生日, Lake"


@pytest.mark.parametrize(
    ("term", "silent"),
    [("img", True), ("IMG1234", True), ("photos", True), ("照片", True), ("2019", True),
     ("screenshot", False), ("4711", False), ("dog", False), ("img 1234", False)],
)  # fmt: skip
def test_what_cameras_write_into_names_answers_no_question(term: str, silent: bool) -> None:
    assert is_noise(term) is silent


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
    assert sentence([Word(WordSource.TITLE, "一隻貓")]) == "一只猫"
