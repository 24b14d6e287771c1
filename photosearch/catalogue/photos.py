"""The photos of the library: what is known of each, what changed, what is still to be done."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Connection, RowMapping, text

from photosearch.arrays import Int64Array
from photosearch.catalogue.changes import Changes, FoundFile, Known
from photosearch.catalogue.columns import AMONG, integers, listed, plain_rows
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.halves import part
from photosearch.catalogue.leaps import directories
from photosearch.catalogue.storable import store_each
from photosearch.catalogue.words import FILE_SOURCES
from photosearch.types import FolderId, PhotoId, Word, WordSource

# More places than this are not looked up one by one.
FEW_PLACES: Final = 200
# The time of photos without a date: before all others, and its negative is after all others.
UNDATED: Final = np.int64(-np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True)
class Pending:
    """A photo that lacks an up-to-date vector in a space.

    ``image`` is the stored float16 image vector if only the photo's words have changed, or another
    space has one of the same making; ``places`` are its int8 places, if the model has such.
    ``facts_words``, ``taken_at`` and the position are then what was read from the file before.
    """

    id: PhotoId
    path: Path
    relative: Path
    folder_root: Path
    size: int
    mtime_ns: int
    sidecar: int = 0
    image: bytes | None = None
    places: bytes | None = None
    facts_words: tuple[Word, ...] = ()
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """What the catalogue knows of one photo; see :class:`photosearch.types.Facts`.

    ``moments`` are the times of a video's, in milliseconds; a photo has none.
    """

    id: PhotoId
    folder_id: FolderId
    path: Path
    online: bool
    size: int
    mtime_ns: int
    content_hash: bytes | None
    width: int
    height: int
    kind: str
    taken_at: datetime | None
    camera: str | None
    lens: str | None
    latitude: float | None
    longitude: float | None
    rating: int | None
    duration_ms: int | None
    moments: tuple[int, ...]
    clip_at: int | None


class Photos:
    """Reads and changes the table of photos."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def known(self, folder_id: FolderId, places: Sequence[str] = ()) -> dict[str, Known]:
        """Return a folder's photos by relative path: those at these places or below, or all.

        A few places are looked up; for many it is faster to read all.
        """
        if "" in places or len(places) > FEW_PLACES:
            places = ()
        ranges = [span for place in places for span in _at_and_below(place)]
        with self._connections.read() as connection:
            rows = (
                plain_rows(connection, f"{_KNOWN} AND path >= ? AND path < ?", (folder_id, *span))
                for span in ranges
            )
            found = chain(*rows) if places else plain_rows(connection, _KNOWN, (folder_id,))
            return {os.fsdecode(path): Known(*known) for path, *known in found}

    def apply(self, changes: Iterable[tuple[FolderId, Changes]]) -> None:
        """Store what a look at the disk found, in one transaction.

        A changed photo loses its vectors; a moved one keeps them, but its words are stale.
        """
        with self._connections.write() as connection:
            for folder_id, change in changes:
                _remove(connection, change.removed)
                _change(connection, change.changed)
                _move(connection, folder_id, change.moved)
                _add(connection, folder_id, change.added)

    def pending(self, space_id: int, limit: int, after: PhotoId = 0) -> list[Pending]:
        """Return up to ``limit`` photos that lack a vector in the space, with ids above ``after``.

        Photos of folders that are offline and files known to be unreadable are left out.
        """
        with self._connections.read() as connection:
            rows = connection.execute(
                _PENDING, {"space": space_id, "after": after, "limit": limit}
            ).mappings()
            found = rows.all()
            stale = [row["id"] for row in found if row["image"] is not None]
            words = _written_words(connection, stale)
        return [_pending(row, words.get(row["id"], ())) for row in found]

    def count_pending(self, space_id: int) -> int:
        """Return how many photos lack a vector in the space and can be read."""
        with self._connections.read() as connection:
            return int(connection.execute(_COUNT_PENDING, {"space": space_id}).scalar_one())

    def count(self) -> int:
        """Return how many photos there are; a raw file and its JPEG are one."""
        with self._connections.read() as connection:
            halves = "SELECT count(*) FROM photos WHERE live_with IS NOT NULL"
            counted = f"SELECT count(*) - ({halves}) FROM photos"
            return int(connection.exec_driver_sql(counted).scalar_one())

    def get(self, ids: Sequence[PhotoId]) -> list[PhotoRow]:
        """Return the photos in the order asked; ids that are gone are left out."""
        rows: dict[PhotoId, PhotoRow] = {}
        with self._connections.read() as connection:
            for row in connection.exec_driver_sql(_ROWS, (listed(ids),)).mappings():
                rows[row["id"]] = _photo_row(row)
        return [rows[photo] for photo in map(int, ids) if photo in rows]

    def files(self) -> list[tuple[PhotoId, Path]]:
        """Return all photos that were read and whose folder is there, ordered by their paths."""
        with self._connections.read() as connection:
            return [
                (PhotoId(photo), Path(os.fsdecode(root)) / os.fsdecode(path))
                for photo, root, path in plain_rows(connection, _FILES)
            ]

    def copies(self, rows: Sequence[PhotoRow]) -> dict[bytes, list[PhotoRow]]:
        """Return the other photos that have the content of these, by content."""
        ids: list[PhotoId] = []
        with self._connections.read() as connection:
            for content in {row.content_hash for row in rows if row.content_hash is not None}:
                found = connection.exec_driver_sql(
                    "SELECT id FROM photos WHERE content_hash = ?", (content,)
                )
                ids += found.scalars()
        others = set(ids) - {row.id for row in rows}
        copies: dict[bytes, list[PhotoRow]] = defaultdict(list)
        for row in self.get(sorted(others)):
            if row.content_hash is not None:
                copies[row.content_hash].append(row)
        return copies

    def at(self, path: Path) -> PhotoId | None:
        """Return the photo whose file, or other half, lies at this absolute path."""
        with self._connections.read() as connection:
            folders = connection.exec_driver_sql("SELECT id, path FROM folders").all()
            for folder_id, root in folders:
                if path.is_relative_to(os.fsdecode(root)):
                    relative = os.fsencode(path.relative_to(os.fsdecode(root)))
                    found = connection.exec_driver_sql(
                        "SELECT coalesce(live_with, id) FROM photos"
                        " WHERE folder_id = ? AND path = ?",
                        (folder_id, relative),
                    ).scalar()
                    return None if found is None else int(found)
        return None

    def newest(self) -> Int64Array:
        """Return the ids of all photos that were read, newest first, Int64[n].

        Those without a date come after all others, in order of their files.
        """
        with self._connections.read() as connection:
            dated = _ordered(*integers(connection, _TIMES))
            undated = _ordered(*integers(connection, _FILE_TIMES))
            (halves,) = integers(connection, _HALVES)
        ids = np.concatenate([dated, undated])
        return ids[~np.isin(ids, halves, kind="table")] if len(halves) else ids

    def times(self, ids: Int64Array) -> Int64Array:
        """Return when photos were taken, microseconds since 1970, Int64[n]; else ``UNDATED``.

        The whole column is read from its index: 100,000 rows take less than a long list of ids.
        """
        with self._connections.read() as connection:
            known, times = integers(connection, _TIMES)
        if not len(known):
            return np.full(len(ids), UNDATED)
        order = np.argsort(known)
        known, times = known[order], times[order]
        places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        return np.where(known[places] == ids, times[places], UNDATED)

    def directories(self) -> list[str]:
        """Return the distinct folders of photos, below their roots."""
        with self._connections.read() as connection:
            folders = connection.exec_driver_sql("SELECT id FROM folders").scalars().all()
            found = (directories(connection, folder) for folder in folders)
            return [os.fsdecode(directory) for some in found for directory in some]


