"""Spaces and the vectors of photos in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Float16Array, Float32Array, Int8Array, Int64Array
from photosearch.catalogue.columns import AMONG, listed
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.storable import storable, wall_clock_us
from photosearch.catalogue.words import replace_words
from photosearch.said import to_text
from photosearch.types import Facts, PhotoId, Problem, Word


@dataclass(frozen=True, slots=True)
class Space:
    """An embedding space that photos of the library have vectors in."""

    id: int
    fingerprint: str
    model: str
    active: bool
    image_dimensions: int
    text_dimensions: int
    fused_dimensions: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """A photo ready to be stored.

    ``size``, ``mtime_ns`` and ``sidecar`` are those of the files that were read: if they have
    changed since, it is not stored. ``facts`` and the hashes are None if they are stored already.
    ``text`` Float32[t] is None for a photo without words. ``image`` Float32[n, d] and ``fused``
    Float32[n, f] have a row for a photo, and one for each of a video's ``moments`` (milliseconds).
    ``places`` are a photo's, None where the model does not tell places apart.
    """

    photo_id: PhotoId
    size: int
    mtime_ns: int
    facts: Facts | None
    content_hash: bytes | None
    words: tuple[Word, ...]
    image: Float32Array
    text: Float32Array | None
    fused: Float32Array
    perceptual_hash: int | None = None
    moments: tuple[int, ...] = ()
    sidecar: int = 0
    places: Int8Array | None = None


class Vectors:
    """Reads and writes spaces and vectors."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def space(
        self,
        fingerprint: str,
        model: str,
        image_dimensions: int,
        text_dimensions: int,
        fused_dimensions: int,
        pictures: str = "",
    ) -> Space:
        """Return the space with this fingerprint, made if need be.

        Spaces of equal ``pictures`` have the same image vectors; "" means that nothing is known.
        """
        for space in self.spaces():
            if space.fingerprint == fingerprint:
                return space
        with self._connections.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO spaces"
                " (fingerprint, model, image_dimensions, text_dimensions, fused_dimensions,"
                " pictures) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    fingerprint,
                    model,
                    image_dimensions,
                    text_dimensions,
                    fused_dimensions,
                    pictures,
                ),
            )
        return next(space for space in self.spaces() if space.fingerprint == fingerprint)

    def spaces(self) -> list[Space]:
        """Return all spaces."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, fingerprint, model, active, image_dimensions, text_dimensions,"
                " fused_dimensions FROM spaces ORDER BY id"
            )
            return [Space(r[0], r[1], r[2], bool(r[3]), r[4], r[5], r[6]) for r in rows]

    def active(self) -> Space | None:
        """Return the space that answers."""
        return next((space for space in self.spaces() if space.active), None)

    def set_active(self, space_id: int) -> None:
        """Let this space answer."""
        with self._connections.write() as connection:
            connection.exec_driver_sql("UPDATE spaces SET active = (id = ?)", (space_id,))

    def drop(self, space_id: int) -> None:
        """Forget a space and its vectors."""
        with self._connections.write() as connection:
            connection.exec_driver_sql("DELETE FROM spaces WHERE id = ?", (space_id,))

    def store(
        self,
        space_id: int,
        batch: Sequence[Embedded],
        problems: Sequence[tuple[PhotoId, Problem]] = (),
    ) -> None:
        """Store a batch and its failures in one transaction.

        Photos that were removed or changed since they were read are skipped.
        """
        with self._connections.write() as connection:
            present = [item for item in batch if _unchanged(connection, item)]
            _store_facts(connection, [item for item in present if item.facts is not None])
            replace_words(connection, [(item.photo_id, item.words) for item in present])
            _store_vectors(connection, space_id, present)
            _store_problems(connection, problems)

    def count(self, space_id: int) -> int:
        """Return how many photos have a vector in the space."""
        with self._connections.read() as connection:
            return int(
                connection.exec_driver_sql(
                    "SELECT count(*) FROM vectors WHERE space_id = ?", (space_id,)
                ).scalar_one()
            )

    def last_key(self, space_id: int) -> int:
        """Return the highest key in the space, 0 if it is empty."""
        with self._connections.read() as connection:
            return int(
                connection.exec_driver_sql(
                    "SELECT coalesce(max(key), 0) FROM vectors WHERE space_id = ?", (space_id,)
                ).scalar_one()
            )

    def read(
        self, space_id: int, after: int = 0, chunk: int = 4096
    ) -> Iterator[tuple[int, Int64Array, Float16Array]]:
        """Yield (last key, photo ids Int64[n], fused Float16[n, d]) in chunks, in order of key.

        A video has a row for each of its moments, in order of time.
        """
        dimensions = next(s.fused_dimensions for s in self.spaces() if s.id == space_id)
        while True:
            with self._connections.read() as connection:
                rows = connection.exec_driver_sql(
                    # By key, not (for the plus) by the index of the space: few are new.
                    "SELECT key, photo_id, fused FROM vectors WHERE +space_id = ? AND key > ?"
                    " ORDER BY key LIMIT ?",
                    (space_id, after, chunk),
                ).all()
            if not rows:
                return
            after = rows[-1][0]
            ids = np.array([row[1] for row in rows], np.int64)
            counts = [len(row[2]) // (2 * dimensions) for row in rows]
            fused = np.frombuffer(b"".join(row[2] for row in rows), np.float16)
            yield after, np.repeat(ids, counts), fused.reshape(-1, dimensions)

    def image_vector(self, space_id: int, photo: PhotoId) -> Float32Array | None:
        """Return a photo's image feature, Float32[d], or None where it has none.

        Of a video it is that of its first moment.
        """
        with self._connections.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT v.image, s.image_dimensions FROM vectors v JOIN spaces s"
                " ON s.id = v.space_id WHERE v.space_id = ? AND v.photo_id = ?",
                (space_id, photo),
            ).first()
        if row is None:
            return None
        return np.frombuffer(row[0], np.float16, count=row[1]).astype(np.float32)

    def places(
        self, space_id: int, photos: Int64Array, dimensions: int
    ) -> tuple[Int64Array, Int8Array]:
        """Return those of the photos that have places in the space, Int64[n], in their order.

        With them come the vectors of these places, Int8[n, k, dimensions].
        """
        rows: dict[int, bytes] = {}
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT v.photo_id, p.vectors FROM vectors v JOIN places p ON p.key = v.key"
                f" WHERE v.space_id = ? AND v.photo_id {AMONG}",
                (space_id, listed(photos.tolist())),
            )
            rows.update((photo, blob) for photo, blob in found)
        there = [photo for photo in photos.tolist() if photo in rows]
        joined = np.frombuffer(b"".join(rows[photo] for photo in there), np.int8)
        count = len(joined) // (dimensions * len(there)) if there else 0
        return np.array(there, np.int64), joined.reshape(len(there), count, dimensions)


def _unchanged(connection: Connection, item: Embedded) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM photos WHERE id = ? AND size = ? AND mtime_ns = ? AND sidecar = ?",
        (item.photo_id, item.size, item.mtime_ns, item.sidecar),
    )
    return found.first() is not None


def _store_facts(connection: Connection, batch: Sequence[Embedded]) -> None:
    rows = [
        tuple(
            map(
                storable,
                (
                    item.content_hash,
                    storable(facts.width) or 0,
                    storable(facts.height) or 0,
                    facts.kind,
                    facts.taken_at.isoformat() if facts.taken_at else None,
                    facts.camera,
                    facts.lens,
                    facts.latitude,
                    facts.longitude,
                    facts.rating,
                    wall_clock_us(facts.taken_at) if facts.taken_at else None,
                    item.perceptual_hash,
                    facts.duration_ms,
                    facts.clip_at,
                    np.array(item.moments, np.int32).tobytes() if item.moments else None,
                    item.photo_id,
                ),
            )
        )
        for item in batch
        if (facts := item.facts) is not None
    ]
    if rows:
        connection.exec_driver_sql(
            "UPDATE photos SET content_hash = ?, width = ?, height = ?, kind = ?, taken_at = ?,"
            " camera = ?, lens = ?, latitude = ?, longitude = ?, rating = ?, taken_us = ?,"
            " perceptual_hash = ?, duration_ms = ?, clip_at = ?, moments = ?"
            " WHERE id = ?",
            rows,
        )


def _store_vectors(connection: Connection, space_id: int, batch: Sequence[Embedded]) -> None:
    if not batch:
        return
    photos = [(item.photo_id,) for item in batch]
    connection.exec_driver_sql(
        "DELETE FROM vectors WHERE space_id = ? AND photo_id = ?",
        [(space_id, *photo) for photo in photos],
    )
    connection.exec_driver_sql(
        "INSERT INTO vectors (space_id, photo_id, image, text, fused) VALUES (?, ?, ?, ?, ?)",
        [
            (
                space_id,
                item.photo_id,
                _blob(item.image),
                None if item.text is None else _blob(item.text),
                _blob(item.fused),
            )
            for item in batch
        ],
    )
    seen = [
        (item.places.tobytes(), space_id, item.photo_id)
        for item in batch
        if item.places is not None
    ]
    if seen:
        connection.exec_driver_sql(
            "INSERT INTO places (key, vectors)"
            " SELECT key, ? FROM vectors WHERE space_id = ? AND photo_id = ?",
            seen,
        )
    # A photo that was only fused anew is as damaged as it was.
    connection.exec_driver_sql(
        "DELETE FROM problems WHERE photo_id = ? AND (reason != 'damaged' OR ?)",
        [(item.photo_id, item.facts is not None) for item in batch],
    )


def _blob(vector: Float32Array) -> bytes:
    return vector.astype(np.float16).tobytes()


def _store_problems(connection: Connection, problems: Sequence[tuple[PhotoId, Problem]]) -> None:
    if problems:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO problems (photo_id, reason, detail, size, mtime_ns)"
            " SELECT id, ?, ?, size, mtime_ns FROM photos WHERE id = ?",
            [
                (problem.reason.value, storable(to_text(problem.detail)), photo)
                for photo, problem in problems
            ],
        )
