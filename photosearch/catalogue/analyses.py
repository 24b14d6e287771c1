"""What analysers found in photos beside their embedding, and which photos they have yet to see.

Work is a query: a photo is pending as long as an analyser of this version has not seen the file as
it is. A photo with the content of one that was seen takes over what was found in it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Int64Array
from photosearch.catalogue.columns import AMONG, integers, listed
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.storable import storable
from photosearch.catalogue.text_lines import lines_of
from photosearch.said import to_text
from photosearch.types import PhotoId, Problem, TextLine

# What an analyser finds in a photo.
Findings = TypeVar("Findings")
_Written_contra = TypeVar("_Written_contra", contravariant=True)

# Photos that were read as pictures, are there, and lack what an analyser finds in a version; videos
# as well, if the last value says so.
_PENDING = """
    FROM photos p
    JOIN folders f ON f.id = p.folder_id AND f.online
    LEFT JOIN analyses a ON a.photo_id = p.id AND a.analyser = ?
    WHERE p.content_hash IS NOT NULL AND p.live_with IS NULL
        AND (a.photo_id IS NULL OR a.version != ? OR a.content_hash != p.content_hash)
        AND (p.moments IS NULL OR ?)
"""


class Writer(Protocol[_Written_contra]):
    """Keeps what one analyser finds; it replaces only rows of its own."""

    def write(
        self,
        connection: Connection,
        content: bytes,
        photos: Sequence[PhotoId],
        findings: _Written_contra | None,
    ) -> None:
        """Replace what was found in photos of one content; None stands for nothing."""

    def copy(self, connection: Connection, photo: PhotoId, like: PhotoId) -> None:
        """Give a photo what was found in another one of the same content."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A photo that an analyser has yet to see."""

    photo: PhotoId
    path: Path
    content: bytes


class Analyses:
    """Keeps which analyser has seen which photo, and hands on what it found."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def pending(self, analyser: str, version: int, videos: bool = False) -> Int64Array:
        """Return the photos that this analyser has yet to see, Int64[n] ascending.

        ``videos`` says whether it looks at these, too.
        """
        with self._connections.read() as connection:
            statement = f"SELECT group_concat(p.id) {_PENDING}"
            (ids,) = integers(connection, statement, (analyser, version, videos))
        return np.sort(ids)

    def count_pending(self, analyser: str, version: int, videos: bool = False) -> int:
        """Return how many photos this analyser has yet to see, see :meth:`pending`."""
        with self._connections.read() as connection:
            values = analyser, version, videos
            found = connection.exec_driver_sql(f"SELECT count(*) {_PENDING}", values)
            return int(found.scalar_one())

    def count_seen(self, analyser: str, version: int) -> int:
        """Return how many photos this analyser has seen, in this version."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM analyses WHERE analyser = ? AND version = ?",
                (analyser, version),
            )
            return int(found.scalar_one())

    def unseen(self, photos: Sequence[PhotoId]) -> list[Unseen]:
        """Return where photos lie, in the order asked; those that are gone are left out."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT p.id, f.path, p.path, p.content_hash FROM photos p"
                " JOIN folders f ON f.id = p.folder_id"
                f" WHERE p.content_hash IS NOT NULL AND p.id {AMONG}",
                (listed(photos),),
            ).all()
        found = {
            row[0]: Unseen(row[0], Path(os.fsdecode(row[1]), os.fsdecode(row[2])), row[3])
            for row in rows
        }
        return [found[photo] for photo in photos if photo in found]

    def store(
        self,
        analyser: str,
        version: int,
        seen: Unseen,
        writer: Writer[Findings],
        outcome: Findings | Problem,
    ) -> None:
        """Store what was found in a photo, or why nothing was, for all with the same content."""
        findings, reason, detail = None, "", ""
        if isinstance(outcome, Problem):
            reason, detail = outcome.reason.value, str(storable(to_text(outcome.detail)))
        else:
            findings = outcome
        with self._connections.write() as connection:
            photos = _with_content(connection, seen.content)
            writer.write(connection, seen.content, photos, findings)
            if photos:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO analyses"
                    " (photo_id, analyser, version, content_hash, reason, detail)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    [(one, analyser, version, seen.content, reason, detail) for one in photos],
                )

    def forget(self, analyser: str) -> None:
        """Let an analyser see all photos anew; what it found stays until it does."""
        with self._connections.write() as connection:
            connection.exec_driver_sql("DELETE FROM analyses WHERE analyser = ?", (analyser,))

    def take_over(
        self, analyser: str, version: int, writer: Writer[Findings], videos: bool = False
    ) -> int:
        """Give photos what was found in others of the same content; return how many were given."""
        with self._connections.write() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT p.id, (SELECT other.photo_id FROM analyses other"
                " WHERE other.analyser = ? AND other.version = ?"
                f" AND other.content_hash = p.content_hash LIMIT 1) AS like_one {_PENDING}",
                (analyser, version, analyser, version, videos),
            ).all()
            copies = [(photo, like) for photo, like in rows if like is not None]
            for photo, like in copies:
                writer.copy(connection, photo, like)
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO analyses"
                    " (photo_id, analyser, version, content_hash, reason, detail)"
                    " SELECT ?, analyser, version, content_hash, reason, detail FROM analyses"
                    " WHERE photo_id = ? AND analyser = ?",
                    (photo, like, analyser),
                )
        return len(copies)

    def lines(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return what was read in a photo, from the top."""
        with self._connections.read() as connection:
            return lines_of(connection, photo)


def _with_content(connection: Connection, content: bytes) -> list[PhotoId]:
    rows = connection.exec_driver_sql("SELECT id FROM photos WHERE content_hash = ?", (content,))
    return [row[0] for row in rows]
