from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from photosearch.arrays import Float32Array
from photosearch.encoders.protocol import QueryFeatures
from photosearch.spaces.fusion.files import read_fuser, write_fuser
from photosearch.training.fusion_stage import fit_fusers, principal_directions
from photosearch.training.fusion_table import PICTURE, WORDS, measure
from photosearch.training.partial_words import drawn_words, with_words
from photosearch.training.word_draws import WordDraws, draw_words

PHOTOS, D, S = 60, 16, 24


class MadeTexts:
    """Embeds "photo 7 …" near photo 7's place, differently for each text; words alone are vague."""

    fingerprint = "made"

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.images = unit(rng.standard_normal((PHOTOS, D)))
        self.meanings = unit(rng.standard_normal((PHOTOS, S)))

    def encode_texts(self, texts: Sequence[str]) -> Float32Array:
        return unit(self.images[[number(text) for text in texts]] + 1.2 * noise(texts, D))

    def encode_sentences(self, texts: Sequence[str]) -> Float32Array:
        return unit(self.meanings[[number(text) for text in texts]] + 0.8 * noise(texts, S))

    def encode_query(self, text: str) -> QueryFeatures:
        return QueryFeatures(self.encode_texts([text])[0], self.encode_sentences([text])[0])


def unit(rows: np.ndarray) -> Float32Array:
    rows = rows / np.linalg.norm(rows, axis=-1, keepdims=True)
    whole: Float32Array = rows.astype(np.float32)
    return whole


def number(text: str) -> int:
    letters = [one for one in text.replace(",", " ").split() if one.startswith("photo")]
    return len(letters[0]) - len("photo") if letters else 0


def noise(texts: Sequence[str], dimensions: int) -> np.ndarray:
    seeds = [sum(ord(letter) * (place + 1) for place, letter in enumerate(text)) for text in texts]
    rows = [np.random.default_rng(seed).standard_normal(dimensions) for seed in seeds]
    return unit(np.stack(rows))


def captions(photo: int) -> list[str]:
    return ["photo" + "x" * photo + " " + word for word in ("aa", "bb", "cc")]


@pytest.fixture(scope="module")
def draws() -> WordDraws:
    texts = MadeTexts()
    english = [captions(photo) for photo in range(PHOTOS)]
    return draw_words(texts.images, english, [[] for _ in english], texts, 4)


def test_no_query_is_the_caption_that_gave_the_words(draws: WordDraws) -> None:
    for draw in range(4):
        asked = draws.asked(draw)
        assert len(asked) == 2 * PHOTOS
        assert set(draws.order[asked]) == {0, 1, 2} - {draw % 3}
        assert len(draws.asked(draw, "zh")) == 0


def test_a_part_asks_for_its_own_photos(draws: WordDraws) -> None:
    part = draws.part(np.array([3, 5]))
    assert len(part.images) == 2
    np.testing.assert_array_equal(part.words[0], draws.words[0][[3, 5]])
    assert sorted(set(part.photo.tolist())) == [0, 1]
    assert len(part.places) == 6


def test_fitted_fusers_beat_each_part_alone(draws: WordDraws, tmp_path: Path) -> None:
    basis = principal_directions(draws.sentences, 12)
    fusers = {}
    for name, weights in fit_fusers(draws, basis).items():
        write_fuser(tmp_path / "fusion.npz", weights)
        fusers[name] = read_fuser(tmp_path / "fusion.npz", D)
    assert list(fusers) == ["block-diagonal", "gated", "learned"]
    found = {(cell.share, cell.fuser): cell.recall[1] for cell in measure(draws, fusers)}
    for name in fusers:
        assert found[1.0, name] > found[1.0, WORDS] + 2
        assert found[1.0, name] > found[1.0, PICTURE] + 2
        assert found[0.3, name] > found[0.3, PICTURE]
    assert found[0.0, "block-diagonal"] == pytest.approx(found[0.0, PICTURE], abs=0.1)
    assert found[0.0, WORDS] < 10


def test_drawn_words_are_telling_ones_in_their_order() -> None:
    drawn = [drawn_words("The black dogs are on a beach", random.Random(n)) for n in range(30)]
    for words in drawn:
        listed = words.replace(",", "").split()
        assert listed == [one for one in ("black", "dogs", "beach") if one in listed]
    assert len(set(drawn)) > 4
    assert drawn_words("on it", random.Random(0)) == "on it"


def test_a_share_of_photos_has_words() -> None:
    assert with_words(10, 0.3, 1).sum() == 3
    assert not with_words(10, 0.0, 1).any()
    assert with_words(10, 1.0, 1).all()


def test_principal_directions_keep_inner_products_best() -> None:
    rng = np.random.default_rng(0)
    sentences = unit(rng.standard_normal((500, 5)) @ rng.standard_normal((5, 12)))
    basis = principal_directions(sentences, 5)
    assert np.allclose(basis @ basis.T, np.eye(5), atol=1e-5)
    kept = sentences @ basis.T
    assert np.allclose(kept @ kept.T, sentences @ sentences.T, atol=1e-4)
