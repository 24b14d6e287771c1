from __future__ import annotations

from dataclasses import replace
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
    read_calibration,
    shared_by_copies,
    write_calibration,
)
from photosearch.spaces.evidence import (
    FIRST,
    logistic,
    picture_features,
    presence_features,
    presence_weights,
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
    probabilities = CERTAIN.judge(f32(1, 0, 0, 0), images, np.zeros(4, np.float32), nothing).values
    assert np.isfinite(probabilities).all()
    assert probabilities.argmax() == 0


def test_either_picture_or_words_can_speak_for_a_photo() -> None:
    images = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]], np.float32)
    probabilities = CERTAIN.judge(f32(1, 0, 0, 0), images, f32(0, 1, 0), images).values
    assert probabilities[0] > 0.99
    assert probabilities[1] > 0.99
    assert probabilities[2] < 0.5
    assert logistic(np.zeros((1, 1), np.float32), f32(0, 1))[0] == 0.5


def present_if_the_first_stand_out() -> Calibration:
    """One by which something is there if the first photos score more than half in the mean."""
    weights = np.zeros(presence_weights(late=False), np.float32)
    weights[:2] = -20.0, 40.0
    return replace(CERTAIN, presence=weights)


def test_photos_that_look_the_same_are_as_likely_as_the_likeliest_of_them() -> None:
    angles = np.array([0.0, 0.05, 0.1, 0.6, 0.62, 1.5])
    images = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    values = np.array([0.7, 0.2, 0.1, 0.3, 0.5, 0.05], np.float32)
    shared = shared_by_copies(values, images)
    np.testing.assert_array_equal(shared, np.array([0.7, 0.7, 0.7, 0.5, 0.5, 0.05], np.float32))
    burst = np.arange(6) * 0.19  # each is like the next
    images = np.column_stack([np.cos(burst), np.sin(burst)]).astype(np.float32)
    last = shared_by_copies(np.array([0.6, 0.2, 0.2, 0.2, 0.2, 0.1], np.float32), images)
    np.testing.assert_array_equal(last, np.array([0.6, 0.6, 0.6, 0.6, 0.2, 0.2], np.float32))
    shown = Probabilities(shared, least=0.1, present=0.9).matching(values)
    assert shown.tolist()[:3] == [True, True, True]
    many = np.repeat(images[:1], 500, 0)  # of very many the likeliest alone are looked at
    values = np.linspace(0.9, 0.1, 500, dtype=np.float32)
    shared = shared_by_copies(values, many)
    assert (shared[:200] == values[0]).all()
    np.testing.assert_array_equal(shared[200:], values[200:])


def test_whether_anything_is_there_is_told_by_the_first_photos_together() -> None:
    query, nothing = f32(1, 0, 0, 0), np.zeros((0, 4), np.float32)
    near, far = f32(0.9, 0, 0, np.sqrt(1 - 0.81)), f32(0, 0, 0, 1)

    def present(count: int) -> float:
        images = np.stack([near] * count + [far] * (2 * FIRST - count))
        unsaid = np.zeros(len(images), np.float32)
        return present_if_the_first_stand_out().judge(query, images, unsaid, nothing).present

    assert present(1) < present(2) < 0.5 < present(FIRST) < 1
    assert present(FIRST) == pytest.approx(present(2 * FIRST))


def test_where_words_say_it_something_is_there() -> None:
    far, unsaid = np.tile(f32(0, 0, 0, 1), (3, 1)), np.zeros(3, np.float32)
    made, query = present_if_the_first_stand_out(), f32(1, 0, 0, 0)
    assert made.judge(query, far, unsaid, far).present < 0.1
    assert made.judge(query, far, f32(0, 1, 0), far).present > 0.99


def test_without_weights_for_it_the_likeliest_photo_tells_whether_anything_is_there() -> None:
    images, unsaid = np.eye(4, dtype=np.float32), np.zeros(4, np.float32)
    judged = CERTAIN.judge(f32(1, 0, 0, 0), images, unsaid, images)
    assert judged.present == judged.values.max()
    assert CERTAIN.judge(f32(1, 0, 0, 0), images[:0], unsaid[:0], images).present == 0


def test_presence_is_told_by_the_best_of_the_candidates_in_the_mean_and_by_the_first() -> None:
    picture = np.arange(70, dtype=np.float32).reshape(10, 7)
    told = presence_features(picture, None, picture[:, 0], words=3)
    assert len(told) + 1 == presence_weights(late=False)
    assert told[:5].tolist() == picture[5:, :5].mean(0).tolist()
    assert told[5:10].tolist() == picture[9, :5].tolist()
    assert told[10] == 3
    late = np.ones((10, 3), np.float32)
    finer = presence_features(picture, late, picture[:, 0], words=3)
    assert len(finer) + 1 == presence_weights(late=True)


def test_nothing_matches_if_it_is_unlikely_that_anything_is_there_unless_it_is_written() -> None:
    ids, nothing = np.array([1, 2, 3]), np.zeros(3, np.float32)
    scores, line = f32(0.3, 0.2, 0.1), Probabilities(f32(0.9, 0.3, 0.0), 0.5, present=0.4)
    assert rank(ids, nothing, scores, {}, line).matches == 0
    written = rank(ids, nothing, scores, {3: WordMatch(1.0, ("lake",))}, line)
    assert (written.matches, written.ids.tolist()[0]) == (1, 3)
    assert rank(ids, nothing, scores, {}, Probabilities(f32(0.9, 0.8, 0.0), 0.5, 0.6)).matches == 2
    assert rank(ids[:0], nothing[:0], scores[:0], {}, Probabilities(f32(), 0.5, 0.0)).matches == 0


def test_a_photo_is_all_told_as_likely_as_it_is_and_anything_is_there() -> None:
    assert Probabilities(f32(0.5, 1.0), 0.5, 0.5).overall.tolist() == [0.25, 0.5]


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
