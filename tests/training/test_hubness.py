from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from photosearch.encoders.onnx import OnnxImageEncoder, OnnxTextEncoder
from photosearch.search.explain import exact_heat
from photosearch.training.export import export_pack, image_parity, mini_pack, text_parity
from photosearch.training.hubness import (
    STRENGTH,
    CorrectedImages,
    CorrectedTexts,
    HubnessCorrection,
)
from tests.training.towers import PlacesTower, tiny_text_tower, tiny_tokenizer


def test_a_photo_that_lies_near_all_captions_loses_to_one_that_lies_near_this() -> None:
    captions = F.normalize(
        torch.tensor([[1.0, 0.3, 0.0], [1.0, -0.3, 0.0], [1.0, 0.0, 0.3]]), dim=1
    )
    hub = torch.tensor([1.0, 0.0, 0.0])
    own = F.normalize(torch.tensor([0.45, 0.9, 0.0]), dim=0)
    query = F.normalize(torch.tensor([0.9, 0.45, 0.0]), dim=0)
    images = torch.stack([hub, own])
    plain = images @ query
    corrected = plain + HubnessCorrection(captions)(images)[:, 0]
    assert plain[0] > plain[1]
    assert corrected[1] > corrected[0]


def test_what_is_taken_off_is_a_soft_maximum_of_what_captions_score() -> None:
    captions = F.normalize(torch.randn((40, 8), generator=torch.Generator().manual_seed(0)), dim=1)
    images = F.normalize(torch.randn((5, 8), generator=torch.Generator().manual_seed(1)), dim=1)
    taken = -HubnessCorrection(captions)(images)[:, 0] / STRENGTH
    scores = images @ captions.T
    assert (taken <= scores.max(1).values).all()
    assert (taken >= scores.mean(1)).all()


def test_a_corrected_pack_scores_as_told_and_its_places_sum_up(tmp_path: Path) -> None:
    torch.manual_seed(0)
    image, plain, tokenizer = PlacesTower(16).eval(), tiny_text_tower(), tiny_tokenizer()
    correction = HubnessCorrection(F.normalize(torch.randn(20, 16), dim=1))
    images, texts = CorrectedImages(image, correction), CorrectedTexts(plain.bert, plain.head)
    export_pack(tmp_path, images, texts, tokenizer, mini_pack("tiny", "1", 17))
    pixels = np.random.default_rng(0).integers(0, 256, (3, 224, 224, 3), np.uint8)
    assert image_parity(tmp_path, images, pixels) > 0.99
    assert text_parity(tmp_path, texts, tokenizer, ["red dog", "beach"]) > 0.98
    embedding, places = OnnxImageEncoder(tmp_path).encode_regions(pixels)
    query = OnnxTextEncoder(tmp_path).encode_texts(["red dog"])[0]
    np.testing.assert_allclose(np.linalg.norm(embedding, axis=1), 1, atol=1e-4)
    for row in range(3):
        assert np.isclose(exact_heat(places[row], query).sum(), embedding[row] @ query, atol=1e-3)
    seen = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    with torch.inference_mode():
        bare = image(seen)[0]
        last = correction(bare)[:, 0]
    wanted = (bare.numpy() @ query[:-1] * np.sqrt(2) + last.numpy()) / np.sqrt(2)
    wanted /= np.sqrt(1 + last.numpy() ** 2)
    np.testing.assert_allclose(embedding @ query, wanted, atol=2e-3)
