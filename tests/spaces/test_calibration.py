from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.errors import ModelError
from photosearch.search.literal import WordMatch
from photosearch.search.ranking import rank
from photosearch.search.threshold import Probabilities
from photosearch.spaces.calibration import (
    CALIBRATION_FILE,
    MOST_CERTAIN,
    Calibration,
    expected_best_cut,
    logistic,
    picture_features,
    read_calibration,
    write_calibration,
)


def f32(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


CERTAIN = Calibration(
    bank=np.eye(4, dtype=np.float32)[1:],
    reference=np.tile(f32(0.0, 0.0, 0.0, 1.0), (3, 1)),
    picture=f32(0.0, 8.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    words=f32(-8.0, 16.0),
    least=0.5,
    growth=0.5,
)


@pytest.mark.parametrize(
    ("probabilities", "cut"),
    [
        ((), 0), ((1.0,), 1), ((1.0, 0.1, 0.1), 1), ((0.9, 0.9, 0.9), 3),
        ((1.0, 1.0, 0.0, 0.0), 2), ((0.2, 0.2, 0.2), 3),
    ],
)  # fmt: skip
def test_the_line_is_where_the_expected_f_measure_is_highest(
    probabilities: tuple[float, ...], cut: int
) -> None:
    assert expected_best_cut(f32(*probabilities)) == cut


@pytest.mark.parametrize("weight", [0.5, 1.0])
def test_the_expected_f_measure_agrees_with_trying_all_lines(weight: float) -> None:
    probabilities = np.sort(np.random.default_rng(1).random(40).astype(np.float32) ** 3)[::-1]
    tried = [probabilities[:k].sum() / (k + weight**2 * probabilities.sum()) for k in range(1, 41)]
    assert expected_best_cut(probabilities, weight) == int(np.argmax(tried)) + 1


def test_the_less_recall_counts_the_fewer_are_shown() -> None:
    probabilities = np.linspace(0.9, 0.1, 30, dtype=np.float32)
    assert expected_best_cut(probabilities) < expected_best_cut(probabilities, 1.0)


def test_a_photo_is_compared_with_the_banks_words() -> None:
    query = f32(1, 0, 0, 0)
    images = np.array([[0.9, 0.1, 0.2, 0.3], [0.2, 0.1, 0.3, 0.4]], np.float32)
    features = picture_features(query, images, CERTAIN.bank, images)
    score, rank_, best, tenth, fiftieth = features[:, :5].T
    assert score == pytest.approx([0.9, 0.2])
    assert rank_ == pytest.approx([0.0, np.log(3)])
    assert best == pytest.approx([0.6, -0.2])
    assert tenth == pytest.approx([0.8, 0.1])  # the bank has only three
    assert fiftieth == pytest.approx(tenth)


def test_a_word_of_the_bank_that_means_the_same_is_no_rival() -> None:
    bank = np.concatenate([CERTAIN.bank, [[1, 0, 0, 0]]]).astype(np.float32)
    query, images = f32(1, 0, 0, 0), np.eye(4, dtype=np.float32)
    without = picture_features(query, images, CERTAIN.bank, images)
    assert np.array_equal(picture_features(query, images, bank, images), without)


def test_a_photo_is_compared_with_other_photos() -> None:
    query = f32(1, 0, 0, 0)
    images = np.array([[0.9, 0.1, 0.2, 0.3], [0.2, 0.1, 0.3, 0.4]], np.float32)
    others = np.outer([0.1, 0.2, 0.3, 0.4, 0.8], query).astype(np.float32)
    standing, best = picture_features(query, images, CERTAIN.bank, others)[:, 5:].T
    deviation = 1.4826 * 0.1
    assert standing == pytest.approx([0.6 / deviation, -0.1 / deviation], rel=1e-5)
    assert best == pytest.approx([0.5 / deviation] * 2, rel=1e-5)


def test_where_all_photos_score_the_same_none_stands_out() -> None:
    query, images = f32(1, 0, 0, 0), np.eye(4, dtype=np.float32)[1:]
    features = picture_features(query, images, CERTAIN.bank, images)
    assert np.isfinite(features).all()
    assert not features[:, 5:].any()


def test_an_empty_library_is_compared_with_the_reference_photos() -> None:
    images = np.eye(4, dtype=np.float32)
    nothing = np.zeros((0, 4), np.float32)
    probabilities = CERTAIN.probabilities(f32(1, 0, 0, 0), images, np.zeros(4, np.float32), nothing)
    assert np.isfinite(probabilities).all()
    assert probabilities.argmax() == 0


def test_either_picture_or_words_can_speak_for_a_photo() -> None:
    images = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]], np.float32)
    probabilities = CERTAIN.probabilities(f32(1, 0, 0, 0), images, f32(0, 1, 0), images)
    assert probabilities[0] > 0.99
    assert probabilities[1] > 0.99
    assert probabilities[2] < 0.5
    assert logistic(np.zeros((1, 1), np.float32), f32(0, 1))[0] == 0.5


def test_nothing_matches_if_even_the_likeliest_is_unlikely_unless_it_is_written_there() -> None:
    ids, nothing = np.array([1, 2, 3]), np.zeros(3, np.float32)
    scores, line = f32(0.3, 0.2, 0.1), Probabilities(f32(0.4, 0.3, 0.0), 0.5)
    assert rank(ids, nothing, scores, {}, line).matches == 0
    written = rank(ids, nothing, scores, {3: WordMatch(1.0, ("lake",))}, line)
    assert (written.matches, written.ids.tolist()[0]) == (1, 3)
    assert rank(ids, nothing, scores, {}, Probabilities(f32(0.9, 0.8, 0.0), 0.5)).matches == 2
    assert rank(ids[:0], nothing[:0], scores[:0], {}, Probabilities(f32(), 0.5)).matches == 0


def test_the_larger_the_library_the_surer_a_match_must_be() -> None:
    small, usual, large, huge = (CERTAIN.least_among(n) for n in (1, 1000, 10_000, 10**9))
    assert 0 < small < usual < large <= huge == MOST_CERTAIN
    assert usual == pytest.approx(0.5)
    assert CERTAIN.least_among(0) == small


def test_a_calibration_survives_the_disk(tmp_path: Path) -> None:
    assert read_calibration(tmp_path) is None
    write_calibration(tmp_path, CERTAIN)
    read = read_calibration(tmp_path)
    assert read is not None
    assert np.array_equal(read.bank, CERTAIN.bank)
    assert np.array_equal(read.reference, CERTAIN.reference)
    assert np.array_equal(read.picture, CERTAIN.picture)
    assert (read.least, read.growth) == (CERTAIN.least, CERTAIN.growth)
    (tmp_path / CALIBRATION_FILE).write_bytes(b"torn")
    with pytest.raises(ModelError):
        read_calibration(tmp_path)
