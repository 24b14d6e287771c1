"""What tells that two photos are the same: content hashes, perceptual hashes, image vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.catalogue.columns import AMONG, listed
from photosearch.catalogue.connections import Connections
from photosearch.types import PhotoId


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A photo's content hash and, if it was made already, its perceptual hash."""

    photo: PhotoId
    content: bytes
    perceptual: int | None


class Fingerprints:
    """Reads fingerprints, and stores those made later than the photo."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[Fingerprint]:
        """Return the fingerprints of all photos that were read, by id."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, content_hash, perceptual_hash FROM photos"
                " WHERE content_hash IS NOT NULL AND live_with IS NULL ORDER BY id"
            )
            return [Fingerprint(*row) for row in rows]

    def missing(self) -> list[Fingerprint]:
        """Return the photos that were read before there were perceptual hashes, by id."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, content_hash, NULL FROM photos"
                " WHERE content_hash IS NOT NULL AND perceptual_hash IS NULL"
                " AND live_with IS NULL ORDER BY id"
            )
            return [Fingerprint(*row) for row in rows]

    def store(self, made: Sequence[Fingerprint]) -> None:
        """Store perceptual hashes of photos whose content is still the same."""
        if made:
            with self._connections.write() as connection:
                connection.exec_driver_sql(
                    "UPDATE photos SET perceptual_hash = ? WHERE id = ? AND content_hash = ?",
                    [(one.perceptual, one.photo, one.content) for one in made],
                )

    def image_vectors(
        self, space_id: int, photos: Sequence[PhotoId]
    ) -> dict[PhotoId, Float32Array]:
        """Return the image features, Float32[d] each, of the photos that have one in the space.

        Of a video it is that of its first moment.
        """
        found: dict[PhotoId, Float32Array] = {}
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT v.photo_id, v.image, s.image_dimensions FROM vectors v"
                f" JOIN spaces s ON s.id = v.space_id WHERE v.space_id = ? AND v.photo_id {AMONG}",
                (space_id, listed(photos)),
            )
            for photo, blob, count in rows:
                found[photo] = np.frombuffer(blob, np.float16, count=count).astype(np.float32)
        return found
