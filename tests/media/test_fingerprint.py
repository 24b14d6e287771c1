from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photosearch.media.decode import decode
from photosearch.media.fingerprint import BLANK, perceptual_hash, photo_hash
from tests.pictures import scene


def distance(one: int, other: int) -> int:
    return ((one ^ other) & (2**64 - 1)).bit_count()


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_that_was_scaled_saved_again_or_brightened_is_near(seed: int) -> None:
    image = scene(seed)
    original = perceptual_hash(image)
    copies = [
        image.resize((160, 120)),
        Image.open(io.BytesIO(jpeg(image, 40))),
        ImageEnhance.Brightness(image).enhance(1.1),
    ]
    assert all(distance(original, perceptual_hash(copy)) <= 6 for copy in copies)


def test_other_pictures_are_far() -> None:
    hashes = [perceptual_hash(scene(seed)) for seed in range(20)]
    distances = [distance(a, b) for i, a in enumerate(hashes) for b in hashes[:i]]
    assert min(distances) > 12
    assert 28 < np.mean(distances) < 36


def test_a_blank_picture_has_no_fingerprint() -> None:
    assert perceptual_hash(Image.new("RGB", (64, 48), "purple")) == BLANK
    noise = np.random.default_rng(0).integers(120, 123, (300, 400, 3), np.uint8)
    assert perceptual_hash(Image.fromarray(noise)) == BLANK


def test_a_turned_file_is_seen_upright() -> None:
    upright = scene(3)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", exif=exif, quality=95)
    turned = photo_hash(decode(file.getvalue(), 240))
    assert distance(turned, perceptual_hash(upright)) <= 4
