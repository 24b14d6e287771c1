"""The small pictures of photos that the window shows, as files in the cache."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from photosearch.media.decode import Photo, thumbnail

THUMBNAIL_EDGE: Final = 320
THUMBNAIL_QUALITY: Final = 82

log = logging.getLogger(__name__)


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
    image = thumbnail(photo, edge)
    try:
        with os.fdopen(descriptor, "wb") as file:
            image.save(file, "JPEG", quality=THUMBNAIL_QUALITY)
        Path(draft).replace(target)
    except OSError as error:
        log.info("no thumbnail: %s", error)
        with suppress(OSError):
            Path(draft).unlink()
