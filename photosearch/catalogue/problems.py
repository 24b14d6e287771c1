"""The files that could not become searchable photos."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosearch.catalogue.connections import Connections
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


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One unreadable file."""

    photo_id: PhotoId
    path: Path
    reason: ProblemReason
    detail: str


class Problems:
    """Lists problems and gives files another try."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[ProblemRow]:
        """Return all problems, by path."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT pr.photo_id, f.path, p.path, pr.reason, pr.detail {_STANDING}"
            ).all()
        found = (
            ProblemRow(
                row[0],
                Path(os.fsdecode(row[1]), os.fsdecode(row[2])),
                ProblemReason(row[3]),
                row[4],
            )
            for row in rows
        )
        return sorted(found, key=lambda problem: problem.path)

    def count(self) -> int:
        """Return how many there are."""
        with self._connections.read() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) {_STANDING}").scalar_one())

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
                connection.exec_driver_sql(
                    "DELETE FROM problems WHERE photo_id = ? AND reason != 'damaged'",
                    [(photo,) for photo in photos],
                )
            else:
                connection.exec_driver_sql("DELETE FROM problems WHERE reason != 'damaged'")
