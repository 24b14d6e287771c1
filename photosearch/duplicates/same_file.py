"""One file that is seen in two places is no copy: links, bind mounts, a folder under two roots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from photosearch.catalogue.photos import PhotoRow
from photosearch.types import PhotoId

FileNumber: TypeAlias = tuple[int, int]


def apart(rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """Return photos that are files of their own; of a file that is seen twice, no link to it."""
    if len(rows) < 2:
        return list(rows)
    chosen: dict[FileNumber | PhotoId, PhotoRow] = {}
    for row in rows:
        file = file_number(row.path) if row.online else None
        key = row.id if file is None else file
        if key not in chosen or (is_link(chosen[key].path) and not is_link(row.path)):
            chosen[key] = row
    kept = {row.id for row in chosen.values()}
    return [row for row in rows if row.id in kept]


def seen_elsewhere(
    rows: Sequence[PhotoRow], staying: Mapping[bytes, Sequence[PhotoRow]]
) -> dict[Path, Path]:
    """Return those of some photos that are the same file as one that stays, and that one's path.

    Moving such a photo away would take the other with it, or gain nothing. A link may go: the file
    itself stays.
    """
    found: dict[Path, Path] = {}
    for row in rows:
        others = staying.get(row.content_hash or b"", ())
        if others and not row.path.is_symlink():
            twin = next((other.path for other in others if same_file(row.path, other.path)), None)
            if twin is not None:
                found[row.path] = twin
    return found


def same_file(one: Path, other: Path) -> bool:
    """Say whether two paths lead to the same file; not if either leads nowhere."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_link(path: Path) -> bool:
    """Say whether a path leads to its file by way of a link."""
    try:
        return path.resolve() != path
    except OSError:
        return False


def file_number(path: Path) -> FileNumber | None:
    """Return what tells a file from all others, None where it is not there or has no number."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None
