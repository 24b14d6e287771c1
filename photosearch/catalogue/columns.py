"""Many rows at once, by the hundred thousand: no object, and no step of SQLite, for each of them.

A row of SQLAlchemy's takes as long as reading it, and at each step of SQLite a thread gives up
Python's lock and has to get it back, which beside a busy thread takes long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Int64Array

Parameters: TypeAlias = tuple[Any, ...]

# A statement has room for so many parameters; a list of any length is one.
AMONG: Final = "IN (SELECT value FROM json_each(?))"


def listed(numbers: Iterable[int]) -> str:
    """Return what AMONG is given."""
    return json.dumps([int(number) for number in numbers])


def integers(
    connection: Connection, statement: str, parameters: Parameters = ()
) -> list[Int64Array]:
    """Return the columns of a statement whose one row has a ``group_concat`` in each, Int64[n].

    Within one statement all columns are in the same order.
    """
    texts = connection.exec_driver_sql(statement, parameters).one()
    return [np.fromstring(text or "", np.int64, sep=",") for text in texts]


def plain_rows(
    connection: Connection, statement: str, parameters: Parameters = ()
) -> Sequence[tuple[Any, ...]]:
    """Return all rows as the driver makes them."""
    cursor = connection.exec_driver_sql(statement, parameters).cursor
    assert cursor is not None  # the statement returns rows
    return cursor.fetchall()
