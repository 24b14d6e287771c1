"""Which photos satisfy a filter: read from indexes alone, and remembered until something changes.

At a million photos a filter that leaves most of them takes a tenth of a second the first time and
nothing afterwards; one that leaves a month some ten milliseconds (benchmarks/filtered.py).
"""

from __future__ import annotations

import math
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.columns import Parameters, integers
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.leaps import directories, distinct_names
from photosearch.catalogue.people import of_person
from photosearch.catalogue.schema import DIRECTORY, SHAPE
from photosearch.catalogue.words import with_term
from photosearch.places import KM_A_DEGREE, distances_km
from photosearch.query.language import Kind, maker_names
from photosearch.query.parse import Part
from photosearch.query.values import Circle, DateRange, Stars, Value
from photosearch.text.folding import fold, readable
from photosearch.types import VIDEO_KINDS, WordSource

# Answers remembered; eight bytes a photo each.
REMEMBERED: Final = 16
_SHAPES: Final = {"portrait": -1, "square": 0, "landscape": 1}
_DAY_US: Final = 86_400 * 10**6


class Filters:
    """Finds photos by their facts."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[Kind, Value], Int64Array] = OrderedDict()
        self._commits = -1

    def matching(self, parts: Sequence[Part]) -> Int64Array | None:
        """Return the photos that satisfy all parts, Int64[n] ascending; None without any.

        A negated part takes out what it describes.
        """
        if not parts:
            return None
        sets = [(self._ids(part.kind, part.value), part.negated) for part in parts]
        if len(sets) == 1 and not sets[0][1]:
            return sets[0][0]
        wanted = [ids for ids, negated in sets if not negated] or [self._all()]
        size = 1 + max((int(ids[-1]) for ids in wanted if len(ids)), default=0)
        left = np.ones(size, bool)
        for ids in wanted:
            left &= _mask(ids, size)
        for ids, negated in sets:
            if negated:
                left[ids[ids < size]] = False
        return np.flatnonzero(left)

    def _all(self) -> Int64Array:
        with self._connections.read() as connection:
            return _fetch(connection, "SELECT id FROM photos ORDER BY folder_id", ())

    def _ids(self, kind: Kind, value: Value) -> Int64Array:
        """Return the photos of one filter, remembered if nothing was written since."""
        commits = self._connections.commits
        with self._lock:
            if commits != self._commits or commits < 0:
                self._known.clear()
                self._commits = commits
            if (kind, value) in self._known:
                self._known.move_to_end((kind, value))
                return self._known[kind, value]
        with self._connections.read() as connection:
            ids = _FINDERS[kind](connection, value)
        with self._lock:
            if commits == self._commits:
                self._known[kind, value] = ids
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        return ids


def _mask(ids: Int64Array, size: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(size, bool)
    mask[ids[ids < size]] = True
    return mask


def _fetch(connection: Connection, statement: str, parameters: Parameters) -> Int64Array:
    """Return ids, ascending; as one text, for a row each would take three times as long."""
    (ids,) = integers(connection, f"SELECT group_concat(id) FROM ({statement})", parameters)
    ids.sort()
    return ids


def _where(condition: str) -> str:
    return f"SELECT id FROM photos WHERE {condition}"


# One finder a prefix --------------------------------------------------------------------------


def _in_folder(connection: Connection, value: Value) -> Int64Array:
    """Photos in folders whose path has the text in it; case, accents and width are the same."""
    wanted = fold(str(value))
    found: list[Int64Array] = []
    for folder_id, root in connection.exec_driver_sql("SELECT id, path FROM folders").all():
        top = fold(_text(root))
        if wanted in f"{top}/":
            found.append(_fetch(connection, _where("folder_id = ?"), (folder_id,)))
            continue
        for directory in directories(connection, folder_id):
            if wanted in f"{top}/{fold(_text(directory))}":
                found.append(_fetch(connection, _IN_DIRECTORY, (folder_id, directory)))
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


# Named, since the planner would rather compute every row's folder anew.
_IN_DIRECTORY: Final = (
    f"SELECT id FROM photos INDEXED BY photos_by_directory WHERE folder_id = ? AND {DIRECTORY} = ?"
)


def _text(directory: bytes) -> str:
    return readable(os.fsdecode(directory))


def _named(column: str) -> Callable[[Connection, Value], Int64Array]:
    def find(connection: Connection, value: Value) -> Int64Array:
        wanted = {fold(name) for name in maker_names(str(value))}
        names = [
            name
            for name in distinct_names(connection, column)
            if any(one in fold(name) for one in wanted)
        ]
        marks = ",".join("?" * len(names))
        return _fetch(connection, _where(f"{column} IN ({marks})"), tuple(names))

    return find


def _dated(connection: Connection, value: Value) -> Int64Array:
    """By the camera's clock; a photo without a date is in no range."""
    assert isinstance(value, DateRange)
    conditions, parameters = ["content_hash IS NOT NULL", "taken_us IS NOT NULL"], []
    if value.start is not None:
        conditions.append("taken_us >= ?")
        parameters.append(_microseconds(value.start))
    if value.end is not None:
        conditions.append("taken_us < ?")
        parameters.append(_microseconds(value.end))
    return _fetch(connection, _where(" AND ".join(conditions)), tuple(parameters))


