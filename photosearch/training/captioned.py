"""Photos with captions, embedded by a pack: what calibration and measurement start from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import ImageEncoder
from photosearch.errors import TrainingError
from photosearch.training.data import by_image, read_captions, read_photos, read_split

ENGLISH = "flickr8k/captions.en.tsv"
CHINESE = ("flickr8k/captions.zh-human.tsv", "flickr8k/captions.zh-machine.tsv")
PHOTOS = "flickr8k/images.tar"
_BATCH = 16


@dataclass(frozen=True, slots=True, eq=False)
class Captioned:
    """Photos in order of ``names``, with image features Float32[n, d] and captions by name."""

    names: Sequence[str]
    images: Float32Array
    english: Mapping[str, Sequence[str]]
    chinese: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, data: Path, split: str, pack_folder: Path, encoder: ImageEncoder) -> Self:
        """Read and embed the photos of a split, ``train`` or ``val``.

        Raises:
            TrainingError: the data can't be read.
        """
        wanted = set(read_split(data / "flickr8k" / f"{split}.txt"))
        height, width = read_pack(pack_folder).image.size
        if height != width:
            raise TrainingError("not_square", pack_folder=pack_folder)
        names, images = embed_photos(data / PHOTOS, wanted, height, encoder)
        chinese = [caption for file in CHINESE for caption in read_captions(data / file)]
        english = by_image(read_captions(data / ENGLISH))
        return cls(names, images, english, by_image(chinese))

    def part(self, rows: Sequence[int]) -> Captioned:
        """Return some of the photos as a library of their own."""
        names = [self.names[row] for row in rows]
        return Captioned(names, self.images[list(rows)], self.english, self.chinese)


def embed_photos(
    archive: Path, wanted: Collection[str], edge: int, encoder: ImageEncoder
) -> tuple[list[str], Float32Array]:
    """Return the wanted photos of a tar file in its order, and their features Float32[n, d].

    Raises:
        TrainingError: the archive can't be read.
    """
    names: list[str] = []
    parts: list[Float32Array] = []
    batch: list[UInt8Array] = []
    for name, pixels in read_photos(archive, edge):
        if name in wanted:
            names.append(name)
            batch.append(pixels)
        if len(batch) == _BATCH:
            parts.append(encoder.encode_images(np.stack(batch)))
            batch = []
    if batch:
        parts.append(encoder.encode_images(np.stack(batch)))
    return names, np.concatenate(parts)
