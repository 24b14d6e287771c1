"""Pictures for the window: thumbnails that the cache has lost, previews of what Qt can't decode."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import PhotoRow
from photosearch.errors import PhotoUnreadableError
from photosearch.media.decode import Photo, Unreadable, read_file, read_photo, thumbnail
from photosearch.media.thumbnails import (
    MOMENT_EDGE,
    THUMBNAIL_EDGE,
    THUMBNAIL_QUALITY,
    is_blurred,
    small,
)
from photosearch.media.videos import frame_at, still
from photosearch.paths import AppPaths, thumbnail_path
from photosearch.types import VIDEO_KINDS

log = logging.getLogger(__name__)

# Previews kept; the oldest go first.
KEPT_PREVIEWS = 64
_PREVIEW_QUALITY = 90


class Pictures:
    """Makes JPEG files in the cache folder."""

    def __init__(self, catalogue: Catalogue, paths: AppPaths) -> None:
        self._catalogue = catalogue
        self._paths = paths

    def thumbnail(self, photo: int, at_ms: int | None = None) -> Path | None:
        """Return where the photo's thumbnail is, None if there can't be one.

        It is made again if it was lost, or is blurred as earlier versions made it. ``at_ms`` asks
        for that of a moment of a video.
        """
        row = self._row(photo)
        if row is None or row.content_hash is None:
            return None
        target = thumbnail_path(self._paths.thumbnails, row.content_hash, at_ms)
        is_there = target.exists()
        if is_there and (at_ms is not None or not _is_outdated(target, row)):
            return target
        edge = THUMBNAIL_EDGE if at_ms is None else MOMENT_EDGE
        made = _saved(row, target, edge, THUMBNAIL_QUALITY, small, at_ms)
        return made or (target if is_there else None)

    def preview(self, photo: int, edge: int, at_ms: int | None = None) -> Path | None:
        """Return a JPEG of the photo of at most ``edge`` pixels, or None if it can't be read.

        ``at_ms`` asks for a moment of a video; without it, its first is shown.
        """
        row = self._row(photo)
        if row is None:
            return None
        moment = "" if at_ms is None else f"-{at_ms}"
        target = self._paths.previews / f"{photo}-{row.mtime_ns}-{edge}{moment}.jpg"
        if target.exists():
            return target
        self._forget_old_previews()
        return _saved(row, target, edge, _PREVIEW_QUALITY, thumbnail, at_ms)

    def clip(self, photo: int) -> Path | None:
        """Return the file that plays what moves in a photo, None if nothing does.

        Of a video it is the video itself, of a live photo its clip; what stands behind a motion
        photo is copied out.
        """
        row = self._row(photo)
        if row is None:
            return None
        if row.moments:
            return row.path
        if row.clip_at is None:
            halves = self._catalogue.halves.of([photo]).get(photo, ())
            return next((path for _, path, is_clip in halves if is_clip), None)
        target = self._paths.previews / f"{photo}-{row.mtime_ns}.mp4"
        if target.exists():
            return target
        self._forget_old_previews()
        try:
            content = read_file(row.path)[row.clip_at :]
        except Unreadable:
            return None
        return _written(target, lambda draft: draft.write_bytes(content))

    def _row(self, photo: int) -> PhotoRow | None:
        return next(iter(self._catalogue.photos.get([photo])), None)

    def _forget_old_previews(self) -> None:
        kept = sorted(self._paths.previews.glob("*.[jm]p*"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-KEPT_PREVIEWS]:
            path.unlink(missing_ok=True)


def _is_outdated(target: Path, row: PhotoRow) -> bool:
    return bool(row.width) and is_blurred(target, row.width, row.height)


def look_at(path: Path, edge: int, at_ms: int | None) -> Photo:
    """Return a photo, decoded, or what a video shows at ``at_ms``, or at its start.

    A photo has at least ``edge`` pixels a side if it has them at all, a frame at most.

    Raises:
        PhotoUnreadableError: it can't be read, or is no photo or video.
    """
    kind = VIDEO_KINDS.get(path.suffix.lower())
    if kind is None:
        return read_photo(path, edge)
    try:
        return still(frame_at(path, at_ms or 0, edge), kind)
    except Unreadable as error:
        raise PhotoUnreadableError("not_a_photo", path=path, error=error) from error


@contextmanager
def shown_file(path: Path, edge: int, at_ms: int | None, cache: Path) -> Iterator[Path]:
    """Give a JPEG of a file of no library, at most ``edge`` pixels a side, for a while.

    Raises:
        PhotoUnreadableError: it can't be read.
        OSError: nothing can be written in the cache.
    """
    image = thumbnail(look_at(path, edge, at_ms), edge)
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache, prefix="shown-") as folder:
        target = Path(folder) / "photo.jpg"
        image.save(target, "JPEG", quality=_PREVIEW_QUALITY)
        yield target


def _saved(
    row: PhotoRow,
    target: Path,
    edge: int,
    quality: int,
    scale: Callable[[Photo, int], Image.Image],
    at_ms: int | None,
) -> Path | None:
    try:
        at_ms = row.moments[0] if row.moments and at_ms is None else at_ms
        image = scale(look_at(row.path, edge, at_ms), edge)
    except PhotoUnreadableError:
        return None
    return _written(target, lambda draft: image.save(draft, "JPEG", quality=quality))


def _written(target: Path, write: Callable[[Path], object]) -> Path | None:
    """Write a file so that a reader sees none or all of it; return it, None if it can't be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".part")
        write(draft)
        draft.replace(target)
    except OSError as error:
        log.warning("no picture: %s", error)  # a full disk
        return None
    return target
