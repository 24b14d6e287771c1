"""Folders: which belong to the library, and how they are looked at."""

from __future__ import annotations

from photosearch.wire.messages.base import Message
from photosearch.wire.values import Folder


class AddFolder(Message, frozen=True, tag="add_folder"):
    """Add a folder (absolute path) to the library and index it."""

    path: str


class RemoveFolder(Message, frozen=True, tag="remove_folder"):
    """Forget a folder and its photos; files are never touched."""

    folder: int


class Rescan(Message, frozen=True, tag="rescan"):
    """Look at all folders again."""


class ListFolderRules(Message, frozen=True, tag="list_folder_rules"):
    """Ask how folders are looked at; answered by `folder_rules`, as the two that follow are."""


class ExcludeNames(Message, frozen=True, tag="exclude_names"):
    """Leave out files and folders of these names (shell patterns), and no others; look again."""

    patterns: tuple[str, ...]


class WatchFolders(Message, frozen=True, tag="watch_folders"):
    """Watch folders from now on, or no longer."""

    on: bool


class Folders(Message, frozen=True, tag="folders"):
    """The folders as they now are."""

    folders: tuple[Folder, ...]


class FolderRules(Message, frozen=True, tag="folder_rules"):
    """How folders are looked at: which names are left out, and whether changes are watched for."""

    excludes: tuple[str, ...]
    watched: bool
