"""The words of the library's photos, and their full-text index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from sqlalchemy import Connection

from photosearch.arrays import Int64Array
from photosearch.catalogue.columns import integers
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.storable import storable
from photosearch.text.folding import indexed, readings, tokens, wordings
from photosearch.types import PhotoId, Word, WordSource

# Words that are read from the file itself; the others follow from its path and date.
FILE_SOURCES = frozenset(WordSource) - {
    WordSource.FILE, WordSource.FOLDER, WordSource.DATE, WordSource.TEXT,
}  # fmt: skip


class Words:
    """Finds photos by literal text: by whole words, see :mod:`photosearch.text.folding`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def match(self, term: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return up to ``limit`` words that have ``term``, or its plural, in them, with their
        photos.

        Any text is safe to ask for.
        """
        asked = _asked(term)
        if not asked:
            return []
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_MATCHING, (asked, limit))
            return [(row[0], Word(WordSource(row[1]), row[2])) for row in rows]

    def equal(self, text: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return up to ``limit`` words that say this and nothing else, with their photos."""
        asked = _asked(text)
        if not asked:
            return []
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_EQUAL, (asked, indexed(text), limit))
            return [(row[0], Word(WordSource(row[1]), row[2])) for row in rows]

    def holding(self, term: str, but: Collection[WordSource] = ()) -> Int64Array:
        """Return the photos that have ``term`` in a word of other sources, Int64[n] ascending."""
        asked = _asked(term)
        if not asked:
            return np.zeros(0, np.int64)
        marks = ",".join("?" * len(but))
        with self._connections.read() as connection:
            statement = _HOLDING.format(marks=marks)
            (ids,) = integers(connection, statement, (asked, *(source.value for source in but)))
        return np.unique(ids)

    def starting(self, start: str, limit: int) -> list[tuple[str, str]]:
        """Return keywords, people and places that begin so, and their sources."""
        wanted = " ".join(tokens(start))
        if not wanted:
            return []
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_STARTING, (f"{_escaped(wanted)}%", limit))
            return [(row[0], row[1]) for row in rows]

    def of(self, photo: PhotoId) -> tuple[Word, ...]:
        """Return a photo's words."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT source, text FROM photo_words WHERE photo_id = ? ORDER BY id", (photo,)
            )
            return tuple(Word(WordSource(row[0]), row[1]) for row in rows)

    def written(self, limit: int = 5000) -> list[str]:
        """Return the words that people gave to photos (keywords, people, places, titles), each
        once, the most frequent first."""
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT text FROM photo_words WHERE source IN ('keyword', 'person', 'place',"
                " 'title') GROUP BY text ORDER BY count(*) DESC, text LIMIT ?",
                (limit,),
            )
            return [row[0] for row in rows]


def with_term(connection: Connection, term: str, source: WordSource) -> Int64Array:
    """Return the photos that have ``term`` in a word of this source, Int64[n] ascending."""
    asked = _asked(term)
    if not asked:
        return np.zeros(0, np.int64)
    (ids,) = integers(connection, _READ, (asked, source.value))
    return np.unique(ids)


def of_somebody(connection: Connection, spoken: str, may_go_on: bool) -> Int64Array:
    """Return the photos of people who are called so, Int64[n] ascending; a look into an index.

    Args:
        connection: to read with.
        spoken: a name's tokens, parted by spaces.
        may_go_on: whether it may be the first part of a name.
    """
    end = "!" if may_go_on else " "  # the sign after the space, or nothing between
    condition = "source = 'person' AND (folded = ? OR (folded > ? AND folded < ?))"
    (ids,) = integers(
        connection,
        f"SELECT group_concat(photo_id) FROM photo_words WHERE {condition}",
        (spoken, f"{spoken} ", f"{spoken}{end}"),
    )
    return np.unique(ids)


def replace_words(
    connection: Connection, words: Sequence[tuple[PhotoId, tuple[Word, ...]]]
) -> None:
    """Give photos new words in place of their old ones; what was read in them stays."""
    if not words:
        return
    connection.exec_driver_sql(
        "DELETE FROM photo_words WHERE photo_id = ? AND source != ? AND writer = ''",
        [(photo, WordSource.TEXT.value) for photo, _ in words],
    )
    rows = [
        (photo, word.source.value, text, indexed(text))
        for photo, some in words
        for word in some
        if (text := str(storable(word.text)))
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO photo_words (photo_id, source, text, folded) VALUES (?, ?, ?, ?)", rows
        )


def _asked(term: str) -> str:
    """Return what the index is asked for: any reading of a text, in any number; "" for nothing."""
    phrases = {" ".join(one) for reading in readings(term) for one in wordings(reading)}
    return " OR ".join(f'"{phrase}"' for phrase in sorted(phrases))


def _escaped(term: str) -> str:
    return "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in term)


# The first few thousand tell which are used most.
_STARTING = r"""
    SELECT text, source, count(*) AS uses FROM
        (SELECT text, source FROM photo_words WHERE source IN ('keyword', 'person', 'place')
         AND folded LIKE ? ESCAPE '\' LIMIT 5000)
    GROUP BY text, source ORDER BY uses DESC, text LIMIT ?
"""
_FOUND = "FROM photo_words_fts f JOIN photo_words w ON w.id = f.rowid WHERE photo_words_fts MATCH ?"
_MATCHING = f"SELECT w.photo_id, w.source, w.text {_FOUND} LIMIT ?"
_EQUAL = f"SELECT w.photo_id, w.source, w.text {_FOUND} AND w.folded = ? LIMIT ?"
_READ = f"SELECT group_concat(w.photo_id) {_FOUND} AND w.source = ?"
_HOLDING = f"SELECT group_concat(w.photo_id) {_FOUND} AND w.source NOT IN ({{marks}})"
