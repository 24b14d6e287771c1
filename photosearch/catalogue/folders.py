"""The folders of the library."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, text, update

from photosearch.catalogue import schema
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.kept_list import KeptList
from photosearch.errors import FolderError
from photosearch.extras import files_needing
from photosearch.paths import user_path
from photosearch.types import FolderId
from photosearch.wire.values import Folder


class Folders:
    """Adds, removes and lists folders."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._list = KeptList(folder_list(connections.path))

    def add(self, path: Path) -> Folder:
        """Add a folder; folders of the library that lie inside become part of it.

        Their photos keep their ids and what is known of them.

        Raises:
            FolderError: no readable folder, or it is part of the library already.
        """
        path = checked_folder(path)
        with self._connections.write() as connection:
            inside = [folder for folder in _plain(connection) if _within(folder.path, path)]
            for folder in _plain(connection):
                if _within(path, folder.path):
                    raise _already_there(path, folder.path)
            added = insert(schema.folders).values(path=os.fsencode(path))
            folder_id = connection.execute(added.returning(schema.folders.c.id)).scalar_one()
            for child in inside:
                _absorb(connection, child, folder_id, path)
        self._keep_list()
        return Folder(folder_id, path, online=True)

    def remove(self, folder_id: FolderId) -> None:
        """Forget a folder and its photos; no file is touched.

        Raises:
            FolderError: there is no such folder.
        """
        with self._connections.write() as connection:
            row = connection.execute(delete(schema.folders).where(schema.folders.c.id == folder_id))
        if row.rowcount == 0:
            raise FolderError("unknown")  # fmt: skip
        self._keep_list()

    def all(self, space_id: int | None = None) -> list[Folder]:
        """Return the folders by path, counting as searchable what has a vector in the space."""
        with self._connections.read() as connection:
            rows = connection.execute(_COUNTED, {"space": space_id or 0}).all()
            others = _unsearched(connection)
        folders = (
            Folder(
                row.id,
                Path(os.fsdecode(row.path)),
                bool(row.online),
                *(row.photos, row.searchable, row.problems),
                unsearched=tuple(others[row.id]),
                needing=tuple(files_needing(others[row.id]).items()),
            )
            for row in rows
        )
        return sorted(folders, key=lambda folder: folder.path)

    def uncounted(self) -> list[Folder]:
        """Return the folders by path, in no time: their photos are not counted."""
        with self._connections.read() as connection:
            return sorted(_plain(connection), key=lambda folder: folder.path)

    def set_online(self, folder_id: FolderId, online: bool) -> None:
        """Note whether a folder can be reached now."""
        with self._connections.write() as connection:
            connection.execute(
                update(schema.folders)
                .where(schema.folders.c.id == folder_id)
                .values(online=int(online))
            )

    def mounts(self, folder_id: FolderId) -> frozenset[str]:
        """Return the places below a folder where other volumes were seen."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT path FROM mounts WHERE folder_id = ?", (folder_id,)
            )
            return frozenset(os.fsdecode(row[0]) for row in rows)

    def note_look(
        self, folder_id: FolderId, mounts: Iterable[str], unsearched: Mapping[str, int]
    ) -> None:
        """Store what a look at all of a folder found beside its photos."""
        with self._connections.read() as connection:
            counted = dict(_unsearched(connection)[folder_id])
        if self.mounts(folder_id) == frozenset(mounts) and counted == unsearched:
            return
        with self._connections.write() as connection:
            connection.execute(delete(schema.mounts).where(schema.mounts.c.folder_id == folder_id))
            connection.execute(
                delete(schema.unsearched).where(schema.unsearched.c.folder_id == folder_id)
            )
            for mount in mounts:
                row = {"folder_id": folder_id, "path": os.fsencode(mount)}
                connection.execute(insert(schema.mounts).values(row))
            for suffix, count in unsearched.items():
                counts = {"folder_id": folder_id, "suffix": suffix, "count": count}
                connection.execute(insert(schema.unsearched).values(counts))

    def recover(self) -> int:
        """Add the folders that the list beside a lost database names; return how many."""
        paths = [path for path in self._list.read() if isinstance(path, str)]
        with self._connections.write() as connection:
            for path in paths:
                row = {"path": os.fsencode(path)}
                connection.execute(insert(schema.folders).prefix_with("OR IGNORE"), row)
        return len(paths)

    def _keep_list(self) -> None:
        with self._connections.read() as connection:
            self._list.keep([str(folder.path) for folder in _plain(connection)])


def folder_list(catalogue: Path) -> Path:
    """Return where the list of folders lies that is kept apart from the database."""
    return catalogue.with_name("folders.json")


def checked_folder(path: Path) -> Path:
    """Return the folder's absolute path.

    Raises:
        FolderError: it is missing, no folder, or may not be read.
    """
    try:
        path = user_path(path)
        exists = path.exists()
    except (OSError, ValueError) as error:  # too long, a NUL
        raise FolderError("no_path", path=path, error=error) from error
    if not exists:
        raise FolderError("missing", path=path)
    if not path.is_dir():
        raise FolderError("is_file", path=path)
    if not os.access(path, os.R_OK | os.X_OK):
        raise FolderError("not_readable", path=path)
    return path


def _unsearched(connection: Connection) -> dict[FolderId, list[tuple[str, int]]]:
    found: dict[FolderId, list[tuple[str, int]]] = defaultdict(list)
    for folder_id, suffix, count in connection.exec_driver_sql(
        "SELECT folder_id, suffix, count FROM unsearched ORDER BY count DESC, suffix"
    ):
        found[folder_id].append((suffix, count))
    return found


def _within(path: Path, folder: Path) -> Path | None:
    """Return where a path lies below a folder, links on the way or not; None if it does not."""
    if path.is_relative_to(folder):
        return path.relative_to(folder)
    real, around = path.resolve(), folder.resolve()
    return real.relative_to(around) if real.is_relative_to(around) else None


def _already_there(path: Path, existing: Path) -> FolderError:
    if path.resolve() == existing.resolve():
        return FolderError("there_already", path=path)
    return FolderError("inside_another", path=path, existing=existing)


def _plain(connection: Connection) -> Sequence[Folder]:
    rows = connection.execute(select(schema.folders)).all()
    return [Folder(row.id, Path(os.fsdecode(row.path)), bool(row.online)) for row in rows]


def _absorb(connection: Connection, child: Folder, parent: FolderId, path: Path) -> None:
    """Hand a folder's photos to the folder that contains it; their folder words change."""
    photos = schema.photos
    prefix = _within(child.path, path)
    assert prefix is not None
    mine = photos.c.folder_id == child.id
    rows = connection.execute(select(photos.c.id, photos.c.path).where(mine)).all()
    if rows:
        connection.exec_driver_sql(
            "UPDATE photos SET folder_id = ?, path = ? WHERE id = ?",
            [(parent, os.fsencode(prefix / os.fsdecode(row.path)), row.id) for row in rows],
        )
        connection.exec_driver_sql(
            "UPDATE vectors SET stale = 1 WHERE photo_id = ?", [(row.id,) for row in rows]
        )
    connection.execute(delete(schema.folders).where(schema.folders.c.id == child.id))


# Each column is counted from the indexes of its own tables.
_COUNTED = text(
    """
    SELECT f.id, f.path, f.online,
        coalesce(p.count, 0) - coalesce(h.count, 0) AS photos, coalesce(v.count, 0) AS searchable,
        coalesce(pr.count, 0) AS problems
    FROM folders f
    LEFT JOIN (
        SELECT folder_id, count(*) AS count FROM photos GROUP BY folder_id
    ) p ON p.folder_id = f.id
    LEFT JOIN (
        SELECT folder_id, count(*) AS count FROM photos
        WHERE live_with IS NOT NULL GROUP BY folder_id
    ) h ON h.folder_id = f.id
    LEFT JOIN (
        SELECT p.folder_id, count(*) AS count
        FROM photos p JOIN vectors v ON v.photo_id = p.id AND v.space_id = :space
        GROUP BY p.folder_id
    ) v ON v.folder_id = f.id
    LEFT JOIN (
        SELECT p.folder_id, count(*) AS count
        FROM problems pr JOIN photos p
            ON p.id = pr.photo_id AND p.size = pr.size AND p.mtime_ns = pr.mtime_ns
        GROUP BY p.folder_id
    ) pr ON pr.folder_id = f.id
    """
)
