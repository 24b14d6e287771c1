from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.protocol import Pictures
from photosearch.search.describe import best_tags, everyday_names
from photosearch.search.explain import (
    Explanation,
    HeatMap,
    exact_heat,
    heat_map,
    matched_words,
    place_name,
    seen_frame,
)
from photosearch.search.overlay import overlay
from photosearch.spaces.tagging import Tagging
from photosearch.types import Preprocessing, ScoreParts, Word, WordSource


def title(text: str) -> Word:
    return Word(WordSource.TITLE, text)


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["cat"], "Two cats on a Cat bed", ["cats", "Cat"]),
        (["cat"], "location", []),
        (["猫", "键盘"], "黑猫在键盘上", ["猫", "键盘"]),
        (["lake", "garda"], "Lake Garda", ["Lake", "Garda"]),
        (["黑猫", "猫"], "黑猫", ["黑猫"]),
    ],
)
def test_spans_say_where_the_words_stand(terms: list[str], text: str, found: list[str]) -> None:
    matched = matched_words(terms, [title(text)])
    assert [text[start:end] for match in matched for start, end in match.spans] == found


def test_the_exact_map_sums_to_the_pictures_score() -> None:
    random = np.random.default_rng(0)
    places = random.normal(size=(7, 5, 16)).astype(np.float32)
    query = random.normal(size=16).astype(np.float32)
    mean = places.mean((0, 1))
    score = query @ (mean / np.linalg.norm(mean))
    assert exact_heat(places, query).sum() == pytest.approx(score, abs=1e-5)


class Redness:
    """Scores how much of a picture is pure red."""

    fingerprint = "redness"

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        red = (pixels[..., 0] > 200) & (pixels[..., 1] < 60)
        return np.asarray(red.mean((1, 2)), np.float32)[:, None]

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        return Pictures(self.encode_images(pixels))


def test_occlusion_finds_the_place_where_the_score_falls() -> None:
    pixels = np.zeros((70, 70, 3), np.uint8)
    pixels[50:, :20, 0] = 255
    values, method = heat_map(Redness(), pixels, np.ones(1, np.float32))
    assert method == "occlusion"
    assert values.shape == (7, 7)
    assert place_name(values) == "lower left"
    assert values[:3].max() == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "upper left"), (3, 3, "centre"), (6, 6, "lower right"), (0, 3, "upper middle"),
        (3, 6, "middle right"),
    ],
)  # fmt: skip
def test_places_have_names(row: int, column: int, name: str) -> None:
    values = np.zeros((7, 7), np.float32)
    values[row, column] = 1.0
    assert place_name(values) == name
    assert place_name(np.full((7, 7), 0.1, np.float32)) == "everywhere"


def test_the_frame_is_what_the_encoder_sees() -> None:
    assert seen_frame(400, 300, Preprocessing(size=(224, 224))) == (0, 0, 1, 1)
    crop = Preprocessing(size=(224, 224), resize="crop")
    assert seen_frame(400, 200, crop) == pytest.approx((0.25, 0, 0.75, 1))


@pytest.mark.parametrize(
    ("parts", "picture", "words"),
    [
        ((0.3, 0.1, 0.0), 0.75, 0.25), ((0.3, -0.1, 0.0), 1.0, 0.0), ((-0.1, 0.0, 0.2), 0.0, 1.0),
        ((-0.1, -0.1, 0.0), 0.0, 0.0), ((0.0, 0.0, 0.0), 0.0, 0.0),
    ],
)  # fmt: skip
def test_shares(parts: tuple[float, float, float], picture: float, words: float) -> None:
    why = Explanation(1, Path("x.jpg"), ScoreParts(*parts))
    assert why.picture_share == pytest.approx(picture)
    assert why.words_share == pytest.approx(words)


def test_the_overlay_is_warm_where_the_photo_matched() -> None:
    values = np.zeros((7, 7), np.float32)
    values[0, 0] = 1.0
    picture = overlay(Image.new("RGB", (140, 70), "grey"), HeatMap(values, "exact"))
    assert picture.size == (140, 70)
    red, _, blue = np.asarray(picture)[3, 5].tolist()
    assert red > blue + 50
    assert np.ptp(np.asarray(picture)[60, 130]) < 10


def test_the_nearest_names_come_first() -> None:
    names = [("dog", "狗"), ("cat", "猫"), ("car", "车")]
    feature, embedded = np.array([0, 1, 0.5], np.float32), np.eye(3, dtype=np.float32)
    tags = best_tags(feature, names, embedded, 2, library=embedded)
    assert [(tag.english, tag.chinese) for tag in tags] == [("cat", "猫"), ("car", "车")]
    assert tags[0].score == 1.0
    assert tags[0].probability is None


def test_a_word_that_lies_near_everything_is_named_less_readily() -> None:
    names = [("dog", "狗"), ("park", "公园"), ("car", "车")]
    feature, embedded = np.array([0.8, 0.9, 0.1], np.float32), np.eye(3, dtype=np.float32)
    bias, meanings = np.array([0, -0.3, 0], np.float32), np.eye(3, dtype=np.int8)
    weights = np.array([5, 9, 0, 0, 0, 0], np.float32)  # likely is what lies near the first
    tagging = Tagging(["dog", "park", "car"], bias, meanings, np.zeros(3, np.float32), weights)
    tags = best_tags(feature, names, embedded, 3, library=embedded, tagging=tagging)
    assert [tag.english for tag in tags] == ["dog", "park"]  # and no car
    assert tags[1].score == pytest.approx(0.9)


def test_everyday_words_are_many_and_each_stands_once_in_each_language() -> None:
    english, chinese = zip(*everyday_names(), strict=True)
    assert 600 <= len(english) == len(set(english)) == len(set(chinese))
    assert all("\u4e00" <= text[-1] <= "\u9fff" or text[-1].isalpha() for text in chinese)
