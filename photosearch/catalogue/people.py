"""The people of the library: whose faces are whose, their names, and the photos they are on.

A person has a row, named or not, and faces; a face that was only now found has none yet. Names of
people stand among the words of their photos, in rows of their own, so that they are searched,
completed and told like those that files give.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.columns import integers
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.faces import BY_USER, corners
from photosearch.catalogue.storable import storable
from photosearch.text.folding import fold, indexed
from photosearch.types import PhotoId, WordSource

# The writer of names among the words of photos.
WRITER: Final = "people"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person: how many faces, on how many photos, and the face that shows them best."""

    id: int
    name: str
    hidden: bool
    faces: int
    photos: int
    cover: FaceRow | None = None


@dataclass(frozen=True, slots=True)
class FaceRow:
    """A face: its photo (one of those of its content), where it is in it, and who says whose.

    ``at_ms`` is the moment of a video at which it is seen.
    """

    id: int
    person: int | None
    photo: PhotoId
    content: bytes
    number: int
    box: tuple[float, float, float, float]
    given: int
    at_ms: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """The faces of one ``model`` that can be compared.

    ``ids``, ``persons`` (-1 for none yet) and ``photos`` (a number for each photo, and each moment
    of a video) are Int64[n], ``given`` too; ``embeddings`` Float32[n, d].
    """

    ids: Int64Array
    persons: Int64Array
    photos: Int64Array
    given: Int64Array
    embeddings: Float32Array
    model: str = ""


