from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.arrays import Float32Array
from photosearch.errors import ModelError
from photosearch.fusion import BlockDiagonalFuser, load_fuser, write_block_diagonal
from photosearch.training.export import principal_directions

S, T, D = 12, 5, 7


def unit(count: int, dimensions: int, seed: int) -> Float32Array:
    rows = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    lengths: Float32Array = np.linalg.norm(rows, axis=1, keepdims=True)
    unit_rows: Float32Array = rows / lengths
    return unit_rows


@pytest.fixture
def fuser() -> BlockDiagonalFuser:
    return BlockDiagonalFuser(D, np.eye(T, S, dtype=np.float32), 0.3)


def test_the_parts_sum_to_the_score(fuser: BlockDiagonalFuser) -> None:
    fused = fuser.fuse(fuser.text_features(unit(20, S, 0)), unit(20, D, 1))
    query = fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0])
    words, picture = fuser.split(query, fused)
    assert fused.shape == (20, fuser.dimensions)
    assert np.allclose(words + picture, fused @ query, atol=1e-6)


def test_the_picture_is_kept_whole_and_the_words_weigh_as_told(fuser: BlockDiagonalFuser) -> None:
    image, sentence = unit(4, D, 1), unit(4, S, 0)
    text = fuser.text_features(sentence)
    words, picture = fuser.split(fuser.query(image[2], sentence[2]), fuser.fuse(text, image))
    assert np.allclose(picture, image @ image[2], atol=1e-6)
    assert words[2] == pytest.approx(0.3)


def test_a_photo_without_words_is_judged_by_its_picture_alone(fuser: BlockDiagonalFuser) -> None:
    fused = fuser.fuse(np.zeros((1, T), np.float32), unit(1, D, 1))
    words, _ = fuser.split(fuser.query(unit(1, D, 2)[0], unit(1, S, 3)[0]), fused)
    assert words.tolist() == [0.0]


def test_a_query_without_words_is_judged_by_its_picture_alone(fuser: BlockDiagonalFuser) -> None:
    fused = fuser.fuse(fuser.text_features(unit(3, S, 0)), unit(3, D, 1))
    words, _ = fuser.split(fuser.query(unit(1, D, 2)[0], None), fused)
    assert not words.any()


def test_principal_directions_keep_inner_products_best() -> None:
    random = np.random.default_rng(0)
    low = random.standard_normal((500, T)) @ random.standard_normal((T, S))
    sentences = (low / np.linalg.norm(low, axis=1, keepdims=True)).astype(np.float32)
    basis = principal_directions(sentences, T)
    assert np.allclose(basis @ basis.T, np.eye(T), atol=1e-5)
    kept = sentences @ basis.T
    assert np.allclose(kept @ kept.T, sentences @ sentences.T, atol=1e-4)


def test_weights_are_read_from_the_pack_or_the_built_in_one(tmp_path: Path) -> None:
    pack, builtin = tmp_path / "pack", tmp_path / "builtin"
    pack.mkdir()
    builtin.mkdir()
    with pytest.raises(ModelError):
        load_fuser(pack, builtin, D)
    write_block_diagonal(builtin / "fusion.npz", np.eye(T, S, dtype=np.float32), 0.3)
    from_builtin = load_fuser(pack, builtin, D)
    write_block_diagonal(pack / "fusion.npz", np.eye(T, S, dtype=np.float32), 0.7)
    own = load_fuser(pack, builtin, D)
    assert own.fingerprint != from_builtin.fingerprint
    assert own.dimensions == T + D
