"""What was asked before."""

from __future__ import annotations

import time
from typing import Final

from photosearch.catalogue.connections import Connections
from photosearch.text.folding import fold
from photosearch.wire.values import PastSearch

# Searches kept; the ones asked longest ago go first.
KEPT: Final = 500


class Searches:
    """Remembers and forgets searches."""

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
                "DELETE FROM searches WHERE id NOT IN"
                " (SELECT id FROM searches ORDER BY used_at DESC, id DESC LIMIT ?)",
                (KEPT,),
            )

    def forget(self, text: str | None) -> None:
        """Forget one text; all if None."""
        with self._connections.write() as connection:
            if text is None:
                connection.exec_driver_sql("DELETE FROM searches")
            else:
                connection.exec_driver_sql("DELETE FROM searches WHERE text = ?", (text,))

    def recent(self, limit: int, start: str = "") -> list[PastSearch]:
        """Return searches whose text begins so, the last asked first."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT text, used_at, count FROM searches ORDER BY used_at DESC, id DESC"
            )
            found = [PastSearch(*row) for row in rows]
        wanted = fold(start)
        return [row for row in found if fold(row.text).startswith(wanted)][:limit]
