"""What one worker process does: a path in; facts, thumbnail and embedding out.

A bad file is an answer, never an exception. Each process holds its own single-threaded encoder, so
no pixels travel between processes and no thread pools fight.
"""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import xxhash

from photosearch.encoders.packs import Preprocessing
from photosearch.media.decode import (
    Photo,
    Unreadable,
    decode,
    encoder_pixels,
    read_file,
    thumbnail,
)
from photosearch.media.fingerprint import photo_hash
from photosearch.media.metadata import read_facts
from photosearch.paths import thumbnail_path
from photosearch.types import Decoded, Problem, ProblemReason

if TYPE_CHECKING:
    from photosearch.encoders.protocol import ImageEncoder

THUMBNAIL_EDGE = 320
THUMBNAIL_QUALITY = 82

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What every worker is told when it starts.

    ``pack``: the folder of the model pack to encode with, or None to give pixels back.
    ``memory_limit``: bytes of private memory a worker may take; 0 means no limit.
    """

    thumbnails: Path
    preprocessing: Preprocessing
    pack: Path | None
    thumbnail_edge: int = THUMBNAIL_EDGE
    memory_limit: int = 3 << 30


class Worker:
    """Turns files into decoded photos, one after the other."""

    def __init__(self, config: WorkerConfig) -> None:
        self._config = config
        self._encoder = self._open_encoder()

    def _open_encoder(self) -> ImageEncoder | None:
        if self._config.pack is None:
            return None
        from photosearch.encoders import open_image_encoder

        return open_image_encoder(self._config.pack, threads=1)

    def process(self, path: Path) -> Decoded | Problem:
        """Decode, describe and encode one file; whatever is wrong with it is the answer."""
        try:
            data = read_file(path)
            least = max(self._config.thumbnail_edge * 3 // 4, *self._config.preprocessing.size)
            photo = decode(data, least)
            digest = xxhash.xxh3_128(data).digest()
            return self._described(photo, path, digest)
        except Unreadable as error:
            return error.problem
        except MemoryError:
            return Problem(ProblemReason.OUT_OF_MEMORY)

    def _described(self, photo: Photo, path: Path, digest: bytes) -> Decoded:
        facts = read_facts(photo.source, path, photo.width, photo.height, photo.kind)
        save_thumbnail(photo, thumbnail_path(self._config.thumbnails, digest), self._config)
        pixels = encoder_pixels(photo, self._config.preprocessing)
        seen = photo_hash(photo)
        if self._encoder is None:
            return Decoded(digest, facts, pixels=pixels, perceptual_hash=seen)
        embedding = self._encoder.encode_images(pixels[None])[0]
        return Decoded(digest, facts, embedding=embedding, perceptual_hash=seen)


def save_thumbnail(photo: Photo, target: Path, config: WorkerConfig) -> None:
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
    image = thumbnail(photo, config.thumbnail_edge)
    try:
        with os.fdopen(descriptor, "wb") as file:
            image.save(file, "JPEG", quality=THUMBNAIL_QUALITY)
        Path(draft).replace(target)
    except OSError as error:
        log.info("no thumbnail: %s", error)
        with suppress(OSError):
            Path(draft).unlink()
