from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photosearch.arrays import Float32Array, unit_length
from photosearch.errors import ModelError
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.files import load_fuser, read_fuser, write_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.fusion.gated import GatedFuser
from photosearch.spaces.fusion.learned import LearnedFuser
from photosearch.spaces.fusion.text_features import TextFeatures

S, T, D = 12, 5, 7
USUAL = 0.2


def unit(count: int, dimensions: int, seed: int) -> Float32Array:
    return unit_length(random(count, dimensions, seed=seed))


def random(*shape: int, seed: int = 0) -> Float32Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


BASIS = np.eye(T, S, dtype=np.float32)
FEATURES = TextFeatures(BASIS, USUAL)


def block_diagonal() -> Fuser:
    return BlockDiagonalFuser(D, FEATURES, 0.3)


def gated() -> Fuser:
    return GatedFuser(D, FEATURES, 0.3, random(T), -0.5)


def learned() -> Fuser:
    return LearnedFuser(FEATURES, random(T + 1, T + 1), random(T + 1, D, seed=1))


@pytest.fixture(params=[block_diagonal, gated, learned])
def fuser(request: pytest.FixtureRequest) -> Fuser:
    make: Callable[[], Fuser] = request.param
    return make()


def test_the_parts_sum_to_the_score(fuser: Fuser) -> None:
    fused = fuser.fuse(fuser.text_features(unit(20, S, 0)), unit(20, D, 1))
    query = fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0])
    words, picture = fuser.split(query, fused)
    assert fused.shape == (20, fuser.dimensions)
    assert query.shape == (fuser.dimensions,)
    np.testing.assert_allclose(words + picture, fused @ query, atol=1e-5)


def test_a_picture_meets_the_query_in_one_vector(fuser: Fuser) -> None:
    image = unit(20, D, 1)
    query = fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0])
    _, picture = fuser.split(query, fuser.fuse(fuser.text_features(unit(20, S, 0)), image))
    np.testing.assert_allclose(image @ fuser.picture_query(query), picture, atol=1e-5)


def test_rounding_makes_no_words_where_there_are_none(fuser: Fuser) -> None:
    text = fuser.text_features(unit(8, S, 0))
    text[3] = 0
    stored = fuser.fuse(text, unit(8, D, 1)).astype(np.float16).astype(np.float32)
    query = fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0])
    words, _ = fuser.split(query, stored)
    assert np.flatnonzero(words == 0).tolist() == [3]
    assert np.flatnonzero(fuser.cosines(query, words) == 0).tolist() == [3]


def test_the_picture_stands_last_as_it_is(fuser: Fuser) -> None:
    image = unit(4, D, 1)
    fused = fuser.fuse(fuser.text_features(unit(4, S, 0)), image)
    np.testing.assert_array_equal(fused[:, fuser.text_dimensions :], image)


def test_a_photo_without_words_is_judged_by_its_picture_alone(fuser: Fuser) -> None:
    fused = fuser.fuse(np.zeros((1, fuser.text_dimensions), np.float32), unit(1, D, 1))
    query = fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0])
    words, picture = fuser.split(query, fused)
    assert words == pytest.approx([0], abs=1e-5)
    assert picture == pytest.approx(fused @ query, abs=1e-5)


@pytest.mark.parametrize("make", [block_diagonal, gated])
def test_without_a_sentence_words_count_nothing(make: Callable[[], Fuser]) -> None:
    fuser = make()
    fused = fuser.fuse(fuser.text_features(unit(3, S, 0)), unit(3, D, 1))
    words, _ = fuser.split(fuser.query(unit(1, D, 2)[0], None), fused)
    assert not words.any()


def test_words_weigh_as_told_and_are_measured_from_the_usual() -> None:
    fuser = block_diagonal()
    image, sentence = unit(4, D, 1), unit(4, S, 0)
    fused = fuser.fuse(fuser.text_features(sentence), image)
    words, picture = fuser.split(fuser.query(image[2], sentence[2]), fused)
    cosines = unit_features(sentence) @ unit_features(sentence)[2]
    np.testing.assert_allclose(picture, image @ image[2], atol=1e-6)
    np.testing.assert_allclose(words, 0.3 * (cosines - USUAL), atol=1e-6)


def unit_features(sentences: Float32Array) -> Float32Array:
    return FEATURES.of_words(sentences)[:, :-1]


def test_a_gate_weighs_the_words_of_a_query_alone() -> None:
    gate, plain = gated(), block_diagonal()
    text, image = gate.text_features(unit(6, S, 0)), unit(6, D, 1)
    np.testing.assert_array_equal(gate.fuse(text, image), plain.fuse(text, image))
    sentence = unit(1, S, 3)[0]
    of_gate = gate.query(image[0], sentence)
    of_plain = plain.query(image[0], sentence)
    opened = 2 / (1 + np.exp(-(unit_features(sentence[None])[0] @ random(T) - 0.5)))
    np.testing.assert_allclose(of_gate[: T + 1], opened * of_plain[: T + 1], rtol=1e-5)
    np.testing.assert_array_equal(of_gate[T + 1 :], of_plain[T + 1 :])


