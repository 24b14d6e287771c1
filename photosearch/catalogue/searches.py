"""What was asked before, and the searches that have a name."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from photosearch.catalogue.connections import Connections

# Unnamed searches kept; the ones asked longest ago go first.
KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search: its text, its name if it was saved, when it was last asked (Unix), how often."""

    text: str
    name: str | None
    used_at: int
    count: int


class Searches:
    """Remembers, names and forgets searches."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def remember(self, text: str) -> None:
        """Note that a text was asked."""
        with self._connections.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO searches (text, used_at, count) VALUES (?, ?, 1)"
                " ON CONFLICT (text) DO UPDATE SET used_at = excluded.used_at, count = count + 1",
                (text, int(time.time())),
            )
            connection.exec_driver_sql(
                "DELETE FROM searches WHERE name IS NULL AND id NOT IN (SELECT id FROM searches"
                " WHERE name IS NULL ORDER BY used_at DESC, id DESC LIMIT ?)",
                (KEPT,),
            )

    def save(self, name: str, text: str) -> None:
        """Give a text a name; the name's earlier text loses it."""
        with self._connections.write() as connection:
            connection.exec_driver_sql("UPDATE searches SET name = NULL WHERE name = ?", (name,))
            connection.exec_driver_sql(
                "INSERT INTO searches (text, name, used_at) VALUES (?, ?, ?)"
                " ON CONFLICT (text) DO UPDATE SET name = excluded.name",
                (text, name, int(time.time())),
            )

    def forget(self, text: str | None) -> None:
        """Forget one text, with its name; all that have no name if None."""
        with self._connections.write() as connection:
            if text is None:
                connection.exec_driver_sql("DELETE FROM searches WHERE name IS NULL")
            else:
                connection.exec_driver_sql("DELETE FROM searches WHERE text = ?", (text,))

    def saved(self) -> list[PastSearch]:
        """Return the searches that have a name, by name."""
        return self._list("name IS NOT NULL ORDER BY name")

    def recent(self, limit: int, start: str = "") -> list[PastSearch]:
        """Return searches whose text begins so, in any case, the last asked first."""
        folded = start.casefold()
        rows = self._list("count > 0 OR name IS NOT NULL ORDER BY used_at DESC, id DESC")
        return [row for row in rows if row.text.casefold().startswith(folded)][:limit]

    def _list(self, condition: str) -> list[PastSearch]:
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT text, name, used_at, count FROM searches WHERE {condition}"
            )
            return [PastSearch(*row) for row in rows]
