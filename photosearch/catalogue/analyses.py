"""What analysers found in photos beside their embedding, and which photos they have yet to see.

Work is a query: a photo is pending as long as an analyser of this version has not seen the file as
it is. A photo with the content of one that was seen takes over what was found in it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Int64Array
from photosearch.catalogue.columns import integers
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.storable import storable
from photosearch.text.folding import indexed
from photosearch.types import PhotoId, TextLine, WordSource

# Photos that were read as pictures, are there, and lack a finding; videos are not analysed.
_PENDING = """
    FROM photos p
    JOIN folders f ON f.id = p.folder_id AND f.online
    LEFT JOIN analyses a ON a.photo_id = p.id AND a.analyser = ?
    WHERE p.content_hash IS NOT NULL AND p.moments IS NULL
        AND (a.photo_id IS NULL OR a.version != ? OR a.content_hash != p.content_hash)
"""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A photo that an analyser has yet to see."""

    photo: PhotoId
    path: Path
    content: bytes


class Analyses:
    """Reads and writes what analysers found."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def pending(self, analyser: str, version: int) -> Int64Array:
        """Return the photos that this analyser has yet to see, Int64[n] ascending."""
        with self._connections.read() as connection:
            statement = f"SELECT group_concat(p.id) {_PENDING}"
            (ids,) = integers(connection, statement, (analyser, version))
        return np.sort(ids)

    def count_pending(self, analyser: str, version: int) -> int:
        """Return how many photos this analyser has yet to see."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(f"SELECT count(*) {_PENDING}", (analyser, version))
            return int(found.scalar_one())

    def count_seen(self, analyser: str) -> int:
        """Return how many photos this analyser has seen."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM analyses WHERE analyser = ?", (analyser,)
            )
            return int(found.scalar_one())

    def unseen(self, photos: Sequence[PhotoId]) -> list[Unseen]:
        """Return where photos lie, in the order asked; those that are gone are left out."""
        marks = ",".join("?" * len(photos))
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT p.id, f.path, p.path, p.content_hash FROM photos p"
                " JOIN folders f ON f.id = p.folder_id"
                f" WHERE p.content_hash IS NOT NULL AND p.id IN ({marks})",
                tuple(photos),
            ).all()
        found = {
            row[0]: Unseen(row[0], Path(os.fsdecode(row[1]), os.fsdecode(row[2])), row[3])
            for row in rows
        }
        return [found[photo] for photo in photos if photo in found]

    def store_text(
        self, analyser: str, version: int, seen: Unseen, lines: Sequence[TextLine], detail: str = ""
    ) -> None:
        """Store what was read in a photo, and in all with the same content.

        ``detail`` tells why nothing could be read, if so.
        """
        with self._connections.write() as connection:
            photos = _with_content(connection, seen.content)
            _forget_text(connection, photos)
            words = [
                (WordSource.TEXT.value, text, indexed(text), _box(line))
                for line in lines
                if (text := str(storable(line.text)))
            ]
            for photo in photos:
                if words:
                    connection.exec_driver_sql(
                        "INSERT INTO photo_words (photo_id, source, text, folded, box)"
                        " VALUES (?, ?, ?, ?, ?)",
                        [(photo, *word) for word in words],
                    )
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO analyses"
                    " (photo_id, analyser, version, content_hash, detail) VALUES (?, ?, ?, ?, ?)",
                    (photo, analyser, version, seen.content, detail),
                )

    def take_over(self, analyser: str, version: int) -> int:
        """Give photos what was found in others of the same content; return how many were given."""
        with self._connections.write() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT p.id, (SELECT other.photo_id FROM analyses other"
                " WHERE other.analyser = ? AND other.version = ?"
                f" AND other.content_hash = p.content_hash LIMIT 1) AS like_one {_PENDING}",
                (analyser, version, analyser, version),
            ).all()
            copies = [(photo, like) for photo, like in rows if like is not None]
            for photo, like in copies:
                _forget_text(connection, [photo])
                connection.exec_driver_sql(
                    "INSERT INTO photo_words (photo_id, source, text, folded, box)"
                    " SELECT ?, source, text, folded, box FROM photo_words"
                    " WHERE photo_id = ? AND source = ? ORDER BY id",
                    (photo, like, WordSource.TEXT.value),
                )
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO analyses"
                    " (photo_id, analyser, version, content_hash, detail)"
                    " SELECT ?, analyser, version, content_hash, detail FROM analyses"
                    " WHERE photo_id = ? AND analyser = ?",
                    (photo, like, analyser),
                )
        return len(copies)

    def lines(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return what was read in a photo, from the top."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT text, box FROM photo_words WHERE photo_id = ? AND source = ? ORDER BY id",
                (photo, WordSource.TEXT.value),
            ).all()
        return tuple(TextLine(text, 1.0, _corners(box)) for text, box in rows)


def _with_content(connection: Connection, content: bytes) -> list[PhotoId]:
    rows = connection.exec_driver_sql("SELECT id FROM photos WHERE content_hash = ?", (content,))
    return [row[0] for row in rows]


def _forget_text(connection: Connection, photos: Sequence[PhotoId]) -> None:
    if photos:
        connection.exec_driver_sql(
            "DELETE FROM photo_words WHERE photo_id = ? AND source = ?",
            [(photo, WordSource.TEXT.value) for photo in photos],
        )


def _box(line: TextLine) -> bytes:
    return np.array(line.box, np.float32).tobytes()


def _corners(box: bytes | None) -> tuple[float, float, float, float]:
    if box is None or len(box) != 16:
        return 0.0, 0.0, 1.0, 1.0
    left, top, right, bottom = np.frombuffer(box, np.float32).tolist()
    return left, top, right, bottom
