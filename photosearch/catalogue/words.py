"""The words of the library's photos, and their full-text index."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from photosearch.catalogue.connections import Connections
from photosearch.catalogue.storable import storable
from photosearch.types import PhotoId, Word, WordSource

# Words that are read from the file itself; the others follow from its path and date.
FILE_SOURCES = frozenset(WordSource) - {WordSource.FILE, WordSource.FOLDER, WordSource.DATE}
# The index holds trigrams; shorter terms are looked for in the text itself.
_TRIGRAM = 3


class Words:
    """Finds photos by literal text."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def match(self, term: str, limit: int) -> list[tuple[PhotoId, Word]]:
        """Return up to ``limit`` words that have ``term`` in them, in any case, with their photos.

        Any text is safe to ask for.
        """
        if not term:
            return []
        with self._connections.read() as connection:
            if len(term) >= _TRIGRAM:
                quoted = '"' + term.replace('"', '""') + '"'
                rows = connection.exec_driver_sql(_BY_INDEX, (quoted, limit))
            else:
                rows = connection.exec_driver_sql(_BY_TEXT, (f"%{_escaped(term)}%", limit))
            return [(row[0], Word(WordSource(row[1]), row[2])) for row in rows]

    def starting(self, start: str, limit: int) -> list[tuple[str, str]]:
        """Return keywords, people and places that begin so, in any case, and their sources."""
        pattern = f"{_escaped(start)}%"
        with self._connections.read() as connection:
            rows = connection.exec_driver_sql(_STARTING, (pattern, limit))
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


def replace_words(
    connection: Connection, words: Sequence[tuple[PhotoId, tuple[Word, ...]]]
) -> None:
    """Give photos new words in place of their old ones."""
    if not words:
        return
    connection.exec_driver_sql(
        "DELETE FROM photo_words WHERE photo_id = ?", [(photo,) for photo, _ in words]
    )
    rows = [
        (photo, word.source.value, storable(word.text)) for photo, some in words for word in some
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO photo_words (photo_id, source, text) VALUES (?, ?, ?)", rows
        )


def _escaped(term: str) -> str:
    return "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in term)


# The first few thousand tell which are used most.
_STARTING = r"""
    SELECT text, source, count(*) AS uses FROM
        (SELECT text, source FROM photo_words WHERE source IN ('keyword', 'person', 'place')
         AND text LIKE ? ESCAPE '\' LIMIT 5000)
    GROUP BY text, source ORDER BY uses DESC, text LIMIT ?
"""
_BY_INDEX = """
    SELECT w.photo_id, w.source, w.text
    FROM photo_words_fts f JOIN photo_words w ON w.id = f.rowid
    WHERE photo_words_fts MATCH ? LIMIT ?
"""
_BY_TEXT = r"SELECT photo_id, source, text FROM photo_words WHERE text LIKE ? ESCAPE '\' LIMIT ?"