def _microseconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY_US


def _of_kind(connection: Connection, value: Value) -> Int64Array:
    if value not in ("photo", "video"):
        return _fetch(connection, f"{_where('kind = ?')} UNION {_WITH_HALF}", (value, value))
    videos = tuple(sorted(set(VIDEO_KINDS.values())))
    among = "IN" if value == "video" else "!= '' AND kind NOT IN"
    return _fetch(connection, _where(f"kind {among} ({','.join('?' * len(videos))})"), videos)


def _lasting(comparison: str) -> Callable[[Connection, Value], Int64Array]:
    def find(connection: Connection, value: Value) -> Int64Array:
        assert isinstance(value, int)
        return _fetch(connection, _where(f"duration_ms {comparison} ?"), (value,))

    return find


def _rated(connection: Connection, value: Value) -> Int64Array:
    assert isinstance(value, Stars)
    ids = _fetch(connection, _where("rating BETWEEN ? AND ?"), (value.low, value.high))
    if value.low > 0:
        return ids
    unrated = _fetch(connection, _where("rating IS NULL"), ())
    return np.union1d(ids, unrated)


def _near(connection: Connection, value: Value) -> Int64Array:
    """A box by the index, then the circle in it; near a pole or the date line all longitudes."""
    assert isinstance(value, Circle)
    height = value.km / KM_A_DEGREE
    shrink = math.cos(math.radians(min(89.9, abs(value.latitude) + height)))
    width = height / shrink
    if abs(value.longitude) + width > 180 or abs(value.latitude) + height >= 89:
        width = 361.0
    driver = connection.connection.driver_connection
    assert driver is not None
    rows = driver.execute(
        "SELECT id, latitude, longitude FROM photos"
        " WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?",
        (value.latitude - height, value.latitude + height,
         value.longitude - width, value.longitude + width),
    ).fetchall()  # fmt: skip
    table = np.array(rows, np.float64).reshape(-1, 3)
    where: Float32Array = table[:, 1:].astype(np.float32)
    away = distances_km(value.latitude, value.longitude, where[:, 0], where[:, 1])
    return np.sort(table[away <= value.km, 0].astype(np.int64))


# Photos that stand for a file of a kind, too.
_WITH_HALF: Final = "SELECT live_with AS id FROM photos WHERE live_with IS NOT NULL AND kind = ?"


def _having(connection: Connection, value: Value) -> Int64Array:
    conditions = {
        "text": "id IN (SELECT photo_id FROM photo_words WHERE source = 'text')",
        "people": "content_hash IN (SELECT content_hash FROM faces)",
        "gps": "latitude IS NOT NULL",
        "date": "taken_at IS NOT NULL",
        "rating": "rating > 0",
        "clip": "clip_at IS NOT NULL OR id IN (SELECT live_with FROM photos"
        " WHERE live_with IS NOT NULL AND duration_ms IS NOT NULL)",
    }
    return _fetch(connection, _where(conditions[str(value)]), ())


def _written(connection: Connection, value: Value) -> Int64Array:
    return with_term(connection, str(value), WordSource.TEXT)


def _of_person(connection: Connection, value: Value) -> Int64Array:
    """Photos of people with this in their name, whoever says so, or of a person's number: #12."""
    text = str(value)
    if text.startswith("#") and text[1:].isascii() and text[1:].isdecimal():
        return of_person(connection, int(text[1:15]))
    return with_term(connection, text, WordSource.PERSON)


def _online(connection: Connection, value: Value) -> Int64Array:
    condition = "folder_id IN (SELECT id FROM folders WHERE online = ?)"
    return _fetch(connection, _where(condition), (int(value == "online"),))


def _shaped(connection: Connection, value: Value) -> Int64Array:
    ids = _fetch(connection, _where(f"{SHAPE} = ?"), (_SHAPES[str(value)],))
    if value != "square":
        return ids
    unknown = _fetch(connection, _where(f"{SHAPE} = 0 AND width = 0"), ())
    return np.setdiff1d(ids, unknown, assume_unique=True)


_FINDERS: Final[dict[Kind, Callable[[Connection, Value], Int64Array]]] = {
    Kind.IN: _in_folder,
    Kind.DATE: _dated,
    Kind.BEFORE: _dated,
    Kind.AFTER: _dated,
    Kind.CAMERA: _named("camera"),
    Kind.LENS: _named("lens"),
    Kind.TYPE: _of_kind,
    Kind.RATING: _rated,
    Kind.NEAR: _near,
    Kind.HAS: _having,
    Kind.WRITTEN: _written,
    Kind.PERSON: _of_person,
    Kind.IS: _online,
    Kind.ORIENTATION: _shaped,
    Kind.LONGER: _lasting(">="),
    Kind.SHORTER: _lasting("<="),
}
