from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.training.export import (
    export_pack,
    image_parity,
    mini_pack,
    text_parity,
)
from photosearch.training.fusion_stage import principal_directions
from photosearch.training.towers import ImageTower
from tests.training.towers import tiny_text_tower, tiny_tokenizer


def test_a_pack_says_what_torch_says(tmp_path: Path) -> None:
    torch.manual_seed(0)
    image, text, tokenizer = ImageTower(16).eval(), tiny_text_tower(), tiny_tokenizer()
    pack = mini_pack("tiny", "1", 16)
    export_pack(tmp_path, image, text, tokenizer, pack)
    pixels = np.random.default_rng(0).integers(0, 256, (3, 224, 224, 3), np.uint8)
    assert image_parity(tmp_path, image, pixels) > 0.99
    assert text_parity(tmp_path, text, tokenizer, ["red dog", "cat sits", "beach"]) > 0.98
    embedding, places = OnnxImageEncoder(tmp_path).encode_regions(pixels)
    mean = places.mean((1, 2))
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    np.testing.assert_allclose(mean, embedding, atol=1e-4)


def test_principal_directions_keep_inner_products() -> None:
    rng = np.random.default_rng(0)
    sentences = (rng.standard_normal((50, 4)) @ rng.standard_normal((4, 12))).astype(np.float32)
    basis = principal_directions(sentences, 4)
    kept = sentences @ basis.T
    np.testing.assert_allclose(kept @ kept.T, sentences @ sentences.T, rtol=1e-3, atol=1e-3)
