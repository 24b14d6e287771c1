"""The distinct values of an index, found by leaping from one to the next."""

from __future__ import annotations

from sqlalchemy import Connection

from photosearch.catalogue.schema import DIRECTORY
from photosearch.types import FolderId


def directories(connection: Connection, folder_id: FolderId) -> list[bytes]:
    """Return the folders of photos below a root, each with "/" at its end; the root's own is empty.

    The index is named: the planner would rather compute every row's folder anew.
    """
    table = "photos INDEXED BY photos_by_directory"
    return _leap(connection, table, DIRECTORY, f"folder_id = {int(folder_id)}")


def distinct_names(connection: Connection, column: str) -> list[str]:
    """Return the distinct cameras, lenses or kinds."""
    names = _leap(connection, "photos", column, "1")
    return [name.decode() for name in names if name]


def _leap(connection: Connection, table: str, expression: str, condition: str) -> list[bytes]:
    statement = f"""
        WITH RECURSIVE leap(value) AS (
            SELECT * FROM (SELECT {expression} FROM {table}
                WHERE {condition} AND {expression} IS NOT NULL ORDER BY {expression} LIMIT 1)
            UNION ALL
            SELECT (SELECT {expression} FROM {table}
                    WHERE {condition} AND {expression} > leap.value ORDER BY {expression} LIMIT 1)
            FROM leap WHERE leap.value IS NOT NULL
        )
        SELECT CAST(value AS BLOB) FROM leap WHERE value IS NOT NULL
    """
    return [row[0] for row in connection.exec_driver_sql(statement)]
