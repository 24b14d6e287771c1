from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.packs import read_pack
from photosearch.models.onnx_graphs import least_cosine
from photosearch.training.cells import add_cells
from photosearch.training.export import image_parity, text_parity
from photosearch.training.fusion_stage import principal_directions
from tests.training.towers import tiny_image_tower, tiny_text_tower, tiny_tokenizer

pytestmark = pytest.mark.timeout(300)  # an export takes a while


def test_a_pack_says_what_torch_says(tiny_pack: Path) -> None:
    image, text, tokenizer = tiny_image_tower(), tiny_text_tower(), tiny_tokenizer()
    pixels = np.random.default_rng(0).integers(0, 256, (3, 224, 224, 3), np.uint8)
    assert image_parity(tiny_pack, image, pixels) > 0.99
    assert text_parity(tiny_pack, text, tokenizer, ["red dog", "cat sits", "beach"]) > 0.98
    embedding, places = OnnxImageEncoder(tiny_pack).encode_regions(pixels)
    mean = places.mean((1, 2))
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    np.testing.assert_allclose(mean, embedding, atol=1e-4)


def test_a_pack_made_without_cells_is_given_them(tiny_pack: Path, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2, 224, 224, 3), np.uint8)
    cells = OnnxImageEncoder(tiny_pack).encode_cells(pixels)[0]
    with torch.inference_mode():
        wanted = tiny_image_tower()(torch.from_numpy(pixels).permute(0, 3, 1, 2))[3].numpy()
    assert least_cosine(cells, wanted) > 0.98  # 8 bits tell less in a random network
    pack = tmp_path / "pack"
    shutil.copytree(tiny_pack, pack)
    before = onnx.load(str(pack / "image.onnx"))
    del before.graph.output[-1]
    for node in before.graph.node:  # then no value had the name
        node.input[:] = ["inner" if name == "cells" else name for name in node.input]
        node.output[:] = ["inner" if name == "cells" else name for name in node.output]
    del before.graph.value_info[:]
    onnx.save(before, str(pack / "image.onnx"))
    assert not OnnxImageEncoder(pack).has_cells
    assert add_cells(pack)
    assert not add_cells(pack)
    np.testing.assert_array_equal(OnnxImageEncoder(pack).encode_cells(pixels)[0], cells)
    assert read_pack(pack).fingerprint != read_pack(tiny_pack).fingerprint


def test_principal_directions_keep_inner_products() -> None:
    rng = np.random.default_rng(0)
    sentences = (rng.standard_normal((50, 4)) @ rng.standard_normal((4, 12))).astype(np.float32)
    basis = principal_directions(sentences, 4)
    kept = sentences @ basis.T
    np.testing.assert_allclose(kept @ kept.T, sentences @ sentences.T, rtol=1e-3, atol=1e-3)
