"""The searches that have a name: whole questions, pictures included."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from photosearch.catalogue.connections import Connections
from photosearch.catalogue.kept_list import KeptList
from photosearch.types import PhotoId
from photosearch.wire.values import Picture, SavedSearch

# Stands for a photo of a library that was lost: no photo has it, and its path tells which it was.
_LOST: Final = -1


class SavedSearches:
    """Keeps questions by name."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._list = KeptList(connections.path.with_name("saved-searches.json"))

    def save(self, search: SavedSearch) -> None:
        """Keep a question; one of the same name makes room."""
        with self._connections.write() as connection:
            _insert(connection, search)
        self.keep_list()

    def rename(self, name: str, new_name: str) -> None:
        """Give a question another name; one that had it makes room."""
        if name != new_name:
            with self._connections.write() as connection:
                _delete(connection, new_name)
                connection.exec_driver_sql(
                    "UPDATE saved_searches SET name = ? WHERE name = ?", (new_name, name)
                )
            self.keep_list()

    def forget(self, name: str) -> None:
        """Forget a question."""
        with self._connections.write() as connection:
            _delete(connection, name)
        self.keep_list()

    def keep_list(self) -> None:
        """Keep what is here apart from the database."""
        self._list.keep([_plain(search) for search in self.all()])

    def recover(self) -> None:
        """Take in the searches that the list beside a lost database holds."""
        with self._connections.write() as connection:
            for plain in self._list.read():
                with suppress(KeyError, TypeError, ValueError):  # edited by hand
                    _insert(connection, _from_plain(plain))

    def all(self) -> list[SavedSearch]:
        """Return all, by name."""
        with self._connections.read() as connection:
            pictures = _pictures(connection)
            rows = connection.exec_driver_sql(
                "SELECT id, name, text, sort FROM saved_searches ORDER BY name"
            ).all()
        return [
            SavedSearch(
                name=name,
                text=text,
                images=tuple(pictures[number, "images"]),
                more=tuple(pictures[number, "more"]),
                less=tuple(pictures[number, "less"]),
                sort=sort,
            )
            for number, name, text, sort in rows
        ]


def _pictures(connection: Connection) -> dict[tuple[int, str], list[Picture]]:
    """Return all pictures by the search they belong to, and their role in it."""
    found: dict[tuple[int, str], list[Picture]] = defaultdict(list)
    for search, role, photo, path, weight in connection.exec_driver_sql(
        "SELECT search_id, role, photo_id, path, weight FROM saved_pictures ORDER BY id"
    ):
        found[search, role].append(Picture(Path(os.fsdecode(path)), photo, weight))
    return found


def _plain(search: SavedSearch) -> dict[str, Any]:
    """Return a search as JSON can hold it; numbers of photos end with their database."""
    pictures = [
        [role, photo is not None, os.fsdecode(path), weight]
        for role, photo, path, weight in _rows(search)
    ]
    return {"name": search.name, "text": search.text, "sort": search.sort, "pictures": pictures}


def _from_plain(plain: dict[str, Any]) -> SavedSearch:
    groups: dict[str, list[Picture]] = defaultdict(list)
    for role, was_photo, path, weight in plain["pictures"]:
        groups[role].append(Picture(Path(path), _LOST if was_photo else None, weight))
    images, more, less = (tuple(groups[role]) for role in ("images", "more", "less"))
    return SavedSearch(plain["text"], images, more, less, plain["sort"], plain["name"])


def _insert(connection: Connection, search: SavedSearch) -> None:
    _delete(connection, search.name)
    made = connection.exec_driver_sql(
        "INSERT INTO saved_searches (name, text, sort) VALUES (?, ?, ?)",
        (search.name, search.text, search.sort),
    )
    for row in _rows(search):
        connection.exec_driver_sql(
            "INSERT INTO saved_pictures (search_id, role, photo_id, path, weight)"
            " VALUES (?, ?, ?, ?, ?)",
            (made.lastrowid, *row),
        )


def _delete(connection: Connection, name: str) -> None:
    connection.exec_driver_sql("DELETE FROM saved_searches WHERE name = ?", (name,))


def _rows(search: SavedSearch) -> Iterator[tuple[str, PhotoId | None, bytes, float]]:
    groups = {"images": search.images, "more": search.more, "less": search.less}
    for role, group in groups.items():
        for picture in group:
            assert picture.path is not None  # known of photos, too
            yield role, picture.photo, os.fsencode(picture.path), picture.weight
