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

from photosearch.catalogue.changes import Changes, FoundFile, Known, file_time
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
    places = _outermost(root, paths)
    look = _Look(root, Excludes(excludes), known)
    for place in places:
        look.at(place)
    return look.changes_below(places)


def _below(name: str, place: str) -> bool:
    return place == "" or name == place or name.startswith(place + os.sep)


def _below_any(name: str, places: Iterable[str]) -> bool:
    return any(_below(name, place) for place in places)


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
    """Walks below a root and notes what differs from what is known.

    It compares as it goes: most files are as they were, and leave nothing behind. It remembers
    which folders it has been in, so that links can't circle.
    """

    def __init__(self, root: Path, excluded: Excludes, known: Mapping[str, Known]) -> None:
        self._root = str(root)
        self._excluded = excluded
        self._unseen = dict(known)
        self._visited: set[tuple[int, int]] = set()
        self._unreadable: list[str] = []
        self._changes = Changes()

    def at(self, place: str) -> None:
        """Look at one file or folder, if it is there and not excluded."""
        path = os.path.join(self._root, place) if place else self._root
        if place and self._is_excluded(place):
            return
        try:
            status = os.stat(path)
        except OSError:
            return
        if stat.S_ISDIR(status.st_mode):
            self._walk(path, place)
        elif _is_photo(place):
            self._note(place, status.st_size, max(status.st_mtime_ns, *_sidecar_times(path)))

    def changes_below(self, places: Sequence[str]) -> Changes:
        """Return what differs; what was not seen below these places is gone."""
        changes = self._changes
        changes.unreadable = [Path(place) for place in self._unreadable]
        for name, photo in self._unseen.items():
            if _below_any(name, places) and not _below_any(name, self._unreadable):
                changes.removed.append(photo.id)
        return changes

    def _note(self, name: str, size: int, mtime_ns: int) -> None:
        """Compare a photo's file with what is known of it."""
        mtime_ns = file_time(mtime_ns)
        photo = self._unseen.pop(name, None)
        if photo is None:
            self._changes.added.append(FoundFile(name, size, mtime_ns))
        elif photo.size != size or photo.mtime_ns != mtime_ns:
            self._changes.changed.append((photo.id, FoundFile(name, size, mtime_ns)))

    def _is_excluded(self, place: str) -> bool:
        parts = [os.path.basename(self._root), *place.split(os.sep)]
        folder = os.path.isdir(os.path.join(self._root, place))
        last = len(parts) - 1
        return any(
            self._excluded(parts[i], parts[i - 1], folder or i < last) for i in range(1, len(parts))
        )

    def _walk(self, path: str, place: str) -> None:
        stack = [(path, place)]
        while stack:
            path, place = stack.pop()
            if self._first_visit(path):
                stack.extend(self._enter(path, place))

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

    def _enter(self, path: str, place: str) -> list[tuple[str, str]]:
        """Note one folder's photos; return the folders in it."""
        parent = os.path.basename(path)
        below = f"{place}{os.sep}" if place else ""
        folders: list[tuple[str, str]] = []
        photos: list[tuple[str, os.stat_result]] = []
        sidecars: dict[str, int] = {}
        try:
            entries = list(os.scandir(path))
        except OSError:
            self._unreadable.append(place)
            return folders
        for entry in entries:
            name = entry.name
            try:
                if entry.is_dir():
                    if not self._excluded(name, parent, True):
                        folders.append((entry.path, below + name))
                elif _is_photo(name):
                    if not self._excluded(name, parent, False):
                        photos.append((name, entry.stat()))
                elif name.lower().endswith(SIDECAR_SUFFIX):
                    sidecars[name[: -len(SIDECAR_SUFFIX)]] = entry.stat().st_mtime_ns
            except OSError:
                continue  # it went away while we looked, or is a link to nowhere
        for name, status in photos:
            mtime = status.st_mtime_ns
            if sidecars:
                stem = os.path.splitext(name)[0]
                mtime = max(mtime, sidecars.get(name, 0), sidecars.get(stem, 0))
            self._note(below + name, status.st_size, mtime)
        return folders


def _is_photo(name: str) -> bool:
    return name[name.rfind(".") :].lower() in PHOTO_SUFFIXES


def _sidecar_times(path: str) -> Iterator[int]:
    yield 0
    for sidecar in (path + SIDECAR_SUFFIX, os.path.splitext(path)[0] + SIDECAR_SUFFIX):
        try:
            yield os.stat(sidecar).st_mtime_ns
        except OSError:
            continue
