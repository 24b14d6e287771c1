"""Photos of a library that are there twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from photosearch.catalogue.database import Catalogue
from photosearch.duplicates.finder import DuplicateFinder
from photosearch.spaces.spaces import Spaces
from photosearch.wire.values import DuplicateGroup, DuplicateKind


class LibraryDuplicates:
    """Finds duplicates in the space that answers."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, thumbnails: Path) -> None:
        self._spaces = spaces
        self._finder = DuplicateFinder(catalogue, thumbnails)

    def find(self, kinds: Iterable[DuplicateKind] = tuple(DuplicateKind)) -> list[DuplicateGroup]:
        """Return groups of photos that show the same, in each the one to keep first."""
        return self._finder.find(self._spaces.answering().stored.id, frozenset(kinds))

    def __call__(
        self, kinds: Iterable[DuplicateKind] = tuple(DuplicateKind)
    ) -> list[DuplicateGroup]:
        """Return groups of photos that show the same; the old name of :meth:`find`."""
        return self.find(kinds)
