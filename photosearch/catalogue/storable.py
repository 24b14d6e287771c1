"""What SQLite can hold: a fact that it can't is left out, and stops no other.

Files say anything: a time in the year 2400, a name with half a character in it, an infinite place.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

log = logging.getLogger(__name__)

Value: TypeAlias = str | int | float | bytes | None
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def storable(value: object) -> Value:
    """Return a value as the database holds it; None for one that it can't hold."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case int() if _LEAST <= value <= _MOST:
            return int(value)
        case float() if math.isfinite(value):
            return value
        case bytes() | None:
            return value
    log.info("left out: %.200r can't be stored", value)
    return None


def wall_clock_us(taken_at: datetime) -> int:
    """Return microseconds since 1970 of what the clock on the wall showed, as if in UTC."""
    return (taken_at.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


def store_each(
    connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Run a statement for all rows at once, or one by one where that fails.

    Returns:
        The rows that could not be stored.

    Raises:
        DBAPIError: the database itself fails, whatever is stored.
    """
    if not rows:
        return []
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement, list(rows))
    except Exception as error:
        if not _is_of_a_row(error):
            raise
    else:
        return []
    return [row for row in rows if not _stored(connection, statement, row)]


def _stored(connection: Connection, statement: str, row: tuple[Any, ...]) -> bool:
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement, row)
    except Exception as error:
        if not _is_of_a_row(error):
            raise
        log.warning("not stored: %.200r (%s)", row, error)
        return False
    return True


def _is_of_a_row(error: Exception) -> bool:
    """Say whether values are to blame: too large, of no known type, no text; not a full disk."""
    if isinstance(error, DBAPIError):
        return type(error.orig).__name__ in _OF_VALUES
    return isinstance(error, (OverflowError, ValueError, TypeError))


# The driver's own errors; a full disk, a lock or damage are OperationalError and DatabaseError.
_OF_VALUES: Final = frozenset({"DataError", "IntegrityError", "InterfaceError", "ProgrammingError"})
