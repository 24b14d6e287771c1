"""The small pictures of photos that the window shows, as files in the cache."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from PIL import Image

from photosearch.media.decode import Photo, scaled

THUMBNAIL_EDGE: Final = 320
# Of a video's moments, of which there are many.
MOMENT_EDGE: Final = 240
THUMBNAIL_QUALITY: Final = 82
# A tile shows the middle of a photo, a square of its shorter side: a panorama's and a long
# screenshot's has to have pixels, too, as far as the longer side stays within this.
LONGEST_EDGE: Final = 3200

log = logging.getLogger(__name__)


def small(photo: Photo, edge: int = THUMBNAIL_EDGE) -> Image.Image:
    """Return a photo as small as a tile needs it; small ones stay as they are."""
    return scaled(photo, small_size(photo.width, photo.height, edge), Image.Resampling.BICUBIC)


def small_size(width: int, height: int, edge: int = THUMBNAIL_EDGE) -> tuple[int, int]:
    """Return the size of a photo's thumbnail: ``edge`` pixels long, its shorter side 3/4 of it."""
    shorter, longer = sorted((width, height))
    share = max(edge / longer, min(edge * 3 / 4 / shorter, LONGEST_EDGE / longer))
    share = min(1.0, share)
    return max(1, round(width * share)), max(1, round(height * share))


def is_blurred(thumbnail: Path, width: int, height: int) -> bool:
    """Say whether a thumbnail has much fewer pixels than a photo of this size is given today.

    One that can't be read is, too.
    """
    try:
        with Image.open(thumbnail) as image:
            return min(image.size) * 4 < min(small_size(width, height)) * 3
    except (OSError, SyntaxError, ValueError):
        return True


def save_thumbnail(photo: Photo, target: Path, edge: int = THUMBNAIL_EDGE) -> None:
    """Write a photo's thumbnail so that a reader sees none or all of it.

    A cache that can't be written (a full disk) does not cost the photo: a thumbnail that is missed
    is made when it is looked at.
    """
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    except OSError as error:
        log.info("no thumbnail: %s", error)
        return
    image = small(photo, edge)
    try:
        with os.fdopen(descriptor, "wb") as file:
            image.save(file, "JPEG", quality=THUMBNAIL_QUALITY)
        Path(draft).replace(target)
    except OSError as error:
        log.info("no thumbnail: %s", error)
        with suppress(OSError):
            Path(draft).unlink()