class People:
    """Reads and changes who is who."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def all(self) -> list[PersonRow]:
        """Return all people with a face on a photo, those on most photos first."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_PEOPLE).all()
            covers = {row.person: row for row in _faces(connection, _COVERS)}
        people = (
            PersonRow(one, name, bool(hidden), faces, photos, covers.get(one))
            for one, name, hidden, faces, photos in rows
        )
        return sorted(people, key=lambda one: (-one.photos, one.id))

    def faces(self, person: int) -> list[FaceRow]:
        """Return a person's faces, the largest first."""
        with self._connections.read() as connection:
            return _faces(
                connection, "WHERE f.person_id = ? ORDER BY f.pixels DESC, f.id", (person,)
            )

    def on(self, photo: PhotoId) -> list[tuple[FaceRow, str]]:
        """Return the faces of a photo, from the left, with the names of those who have one.

        Those of a video are in order of time.
        """
        condition = (
            "WHERE f.content_hash = (SELECT content_hash FROM photos WHERE id = ?) ORDER BY f.id"
        )
        with self._connections.read() as connection:
            found = _faces(connection, condition, (photo,))
            rows = connection.exec_driver_sql("SELECT id, name FROM people WHERE name != ''").all()
        names = {row[0]: row[1] for row in rows}
        found.sort(key=lambda face: (face.at_ms or 0, face.box))
        return [(face, names.get(face.person or 0, "")) for face in found]

    def moments(self, photo: PhotoId) -> list[tuple[int, int, str]]:
        """Return whom a video shows when: milliseconds, a person, the name; the largest face first.

        Of a photo there is nothing.
        """
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT f.at_ms, pe.id, pe.name FROM faces f JOIN people pe ON pe.id = f.person_id"
                " WHERE f.content_hash = (SELECT content_hash FROM photos WHERE id = ?)"
                " AND f.at_ms IS NOT NULL ORDER BY f.pixels DESC, f.id",
                (photo,),
            )
            return [(row[0], row[1], row[2]) for row in rows]

    def named(self, name: str) -> list[int]:
        """Return the people who are called so, in any case, width and script, by the whole name."""
        wanted = fold(name)
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql("SELECT id, name, aliases FROM people").all()
        own = [row[0] for row in rows if row[1] and fold(row[1]) == wanted]
        return own or [row[0] for row in rows if wanted in map(fold, row[2].splitlines())]

    def exists(self, person: int) -> bool:
        """Say whether there is such a person."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql("SELECT 1 FROM people WHERE id = ?", (person,))
            return found.first() is not None

    def names(self) -> list[str]:
        """Return all names, those of whom there are most faces first."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT p.name FROM people p LEFT JOIN faces f ON f.person_id = p.id"
                " WHERE p.name != '' GROUP BY p.id ORDER BY count(f.id) DESC, p.name"
            )
            return [row[0] for row in rows]

    def any(self) -> bool:
        """Say whether there are faces, or people."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT EXISTS (SELECT 1 FROM faces) OR EXISTS (SELECT 1 FROM people)"
            )
            return bool(found.scalar_one())

    def count_new(self) -> int:
        """Return how many faces that can be compared have no person yet."""
        with self._connections.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM faces WHERE person_id IS NULL AND embedding IS NOT NULL"
            )
            return int(found.scalar_one())

    def embedded(self) -> Embedded:
        """Return all faces of the model that made the last one, in the order they were found."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_EMBEDDED).all()
        pictures: dict[tuple[bytes, int | None], int] = {}
        photos = [pictures.setdefault((row[2], row[6]), len(pictures)) for row in rows]
        stored = np.frombuffer(b"".join(row[4] for row in rows), np.float16).astype(np.float32)
        return Embedded(
            ids=np.array([row[0] for row in rows], np.int64),
            persons=np.array([-1 if row[1] is None else row[1] for row in rows], np.int64),
            photos=np.array(photos, np.int64),
            given=np.array([row[3] for row in rows], np.int64),
            embeddings=stored.reshape(len(rows), -1) if rows else np.zeros((0, 1), np.float32),
            model=rows[0][5] if rows else "",
        )

    def settled(self) -> set[int]:
        """Return the people whom the machine must not join with others.

        They are those whom the user has named, hidden, or told apart from somebody.
        """
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id FROM people WHERE name != '' OR hidden"
                " UNION SELECT one FROM people_apart UNION SELECT other FROM people_apart"
            )
            return {row[0] for row in rows}

    def apart(self) -> set[tuple[int, int]]:
        """Return the pairs of people who are not the same, the lower number first."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql("SELECT one, other FROM people_apart")
            return {(row[0], row[1]) for row in rows}

    # Changes --------------------------------------------------------------------------------------

    def place(self, groups: Iterable[Sequence[int]], joined: Mapping[int, Sequence[int]]) -> None:
        """Give faces to people: each of ``groups`` becomes a new one, ``joined`` are by person.

        Faces that are there no longer, and people who went meanwhile, are left out.
        """
        with self._connections.write() as connection:
            for group in groups:
                made = connection.exec_driver_sql("INSERT INTO people DEFAULT VALUES").lastrowid
                _give(connection, made, group)
            for person, faces in joined.items():
                _give(connection, person, faces)
            _tidy(connection)

    def name(self, person: int, name: str) -> None:
        """Call a person so; an empty name takes it away."""
        with self._connections.write() as connection:
            _keep_alias(connection, person)
            connection.exec_driver_sql(
                "UPDATE people SET name = ? WHERE id = ?", (storable(name), person)
            )
            _tidy(connection)

    def merge(self, person: int, others: Sequence[int]) -> None:
        """Make one of several people: ``person`` stays, with the faces and names of all."""
        with self._connections.write() as connection:
            for other in others:
                rows = connection.exec_driver_sql(
                    "SELECT name, aliases FROM people WHERE id = ?", (other,)
                ).all()
                for name, aliases in rows:
                    _add_aliases(connection, person, [name, *aliases.splitlines()])
                connection.exec_driver_sql(
                    "UPDATE faces SET person_id = ?, given = max(given, ?) WHERE person_id = ?",
                    (person, BY_USER, other),
                )
                _inherit_apart(connection, person, other)
                connection.exec_driver_sql("DELETE FROM people WHERE id = ?", (other,))
            _tidy(connection)

    def split(self, person: int, faces: Sequence[int]) -> int:
        """Make another person of some of a person's faces; the machine won't join them again."""
        with self._connections.write() as connection:
            made = connection.exec_driver_sql("INSERT INTO people DEFAULT VALUES").lastrowid
            assert made is not None
            connection.exec_driver_sql(
                "UPDATE faces SET person_id = ?, given = ? WHERE id = ? AND person_id = ?",
                [(made, BY_USER, face, person) for face in faces],
            )
            _set_apart(connection, person, made)
            _tidy(connection)
        return made

    def hide(self, person: int, hidden: bool) -> None:
        """Leave a person out of lists, or show them again."""
        with self._connections.write() as connection:
            connection.exec_driver_sql(
                "UPDATE people SET hidden = ? WHERE id = ?", (int(hidden), person)
            )

    def keep_apart(self, one: int, other: int) -> None:
        """Note that two people are not the same."""
        with self._connections.write() as connection:
            _set_apart(connection, one, other)

    def tidy(self) -> list[tuple[bytes, int]]:
        """Forget faces of photos that are gone, and bring the words of photos up to date.

        Returns:
            The content and number of each face that was forgotten.
        """
        with self._connections.write() as connection:
            gone = connection.exec_driver_sql(
                "SELECT content_hash, number FROM faces WHERE NOT EXISTS"
                " (SELECT 1 FROM photos p WHERE p.content_hash = faces.content_hash)"
            ).all()
            if gone:
                connection.exec_driver_sql(
                    "DELETE FROM faces WHERE content_hash = ? AND number = ?",
                    [tuple(row) for row in gone],
                )
            _tidy(connection)
        return [(row[0], row[1]) for row in gone]

    def forget(self, analyser: str) -> None:
        """Forget all faces, people and their names, and that photos were looked at for them."""
        with self._connections.write() as connection:
            for statement in _FORGETTING:
                connection.exec_driver_sql(statement, (analyser,) if "?" in statement else ())


def forget_in(copy: Path, analyser: str) -> None:
    """Forget the same in a copy of a library's file, if it has any of it, and write that anew."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'faces'")
        if tables.fetchone() is None:
            return
        for statement in (*_FORGETTING, "VACUUM"):
            connection.execute(statement, (analyser,) if "?" in statement else ())


