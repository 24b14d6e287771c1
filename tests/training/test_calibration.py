from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from photosearch.encoders.protocol import TextEncoder
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.text_features import TextFeatures
from photosearch.training.calibration import fit_logistic, libraries
from photosearch.training.captioned import Captioned
from photosearch.training.concept_search import Asked, f1_along
from photosearch.training.concepts import Concept, absent_from, read_absent, read_concepts, shown

DOG = Concept("dog", "狗", "dogs?|pupp(?:y|ies)", "狗")
ENGLISH = {"a": ["A dog runs .", "Sand ."], "b": ["Puppies play ."], "c": ["A hotdog ."]}


def test_a_photo_shows_what_a_caption_names_by_a_whole_word() -> None:
    assert shown([DOG], ["a", "b", "c", "d"], ENGLISH).tolist() == [[True, True, False, False]]


def test_absent_is_what_no_caption_names_in_either_language() -> None:
    assert absent_from([DOG], ["c"], ENGLISH, {}) == [DOG]
    assert absent_from([DOG], ["c"], ENGLISH, {"c": ["一只狗。"]}) == []
    assert absent_from([DOG], ["a"], ENGLISH, {}) == []


def test_the_lists_are_long_and_in_both_languages() -> None:
    for concepts in (read_concepts(), read_absent()):
        assert len(concepts) >= 60
        assert len({one.english for one in concepts}) == len(concepts)
        assert all(one.chinese and one.forms for one in concepts)


def test_logistic_regression_finds_the_weights_that_made_the_data() -> None:
    random = np.random.default_rng(0)
    x = random.normal(2.0, 3.0, (20_000, 2)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(-1.0 + 0.8 * x[:, 0] - 0.5 * x[:, 1])))
    weights = fit_logistic(x, random.random(len(x)) < chance)
    assert weights == pytest.approx([-1.0, 0.8, -0.5], abs=0.08)


def test_f1_of_every_line_by_hand() -> None:
    assert f1_along(np.array([True, False, True]), 2) == pytest.approx([2 / 3, 0.5, 0.8])


def test_libraries_part_the_photos() -> None:
    names = [str(number) for number in range(25)]
    photos = Captioned(names, np.zeros((25, 2), np.float32), {}, {})
    parts = list(libraries(photos, 10))
    assert [len(part.names) for part in parts] == [10, 10]
    assert len({name for part in parts for name in part.names}) == 20


def test_what_is_measured_is_what_a_search_shows() -> None:
    images = np.eye(4, dtype=np.float32)
    bank = np.full((1, 4), 0.5, np.float32)
    picture = np.array([-4, 8, 0, 0, 0, 0, 0, 0], np.float32)
    certain = Calibration(bank, images, picture, np.array([-9, 1], np.float32), 0.9, 0.0)
    fuser = BlockDiagonalFuser(4, TextFeatures(np.eye(2, dtype=np.float32), 0.4), 0.2)
    none = cast("TextEncoder", None)  # nothing is put into words here
    asked = Asked(none, none, fuser, certain)
    order, strong = asked.matches(fuser.query(images[2], None), images)
    assert (order[0], strong) == (2, 1)
    assert asked.matches(fuser.query(0.1 * images[2], None), images)[1] == 0
