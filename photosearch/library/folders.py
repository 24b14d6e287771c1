"""The folders of a library."""

from __future__ import annotations

from pathlib import Path

from photosearch.catalogue.database import Catalogue
from photosearch.library.upkeep import Upkeep
from photosearch.spaces.spaces import Spaces
from photosearch.types import FolderId
from photosearch.wire.values import Folder


class LibraryFolders:
    """Adds, removes and lists folders."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, upkeep: Upkeep) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._upkeep = upkeep

    def add(self, path: Path) -> FolderId:
        """Add a folder; :meth:`photosearch.library.Library.update` brings in its photos.

        Raises:
            FolderError: it is no readable folder, or is in the library already.
        """
        folder = self._catalogue.folders.add(path)
        self._upkeep.watch_folder(folder.path)
        return folder.id

    def remove(self, folder_id: FolderId) -> None:
        """Forget a folder and its photos; no file is touched.

        Raises:
            FolderError: there is no such folder.
        """
        path = next((f.path for f in self._catalogue.folders.all() if f.id == folder_id), None)
        self._catalogue.folders.remove(folder_id)
        if path is not None:
            self._upkeep.forget_folder(path)
        self._spaces.sync()

    def all(self) -> list[Folder]:
        """Return the folders, counting what is searchable now."""
        return self._catalogue.folders.all(self._spaces.answering().stored.id)

    def __call__(self) -> list[Folder]:
        """Return the folders; the old name of :meth:`all`."""
        return self.all()
