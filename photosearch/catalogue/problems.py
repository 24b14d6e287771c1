"""The files that could not become searchable photos."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosearch.catalogue.connections import Connections
from photosearch.said import Said, from_text
from photosearch.types import FolderId, PhotoId, ProblemReason

# The disk's fault, or ours, rather than the file's: such photos are tried again when their folder
# is looked at.
PASSING: Final = (
    ProblemReason.VANISHED,
    ProblemReason.UNREADABLE,
    ProblemReason.FAILED,
)

# A file that changed since it failed is pending, not a problem.
_STANDING = """
    FROM problems pr
    JOIN photos p ON p.id = pr.photo_id AND p.size = pr.size AND p.mtime_ns = pr.mtime_ns
    JOIN folders f ON f.id = p.folder_id
"""
# What an analyser could not see, though the photo can be found.
_UNSEEN = """
    FROM analyses a
    JOIN photos p ON p.id = a.photo_id AND p.content_hash = a.content_hash
    JOIN folders f ON f.id = p.folder_id
    WHERE a.reason != '' AND a.photo_id NOT IN (SELECT photo_id FROM problems)
"""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One unreadable file, or one that an ``analyser`` could not see."""

    photo_id: PhotoId
    path: Path
    reason: ProblemReason
    detail: Said | None
    analyser: str = ""


class Problems:
    """Lists problems and gives files another try."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[ProblemRow]:
        """Return all problems, by path."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT pr.photo_id, f.path, p.path, pr.reason, pr.detail, '' {_STANDING}"
                " UNION ALL"
                f" SELECT a.photo_id, f.path, p.path, a.reason, a.detail, a.analyser {_UNSEEN}"
            ).all()
        found = (
            ProblemRow(
                row[0],
                Path(os.fsdecode(row[1]), os.fsdecode(row[2])),
                ProblemReason(row[3]),
                from_text(row[4]),
                row[5],
            )
            for row in rows
        )
        return sorted(found, key=lambda problem: (problem.path, problem.analyser))

    def count(self) -> int:
        """Return how many there are."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                f"SELECT (SELECT count(*) {_STANDING}) + (SELECT count(*) {_UNSEEN})"
            )
            return int(found.scalar_one())

    def passing(self, folder_id: FolderId) -> dict[str, PhotoId]:
        """Return the photos of a folder whose problem may have passed, by relative path."""
        marks = ",".join("?" * len(PASSING))
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT p.path, p.id {_STANDING} WHERE p.folder_id = ? AND pr.reason IN ({marks})",
                (folder_id, *(reason.value for reason in PASSING)),
            )
            return {os.fsdecode(path): photo for path, photo in rows}

    def retry(self, photos: Sequence[PhotoId] = ()) -> None:
        """Let these files, or all, be tried again.

        Those that are damaged, but shown in part, stay told of until they are other files.
        """
        with self._connections.write() as connection:
            if photos:
                some = [(photo,) for photo in photos]
                connection.exec_driver_sql(f"{_RETRY} AND photo_id = ?", some)
                connection.exec_driver_sql(f"{_RETRY_UNSEEN} AND photo_id = ?", some)
            else:
                connection.exec_driver_sql(_RETRY)
                connection.exec_driver_sql(_RETRY_UNSEEN)


_RETRY: Final = "DELETE FROM problems WHERE reason != 'damaged'"
_RETRY_UNSEEN: Final = "DELETE FROM analyses WHERE reason != ''"
