"""Saved searches: whole questions under a name, and copies of pictures that were only pasted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import PhotoRow
from photosearch.errors import QueryError, StorageError
from photosearch.paths import AppPaths, thumbnail_path
from photosearch.types import PhotoId
from photosearch.wire.values import Picture, Question, SavedSearch


class Saving:
    """Saves, renames and forgets questions, and finds their pictures again.

    A pasted picture lies in the cache: a copy of it is kept in the data folder for as long as a
    saved search holds it.
    """

    def __init__(self, catalogue: Catalogue, paths: AppPaths) -> None:
        self._catalogue = catalogue
        self._paths = paths

    def save(self, name: str, question: Question) -> None:
        """Save a question, without those of its photos that are no longer in the library.

        Raises:
            QueryError: the name is empty, or the question.
            StorageError: a pasted picture can't be kept.
        """
        known = self._rows([p.photo for p in question.pictures if p.photo is not None])
        images, more, less = (
            tuple(kept for one in group if (kept := self._picture(one, known)) is not None)
            for group in (question.images, question.more, question.less)
        )
        text = question.text.strip()
        search = SavedSearch(text, images, more, less, question.sort, name.strip())
        if not search.name or not (text or search.pictures):
            raise QueryError("nameless")
        self._catalogue.saved_searches.save(search)
        self._drop_copies()

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved search another name."""
        self._catalogue.saved_searches.rename(name, new_name.strip() or name)
        self._drop_copies()

    def forget(self, name: str) -> None:
        """Forget a saved search.

        The pictures that were kept for it go when the next one is saved, renamed or forgotten:
        until then it can be saved again as it was.
        """
        kept = {p.path for s in self._saved() if s.name == name for p in s.pictures}
        self._catalogue.saved_searches.forget(name)
        self._drop_copies(kept)

    def all(self) -> list[SavedSearch]:
        """Return the saved searches by name; their photos as the library knows them now."""
        searches = self._saved()
        ids = {p.photo for s in searches for p in s.pictures if p.photo is not None}
        known = self._rows(sorted(ids))
        return [
            replace(
                search,
                images=tuple(self._found(p, known, or_file=True) for p in search.images),
                more=tuple(self._found(p, known) for p in search.more),
                less=tuple(self._found(p, known) for p in search.less),
            )
            for search in searches
        ]

    def _saved(self) -> list[SavedSearch]:
        return self._catalogue.saved_searches.all()

    def _rows(self, photos: Iterable[PhotoId]) -> dict[PhotoId, PhotoRow]:
        return {row.id: row for row in self._catalogue.photos.get(list(photos))}

    def _picture(self, picture: Picture, known: Mapping[PhotoId, PhotoRow]) -> Picture | None:
        """Return what is to be kept of a picture; None for a photo that is gone."""
        if isinstance(picture.source, Path):
            return Picture(self._kept(picture.source.absolute()), weight=picture.weight)
        row = known.get(picture.source)
        return None if row is None else Picture(row.path, row.id, picture.weight)

    def _kept(self, path: Path) -> Path:
        """Return where a picture stays: a pasted one is copied, all others have their place."""
        if path.parent != self._paths.pasted.absolute() or not path.exists():
            return path
        folder = self._paths.saved_pictures.absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return Path(shutil.copyfile(path, folder / path.name))
        except OSError as error:
            raise StorageError(
                "folder_not_written", folder=folder, error=error.strerror or error
            ) from error

    def _drop_copies(self, kept: Set[Path | None] = frozenset()) -> None:
        """Remove the copies that no saved search holds any more, but for these."""
        held = kept | {p.path for s in self._saved() for p in s.pictures}
        for copy in self._paths.saved_pictures.absolute().glob("*"):
            if copy not in held:
                copy.unlink(missing_ok=True)

    def _found(
        self, picture: Picture, known: Mapping[PhotoId, PhotoRow], *, or_file: bool = False
    ) -> Picture:
        """Return a picture with the path and thumbnail of its photo.

        A photo whose folder was removed and added again has another number: its path tells which.
        If the library has lost it altogether, its file may do.
        """
        if picture.photo is None or picture.path is None:
            return picture
        row = known.get(picture.photo) or self._row_at(picture.path)
        if row is None:
            is_file = or_file and picture.path.exists()
            return replace(picture, photo=None) if is_file else picture
        hashed = row.content_hash
        thumbnail = thumbnail_path(self._paths.thumbnails, hashed) if hashed else None
        return replace(picture, path=row.path, photo=row.id, thumbnail=thumbnail)

    def _row_at(self, path: Path) -> PhotoRow | None:
        photo = self._catalogue.photos.at(path)
        return None if photo is None else self._rows([photo]).get(photo)
