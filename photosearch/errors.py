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


class PhotosearchError(Exception):
    """A failure that a person can understand and act on.

    ``title`` names what failed, ``reason`` says why, ``advice`` what to do next; each is one plain
    sentence or phrase, ready to be shown.
    """

    title = "Something went wrong"

    def __init__(self, reason: str, advice: str = "", *, title: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        if title is not None:
            self.title = title

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.title}: {self.reason}", self.advice) if part)


class FolderError(PhotosearchError):
    """A folder can't be added, read or watched."""

    title = "Folder not added"


class CatalogueError(PhotosearchError):
    """The library's database can't be used."""

    title = "Library can't be opened"


class CatalogueBusyError(CatalogueError):
    """Another program holds the database for longer than the busy timeout."""

    title = "Library is busy"


class CatalogueTooNewError(CatalogueError):
    """The database was written by a newer version of the program."""

    title = "Library is from a newer version"


class StorageError(CatalogueError):
    """The disk is full, read-only, or permission is missing."""

    title = "Can't write to disk"


class LibraryInUseError(PhotosearchError):
    """Another instance is already writing to this library."""

    title = "Library is already open"


class ModelError(PhotosearchError):
    """A model pack can't be read, added or used."""

    title = "Model can't be used"


class HubUnreachableError(ModelError):
    """The model hub does not answer, or does not know the model."""

    title = "Model can't be downloaded"


class PhotoUnreadableError(PhotosearchError):
    """A picture that was named by the user can't be read."""

    title = "Photo can't be read"


class QueryError(PhotosearchError):
    """What was typed can't be understood."""

    title = "Search not understood"


class SettingsError(PhotosearchError):
    """The settings file can't be read or written."""

    title = "Settings can't be used"


class TrainingError(PhotosearchError):
    """A recipe or its data can't be used."""

    title = "Training can't run"


class TrashError(PhotosearchError):
    """A file can't be moved to the system's trash, or brought back from it."""

    title = "Trash can't be used"


class WorkersError(PhotosearchError):
    """The processes that read photos can't run."""

    title = "Photos can't be read"


class WireError(PhotosearchError):
    """A line on the wire is not a message."""

    title = "Message not understood"