def of_person(connection: Connection, person: int) -> Int64Array:
    """Return the photos of a person, Int64[n] ascending."""
    (ids,) = integers(connection, _OF_PERSON, (person,))
    return np.unique(ids)


def _faces(
    connection: Connection, condition: str, values: tuple[object, ...] = ()
) -> list[FaceRow]:
    rows = connection.exec_driver_sql(f"{_FACES} {condition}", values).all()
    return [
        FaceRow(face, person, photo, content, number, corners(box), given, at_ms)
        for face, person, photo, content, number, box, given, at_ms in rows
        if photo is not None
    ]


def _give(connection: Connection, person: int | None, faces: Sequence[int]) -> None:
    connection.exec_driver_sql(
        "UPDATE faces SET person_id = ? WHERE id = ?"
        " AND EXISTS (SELECT 1 FROM people WHERE id = ?)",
        [(person, face, person) for face in faces],
    )


def _keep_alias(connection: Connection, person: int) -> None:
    """Keep the name that files call a person, so that they go on being known by it."""
    named = connection.exec_driver_sql(
        "SELECT name FROM people WHERE id = ? AND name != ''"
        " AND EXISTS (SELECT 1 FROM faces WHERE person_id = people.id AND given = 1)",
        (person,),
    ).scalars()
    _add_aliases(connection, person, list(named))


def _add_aliases(connection: Connection, person: int, names: Iterable[str]) -> None:
    rows = connection.exec_driver_sql("SELECT aliases FROM people WHERE id = ?", (person,))
    known = [alias for aliases in rows.scalars() for alias in aliases.splitlines()]
    aliases = "\n".join(dict.fromkeys(name for name in (*known, *names) if name))
    connection.exec_driver_sql("UPDATE people SET aliases = ? WHERE id = ?", (aliases, person))


def _set_apart(connection: Connection, one: int, other: int) -> None:
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO people_apart (one, other) VALUES (?, ?)",
        (min(one, other), max(one, other)),
    )


