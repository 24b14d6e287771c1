"""The faces of photos, as they are found: each keeps its person when its photo is seen anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Float32Array
from photosearch.catalogue.storable import storable
from photosearch.text.folding import fold
from photosearch.types import Face, PhotoId

# Who says whose face it is.
BY_MACHINE: Final = 0
BY_FILE: Final = 1
BY_USER: Final = 2
# Faces of one photo whose middles are nearer than this share of their size are the same.
_SAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a face whose photo is seen anew."""

    box: tuple[float, float, float, float]
    at_ms: int | None
    person: int
    given: int


class FacesWriter:
    """Keeps the faces of a content; it is a Writer of :mod:`photosearch.catalogue.analyses`.

    Copies have the same content, so they share its faces.
    """

    def write(
        self,
        connection: Connection,
        content: bytes,
        photos: Sequence[PhotoId],
        faces: tuple[Face, ...] | None,
    ) -> None:
        """Replace the faces of a content; what the user said of them stays."""
        before = _known(connection, content)
        connection.exec_driver_sql("DELETE FROM faces WHERE content_hash = ?", (content,))
        rows = []
        for number, face in enumerate(faces or ()):
            person, given = _whose(connection, face, before)
            made = None if face.embedding is None else face.embedding.astype(np.float16).tobytes()
            place = face.at_ms, _blob(face.box), face.pixels
            rows.append((content, number, *place, face.model, made, person, given))
        if rows:
            connection.exec_driver_sql(
                "INSERT INTO faces (content_hash, number, at_ms, box, pixels, model, embedding,"
                " person_id, given) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def copy(self, connection: Connection, photo: PhotoId, like: PhotoId) -> None:
        """Nothing is to be done: a photo has the faces of its content."""


FACES_WRITER: Final = FacesWriter()


def person_named(connection: Connection, name: str) -> int:
    """Return the person that is called so, by name or by what files call them, made if need be."""
    wanted = fold(name)
    rows = connection.exec_driver_sql("SELECT id, name, aliases FROM people WHERE name != ''").all()
    for person, own, aliases in rows:
        if wanted in map(fold, (own, *aliases.splitlines())):
            return int(person)
    made = connection.exec_driver_sql("INSERT INTO people (name) VALUES (?)", (storable(name),))
    return int(made.lastrowid)


def corners(box: bytes) -> tuple[float, float, float, float]:
    """Return a stored box: left, top, right and bottom as shares of the picture."""
    left, top, right, bottom = np.frombuffer(box, np.float32).tolist()
    return left, top, right, bottom


def embedding(stored: bytes) -> Float32Array:
    """Return a stored embedding, Float32[d]."""
    return np.frombuffer(stored, np.float16).astype(np.float32)


def _whose(connection: Connection, face: Face, before: Iterable[_Kept]) -> tuple[int | None, int]:
    """Return a face's person, and who says so: the user before the file before the machine."""
    kept = next(
        (one for one in before if one.at_ms == face.at_ms and _is_same(one.box, face.box)), None
    )
    if kept is not None and kept.given == BY_USER:
        return kept.person, BY_USER
    if face.name:
        return person_named(connection, face.name), BY_FILE
    if kept is not None and kept.given == BY_MACHINE:
        return kept.person, BY_MACHINE
    return None, BY_MACHINE


def _known(connection: Connection, content: bytes) -> list[_Kept]:
    rows = connection.exec_driver_sql(
        "SELECT box, at_ms, person_id, given FROM faces"
        " WHERE content_hash = ? AND person_id IS NOT NULL",
        (content,),
    ).all()
    return [_Kept(corners(box), at_ms, person, given) for box, at_ms, person, given in rows]


def _is_same(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(
        abs(one[low] + one[high] - other[low] - other[high]) / 2
        < _SAME * max(one[high] - one[low], other[high] - other[low])
        for low, high in ((0, 2), (1, 3))
    )


def _blob(box: tuple[float, float, float, float]) -> bytes:
    return np.array(box, np.float32).tobytes()
