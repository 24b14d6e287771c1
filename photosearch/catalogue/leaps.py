"""The distinct values of an index, found by leaping from one to the next."""

from __future__ import annotations

from sqlalchemy import Connection


def distinct(connection: Connection, expression: str, condition: str = "1") -> list[bytes]:
    """Return the distinct values of an indexed expression by leaps, not by reading every row."""
    statement = f"""
        WITH RECURSIVE leap(value) AS (
            SELECT min({expression}) FROM photos WHERE {condition}
            UNION ALL
            SELECT (SELECT min({expression}) FROM photos
                    WHERE {condition} AND {expression} > leap.value)
            FROM leap WHERE leap.value IS NOT NULL
        )
        SELECT CAST(value AS BLOB) FROM leap WHERE value IS NOT NULL
    """
    return [row[0] for row in connection.exec_driver_sql(statement)]


def distinct_names(connection: Connection, column: str) -> list[str]:
    """Return the distinct cameras, lenses or kinds."""
    return [name.decode() for name in distinct(connection, column) if name]