def _inherit_apart(connection: Connection, person: int, other: int) -> None:
    """Whoever is not the same as ``other`` is not the same as the one they are merged into."""
    rows = connection.exec_driver_sql(
        "SELECT one, other FROM people_apart WHERE one = ? OR other = ?", (other, other)
    ).all()
    for third in {one for row in rows for one in row} - {person, other}:
        _set_apart(connection, person, third)


def _tidy(connection: Connection) -> None:
    """Let nameless people without faces go, and bring the words of photos up to date."""
    connection.exec_driver_sql(
        "DELETE FROM people WHERE name = ''"
        " AND id NOT IN (SELECT person_id FROM faces WHERE person_id IS NOT NULL)"
    )
    wanted = set(connection.exec_driver_sql(_NAMES).all())
    rows = connection.exec_driver_sql(
        "SELECT id, photo_id, text FROM photo_words WHERE writer = ?", (WRITER,)
    ).all()
    outdated = [(row[0],) for row in rows if (row[1], row[2]) not in wanted]
    if outdated:
        connection.exec_driver_sql("DELETE FROM photo_words WHERE id = ?", outdated)
    missing = sorted(wanted - {(row[1], row[2]) for row in rows})
    if missing:
        connection.exec_driver_sql(
            "INSERT INTO photo_words (photo_id, source, text, folded, writer)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (photo, WordSource.PERSON.value, name, indexed(name), WRITER)
                for photo, name in missing
            ],
        )


# The index of words keeps those that went until it is made anew.
_FORGETTING: Final = (
    "DELETE FROM people_apart",
    "DELETE FROM faces",
    "DELETE FROM people",
    "DELETE FROM sqlite_sequence WHERE name = 'people'",
    "DELETE FROM analyses WHERE analyser = ?",
    f"DELETE FROM photo_words WHERE writer = '{WRITER}'",
    "INSERT INTO photo_words_fts(photo_words_fts) VALUES('rebuild')",
)
_PEOPLE: Final = """
    SELECT pe.id, pe.name, pe.hidden, count(*), count(DISTINCT f.content_hash)
    FROM people pe JOIN faces f ON f.person_id = pe.id
    WHERE EXISTS (SELECT 1 FROM photos p WHERE p.content_hash = f.content_hash)
    GROUP BY pe.id
"""
_FACES: Final = """
    SELECT f.id, f.person_id,
        (SELECT min(p.id) FROM photos p WHERE p.content_hash = f.content_hash) AS photo,
        f.content_hash, f.number, f.box, f.given, f.at_ms
    FROM faces f
"""
# Of each person the largest face that the detector saw.
_COVERS: Final = """
    WHERE f.id IN (
        SELECT id FROM (
            SELECT c.id, row_number() OVER (
                PARTITION BY c.person_id ORDER BY c.embedding IS NULL, c.pixels DESC, c.id
            ) AS place
            FROM faces c WHERE c.person_id IS NOT NULL
                AND EXISTS (SELECT 1 FROM photos p WHERE p.content_hash = c.content_hash)
        ) WHERE place = 1
    )
"""
_EMBEDDED: Final = """
    SELECT id, person_id, content_hash, given, embedding, model, at_ms FROM faces
    WHERE embedding IS NOT NULL
        AND model = (SELECT model FROM faces WHERE embedding IS NOT NULL ORDER BY id DESC LIMIT 1)
    ORDER BY id
"""
# The names on each photo that its file does not tell itself.
_NAMES: Final = """
    SELECT DISTINCT p.id, pe.name
    FROM people pe
    JOIN faces f ON f.person_id = pe.id
    JOIN photos p ON p.content_hash = f.content_hash
    WHERE pe.name != '' AND NOT EXISTS (
        SELECT 1 FROM photo_words w WHERE w.photo_id = p.id AND w.source = 'person'
            AND w.writer = '' AND w.text = pe.name
    )
"""
_OF_PERSON: Final = """
    SELECT group_concat(p.id) FROM faces f JOIN photos p ON p.content_hash = f.content_hash
    WHERE f.person_id = ?
"""
