from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosearch.spaces.calibration import Calibration, read_calibration, write_calibration
from photosearch.spaces.evidence import FEATURES, LATE_FEATURES, late_features, presence_weights
from photosearch.spaces.late_interaction import SeenPlaces, best_places, word_scores

# Two words, "cat" and "keyboard", that weigh 0.3 and 0.2; places show one of three things.
WORDS = np.array([[0.3, 0, 0], [0, 0.2, 0]], np.float32)
CAT, KEYBOARD, WALL = (127 * np.eye(3, dtype=np.int8)).astype(np.int8)
BOTH, CAT_ALONE, NEITHER = [CAT, WALL, KEYBOARD], [CAT, CAT, WALL], [WALL] * 3
PLACES = np.array([BOTH, CAT_ALONE, NEITHER], np.int8)


def usual_places(count: int = 40) -> np.ndarray:
    """Places of photos that show nothing of it, more or less."""
    rng = np.random.default_rng(0)
    return (rng.random((count, 3, 3)) * [30, 30, 127]).astype(np.int8)


def calibration() -> Calibration:
    """One that asks that the word that is seen least stands out."""
    late = np.zeros(1 + FEATURES + LATE_FEATURES, np.float32)
    late[0], late[1 + FEATURES + 1] = -5.0, 1.0
    return Calibration(
        bank=np.eye(4, dtype=np.float32)[1:],
        reference=np.tile(np.array([0, 0, 0, 1], np.float32), (3, 1)),
        picture=np.array([0.0, *[0.0] * FEATURES], np.float32),
        words=np.array([-20.0, 0.0], np.float32),
        least=0.5,
        growth=0.0,
        places=usual_places().astype(np.float32),
        late=late,
        late_presence=np.zeros(presence_weights(late=True), np.float32),
    )


def test_each_word_counts_where_it_is_seen_best() -> None:
    wanted = np.array([[0.3, 0.2], [0.3, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(word_scores(WORDS, PLACES), wanted)
    assert word_scores(WORDS, PLACES[:0]).shape == (0, 2)


def test_places_share_out_the_score_of_a_photo() -> None:
    heat = best_places(WORDS, PLACES[0])
    np.testing.assert_allclose(heat, [0.3, 0.0, 0.2])
    assert heat.sum() == pytest.approx(word_scores(WORDS, PLACES[:1]).sum())


def test_the_word_that_is_seen_least_tells_a_part_from_the_whole() -> None:
    usual = word_scores(WORDS, usual_places())
    weights = np.linalg.norm(WORDS, axis=1)
    together, least, mean = late_features(word_scores(WORDS, PLACES), usual, weights).T
    assert together[0] > together[1] > together[2]
    assert mean[0] > mean[1] > mean[2]
    assert least[0] > 3 > least[1]


def test_words_that_hardly_weigh_need_not_be_seen() -> None:
    light = np.array([[0.3, 0, 0], [0, 0.01, 0]], np.float32)
    usual = word_scores(light, usual_places())
    found = late_features(word_scores(light, PLACES), usual, np.linalg.norm(light, axis=1))
    assert found[1, 1] > 3


def test_a_photo_that_shows_one_part_alone_is_unlikely() -> None:
    made = calibration()
    late = made.late_scores(WORDS, 3, SeenPlaces(np.arange(3), PLACES))
    assert late is not None
    query, images = np.array([1, 0, 0, 0], np.float32), np.eye(4, dtype=np.float32)[:3]
    nothing = np.zeros(3, np.float32)
    probabilities = made.judge(query, images, nothing, images, late).values
    assert probabilities[0] > 0.5 > probabilities[1]
    assert late.bonus[0] > late.bonus[1] > late.bonus[2]


def test_of_photos_without_places_the_embedding_decides() -> None:
    made = calibration()
    late = made.late_scores(WORDS, 3, SeenPlaces(np.array([2]), PLACES[2:]))
    assert late is not None
    assert late.bonus[:2].tolist() == [0, 0]
    assert late.known.tolist() == [False, False, True]
    query, images = np.array([1, 0, 0, 0], np.float32), np.eye(4, dtype=np.float32)[:3]
    nothing = np.zeros(3, np.float32)
    probabilities = made.judge(query, images, nothing, images, late).values
    np.testing.assert_allclose(
        probabilities[:2], made.judge(query, images, nothing, images).values[:2]
    )
    assert probabilities[2] < 0.1


def test_where_places_of_the_first_are_unknown_the_embedding_tells_whether_anything_is_there() -> (
    None
):
    never = np.zeros(presence_weights(late=True), np.float32)
    never[0] = -9.0
    always = np.zeros(presence_weights(late=False), np.float32)
    always[0] = 9.0
    made = replace(calibration(), presence=always, late_presence=never)
    query, images = np.array([1, 0, 0, 0], np.float32), np.eye(4, dtype=np.float32)[:3]

    def present(*known: int) -> float:
        seen = SeenPlaces(np.array(known), PLACES[list(known)])
        late = made.late_scores(WORDS, 3, seen)
        return made.judge(query, images, np.zeros(3, np.float32), images, late).present

    assert present(0, 1, 2) < 0.01
    assert present(1, 2) > 0.99


def test_what_words_add_to_the_picture_is_shown_where_they_were_seen() -> None:
    made = calibration()
    late = made.late_scores(WORDS, 1, SeenPlaces(np.zeros(1, np.int64), PLACES[:1]))
    assert late is not None
    assert made.late_heat(WORDS, PLACES[0]).sum() == pytest.approx(late.bonus[0], abs=1e-6)


def test_a_pack_that_tells_no_places_apart_has_no_late_scores(tmp_path: Path) -> None:
    plain = replace(calibration(), places=None, late=None, late_presence=None)
    assert plain.late_scores(WORDS, 3, SeenPlaces(np.arange(3), PLACES)) is None
    for made in (plain, calibration()):
        write_calibration(tmp_path, made)
        read = read_calibration(tmp_path)
        assert read is not None
        for name in ("places", "late", "presence", "late_presence"):
            one, other = getattr(read, name), getattr(made, name)
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                np.testing.assert_array_equal(one, other)
