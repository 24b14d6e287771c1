"""The lines that were read in pictures, among the words of their photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection

from photosearch.catalogue.storable import storable
from photosearch.text.folding import indexed
from photosearch.types import PhotoId, TextLine, WordSource


class TextLines:
    """Keeps what was read; it is a Writer of :mod:`photosearch.catalogue.analyses`."""

    def write(
        self,
        connection: Connection,
        content: bytes,
        photos: Sequence[PhotoId],
        lines: tuple[TextLine, ...] | None,
    ) -> None:
        """Replace what was read in photos; None stands for nothing."""
        _forget(connection, photos)
        words = [
            (WordSource.TEXT.value, text, indexed(text), _box(line))
            for line in lines or ()
            if (text := str(storable(line.text)))
        ]
        rows = [(photo, *word) for photo in photos for word in words]
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO photo_words (photo_id, source, text, folded, box)"
                " VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def copy(self, connection: Connection, photo: PhotoId, like: PhotoId) -> None:
        """Give a photo the lines of one with the same content."""
        _forget(connection, [photo])
        connection.exec_driver_sql(
            "INSERT INTO photo_words (photo_id, source, text, folded, box)"
            " SELECT ?, source, text, folded, box FROM photo_words"
            " WHERE photo_id = ? AND source = ? ORDER BY id",
            (photo, like, WordSource.TEXT.value),
        )


TEXT_LINES: Final = TextLines()


def lines_of(connection: Connection, photo: PhotoId) -> tuple[TextLine, ...]:
    """Return what was read in a photo, from the top."""
    rows = connection.exec_driver_sql(
        "SELECT text, box FROM photo_words WHERE photo_id = ? AND source = ? ORDER BY id",
        (photo, WordSource.TEXT.value),
    ).all()
    return tuple(TextLine(text, 1.0, _corners(box)) for text, box in rows)


def _forget(connection: Connection, photos: Sequence[PhotoId]) -> None:
    if photos:
        connection.exec_driver_sql(
            "DELETE FROM photo_words WHERE photo_id = ? AND source = ?",
            [(photo, WordSource.TEXT.value) for photo in photos],
        )
        connection.exec_driver_sql(
            "DELETE FROM read_meanings WHERE photo_id = ?", [(photo,) for photo in photos]
        )


def _box(line: TextLine) -> bytes:
    return np.array(line.box, np.float32).tobytes()


def _corners(box: bytes | None) -> tuple[float, float, float, float]:
    if box is None or len(box) != 16:
        return 0.0, 0.0, 1.0, 1.0
    left, top, right, bottom = np.frombuffer(box, np.float32).tolist()
    return left, top, right, bottom
