"""Compares a folder on disk with what the catalogue knows of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import translate
from pathlib import Path
from re import Pattern
from re import compile as compile_pattern
from typing import Final

from photosearch.folders.changes import Changes, FoundFile, Known
from photosearch.types import PHOTO_SUFFIXES

SIDECAR_SUFFIX: Final = ".xmp"
# Folders that systems, programs and network stores keep for themselves.
SYSTEM_FOLDERS: Final = frozenset(
    {
        "$recycle.bin", "system volume information", "@eadir", "#recycle", "lost+found",
        "node_modules", "__pycache__", "__macosx", "thumbnails", "lightroom previews.lrdata",
    }
)  # fmt: skip
# Inside a package of Apple's photo programs only the originals are photos of the user.
PACKAGE_SUFFIXES: Final = (".photoslibrary", ".photolibrary", ".aplibrary", ".migratedphotolibrary")
ORIGINALS: Final = frozenset({"originals", "masters"})


class RootOfflineError(OSError):
    """The folder itself can't be reached: its drive is unplugged, not its photos deleted."""


class Excludes:
    """Says which names are never looked at."""

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        self._pattern: Pattern[str] | None = (
            compile_pattern("|".join(translate(pattern.casefold()) for pattern in patterns))
            if patterns
            else None
        )

    def __call__(self, name: str, parent: str, is_folder: bool) -> bool:
        """Say whether to leave out the file or folder ``name`` in the folder named ``parent``."""
        if name.startswith("."):
            return True
        if not is_folder and self._pattern is None:
            return False
        folded = name.casefold()
        if self._pattern is not None and self._pattern.match(folded):
            return True
        if not is_folder:
            return False
        if parent.casefold().endswith(PACKAGE_SUFFIXES):
            return folded not in ORIGINALS
        return folded in SYSTEM_FOLDERS or folded.endswith(".lrdata")


def scan(root: Path, known: Mapping[str, Known], excludes: Sequence[str] = ()) -> Changes:
    """Look at all of a folder.

    Raises:
        RootOfflineError: the folder itself can't be read.
    """
    return scan_paths(root, [root], known, excludes)


def scan_paths(
    root: Path,
    paths: Iterable[Path],
    known: Mapping[str, Known],
    excludes: Sequence[str] = (),
) -> Changes:
    """Look only at these files and folders (absolute, below ``root``), there or gone.

    Raises:
        RootOfflineError: ``root`` can't be read.
    """
    _check_online(root)
    look = _Look(root, Excludes(excludes))
    places = _outermost(root, paths)
    found: dict[str, FoundFile] = {}
    for place in places:
        look.at(place, found)
    return _compare(found, known, places, look.unreadable)


def _compare(
    found: dict[str, FoundFile],
    known: Mapping[str, Known],
    places: Sequence[str],
    unreadable: list[str],
) -> Changes:
    changes = Changes(unreadable=[Path(place) for place in unreadable])
    everywhere = "" in places
    for name, photo in known.items():
        if not everywhere and not any(_below(name, place) for place in places):
            continue
        now = found.pop(name, None)
        if now is None:
            if not any(_below(name, place) for place in unreadable):
                changes.removed.append(photo.id)
        elif now.size != photo.size or now.mtime_ns != photo.mtime_ns:
            changes.changed.append((photo.id, now))
    changes.added.extend(found.values())
    return changes


def _below(name: str, place: str) -> bool:
    return place == "" or name == place or name.startswith(place + os.sep)


def _check_online(root: Path) -> None:
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise RootOfflineError(error.errno, f"{root} can't be reached") from error


def _outermost(root: Path, paths: Iterable[Path]) -> list[str]:
    """Return the places to look at, relative to the root, without those inside of others.

    A changed sidecar means a look at its photo, whichever suffix that has: at the folder's files.
    """
    places: list[str] = []
    for path in sorted({_place(root, path) for path in paths}):
        if not any(_below(path, place) for place in places):
            places.append(path)
    return places


def _place(root: Path, path: Path) -> str:
    if path.suffix.lower() == SIDECAR_SUFFIX:
        path = path.parent
    relative = str(path.relative_to(root))
    return "" if relative == "." else relative


class _Look:
    """Walks below a root; remembers which folders it has been in, so that links can't circle."""

    def __init__(self, root: Path, excluded: Excludes) -> None:
        self._root = str(root)
        self._excluded = excluded
        self._visited: set[tuple[int, int]] = set()
        self.unreadable: list[str] = []

    def at(self, place: str, found: dict[str, FoundFile]) -> None:
        """Look at one file or folder, if it is there and not excluded."""
        path = os.path.join(self._root, place) if place else self._root
        if place and self._is_excluded(place):
            return
        try:
            status = os.stat(path)
        except OSError:
            return
        if stat.S_ISDIR(status.st_mode):
            self._walk(path, place, found)
        elif _is_photo(place):
            mtime = max(status.st_mtime_ns, *_sidecar_times(path))
            found[place] = FoundFile(place, status.st_size, mtime)

    def _is_excluded(self, place: str) -> bool:
        parts = [os.path.basename(self._root), *place.split(os.sep)]
        folder = os.path.isdir(os.path.join(self._root, place))
        last = len(parts) - 1
        return any(
            self._excluded(parts[i], parts[i - 1], folder or i < last) for i in range(1, len(parts))
        )

    def _walk(self, path: str, place: str, found: dict[str, FoundFile]) -> None:
        stack = [(path, place)]
        while stack:
            path, place = stack.pop()
            if self._first_visit(path):
                stack.extend(self._enter(path, place, found))

    def _first_visit(self, path: str) -> bool:
        try:
            status = os.stat(path)
        except OSError:
            return False
        key = (status.st_dev, status.st_ino)
        if key in self._visited and status.st_ino:
            return False
        self._visited.add(key)
        return True

    def _enter(self, path: str, place: str, found: dict[str, FoundFile]) -> list[tuple[str, str]]:
        """Note one folder's photos; return the folders in it."""
        parent = os.path.basename(path)
        folders: list[tuple[str, str]] = []
        photos: list[tuple[str, os.stat_result]] = []
        sidecars: dict[str, int] = {}
        try:
            entries = list(os.scandir(path))
        except OSError:
            self.unreadable.append(place)
            return folders
        for entry in entries:
            name = entry.name
            inside = f"{place}{os.sep}{name}" if place else name
            try:
                if entry.is_dir():
                    if not self._excluded(name, parent, True):
                        folders.append((entry.path, inside))
                elif _is_photo(name):
                    if not self._excluded(name, parent, False):
                        photos.append((inside, entry.stat()))
                elif name.lower().endswith(SIDECAR_SUFFIX):
                    sidecars[inside[: -len(SIDECAR_SUFFIX)]] = entry.stat().st_mtime_ns
            except OSError:
                continue  # it went away while we looked, or is a link to nowhere
        for inside, status in photos:
            mtime = status.st_mtime_ns
            if sidecars:
                stem = os.path.splitext(inside)[0]
                mtime = max(mtime, sidecars.get(inside, 0), sidecars.get(stem, 0))
            found[inside] = FoundFile(inside, status.st_size, mtime)
        return folders


def _is_photo(name: str) -> bool:
    dot = name.rfind(".")
    return dot >= 0 and name[dot:].lower() in PHOTO_SUFFIXES


def _sidecar_times(path: str) -> Iterator[int]:
    yield 0
    for sidecar in (path + SIDECAR_SUFFIX, os.path.splitext(path)[0] + SIDECAR_SUFFIX):
        try:
            yield os.stat(sidecar).st_mtime_ns
        except OSError:
            continue