def test_a_learned_w_is_one_matrix_for_photos_and_queries() -> None:
    fuser = learned()
    words, cross = random(T + 1, T + 1), random(T + 1, D, seed=1)
    matrix = np.block([[words, cross], [np.zeros((D, T + 1)), np.eye(D)]])
    sentence, image = unit(1, S, 0), unit(1, D, 1)
    photo = np.concatenate([FEATURES.of_words(sentence), image], axis=1)[0]
    query = np.concatenate([FEATURES.of_query(sentence[0]), image[0]])
    fused = fuser.fuse(fuser.text_features(sentence), image)[0]
    np.testing.assert_allclose(fused, matrix @ photo, atol=1e-5)
    np.testing.assert_allclose(fuser.query(image[0], sentence[0]), matrix @ query, atol=1e-5)


@pytest.mark.parametrize("make", [block_diagonal, gated])
def test_cosines_come_back_from_what_words_contribute(make: Callable[[], Fuser]) -> None:
    fuser = make()
    sentences = unit(8, S, 0)
    text = fuser.text_features(sentences)
    text[3] = 0
    query = fuser.query(unit(1, D, 2)[0], sentences[1])
    words, _ = fuser.split(query, fuser.fuse(text, unit(8, D, 1)))
    wanted = unit_features(sentences) @ unit_features(sentences)[1]
    wanted[3] = 0
    np.testing.assert_allclose(fuser.cosines(query, words), wanted, atol=1e-5)
    assert not fuser.cosines(fuser.query(unit(1, D, 2)[0], None), words).any()


BLOCK: dict[str, Float32Array | float] = {"text_basis": BASIS, "usual": 0.2, "text_weight": 0.3}


def test_weights_are_read_from_the_pack_or_the_built_in_one(tmp_path: Path) -> None:
    pack, builtin = tmp_path / "pack", tmp_path / "builtin"
    pack.mkdir()
    builtin.mkdir()
    with pytest.raises(ModelError):
        load_fuser(pack, builtin, D)
    write_fuser(builtin / "fusion.npz", BLOCK)
    from_builtin = load_fuser(pack, builtin, D)
    write_fuser(pack / "fusion.npz", {**BLOCK, "text_weight": 0.7})
    own = load_fuser(pack, builtin, D)
    assert own.fingerprint != from_builtin.fingerprint
    assert own.dimensions == T + 1 + D


def test_each_fuser_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "fusion.npz"
    eye, cross = np.eye(T + 1, dtype=np.float32), np.ones((T + 1, D), np.float32)
    kinds: dict[type[Fuser], dict[str, Float32Array | float]] = {
        BlockDiagonalFuser: BLOCK,
        GatedFuser: {**BLOCK, "gate": np.ones(T, np.float32), "bias": 0.5},
        LearnedFuser: {"text_basis": BASIS, "usual": 0.2, "words": eye, "cross": cross},
    }
    for kind, weights in kinds.items():
        write_fuser(path, weights)
        assert type(read_fuser(path, D)) is kind


def test_a_learned_w_of_other_pictures_lends_only_its_weight(tmp_path: Path) -> None:
    words = 0.5 * np.eye(T + 1, dtype=np.float32)
    cross = np.ones((T + 1, 99), np.float32)
    write_fuser(
        tmp_path / "fusion.npz",
        {"text_basis": BASIS, "usual": 0.2, "words": words, "cross": cross},
    )
    lent = load_fuser(tmp_path / "another", tmp_path, D)
    text = lent.text_features(unit(1, S, 0))
    image = unit(1, D, 1)
    query = lent.query(np.zeros(D, np.float32), unit(1, S, 0)[0])
    assert lent.fuse(text, image)[0] @ query == pytest.approx(0.25 * (1 - 0.2), abs=1e-3)


def test_the_gate_and_the_usual_cosine_leave_stored_vectors_valid() -> None:
    other = TextFeatures(BASIS, 0.4)
    assert BlockDiagonalFuser(D, other, 0.3).fingerprint == block_diagonal().fingerprint
    assert gated().fingerprint == block_diagonal().fingerprint


def test_a_file_without_weights_is_refused(tmp_path: Path) -> None:
    write_fuser(tmp_path / "fusion.npz", {"text_basis": BASIS})
    with pytest.raises(ModelError):
        read_fuser(tmp_path / "fusion.npz", D)
