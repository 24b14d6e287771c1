from __future__ import annotations

import numpy as np
import torch
from torch import nn

from photosearch.training.towers import POOLED, ImageTower, MirroredImages


def test_a_photo_and_its_mirror_image_are_the_same_seen_both_ways() -> None:
    torch.manual_seed(0)
    tower = ImageTower(16).eval()
    # Untrained, the real layers make nearly the same of everything.
    tower.features = nn.Sequential(nn.Conv2d(3, POOLED, 32, 32), *[nn.Identity()] * 10)
    pixels = torch.randint(0, 256, (2, 3, 224, 224), dtype=torch.uint8)
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
