"""The perceptual hash: 64 bits that stay nearly the same when a photo is scaled or saved again.

The DCT hash of the pHash library: the signs, about their median, of the 8 × 8 lowest frequencies
(without the zeroth of either direction) of the photo at 32 × 32 grey pixels. Zauner,
"Implementation and Benchmarking of Perceptual Image Hash Functions", 2010.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from photosearch.arrays import Float32Array, median

if TYPE_CHECKING:
    from PIL import Image

    from photosearch.media.decode import Photo

SIDE: Final = 32
_LOWEST: Final = 8
# No frequency as strong as half a grey level (root mean square): the picture is blank.
_BLANK: Final = 0.5 * SIDE
# The hash of a blank picture, which is like no other.
BLANK: Final = 0


def photo_hash(photo: Photo) -> int:
    """Return the perceptual hash of a decoded photo, as seen, as a signed 64-bit number."""
    from PIL import Image

    from photosearch.media.decode import scaled

    return perceptual_hash(scaled(photo, (SIDE, SIDE), Image.Resampling.BICUBIC))


def perceptual_hash(image: Image.Image) -> int:
    """Return the perceptual hash of an upright picture, as a signed 64-bit number."""
    from PIL import Image

    small = image.resize((SIDE, SIDE), Image.Resampling.BICUBIC, reducing_gap=3.0)
    grey = np.asarray(small.convert("L"), np.float32)
    basis = _cosines()
    low = basis @ grey @ basis.T
    if np.abs(low).max() < _BLANK:
        return BLANK
    bits = np.packbits((low > median(low)).ravel())
    return int.from_bytes(bits.tobytes(), "big", signed=True)


@cache
def _cosines() -> Float32Array:
    """Return Float32[8, 32]: rows 1 to 8 of the orthonormal DCT-II."""
    frequency = np.arange(1, _LOWEST + 1)[:, None]
    place = np.arange(SIDE)[None, :] + 0.5
    basis = np.sqrt(2 / SIDE) * np.cos(np.pi / SIDE * frequency * place)
    narrow: Float32Array = basis.astype(np.float32)
    return narrow
