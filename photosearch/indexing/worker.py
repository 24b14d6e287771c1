"""What one worker process does: a path in; facts, thumbnail and embedding out.

A bad file is an answer, never an exception. Each process holds its own single-threaded encoder, so
no pixels travel between processes and no thread pools fight.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import xxhash
from PIL import Image

from photosearch.arrays import UInt8Array
from photosearch.media.decode import (
    Photo,
    Unreadable,
    decode,
    encoder_pixels,
    file_digest,
    read_file,
    reduced,
)
from photosearch.media.fingerprint import BLANK, photo_hash
from photosearch.media.metadata import read_facts, with_sidecars
from photosearch.media.thumbnails import MOMENT_EDGE, THUMBNAIL_EDGE, save_thumbnail, small_size
from photosearch.paths import thumbnail_path
from photosearch.types import VIDEO_KINDS, Decoded, Preprocessing, Problem, ProblemReason

if TYPE_CHECKING:
    from photosearch.encoders.protocol import ImageEncoder


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What every worker is told when it starts.

    ``pack``: the folder of the model pack to encode with, or None to give pixels back.
    ``graphs``: a folder in which its graph may be kept as it was made ready.
    ``memory_limit``: bytes of private memory a worker may take; 0 means no limit.
    ``stall_limit``: seconds without any processor time after which it is taken for stuck.
    """

    thumbnails: Path
    preprocessing: Preprocessing
    pack: Path | None
    graphs: Path | None = None
    thumbnail_edge: int = THUMBNAIL_EDGE
    memory_limit: int = 3 << 30
    stall_limit: float = 60.0


class Worker:
    """Turns files into decoded photos, one after the other."""

    def __init__(self, config: WorkerConfig) -> None:
        self._config = config
        self._encoder = self._open_encoder()

    def _open_encoder(self) -> ImageEncoder | None:
        if self._config.pack is None:
            return None
        from photosearch.encoders import open_image_encoder

        return open_image_encoder(self._config.pack, 1, self._config.graphs)

    def process(self, path: Path) -> Decoded | Problem:
        """Decode, describe and encode one file; whatever is wrong with it is the answer."""
        try:
            if path.suffix.lower() in VIDEO_KINDS:
                return self._video(path)
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
        facts = read_facts(photo, path)
        target = thumbnail_path(self._config.thumbnails, digest)
        edge, preprocessing = self._config.thumbnail_edge, self._config.preprocessing
        size = small_size(photo.width, photo.height, edge)
        has_pixels = min(size) >= max(preprocessing.size)
        # Hamming takes half the time, and no thumbnail or hash tells them apart; an encoder might.
        resample = Image.Resampling.BICUBIC if has_pixels else Image.Resampling.HAMMING
        shown = reduced(photo, size, resample)
        save_thumbnail(shown, target, edge)
        pixels = encoder_pixels(shown if has_pixels else photo, preprocessing)
        seen = photo_hash(shown)
        damage = Problem(ProblemReason.DAMAGED, photo.damage) if photo.damage else None
        if self._encoder is None:
            return Decoded(digest, facts, pixels=pixels[None], perceptual_hash=seen, damage=damage)
        embedding, places = self._encoder.encode_pictures(pixels[None])
        return Decoded(
            digest,
            facts,
            embedding=embedding,
            perceptual_hash=seen,
            damage=damage,
            places=None if places is None else places[0],
        )

    def _video(self, path: Path) -> Decoded:
        """Look at a video's moments; like no photo, it has no perceptual hash."""
        from photosearch.media.videos import moments, still, video_facts

        facts = with_sidecars(video_facts(path), path)
        digest = file_digest(path)
        times: list[int] = []
        pixels: list[UInt8Array] = []
        for moment in moments(path):
            photo = still(moment.image, facts.kind)
            if not times:
                target = thumbnail_path(self._config.thumbnails, digest)
                save_thumbnail(photo, target, self._config.thumbnail_edge)
            target = thumbnail_path(self._config.thumbnails, digest, moment.at_ms)
            save_thumbnail(photo, target, MOMENT_EDGE)
            pixels.append(encoder_pixels(photo, self._config.preprocessing))
            times.append(moment.at_ms)
        seen = np.stack(pixels)
        if self._encoder is None:
            embedding = None
        else:
            features = [self._encoder.encode_images(one[None]) for one in seen]
            embedding = np.concatenate(features)
        return Decoded(
            digest,
            facts,
            embedding=embedding,
            pixels=seen if embedding is None else None,
            perceptual_hash=BLANK,
            moments=tuple(times),
        )
