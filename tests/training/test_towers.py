from __future__ import annotations

import numpy as np
import torch
from torch import nn

from photosearch.training.towers import (
    FROZEN_BLOCKS,
    LAST,
    SEEN,
    TAPPED,
    ImageTower,
    MirroredImages,
)


def lively_tower() -> ImageTower:
    """An untrained tower whose layers keep what tells photos apart."""
    torch.manual_seed(0)
    tower = ImageTower(16).eval()
    for module in tower.features.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight)
    return tower


def photos() -> torch.Tensor:
    return torch.randint(0, 256, (2, 3, 224, 224), dtype=torch.uint8)


def test_a_photo_and_its_mirror_image_are_the_same_seen_both_ways() -> None:
    tower, pixels = lively_tower(), photos()
    with torch.inference_mode():
        once, _ = tower(pixels)
        seen, places = MirroredImages(tower)(pixels)
        mirrored, mirrored_places = MirroredImages(tower)(pixels.flip(3))
        other_way, _ = tower(pixels.flip(3))
    np.testing.assert_allclose(seen, mirrored, atol=1e-5)
    np.testing.assert_allclose(places, mirrored_places.flip(2), atol=1e-4)
    assert not np.allclose(once, other_way, atol=1e-4)
    mean = places.mean((1, 2))
    np.testing.assert_allclose(mean / mean.norm(dim=1, keepdim=True), seen, atol=1e-5)


def test_blocks_before_the_last_are_seen_and_change_nothing_of_it() -> None:
    tower = lively_tower()
    wide = {}
    for index in TAPPED:
        block = tower.features[index]
        block.conv[0].register_forward_hook(
            lambda module, given, out, index=index: wide.update({index: out})
        )
    with torch.inference_mode():
        early = tower.early(photos())
        places = tower.places(early)
        last = tower.features[FROZEN_BLOCKS:](early)
        torch.testing.assert_close(places[:, :LAST], last)
        assert places.shape == (2, SEEN, 7, 7)
        pooled = torch.cat([wide[index].mean((2, 3)) for index in TAPPED], 1)
        torch.testing.assert_close(places[:, LAST:].mean((2, 3)), pooled)
        torch.testing.assert_close(tower.pooled(early), places.mean((2, 3)))
        logits = tower.classes(places.mean((2, 3)))
        torch.testing.assert_close(logits, tower.classifier(last.mean((2, 3))))


def test_features_are_brought_to_vary_alike_and_the_map_stays_exact() -> None:
    tower = lively_tower()
    rng = np.random.default_rng(0)
    pooled = (rng.standard_normal((400, SEEN)) * rng.uniform(0.5, 5, SEEN)).astype(np.float32)
    tower.even_out(pooled)
    spread = (torch.from_numpy(pooled) * tower.get_buffer("gain")).std(0)
    torch.testing.assert_close(spread, spread.mean().expand(SEEN))
    pooled[:, 7] = 0.5  # a feature that never varies
    tower.even_out(pooled)
    assert 5 < float(tower.get_buffer("gain")[7]) < 20
    with torch.inference_mode():
        embedding, spatial = tower(photos())
    mean = spatial.mean((1, 2))
    torch.testing.assert_close(mean / mean.norm(dim=1, keepdim=True), embedding)
