"""Files that are one thing: a photo and its raw file, a live photo and its clip.

The other half is not searched by itself: it has no vectors and no words, and ``live_with`` names
the photo that stands for both. When that goes, changes or moves away, it is pending like any file.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Int64Array
from photosearch.catalogue.columns import AMONG, integers, listed
from photosearch.catalogue.connections import Connections
from photosearch.types import PhotoId

# A telephone's clip lasts some three seconds; a longer film of the same name is a film.
LONGEST_CLIP_MS: Final = 6_000
# How far the times of two halves may be apart: a raw file and its JPEG are written at once.
RAW_APART_US: Final = 2_000_000
CLIP_APART_US: Final = 10_000_000
# Clips tell UTC where photos tell the wall clock's time: zones differ by quarters of an hour.
_ZONE_US: Final = 900_000_000
_FARTHEST_ZONE_US: Final = 14 * 3_600_000_000
# What may stand for a half, the first kind before the others.
_STILLS: Final = ("jpeg", "heic", "avif", "jxl")
# Pixel telephones: PXL_1.RAW-01.COVER.jpg and PXL_1.RAW-02.ORIGINAL.dng.
_PIXEL: Final = re.compile(r"\.RAW-\d\d\.")
# What iCloud's downloaders add to the name of a live photo's clip: IMG_1_HEVC.MOV, IMG_1_HEIC.MOV.
_OF_CLOUDS: Final = re.compile(r"(?i)_(?:hevc|heic)(?=\.(?:mov|mp4)\Z)")


class Halves:
    """Finds which files are one thing, and tells of them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def pair(self) -> Int64Array:
        """Join files that are one thing; return those that are no longer searched, Int64[n]."""
        with self._connections.read() as connection:
            if not any(_still(connection, *one) for one in _loose(connection)):
                return np.zeros(0, np.int64)
        with self._connections.write() as connection:
            pairs: list[tuple[PhotoId, PhotoId]] = []
            for is_raw in (True, False):  # what a raw file belongs to has its clip, too
                found = [
                    (still, half)
                    for half, folder, path, kind, taken_us in _loose(connection)
                    if (kind == "raw") == is_raw
                    and (still := _still(connection, half, folder, path, kind, taken_us))
                ]
                if found:
                    statement = "UPDATE photos SET live_with = ? WHERE id = ?"
                    connection.exec_driver_sql(statement, found)
                pairs += found
            halves = [(half,) for _, half in pairs]
            for table in ("vectors", "photo_words", "analyses") if halves else ():
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE photo_id = ?", halves)
        return np.array([half for _, half in pairs], np.int64)

    def all(self) -> Int64Array:
        """Return the files that another photo stands for, Int64[n] ascending."""
        with self._connections.read() as connection:
            (ids,) = integers(
                connection, "SELECT group_concat(id) FROM photos WHERE live_with IS NOT NULL"
            )
        return np.sort(ids)

    def of(self, photos: Sequence[PhotoId]) -> dict[PhotoId, list[tuple[PhotoId, Path, bool]]]:
        """Return the other halves of photos that have any: number, file, whether it is a clip."""
        found: dict[PhotoId, list[tuple[PhotoId, Path, bool]]] = defaultdict(list)
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT p.live_with, p.id, f.path, p.path, p.duration_ms IS NOT NULL"
                " FROM photos p JOIN folders f ON f.id = p.folder_id"
                f" WHERE p.live_with {AMONG} ORDER BY p.path",
                (listed(photos),),
            )
            for still, half, root, path, is_clip in rows:
                file = Path(os.fsdecode(root), os.fsdecode(path))
                found[still].append((half, file, bool(is_clip)))
        return dict(found)


def part(connection: Connection, photos: Iterable[PhotoId], moved: bool = False) -> None:
    """Let photos, and their other halves, be things of their own.

    ``moved`` parts only those that no longer lie side by side under one name.
    """
    for photo in photos:
        pairs = connection.exec_driver_sql(
            "SELECT h.id, h.folder_id, h.path, s.folder_id, s.path FROM photos h"
            " JOIN photos s ON s.id = h.live_with WHERE h.id = ? OR h.live_with = ?",
            (photo, photo),
        ).all()
        for half, folder, path, other_folder, other_path in pairs:
            is_beside = folder == other_folder and _name(path) == _name(other_path)
            if not (moved and is_beside):
                connection.exec_driver_sql(
                    "UPDATE photos SET live_with = NULL WHERE id = ?", (half,)
                )


def _name(path: bytes) -> str:
    """Return what the files of one thing have in common: all but the end of their names."""
    folder, _, name = os.fsdecode(path).rpartition("/")
    name = _OF_CLOUDS.sub("", name)
    found = _PIXEL.search(name)
    stem = name[: found.start()] if found else name.rpartition(".")[0]
    return f"{folder}/{stem}" if folder else stem


def _loose(connection: Connection) -> list[tuple[PhotoId, int, bytes, str, int | None]]:
    """Return what may be another's half, and is not yet: raw photos and short clips."""
    rows = connection.exec_driver_sql(
        "SELECT id, folder_id, path, kind, taken_us FROM photos"
        " WHERE kind IN ('raw', 'mov', 'mp4') AND live_with IS NULL AND content_hash IS NOT NULL"
        " AND (duration_ms IS NULL OR duration_ms <= ?)"
        " AND id NOT IN (SELECT live_with FROM photos WHERE live_with IS NOT NULL)",
        (LONGEST_CLIP_MS,),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _still(
    connection: Connection, half: PhotoId, folder: int, path: bytes, kind: str, taken_us: int | None
) -> PhotoId | None:
    """Return the photo that a raw file or a clip belongs to."""
    name = _name(path)
    start = os.fsencode(name)
    kinds = _STILLS if kind == "raw" else (*_STILLS, "raw")
    rows = connection.exec_driver_sql(
        "SELECT id, path, kind, taken_us FROM photos WHERE folder_id = ? AND path > ? AND path < ?"
        " AND live_with IS NULL AND content_hash IS NOT NULL",
        (folder, start + b".", start + b"/"),
    )
    fitting = [
        (kinds.index(row[2]), row[0])
        for row in rows
        if row[2] in kinds and row[0] != half and _name(row[1]) == name
        if _at_once(kind, taken_us, row[3])
    ]
    return min(fitting)[1] if fitting else None


def _at_once(kind: str, one: int | None, other: int | None) -> bool:
    """Say whether two halves may have been taken at once; where no time is told, they may."""
    if one is None or other is None:
        return True
    apart = abs(one - other)
    if kind == "raw":
        return apart <= RAW_APART_US
    beside = min(apart % _ZONE_US, -apart % _ZONE_US)
    return apart <= _FARTHEST_ZONE_US and beside <= CLIP_APART_US
