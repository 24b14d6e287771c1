"""The folders of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from photosearch.catalogue.database import Catalogue
from photosearch.folders.excludes import tidy
from photosearch.library.upkeep import Upkeep
from photosearch.settings import Settings
from photosearch.spaces.spaces import Spaces
from photosearch.types import FolderId
from photosearch.wire.values import Folder


class LibraryFolders:
    """Adds, removes and lists folders, and says what is left out of them.

    ``settings`` gives the user's choices as they are now, ``choose`` changes and keeps them.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        spaces: Spaces,
        upkeep: Upkeep,
        settings: Callable[[], Settings],
        choose: Callable[..., None],
    ) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._upkeep = upkeep
        self._settings = settings
        self._choose = choose

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
        known = self._catalogue.folders.uncounted()
        path = next((folder.path for folder in known if folder.id == folder_id), None)
        self._catalogue.folders.remove(folder_id)
        if path is not None:
            self._upkeep.forget_folder(path)
        self._spaces.sync()

    def all(self) -> list[Folder]:
        """Return the folders, counting what is searchable now."""
        return self._catalogue.folders.all(self._spaces.answering().stored.id)

    @property
    def excludes(self) -> tuple[str, ...]:
        """The shell patterns of names of files and folders that are left out."""
        return self._settings().excludes

    @property
    def are_watched(self) -> bool:
        """Whether folders are watched while the program runs."""
        return self._settings().watch

    def exclude(self, patterns: Iterable[str]) -> None:
        """Leave out these names, and no others, from the next :meth:`Upkeep.refresh` on.

        Photos that are left out are forgotten; no file is touched.

        Raises:
            SettingsError: a pattern is a path or leaves nothing over, or the choice can't be kept.
        """
        self._choose(excludes=tidy(patterns))

    def watch(self, on: bool) -> None:
        """Watch folders from now on, or no longer.

        Raises:
            SettingsError: the choice can't be kept.
        """
        self._choose(watch=on)
        self._upkeep.obey_settings()

    def __call__(self) -> list[Folder]:
        """Return the folders; the old name of :meth:`all`."""
        return self.all()
