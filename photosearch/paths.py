"""Where the program keeps its files, and which file a person means."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "PHOTOSEARCH_HOME"
# Bytes that even a command that only reads would like to write: the database's own notes.
_SOME_ROOM = 1 << 18


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The program's own folders: ``data`` must be kept, ``cache`` can be rebuilt."""

    data: Path
    cache: Path

    @classmethod
    def default(cls) -> AppPaths:
        """Return the user's folders, or those below ``$PHOTOSEARCH_HOME`` where it is set."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.under(user_path(home))
        import platformdirs  # late: workers are told where things are

        return cls(
            platformdirs.user_data_path("photosearch", appauthor=False),
            platformdirs.user_cache_path("photosearch", appauthor=False),
        )

    @classmethod
    def under(cls, home: Path) -> AppPaths:
        """Return the paths of a self-contained library below one folder."""
        return cls(home / "data", home / "cache")

    @property
    def catalogue(self) -> Path:
        """The SQLite database."""
        return self.data / "catalogue.db"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.json"

    @property
    def lock(self) -> Path:
        """The lock of the one writer."""
        return self.data / "writer.lock"

    @property
    def trashed(self) -> Path:
        """What was moved to the trash last, to undo it."""
        return self.data / "trashed.json"

    @property
    def saved_pictures(self) -> Path:
        """The folder of pasted pictures that a saved search holds."""
        return self.data / "saved-pictures"

    @property
    def models(self) -> Path:
        """The folder of model packs the user added."""
        return self.data / "models"

    @property
    def face_model(self) -> Path:
        """The folder of the model of faces that the user added."""
        return self.data / "face-model"

    @property
    def log(self) -> Path:
        """The engine's log file."""
        return self.data / "engine.log"

    @property
    def index(self) -> Path:
        """The folder of vector indexes, one a space."""
        return self.cache / "index"

    @property
    def graphs(self) -> Path:
        """The folder of models' graphs as they were made ready."""
        return self.cache / "graphs"

    @property
    def word_lists(self) -> Path:
        """The folder of embedded word lists."""
        return self.cache / "words"

    @property
    def pasted(self) -> Path:
        """The folder of the pictures that were pasted last."""
        return self.cache / "pasted"

    @property
    def previews(self) -> Path:
        """The folder of the last previews."""
        return self.cache / "previews"

    @property
    def faces(self) -> Path:
        """The folder of small pictures of faces."""
        return face_folder(self.cache)

    @property
    def thumbnails(self) -> Path:
        """The folder of thumbnails."""
        return self.cache / "thumbnails"


def user_path(path: str | os.PathLike[str]) -> Path:
    """Return the absolute path that a person means.

    ``~`` is the home folder, ``..`` the folder that really holds the one before it, as for the
    system. Links that are named stay as they are named. A ``~name`` without such a user is a name
    like any other.
    """
    whole = Path.cwd() / os.path.expanduser(path)  # noqa: PTH111 (Path's fails without a home)
    if os.pardir not in whole.parts:
        return whole
    last = len(whole.parts) - whole.parts[::-1].index(os.pardir)
    return Path(*whole.parts[:last]).resolve().joinpath(*whole.parts[last:])


def make_private(folder: Path) -> None:
    """Make a folder of ours, or find it; nobody but its owner may look into it.

    Where a disk knows no such rights, it goes without.

    Raises:
        OSError: it can't be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def make_private_file(path: Path) -> None:
    """Make a file that nobody but its owner may read, or find it; what is in it stays.

    Raises:
        OSError: it can't be made.
    """
    path.touch(mode=0o600)
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def can_write(folder: Path) -> bool:
    """Say whether a folder is there, may be written to, and its disk has some room."""
    from tempfile import TemporaryFile  # late: the window has no need of it

    try:
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(_SOME_ROOM))
    except OSError:
        return False
    return True


def thumbnail_path(thumbnails: Path, content_hash: bytes, at_ms: int | None = None) -> Path:
    """Return where the thumbnail of the content with this hash lives below ``thumbnails``.

    ``at_ms`` asks for that of a moment of a video.
    """
    name = content_hash.hex()
    moment = "" if at_ms is None else f"-{at_ms}"
    return thumbnails / name[:2] / f"{name}{moment}.jpg"


def moment_thumbnail(thumbnail: Path, at: float) -> Path:
    """Return where the thumbnail of another moment, at so many seconds, of the same video lives."""
    content = thumbnail.stem.partition("-")[0]
    return thumbnail.with_name(f"{content}-{round(at * 1000)}.jpg")


def face_folder(cache: Path) -> Path:
    """Return the folder of small pictures of faces."""
    return cache / "faces"


def face_picture(cache: Path, content_hash: bytes, number: int) -> Path:
    """Return where the small picture of a face lives, by its photo's content and its number."""
    name = content_hash.hex()
    return face_folder(cache) / name[:2] / f"{name}-{number}.jpg"
