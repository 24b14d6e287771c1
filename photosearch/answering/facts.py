"""What the catalogue knows of some photos: when, where, who, with what, and what stands on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from photosearch.answering.question import Known
from photosearch.arrays import Int64Array
from photosearch.catalogue.columns import AMONG, listed
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.leaps import distinct_names
from photosearch.catalogue.photos import UNDATED
from photosearch.types import PhotoId, TextLine, WordSource

_EPOCH: Final = datetime(1970, 1, 1)
# Names that are looked for in a question.
_MOST_NAMES: Final = 5_000


class PhotoFacts(Protocol):
    """Facts of photos; all lists are in the order of the ids that are given."""

    def moments(self, ids: Int64Array) -> list[datetime | None]:
        """Return when photos were taken, by the camera's clock."""

    def days(self, ids: Int64Array) -> list[date | None]:
        """Return the days on which photos were taken."""

    def written(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return the lines that stand on a photo, or that say what it shows."""

    def people(self, ids: Sequence[PhotoId]) -> dict[PhotoId, list[str]]:
        """Return who is named on photos."""

    def unnamed(self, ids: Sequence[PhotoId]) -> dict[PhotoId, set[int]]:
        """Return the people on photos whose faces were told apart, and who have no name."""

    def nameless(self, photo: PhotoId) -> int | None:
        """Return how many faces on a photo have no name; None if none are known."""

    def places(self, ids: Sequence[PhotoId], language: str) -> dict[PhotoId, list[str]]:
        """Return where photos were taken, from the nearest city to the country."""

    def cameras(self, ids: Sequence[PhotoId], column: str) -> dict[PhotoId, str]:
        """Return the camera or the lens of photos; ``column`` is one of the two."""

    def folders(self, ids: Sequence[PhotoId]) -> dict[PhotoId, str]:
        """Return the names of the folders that photos lie in."""


class Facts(PhotoFacts):
    """What the catalogue knows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def known(self) -> Known:
        """Return the names of the library that a question may hold."""
        with self._catalogue.read() as connection:
            people = connection.exec_driver_sql(
                "SELECT text FROM photo_words WHERE source = 'person' GROUP BY text LIMIT ?",
                (_MOST_NAMES,),
            )
            cameras = distinct_names(connection, "camera") + distinct_names(connection, "lens")
            return Known(tuple(row[0] for row in people), tuple(cameras))

    def moments(self, ids: Int64Array) -> list[datetime | None]:
        """Return when photos were taken, by the camera's clock."""
        times = self._catalogue.photos.times(ids).tolist()
        return [None if time == UNDATED else _moment(time) for time in times]

    def days(self, ids: Int64Array) -> list[date | None]:
        """Return the days on which photos were taken."""
        return [None if moment is None else moment.date() for moment in self.moments(ids)]

    def words(self, ids: Sequence[PhotoId], *sources: WordSource) -> dict[PhotoId, list[str]]:
        """Return the photos' words of some sources."""
        found: dict[PhotoId, list[str]] = defaultdict(list)
        names = tuple(source.value for source in sources)
        if not names:
            return found
        marks = ",".join("?" * len(names))
        with self._catalogue.read() as connection:
            statement = (
                f"SELECT photo_id, text FROM photo_words WHERE photo_id {AMONG}"
                f" AND source IN ({marks}) ORDER BY id"
            )
            for photo, text in connection.exec_driver_sql(statement, (listed(ids), *names)):
                found[photo].append(text)
        return found

    def written(self, photo: PhotoId) -> tuple[TextLine, ...]:
        """Return the lines read in a photo; where there are none, its caption's, or its title."""
        lines = self._catalogue.analyses.lines(photo)
        for source in (WordSource.CAPTION, WordSource.TITLE):
            lines = lines or lines_of(self.words([photo], source).get(photo, ()))
        return lines

    def people(self, ids: Sequence[PhotoId]) -> dict[PhotoId, list[str]]:
        """Return who is named on photos."""
        return self.words(ids, WordSource.PERSON)

    def unnamed(self, ids: Sequence[PhotoId]) -> dict[PhotoId, set[int]]:
        """Return the people on photos whose faces were told apart, and who have no name."""
        found: dict[PhotoId, set[int]] = defaultdict(set)
        with self._catalogue.read() as connection:
            statement = (
                "SELECT photos.id, people.id FROM photos"
                " JOIN faces ON faces.content_hash = photos.content_hash"
                " JOIN people ON people.id = faces.person_id"
                f" WHERE people.name = '' AND people.hidden = 0 AND photos.id {AMONG}"
            )
            for photo, person in connection.exec_driver_sql(statement, (listed(ids),)):
                found[photo].add(person)
        return found

    def nameless(self, photo: PhotoId) -> int | None:
        """Return how many faces on a photo have no name; None if none are known."""
        faces = self._catalogue.people.on(photo)
        return sum(not name for _, name in faces) if faces else None

    def places(self, ids: Sequence[PhotoId], language: str) -> dict[PhotoId, list[str]]:
        """Return where photos were taken, from the nearest city to the country."""
        found: dict[PhotoId, list[str]] = {}
        for photo, texts in self.words(ids, WordSource.PLACE).items():
            found[photo] = place_names(texts, language)
        return found

    def cameras(self, ids: Sequence[PhotoId], column: str) -> dict[PhotoId, str]:
        """Return the camera or the lens of photos; ``column`` is one of the two."""
        assert column in ("camera", "lens")
        statement = f"SELECT id, {column} FROM photos WHERE id {AMONG}"
        with self._catalogue.read() as connection:
            rows = connection.exec_driver_sql(statement, (listed(ids),))
            return {photo: name for photo, name in rows if name}

    def folders(self, ids: Sequence[PhotoId]) -> dict[PhotoId, str]:
        """Return the names of the folders that photos lie in."""
        rows = self._catalogue.photos.get(ids)
        return {row.id: Path(row.path).parent.name for row in rows}


def counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return names and how often they come, the most frequent first, then as they came."""
    return Counter(names).most_common()


def days_of(days: Iterable[date | None]) -> list[date]:
    """Return the distinct days, in order."""
    return sorted({day for day in days if day is not None})


def place_names(texts: Sequence[str], language: str) -> list[str]:
    """Return a place's names of a language, from "Paris, France" and "巴黎, 法国"."""
    ours = [text for text in texts if _is_chinese(text) == (language == "zh")]
    return [part.strip() for part in (ours or texts)[0].split(",") if part.strip()]


def lines_of(texts: Iterable[str]) -> tuple[TextLine, ...]:
    """Return texts that stand in no place of the photo as lines."""
    rows = (row.strip() for text in texts for row in text.splitlines())
    return tuple(TextLine(row, 1.0, (0.0, 0.0, 1.0, 1.0)) for row in rows if row)


def _moment(time: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=time)
    except OverflowError:
        return datetime.max if time > 0 else datetime.min


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)
