"""Pictures for the window: thumbnails that the cache has lost, previews of what Qt can't decode."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import PhotoRow
from photosearch.errors import PhotoUnreadableError
from photosearch.media.decode import Photo, read_photo, thumbnail
from photosearch.media.thumbnails import THUMBNAIL_EDGE, THUMBNAIL_QUALITY, is_blurred, small
from photosearch.paths import AppPaths, thumbnail_path

log = logging.getLogger(__name__)

# Previews kept; the oldest go first.
KEPT_PREVIEWS = 64
_PREVIEW_QUALITY = 90


class Pictures:
    """Makes JPEG files in the cache folder."""

    def __init__(self, catalogue: Catalogue, paths: AppPaths) -> None:
        self._catalogue = catalogue
        self._paths = paths

    def thumbnail(self, photo: int) -> Path | None:
        """Return where the photo's thumbnail is, None if there can't be one.

        It is made again if it was lost, or is blurred as earlier versions made it.
        """
        row = self._row(photo)
        if row is None or row.content_hash is None:
            return None
        target = thumbnail_path(self._paths.thumbnails, row.content_hash)
        is_there = target.exists()
        if is_there and not (row.width and is_blurred(target, row.width, row.height)):
            return target
        made = _saved(row.path, target, THUMBNAIL_EDGE, THUMBNAIL_QUALITY, small)
        return made or (target if is_there else None)

    def preview(self, photo: int, edge: int) -> Path | None:
        """Return a JPEG of the photo of at most ``edge`` pixels, or None if it can't be read."""
        row = self._row(photo)
        if row is None:
            return None
        target = self._paths.previews / f"{photo}-{row.mtime_ns}-{edge}.jpg"
        if target.exists():
            return target
        self._forget_old_previews()
        return _saved(row.path, target, edge, _PREVIEW_QUALITY, thumbnail)

    def _row(self, photo: int) -> PhotoRow | None:
        return next(iter(self._catalogue.photos.get([photo])), None)

    def _forget_old_previews(self) -> None:
        kept = sorted(self._paths.previews.glob("*.jpg"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-KEPT_PREVIEWS]:
            path.unlink(missing_ok=True)


def _saved(
    source: Path,
    target: Path,
    edge: int,
    quality: int,
    scale: Callable[[Photo, int], Image.Image],
) -> Path | None:
    try:
        image = scale(read_photo(source, edge), edge)
    except PhotoUnreadableError:
        return None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".part")
        image.save(draft, "JPEG", quality=quality)
        draft.replace(target)
    except OSError as error:
        log.warning("no picture: %s", error)  # a full disk
        return None
    return target
