"""Captions that a captioner made, by the content of photos; never among a photo's own words.

Those of another captioner count as none, and are forgotten when this one makes the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from photosearch.catalogue.columns import AMONG, listed
from photosearch.catalogue.connections import Connections
from photosearch.types import PhotoId

# The moment of what has none.
_STILL = -1


class MadeCaptions:
    """Keeps what photos show, in sentences of each language."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of(self, photos: Sequence[PhotoId], captioner: str, language: str) -> dict[PhotoId, str]:
        """Return the captions of photos that this captioner made, of videos the first moment's."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT p.id, m.text FROM photos p"
                " JOIN made_captions m ON m.content_hash = p.content_hash"
                f" WHERE p.id {AMONG} AND m.captioner = ? AND m.language = ? ORDER BY m.at_ms DESC",
                (listed(photos), captioner, language),
            )
            return {row[0]: row[1] for row in rows}

    def at(self, photo: PhotoId, at_ms: int | None, captioner: str) -> dict[str, str]:
        """Return a photo's captions by language, of a video those of a moment."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT m.language, m.text FROM photos p"
                " JOIN made_captions m ON m.content_hash = p.content_hash"
                " WHERE p.id = ? AND m.at_ms = ? AND m.captioner = ?",
                (photo, _STILL if at_ms is None else at_ms, captioner),
            )
            return {row[0]: row[1] for row in rows}

    def store(
        self, photo: PhotoId, at_ms: int | None, captioner: str, texts: Mapping[str, str]
    ) -> None:
        """Keep captions of a photo by language; of one without a content none are kept."""
        with self._connections.write() as connection:
            (content,) = connection.exec_driver_sql(
                "SELECT content_hash FROM photos WHERE id = ?", (photo,)
            ).one_or_none() or (None,)
            if content is not None:
                _store(connection, content, at_ms, captioner, texts)


@dataclass(frozen=True, slots=True)
class CaptionWriter:
    """Keeps what one captioner made; a Writer of :mod:`photosearch.catalogue.analyses`."""

    captioner: str

    def write(
        self,
        connection: Connection,
        content: bytes,
        photos: Sequence[PhotoId],
        captions: Mapping[str, str] | None,
    ) -> None:
        """Replace the captions of a content; None stands for nothing."""
        connection.exec_driver_sql("DELETE FROM made_captions WHERE content_hash = ?", (content,))
        if photos:
            _store(connection, content, None, self.captioner, captions or {})

    def copy(self, connection: Connection, photo: PhotoId, like: PhotoId) -> None:
        """Photos of one content have the same captions already."""


def _store(
    connection: Connection,
    content: bytes,
    at_ms: int | None,
    captioner: str,
    texts: Mapping[str, str],
) -> None:
    connection.exec_driver_sql(
        "DELETE FROM made_captions WHERE content_hash = ? AND captioner != ?", (content, captioner)
    )
    moment = _STILL if at_ms is None else at_ms
    rows = [(content, moment, language, captioner, text) for language, text in texts.items()]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO made_captions"
            " (content_hash, at_ms, language, captioner, text) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
