"""The errors a user can meet; each has a title, a reason and what to do next.

PhotosearchError
├── FolderError             a folder that can't be added or read
├── CatalogueError          the library's database
│   ├── CatalogueBusyError      another program holds it
│   ├── CatalogueTooNewError    written by a newer version
│   └── StorageError            disk full, read-only, no permission
├── LibraryInUseError       a second instance wants to write
├── ModelError              a model pack that can't be read, added or used
│   └── HubUnreachableError     no network, or no such model
├── PeopleError             a person or a face that there is not
├── PhotoUnreadableError    a picture given as a query, or asked to be shown
├── QueryError              what was typed can't be understood
├── SettingsError           the settings file
├── TrainingError           recipe or data of a training run
├── TrashError              a file that can't be moved to the trash, or brought back
├── WorkersError            the processes that read photos can't run
└── WireError               a line between window and engine that is not a message

Everything else that is raised is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self, TypeVar

from photosearch.said import PLAIN, Said, knows, say

E = TypeVar("E", bound="PhotosearchError")


class PhotosearchError(Exception):
    """A failure that a person can understand and act on.

    What it says stands in ``resources/said`` under a code, the ``group`` of its class and the name
    that it is raised with: ``raise FolderError("missing", path=path)``. ``title`` names what
    failed, ``reason`` says why, ``advice`` what to do next; here they are English. What has no
    code, as a sentence of another program, is given as it is: a reason, and advice.
    """

    group: ClassVar[str] = "program"

    def __init__(
        self, name: str, /, advice: str = "", *, title: str = "", **values: object
    ) -> None:
        code = f"{self.group}.{name}"
        if knows(code):
            self.said = say(code, **values)
        else:
            title = title or say(f"{self.group}.").title
            self.said = say(PLAIN, title=title, reason=name, advice=advice)
        super().__init__(self.said.reason)

    @property
    def title(self) -> str:
        """What failed."""
        return self.said.title

    @property
    def reason(self) -> str:
        """Why it failed."""
        return self.said.reason

    @property
    def advice(self) -> str:
        """What to do next; may be empty."""
        return self.said.advice

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.title}: {self.reason}", self.advice) if part)

    def __reduce__(self) -> tuple[Callable[[type[Self], Said], Self], tuple[type[Self], Said]]:
        return raised_elsewhere, (type(self), self.said)


class FolderError(PhotosearchError):
    """A folder can't be added, read or watched."""

    group = "folder"


class CatalogueError(PhotosearchError):
    """The library's database can't be used."""

    group = "library"


class CatalogueBusyError(CatalogueError):
    """Another program holds the database for longer than the busy timeout."""

    group = "busy"


class CatalogueTooNewError(CatalogueError):
    """The database was written by a newer version of the program."""

    group = "newer"


class StorageError(CatalogueError):
    """The disk is full, read-only, or permission is missing."""

    group = "disk"


class LibraryInUseError(PhotosearchError):
    """Another instance is already writing to this library."""

    group = "in_use"


class ModelError(PhotosearchError):
    """A model pack can't be read, added or used."""

    group = "model"


class HubUnreachableError(ModelError):
    """The model hub does not answer, or does not know the model."""

    group = "hub"


class PhotoUnreadableError(PhotosearchError):
    """A picture that was named by the user can't be read."""

    group = "photo"


class PeopleError(PhotosearchError):
    """There is no such person, or no such face."""

    group = "people"


class QueryError(PhotosearchError):
    """What was typed can't be understood."""

    group = "query"


class SettingsError(PhotosearchError):
    """The settings file can't be read or written."""

    group = "settings"


class TrainingError(PhotosearchError):
    """A recipe or its data can't be used."""

    group = "training"


class TrashError(PhotosearchError):
    """A file can't be moved to the system's trash, or brought back from it."""

    group = "trash"


class WorkersError(PhotosearchError):
    """The processes that read photos can't run."""

    group = "workers"


class WireError(PhotosearchError):
    """A line on the wire is not a message."""

    group = "wire"


def raised_elsewhere(kind: type[E], said: Said) -> E:
    """Return an error as it comes out of another process."""
    error = kind.__new__(kind)
    error.said = said
    error.args = (said.reason,)
    return error
