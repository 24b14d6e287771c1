"""A heat map over its photo, as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.errors import PhotoUnreadableError, StorageError
from photosearch.media.decode import read_photo, thumbnail
from photosearch.search.explain import Explanation, HeatMap

# Overlays are at most this many pixels on their long side.
EDGE = 1024

# The strongest place is this opaque.
_OPACITY = 0.65
_WARM = (255, 64, 0)


def overlay(photo: Image.Image, heat: HeatMap) -> Image.Image:
    """Return the photo, greyed where it did not match and warm where it did."""
    strength = np.clip(heat.values, 0.0, None)
    strength = strength / max(float(strength.max()), 1e-12)
    left, top, right, bottom = heat.frame
    width, height = photo.size
    box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
    small = Image.fromarray((strength * 255).astype(np.uint8), "L")
    mask = Image.new("L", photo.size)
    size = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
    mask.paste(small.resize(size, Image.Resampling.BICUBIC), box[:2])
    mask = mask.point(lambda value: int(value * _OPACITY))
    grey = Image.blend(photo.convert("RGB"), photo.convert("L").convert("RGB"), 0.7)
    return Image.composite(Image.new("RGB", photo.size, _WARM), grey, mask)


def write_overlay(why: Explanation, target: Path) -> None:
    """Write an explained photo with its map over it, as a PNG.

    Raises:
        PhotoUnreadableError: the photo's file can't be read.
        StorageError: the picture can't be written.
    """
    if why.heat is None:
        raise PhotoUnreadableError("not_read", path=why.path)
    picture = overlay(thumbnail(read_photo(why.path, EDGE), EDGE), why.heat)
    try:
        picture.save(target, "PNG")
    except OSError as error:
        raise StorageError(
            "target_not_written", target=target, error=error.strerror or error
        ) from error
