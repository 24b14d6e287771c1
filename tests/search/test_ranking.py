from __future__ import annotations

import numpy as np
import pytest

from photosearch.search.literal import WordMatch, stands_in, word_matches
from photosearch.search.ranking import EXACT_WEIGHT, rank
from photosearch.spaces.baseline import SMALL_LIBRARY, TEXT_DEVIATIONS, Baseline
from photosearch.types import PhotoId, Word, WordSource

NOISE = np.random.default_rng(0).normal(0.0, 0.1, 5000).astype(np.float32)
BASELINE = Baseline.of(NOISE)


def f32(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


def test_the_baseline_is_not_moved_by_a_few_true_matches() -> None:
    few = Baseline.of(np.concatenate([NOISE, np.full(50, 5.0, np.float32)]))
    assert few.threshold() == pytest.approx(BASELINE.threshold(), rel=0.05)
    assert BASELINE.threshold() == pytest.approx(TEXT_DEVIATIONS * 0.1, rel=0.05)


def test_what_stands_out_is_a_match_and_what_does_not_is_less_certain() -> None:
    ids = np.array([1, 2, 3])
    ranking = rank(ids, f32(0, 0, 0), f32(0.2, 0.9, 0.5), {}, BASELINE)
    assert ranking.ids.tolist() == [2, 3, 1]
    assert ranking.matches == 2


def test_nothing_matches_when_nothing_stands_out() -> None:
    assert rank(np.array([1, 2]), f32(0, 0), f32(0.2, 0.1), {}, BASELINE).matches == 0


def test_parts_sum_to_the_score_that_ranks() -> None:
    matches = {7: WordMatch(0.5, ("lake",))}
    ranking = rank(np.array([7, 8]), f32(0.1, 0.3), f32(0.4, 0.5), matches, BASELINE)
    totals = [ranking.parts(row).total for row in range(2)]
    assert totals == sorted(totals, reverse=True)
    row = ranking.ids.tolist().index(7)
    parts = ranking.parts(row)
    assert parts.exact == pytest.approx(0.5 * EXACT_WEIGHT)
    assert parts.total == pytest.approx(0.1 + 0.4 + 0.5 * EXACT_WEIGHT)


def test_all_words_written_on_a_photo_make_it_a_match_and_matches_come_first() -> None:
    matches = {2: WordMatch(1.0, ("lake",))}
    ranking = rank(np.array([1, 2]), f32(0, 0), f32(0.35, -0.5), matches, BASELINE)
    assert ranking.ids.tolist() == [2, 1]
    assert ranking.matches == 1


def test_a_small_library_shows_all_it_has() -> None:
    small = Baseline.of(NOISE[: SMALL_LIBRARY - 1])
    assert rank(np.array([1]), f32(0), f32(-1), {}, small).matches == 1
    assert Baseline.of(NOISE[:0]).threshold() == float("-inf")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("cat", "Cat", True), ("cat", "two cats", True), ("cat", "location", False),
        ("cat", "cat's", True), ("bus", "buses", True), ("dog", "hotdog", False),
        ("狗", "一只小狗", True), ("猫", "一只小狗", False), ("c++", "c++ book", True),
        ("c++", "c book", False), ("#tag", "a #tag", True), ("#tag", "tag", False),
        ("tag", "#tag", True), ("t-shirt", "T-Shirts", True), ("t-shirt", "a shirt", False),
        ("O'Brien", "Pat O’Brien", True), ("myname_last", "MyName_Last.jpg", True),
        ("my name", "MyName_Last.jpg", True), ("BlackCat", "black cat", True),
        ("café", "cafe\u0301s", True), ("臺灣", "台湾", True), ("カメラ", "赤いカメラ", True),
        ("한국", "한국에서", True), ("🐕", "my 🐕!", True), ("tc_00715.jpg", "TC_00715.JPG", True),
        ("00715", "TC_00715.JPG", True), ("715", "TC_00715.JPG", False),
    ],
)  # fmt: skip
def test_words_match_whole_and_chinese_anywhere(term: str, text: str, found: bool) -> None:
    assert stands_in(term, text) is found


class Words:
    """An index of two photos' words."""

    def match(self, term: str, limit: int) -> list[tuple[PhotoId, Word]]:
        words = [
            (1, Word(WordSource.TITLE, "boat on a lake")),
            (1, Word(WordSource.FOLDER, "lake holiday")),
            (2, Word(WordSource.FOLDER, "lake")),
        ]
        return [(photo, word) for photo, word in words if term in word.text]

    def equal(self, text: str, limit: int) -> list[tuple[PhotoId, Word]]:
        return []


def test_the_share_counts_terms_by_where_they_stand() -> None:
    found = word_matches(Words(), ["lake", "boat"])
    assert found[1] == WordMatch(1.0, ("lake", "boat"))
    assert found[2].share == pytest.approx(0.35)
    assert word_matches(Words(), []) == {}


def test_a_line_can_lie_nearer_to_what_is_usual() -> None:
    near = Baseline.of(NOISE, 2.5)
    assert near.threshold() == pytest.approx(2.5 * BASELINE.deviation + BASELINE.median)
    assert Baseline.of(NOISE[: SMALL_LIBRARY - 1], 2.5).threshold() == float("-inf")
