from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from photosearch.encoders.protocol import QueryFeatures, TextEncoder
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.text_features import TextFeatures
from photosearch.training.asked import Asked, Shown
from photosearch.training.calibration import fit_logistic
from photosearch.training.captions import Said
from photosearch.training.concepts import Concept, absent_from, read_absent, read_concepts, shown
from photosearch.training.everyday_search import f1_along, measured, of_size, summaries
from photosearch.training.mixed_library import (
    Answers,
    Judge,
    MixedLibrary,
    Wish,
    part_of,
    read_wishes,
)

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
    probability = 1 / (1 + np.exp(-(-1.0 + 0.8 * x[:, 0] - 0.5 * x[:, 1])))
    weights = fit_logistic(x, random.random(len(x)) < probability)
    assert weights == pytest.approx([-1.0, 0.8, -0.5], abs=0.08)


def test_f1_of_every_line_by_hand() -> None:
    assert f1_along(np.array([True, False, True]), 2) == pytest.approx([2 / 3, 0.5, 0.8])


class Sentences:
    """Sentences as directions: those that share their first word are alike."""

    def encode_sentences(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[zlib.crc32(text.split()[0].encode()) % 64] = 1
        return rows


def mixed(said: Sequence[Said], folders: Sequence[str]) -> MixedLibrary:
    names = [f"{number}.jpg" for number in range(len(said))]
    return MixedLibrary(names, folders, said, np.eye(len(said), 8, dtype=np.float32), None)


def test_what_is_not_said_of_a_photo_is_wrong_only_where_much_is_said() -> None:
    caption = Said(1.0, ["a red car", "a street", "a parked car"])
    little = Said(1.0, [], labels=[("street", "街道")])
    apple = Said(1.0, [], labels=[("apple", "苹果")])
    library = mixed([caption, little, apple], ["flickr8k", "scenes", "food-shopping"])
    judge = Judge(library, cast("TextEncoder", Sentences()))
    car = judge.answers(Wish("thing", "car", "汽车", (re.compile("car"),)))
    assert car.right.tolist() == [True, False, False]
    assert car.wrong.tolist() == [False, False, True]  # a street may have a car in it
    red = Wish("attribute", "blue car", "蓝色的汽车", (re.compile("blue"), re.compile("car")))
    assert not judge.answers(red).right.any()
    street = judge.answers(Wish("place", "street", "街道"))
    assert street.right.tolist() == [False, True, False]
    assert street.wrong.tolist() == [True, False, True]


def test_wishes_of_several_words_must_all_be_found_in_one_caption() -> None:
    wishes = read_wishes()
    assert {"thing", "attribute", "action", "relation"} <= {one.kind for one in wishes}
    assert len(wishes) >= 100
    girl = next(one for one in wishes if one.english == "girl in a pink dress")
    assert girl.is_named("A girl in a pink dress runs .")
    assert not girl.is_named("A girl in a dress and a boy in a pink shirt .")


def test_photos_belong_to_one_part_each_by_their_names() -> None:
    parts = [part_of(f"{number}.jpg", {"7.jpg"}, frozenset({"8.jpg"}), 10) for number in range(900)]
    assert (parts[7], parts[8]) == ("measure", "fit")
    assert parts.count("fit") > 20 < parts.count("measure")
    assert parts.count(None) > 700


def test_figures_count_only_what_is_known() -> None:
    answer = Shown(np.array([0, 1, 2, 3]), 3, None)
    answers = Answers(np.array([True, False, False, True]), np.array([False, True, False, False]))
    one = measured(Wish("thing", "dog", "狗"), "english", answers, answer)
    assert (one.precision, one.recall, one.shown) == (0.5, 0.5, 3)
    assert one.precision_at_10 == pytest.approx(2 / 3)
    none = measured(Wish("thing", "cat", "猫"), "english", answers, replace(answer, matches=0))
    assert (none.precision, none.recall, none.f1) == (None, 0.0, 0.0)
    english, together = summaries([one, none])
    assert english.silent == 1
    assert together.precision == 0.5


def test_libraries_of_a_size_take_more_photos_where_there_are_too_few() -> None:
    library = mixed([Said(1.0, ["x"])] * 8, ["flickr8k"] * 8)
    assert len(of_size(library, None, 5).names) == 5
    larger = of_size(library, mixed([Said(1.0, ["y"])] * 8, ["scenes"] * 8), 12)
    assert [larger.collection.count(one) for one in ("flickr8k", "scenes")] == [8, 4]


def test_what_is_measured_is_what_a_search_shows() -> None:
    images = np.eye(4, dtype=np.float32)
    bank = np.full((1, 4), 0.5, np.float32)
    picture = np.array([-4, 8, 0, 0, 0, 0, 0, 0], np.float32)
    certain = Calibration(bank, images, picture, np.array([-9, 1], np.float32), 0.9, 0.0)
    fuser = BlockDiagonalFuser(4, TextFeatures(np.eye(2, dtype=np.float32), 0.4), 0.2)
    none = cast("TextEncoder", None)  # nothing is put into words here
    asked = Asked(none, none, fuser, certain)
    answer = asked.answer(QueryFeatures(images[2]), images, None)
    assert (answer.rows[0], answer.matches) == (2, 1)
    assert asked.answer(QueryFeatures(0.1 * images[2]), images, None).matches == 0
