"""What a file outside the library tells of itself: when, where, with what, who, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import xxhash

from photosearch.analysers.analyser import Seen
from photosearch.analysers.text import TEXT
from photosearch.answering.facts import PhotoFacts, lines_of, place_names
from photosearch.arrays import Int64Array
from photosearch.errors import PhotoUnreadableError
from photosearch.media.decode import Unreadable, read_photo
from photosearch.media.metadata import read_facts, with_sidecars
from photosearch.places import place_words
from photosearch.types import VIDEO_KINDS, PhotoId, TextLine, WordSource

# What the one photo is called where photos go by their ids.
FILE: Final = PhotoId(0)


class FileFacts(PhotoFacts):
    """Facts of one file, known as :data:`FILE`, from its metadata and sidecars.

    Its text is read when it is asked for, if the reader is installed. ``cache`` is the folder for
    what can be made again.
    """

    def __init__(self, path: Path, cache: Path) -> None:
        """Read the file.

        Raises:
            PhotoUnreadableError: it can't be read.
        """
        self._path, self._cache = path, cache
        if path.suffix.lower() in VIDEO_KINDS:
            from photosearch.media.videos import video_facts

            try:
                self._facts = with_sidecars(video_facts(path), path)
            except Unreadable as error:
                raise PhotoUnreadableError("not_a_photo", path=path, error=error) from error
        else:
            self._facts = read_facts(read_photo(path, 1), path)

    def moments(self, ids: Int64Array) -> list[datetime | None]:
        """Return when it was taken, by the camera's clock."""
        taken = self._facts.taken_at
        return [None if taken is None else taken.replace(tzinfo=None)]

    def days(self, ids: Int64Array) -> list[date | None]:
        """Return the day."""
        return [None if one is None else one.date() for one in self.moments(ids)]

    def written(self, photo: PhotoId = FILE) -> tuple[TextLine, ...]:
        """Return the lines read in it; where there are none, its caption's, or its title."""
        return self._read or next(
            filter(
                None, (lines_of(self._words(s)) for s in (WordSource.CAPTION, WordSource.TITLE))
            ),
            (),
        )

    def people(self, ids: Sequence[PhotoId]) -> dict[PhotoId, list[str]]:
        """Return who is named on it."""
        return _if_any(self._words(WordSource.PERSON))

    def unnamed(self, ids: Sequence[PhotoId]) -> dict[PhotoId, set[int]]:
        """Return nobody: its faces are not told apart."""
        return {}

    def nameless(self, photo: PhotoId) -> int | None:
        """Return None: its faces are not looked for."""
        return None

    def places(self, ids: Sequence[PhotoId], language: str) -> dict[PhotoId, list[str]]:
        """Return where it was taken, from the nearest city to the country."""
        named = [word.text for word in place_words(self._facts.latitude, self._facts.longitude)]
        texts = [*self._words(WordSource.PLACE), *named]
        return _if_any(place_names(texts, language) if texts else [])

    def cameras(self, ids: Sequence[PhotoId], column: str) -> dict[PhotoId, str]:
        """Return its camera or its lens."""
        name = self._facts.lens if column == "lens" else self._facts.camera
        return {FILE: name} if name else {}

    def folders(self, ids: Sequence[PhotoId]) -> dict[PhotoId, str]:
        """Return the name of the folder that it lies in."""
        return {FILE: self._path.absolute().parent.name}

    def _words(self, source: WordSource) -> list[str]:
        return [word.text for word in self._facts.words if word.source is source]

    @cached_property
    def _read(self) -> tuple[TextLine, ...]:
        """The lines on the photo; the reader is let go again, for it is large."""
        if not TEXT.extra.is_here or self._path.suffix.lower() in VIDEO_KINDS:
            return ()
        photo = read_photo(self._path, lambda width, height: min(TEXT.size(width, height)))
        digest = xxhash.xxh3_128(photo.data).digest()
        try:
            return TEXT.load(self._cache).analyse(Seen(photo, self._path, digest)) or ()
        except Unreadable as error:
            raise PhotoUnreadableError("not_a_photo", path=self._path, error=error) from error


def _if_any(names: list[str]) -> dict[PhotoId, list[str]]:
    return {FILE: names} if names else {}
