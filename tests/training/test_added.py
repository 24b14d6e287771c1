"""The threshold of models that are added: fitted to features that are standard in all models."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from photosearch.arrays import Float32Array, unit_length
from photosearch.encoders.protocol import QueryFeatures, TextEncoder
from photosearch.spaces.added import Usual
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.text_features import TextFeatures
from photosearch.training.added import StandardSeer, ways, where_both_answer
from photosearch.training.asked import Asked
from photosearch.training.captions import Said
from photosearch.training.everyday_search import Measured
from photosearch.training.looks import Seer
from photosearch.training.mixed_library import MixedLibrary

DIMENSIONS = 16


def made(seed: int, count: int) -> Float32Array:
    numbers = np.random.default_rng(seed)
    return unit_length(numbers.normal(size=(count, DIMENSIONS)).astype(np.float32))


class Texts:
    """Each text has a place of its own."""

    def encode_query(self, text: str) -> QueryFeatures:
        return QueryFeatures(made(len(text), 1)[0], None, None)

    def encode_texts(self, texts: list[str]) -> Float32Array:
        return np.stack([self.encode_query(text).embedding for text in texts])


def library(seed: int, count: int) -> MixedLibrary:
    names = [f"{number}.jpg" for number in range(count)]
    return MixedLibrary(names, ["flickr8k"] * count, [Said(1.0)] * count, made(seed, count), None)


BANK, TEXTS = made(1, 60), cast(TextEncoder, Texts())
NONE = np.zeros((0, DIMENSIONS), np.float32)


def test_what_is_usual_is_measured_for_each_library() -> None:
    see = StandardSeer(TEXTS, BANK, NONE, None)
    plain = Seer(TEXTS, BANK, NONE, None)
    for one in (library(2, 120), library(3, 150)):
        look, raw = see.look("dog", one), plain.look("dog", one)
        assert look.rows.tolist() == raw.rows.tolist()
        expected = Usual.of(BANK, one.images).standard(raw.picture)
        assert look.picture == pytest.approx(expected, abs=1e-5)
    known = replace(Usual.of(BANK, one.images), mean=np.full(7, 9.0, np.float32))
    see.know(one, known)
    assert see.look("dog", one).picture == pytest.approx(known.standard(raw.picture), abs=1e-5)


def test_two_ways_are_compared_where_both_answer() -> None:
    rows = [
        Measured("thing", "dog", "english", 3, 1.0, 1.0, 2, precision, 0.5, 0.5, 1.0)
        for precision in (1.0, 0.5, None)
    ]
    assert where_both_answer(rows, [rows[1], rows[1], rows[0]]) == (0.75, 0.5)
    assert where_both_answer(rows[2:], rows[:1]) == (0.0, 0.0)


def test_a_pack_is_measured_in_three_ways() -> None:
    fuser = BlockDiagonalFuser(4, TextFeatures(np.eye(2, dtype=np.float32), 0.4), 0.2)
    asked = Asked(TEXTS, TEXTS, fuser, None)
    found = dict(ways(asked, library(2, 120)))
    assert list(found) == ["four deviations", "as an added model"]
    assert found["four deviations"] is None
    added = found["as an added model"]
    assert added is not None
    assert added.photos == 120
    own = Calibration(
        BANK, BANK, np.ones(8, np.float32), np.ones(2, np.float32), 0.5, 0.0, places=made(1, 3)
    )
    last = list(ways(replace(asked, calibration=own), library(2, 120)))[-1]
    assert last[0] == "its own"
    assert last[1] is not None
    assert last[1].places is None  # as an added model, it is measured by embeddings alone