def _at_and_below(place: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the ranges of paths that are a place, and that lie below it."""
    path, separator = os.fsencode(place), ord(os.sep)
    yield path, path + b"\0"
    yield path + bytes([separator]), path + bytes([separator + 1])


def _remove(connection: Connection, photos: Sequence[PhotoId]) -> None:
    if photos:
        connection.exec_driver_sql("DELETE FROM photos WHERE id = ?", [(id_,) for id_ in photos])


def _change(connection: Connection, changed: Sequence[tuple[PhotoId, FoundFile]]) -> None:
    if changed:
        store_each(
            connection,
            "UPDATE photos SET size = ?, mtime_ns = ?, sidecar = ?, content_hash = NULL,"
            " perceptual_hash = NULL WHERE id = ?",
            [(found.size, found.mtime_ns, found.sidecar, photo) for photo, found in changed],
        )
        part(connection, (photo for photo, _ in changed))
        for what in ("vectors", "analyses", "photo_words", "read_meanings"):
            condition = " AND source = 'text'" if what == "photo_words" else ""
            connection.exec_driver_sql(
                f"DELETE FROM {what} WHERE photo_id = ?{condition}",
                [(photo,) for photo, _ in changed],
            )


def _move(
    connection: Connection, folder_id: FolderId, moved: Sequence[tuple[PhotoId, FoundFile]]
) -> None:
    if moved:
        # Two files may have changed places: first all leave, then all arrive.
        connection.exec_driver_sql(
            "UPDATE photos SET path = CAST('/moving/' || id AS BLOB) WHERE id = ?",
            [(photo,) for photo, _ in moved],
        )
        store_each(
            connection,
            "UPDATE photos SET folder_id = ?, path = ?, size = ?, mtime_ns = ?, sidecar = ?"
            " WHERE id = ?",
            [
                (folder_id, os.fsencode(file.relative), file.size, file.mtime_ns, file.sidecar, id_)
                for id_, file in moved
            ],
        )
        part(connection, (photo for photo, _ in moved), moved=True)
        connection.exec_driver_sql(
            "UPDATE vectors SET stale = 1 WHERE photo_id = ?", [(photo,) for photo, _ in moved]
        )


def _add(connection: Connection, folder_id: FolderId, added: Sequence[FoundFile]) -> None:
    if added:
        store_each(
            connection,
            "INSERT OR IGNORE INTO photos (folder_id, path, size, mtime_ns, sidecar)"
            " VALUES (?, ?, ?, ?, ?)",
            [(folder_id, os.fsencode(f.relative), f.size, f.mtime_ns, f.sidecar) for f in added],
        )


def _written_words(
    connection: Connection, photos: Sequence[PhotoId]
) -> dict[PhotoId, tuple[Word, ...]]:
    """Return the words that were read from the photos' files."""
    words: dict[PhotoId, tuple[Word, ...]] = {}
    for photo in photos:
        rows = connection.exec_driver_sql(
            "SELECT source, text FROM photo_words WHERE photo_id = ? AND writer = '' ORDER BY id",
            (photo,),
        )
        found = (Word(WordSource(row[0]), row[1]) for row in rows)
        words[photo] = tuple(word for word in found if word.source in FILE_SOURCES)
    return words


def _pending(row: RowMapping, words: tuple[Word, ...]) -> Pending:
    root, relative = Path(os.fsdecode(row["root"])), Path(os.fsdecode(row["path"]))
    return Pending(
        id=row["id"],
        path=root / relative,
        relative=relative,
        folder_root=root,
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        sidecar=row["sidecar"],
        image=row["image"],
        places=row["places"],
        facts_words=words,
        taken_at=_moment(row["taken_at"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
    )


def _photo_row(row: RowMapping) -> PhotoRow:
    fields = dict(row)
    root, relative = os.fsdecode(fields.pop("root")), os.fsdecode(fields.pop("path"))
    fields["path"] = Path(root, relative)
    fields["online"] = bool(fields["online"])
    fields["taken_at"] = _moment(fields["taken_at"])
    fields["moments"] = tuple(np.frombuffer(fields["moments"] or b"", np.int32).tolist())
    return PhotoRow(**fields)


def _ordered(ids: Int64Array, times: Int64Array) -> Int64Array:
    """Return ids, the latest first; of the same moment, the lowest first."""
    return ids[np.lexsort((ids, -times))]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


_KNOWN = "SELECT path, id, size, mtime_ns, content_hash, sidecar FROM photos WHERE folder_id = ?"
# Both are read from the index by time alone.
_TIMES = (
    "SELECT group_concat(id), group_concat(taken_us) FROM photos"
    " WHERE taken_us IS NOT NULL AND content_hash IS NOT NULL"
)
_HALVES = "SELECT group_concat(id) FROM photos WHERE live_with IS NOT NULL"
_FILE_TIMES = (
    "SELECT group_concat(id), group_concat(mtime_ns) FROM photos"
    " WHERE taken_us IS NULL AND content_hash IS NOT NULL"
)
_FILES = """
    SELECT p.id, f.path, p.path FROM photos p JOIN folders f ON f.id = p.folder_id
    WHERE f.online AND p.content_hash IS NOT NULL ORDER BY f.path, p.path
"""
_ROWS = f"""
    SELECT p.id, p.folder_id, f.path AS root, p.path, f.online, p.size, p.mtime_ns, p.content_hash,
        p.width, p.height, p.kind, p.taken_at, p.camera, p.lens, p.latitude, p.longitude, p.rating,
        p.duration_ms, p.moments, p.clip_at
    FROM photos p JOIN folders f ON f.id = p.folder_id
    WHERE p.id {AMONG}
"""
_UNFINISHED = """
    FROM photos p
    JOIN folders f ON f.id = p.folder_id AND f.online
    LEFT JOIN vectors v ON v.photo_id = p.id AND v.space_id = :space
    LEFT JOIN problems pr ON pr.photo_id = p.id
    WHERE (v.key IS NULL OR v.stale) AND p.live_with IS NULL
        AND (pr.photo_id IS NULL OR pr.size != p.size OR pr.mtime_ns != p.mtime_ns
            OR pr.reason = 'damaged')
"""
_COUNT_PENDING = text(f"SELECT count(*) {_UNFINISHED}")
_PENDING = text(
    f"""
    WITH wanted AS (
        SELECT p.id, coalesce(v.key, (
            SELECT other.key FROM vectors other
            JOIN spaces theirs ON theirs.id = other.space_id
            JOIN spaces ours ON ours.id = :space AND ours.pictures = theirs.pictures
            WHERE other.photo_id = p.id AND theirs.pictures != '' LIMIT 1
        )) AS made
        {_UNFINISHED} AND p.id > :after
        ORDER BY p.id LIMIT :limit
    )
    SELECT p.id, p.path, f.path AS root, p.size, p.mtime_ns, p.sidecar, p.taken_at, p.latitude,
        p.longitude, made.image, places.vectors AS places
    FROM wanted
    JOIN photos p ON p.id = wanted.id
    JOIN folders f ON f.id = p.folder_id
    LEFT JOIN vectors made ON made.key = wanted.made
    LEFT JOIN places ON places.key = wanted.made
    ORDER BY p.id
    """
)
