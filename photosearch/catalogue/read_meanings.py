"""What is written in photos as a sentence encoder understands it: a vector a photo.

Work is a query: a photo in which text was looked for lacks a meaning until it has one of this
encoder; one without any text has an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from photosearch.arrays import Float16Array, Float32Array, Int64Array
from photosearch.catalogue.connections import Connections
from photosearch.types import PhotoId, WordSource

_LACKING = """
    SELECT a.photo_id, (
        SELECT group_concat(text, char(10)) FROM (
            SELECT text FROM photo_words w WHERE w.photo_id = a.photo_id AND w.source = ?
            ORDER BY w.id
        )
    )
    FROM analyses a LEFT JOIN read_meanings r ON r.photo_id = a.photo_id AND r.encoder = ?
    WHERE a.analyser = 'text' AND r.key IS NULL LIMIT ?
"""


class ReadMeanings:
    """Keeps the meaning of what was read."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def lacking(self, encoder: str, limit: int) -> list[tuple[PhotoId, str]]:
        """Return up to so many photos without a meaning by this encoder, and what they say.

        The lines stand one below the other; a photo in which nothing was read says "".
        """
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_LACKING, (WordSource.TEXT.value, encoder, limit))
            return [(row[0], row[1] or "") for row in rows]

    def store(self, encoder: str, photos: Sequence[PhotoId], meanings: Float32Array) -> None:
        """Store meanings Float32[n, d]; a row of zeros stands for no text."""
        rows = [
            (photo, encoder, meaning.astype(np.float16).tobytes() if meaning.any() else b"")
            for photo, meaning in zip(photos, meanings, strict=True)
        ]
        if not rows:
            return
        with self._connections.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO read_meanings (photo_id, encoder, meaning)"
                " SELECT id, ?2, ?3 FROM photos WHERE id = ?1",
                rows,
            )

    def read(
        self, encoder: str, after: int = 0, chunk: int = 4096
    ) -> Iterator[tuple[int, Int64Array, Float16Array]]:
        """Yield (last key, photos Int64[n], meanings Float16[n, d]) in order of key."""
        while True:
            with self._connections.read() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT key, photo_id, meaning FROM read_meanings"
                    " WHERE key > ? AND encoder = ? AND meaning != x'' ORDER BY key LIMIT ?",
                    (after, encoder, chunk),
                ).all()
            if not rows:
                return
            after = rows[-1][0]
            meanings = np.frombuffer(b"".join(row[2] for row in rows), np.float16)
            yield (
                after,
                np.array([row[1] for row in rows], np.int64),
                meanings.reshape(len(rows), -1),
            )
