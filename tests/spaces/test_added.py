"""A model without a calibration gets one from everyday words and the library's own photos."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from photosearch.arrays import Float32Array, unit_length
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.search.threshold import Probabilities
from photosearch.spaces.added import Carried, Usual, calibrated, carried, is_due
from photosearch.spaces.calibration import (
    CALIBRATION_FILE,
    Calibration,
    read_calibration,
    write_calibration,
)
from photosearch.spaces.evidence import FEATURES, SCORE, logistic, presence_weights
from tests.conftest import RGB, names, paint, update

WORDS, PHOTOS, DIMENSIONS = 90, 150, 24
NOTHING = np.zeros(PHOTOS, np.float32)


def made(seed: int, count: int) -> Float32Array:
    numbers = np.random.default_rng(seed)
    return unit_length(numbers.normal(size=(count, DIMENSIONS)).astype(np.float32))


def elsewhere(vectors: Float32Array, slope: float = 0.2) -> Float32Array:
    """Return vectors of another model, in which what scored s scores ``slope`` · s + 1 − slope."""
    rest = np.full((len(vectors), 1), np.sqrt(1 - slope))
    return np.column_stack([np.sqrt(slope) * vectors, rest]).astype(np.float32)


BANK, IMAGES, QUERIES = made(1, WORDS), made(2, PHOTOS), made(3, 5)


def test_features_are_standard_wherever_a_models_scores_lie() -> None:
    one, other = Usual.of(BANK, IMAGES), Usual.of(elsewhere(BANK), elsewhere(IMAGES))
    assert other.deviation[SCORE] == pytest.approx(0.2 * one.deviation[SCORE], rel=1e-3)
    assert other.mean[SCORE] == pytest.approx(0.2 * one.mean[SCORE] + 0.8, rel=1e-3)
    features = np.random.default_rng(4).normal(size=(9, FEATURES)).astype(np.float32)
    standard = one.standard(features)
    assert standard * one.deviation + one.mean == pytest.approx(features, abs=1e-5)


def test_probabilities_are_the_same_wherever_a_models_scores_lie() -> None:
    here = calibrated(BANK, IMAGES, PHOTOS)
    there = calibrated(elsewhere(BANK), elsewhere(IMAGES), PHOTOS)
    for query in QUERIES:
        one = here.judge(query, IMAGES, NOTHING, IMAGES)
        (moved,) = elsewhere(query[None])
        other = there.judge(moved, elsewhere(IMAGES), NOTHING, elsewhere(IMAGES))
        assert other.values == pytest.approx(one.values, abs=2e-3)
        assert other.present == pytest.approx(one.present, abs=2e-3)
    assert here.least_among(PHOTOS) == there.least_among(PHOTOS)


def test_weights_say_of_raw_features_what_they_said_of_standard_ones() -> None:
    usual = Usual.of(BANK, IMAGES)
    weights = carried()
    raw = weights.to(BANK, usual, PHOTOS)
    noise = np.random.default_rng(5).normal(size=(9, FEATURES)).astype(np.float32)
    features: Float32Array = (usual.mean + noise * usual.deviation).astype(np.float32)
    expected = logistic(usual.standard(features), np.array(weights.picture, np.float32))
    assert logistic(features, raw.picture) == pytest.approx(expected, abs=1e-3)
    assert (raw.recall_weight, raw.photos) == (weights.recall_weight, PHOTOS)


def test_the_weights_that_the_program_carries_fit_the_features() -> None:
    weights = carried()
    assert isinstance(weights, Carried)
    assert len(weights.picture) == 1 + FEATURES
    assert len(weights.presence) == presence_weights(late=False)
    assert 0 < weights.least < 1
    assert 0 < weights.recall_weight <= 1


@pytest.mark.parametrize(
    ("known", "photos", "due"),
    [(None, 99, False), (None, 100, True), (100, 199, False), (100, 200, True), (400, 150, False)],
)
def test_it_is_made_of_enough_photos_and_anew_when_there_are_twice_as_many(
    known: int | None, photos: int, due: bool
) -> None:
    made_before = None if known is None else calibrated(BANK, IMAGES, known)
    assert is_due(made_before, photos) is due


def test_where_all_photos_are_the_same_nothing_breaks() -> None:
    same = np.repeat(IMAGES[:1], PHOTOS, axis=0)
    judged = calibrated(BANK, same, PHOTOS).judge(QUERIES[0], same, NOTHING, same)
    assert np.isfinite(judged.values).all()


def test_the_less_finding_all_counts_the_fewer_are_shown() -> None:
    values = np.linspace(0.9, 0.1, 30, dtype=np.float32)
    many, few = (Probabilities(values, 0.1, 1.0, one).matching(values).sum() for one in (1.0, 0.2))
    assert few < many


def test_it_survives_the_disk(tmp_path: Path) -> None:
    write_calibration(tmp_path, calibrated(BANK, IMAGES, PHOTOS))
    read = read_calibration(tmp_path)
    assert read is not None
    assert read.photos == PHOTOS
    assert read.recall_weight == pytest.approx(carried().recall_weight)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    for number, colour in enumerate(RGB):
        for copy in range(2):
            paint(folder / f"{number}-{copy}.png", colour, (40 + number, 30 + copy))
    return folder


def test_a_library_calibrates_a_model_that_came_without(
    open_library: Callable[[], Library],
    home: AppPaths,
    many: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("photosearch.spaces.added.LEAST_PHOTOS", 8)
    library = open_library()
    library.folders.add(many)
    update(library)
    (kept,) = home.index.rglob(CALIBRATION_FILE)
    first = _own(library)
    assert first is not None
    assert 8 <= first.photos <= 2 * len(RGB)
    answer = library.search("red")
    assert answer.ranking is not None
    assert library.why("red", int(answer.ids[0])).probability is not None
    written = kept.stat().st_mtime_ns
    paint(many / "one more.png", "red")
    update(library)
    assert kept.stat().st_mtime_ns == written  # it has hardly grown
    library.close()
    again = open_library()
    own = _own(again)
    assert own is not None
    assert own.photos == first.photos
    kept.write_bytes(b"torn")
    again.close()
    anew = open_library()
    assert _own(anew) is None
    assert names(anew, "red")
    update(anew)
    assert _own(anew) is not None


def test_a_library_that_is_being_filled_is_calibrated_as_it_grows(
    open_library: Callable[[], Library], many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.spaces.added.LEAST_PHOTOS", 4)
    monkeypatch.setattr("photosearch.indexing.indexer.BATCH_SIZE", 5)
    library = open_library()
    library.folders.add(many)
    sizes = []
    for _ in library.update():
        own = _own(library)
        sizes.append(0 if own is None else own.photos)
    last = _own(library)
    assert last is not None
    made_of = sorted({*sizes, last.photos} - {0})
    assert made_of[0] <= len(RGB)
    assert made_of[-1] >= 2 * made_of[0]
    assert all(later >= 2 * sooner for sooner, later in pairwise(made_of))


def test_a_small_library_goes_by_deviations(
    open_library: Callable[[], Library], home: AppPaths, many: Path
) -> None:
    library = open_library()
    library.folders.add(many)
    update(library)
    assert _own(library) is None
    assert not list(home.index.rglob(CALIBRATION_FILE))


def _own(library: Library) -> Calibration | None:
    return library._spaces.answering().calibration
