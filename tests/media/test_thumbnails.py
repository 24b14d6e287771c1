"""Thumbnails: sharp whatever a photo's shape, and made again where they are not."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.media.decode import decode
from photosearch.media.thumbnails import is_blurred, save_thumbnail, small_size


@pytest.mark.parametrize(
    ("photo", "thumbnail"),
    [
        ((4000, 3000), (320, 240)),
        ((3000, 4000), (240, 320)),
        ((4000, 2250), (427, 240)),
        ((9800, 700), (3200, 229)),
        ((700, 14000), (160, 3200)),
        ((4200, 700), (1440, 240)),
        ((100, 80), (100, 80)),
        ((300, 100), (300, 100)),
        ((60_000, 1), (3200, 1)),
    ],
)
def test_the_shorter_side_has_the_pixels_that_a_tile_needs(
    photo: tuple[int, int], thumbnail: tuple[int, int]
) -> None:
    assert small_size(*photo) == thumbnail


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_panoramas_thumbnail_is_sharp_in_its_middle(tmp_path: Path, orientation: int) -> None:
    """Stripes of 8 pixels in a panorama 400 pixels high are still told apart."""
    across = np.arange(4000) // 8 % 2 * 255
    image = Image.fromarray(np.tile(across.astype(np.uint8), (400, 1)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95, exif=exif)
    target = tmp_path / "panorama.jpg"
    save_thumbnail(decode(file.getvalue(), 240), target)
    with Image.open(target) as made:
        upright = made if orientation == 1 else made.transpose(Image.Transpose.ROTATE_90)
        assert upright.size == (2400, 240)
        middle = np.asarray(upright.convert("L"))[120, 1100:1300]
    assert middle.std() > 60


def test_a_thumbnail_as_earlier_versions_made_it_is_known_as_blurred(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jpg", tmp_path / "new.jpg"
    Image.new("RGB", (320, 23)).save(old)
    Image.new("RGB", (3200, 229)).save(new)
    assert is_blurred(old, 9800, 700)
    assert not is_blurred(new, 9800, 700)
    usual = tmp_path / "usual.jpg"
    Image.new("RGB", (320, 180)).save(usual)
    assert not is_blurred(usual, 1920, 1080)
