"""What the user chose, kept in one JSON file."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from photosearch.errors import SettingsError
from photosearch.paths import make_private

BUILTIN_MODEL = "mini"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """The user's choices; every field has a default that suits most people.

    ``model``: the id of the model pack that answers. ``device``: ``auto``, ``cpu``, ``cuda`` or
    ``mps``. ``workers``: processes that decode and encode; 0 means as many as the
    cores allow while the desktop stays usable (they run at low priority).
    ``excludes``: shell patterns of file and folder names never looked at. ``watch``: whether
    folders are watched while the program runs. ``read_text``: whether what is written in pictures
    is read, where the package that reads is installed. ``find_faces``: whether faces are looked for
    and told apart; nobody's are unless that is asked for. ``answers``: the id of the added
    vision-language model that looks at photos to answer questions; empty for none.
    ``make_captions``: whether captions of all photos are made and kept, for screen readers.
    """

    model: str = BUILTIN_MODEL
    device: str = "auto"
    workers: int = 0
    excludes: tuple[str, ...] = ()
    watch: bool = True
    read_text: bool = True
    find_faces: bool = False
    answers: str = ""
    make_captions: bool = False

    def worker_count(self) -> int:
        """Return how many worker processes to run; one fewer than cores, but two at least."""
        return self.workers or max(2, min(8, (os.cpu_count() or 2) - 1))


def load_settings(path: Path) -> Settings:
    """Read settings; a missing file means the defaults.

    Raises:
        SettingsError: the file can't be read or is not a settings file.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, msgspec.DecodeError) as error:
        raise SettingsError("not_read", path=path, error=error) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Write settings so that a crash leaves either the old file or the new one.

    Raises:
        SettingsError: the file can't be written.
    """
    draft = path.with_suffix(".new")
    try:
        make_private(path.parent)
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        draft.replace(path)
    except OSError as error:
        raise SettingsError("not_written", path=path, error=error) from error
