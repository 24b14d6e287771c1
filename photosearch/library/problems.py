"""The files of a library that can't be read."""

from __future__ import annotations

from collections.abc import Sequence

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.problems import ProblemRow
from photosearch.types import PhotoId


class LibraryProblems:
    """Lists problems and gives files another try."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._problems = catalogue.problems

    def all(self) -> list[ProblemRow]:
        """Return the files that can't be read."""
        return self._problems.all()

    def count(self) -> int:
        """Return how many files can't be read."""
        return self._problems.count()

    def retry(self, photos: Sequence[PhotoId] = ()) -> None:
        """Let these files, or all, be tried again."""
        self._problems.retry(photos)

    def __call__(self) -> list[ProblemRow]:
        """Return the files that can't be read; the old name of :meth:`all`."""
        return self.all()
