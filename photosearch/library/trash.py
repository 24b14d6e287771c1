"""The system's trash, and the way back from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from photosearch.catalogue.database import Catalogue
from photosearch.duplicates.same_file import seen_elsewhere
from photosearch.duplicates.trash import (
    RestoredFiles,
    TrashedFiles,
    can_restore,
    move_to_trash,
    restore,
)
from photosearch.duplicates.trash_journal import TrashJournal
from photosearch.library.upkeep import Upkeep
from photosearch.types import PhotoId


class LibraryTrash:
    """Moves photos to the trash, because the user asked for it, and brings them back."""

    def __init__(self, catalogue: Catalogue, journal: Path, upkeep: Upkeep) -> None:
        self._catalogue = catalogue
        self._journal = TrashJournal(journal)
        self._upkeep = upkeep

    @property
    def can_restore(self) -> bool:
        """Whether this system lets a program bring files back from the trash."""
        return can_restore()

    def move(self, photos: Sequence[PhotoId]) -> TrashedFiles:
        """Move photos and their sidecars to the system's trash; :meth:`restore` undoes it.

        What can't be moved stays and is in ``failures``, and so does a photo that is the same file
        as another of the library: it is no copy. A photo's raw file or clip goes with it. Look at
        :attr:`can_restore` before.
        """
        halves = self._catalogue.halves.of(photos)
        photos = [*photos, *(half for some in halves.values() for half, _, _ in some)]
        rows = self._catalogue.photos.get(photos)
        staying = self._catalogue.photos.copies(rows)
        trashed = move_to_trash([row.path for row in rows], seen_elsewhere(rows, staying))
        if trashed.files:
            self._journal.add(trashed)
        self._upkeep.look_at(Path(file.path) for file in trashed.files)
        return trashed

    def restore(self, token: str = "") -> RestoredFiles:
        """Put back what :meth:`move` moved under this token, or last; indexing follows.

        Raises:
            TrashError: nothing is remembered under the token.
        """
        restored = restore(self._journal.get(token))
        if not restored.failures:
            self._journal.forget(restored.token)
        self._upkeep.look_at(map(Path, restored.paths))
        return restored

    def __call__(self, photos: Sequence[PhotoId]) -> TrashedFiles:
        """Move photos to the trash; the old name of :meth:`move`."""
        return self.move(photos)
