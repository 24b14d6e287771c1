"""Compares a folder on disk with what the catalogue knows of it."""

from __future__ import annotations

import os
import stat
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from photosearch.catalogue.changes import Changes, FoundFile, Known, file_time
from photosearch.folders.excludes import NO_MEDIA, Excludes
from photosearch.folders.presence import has_content, is_gone, is_mounted, mount_points
from photosearch.media.kinds import searched_suffixes
from photosearch.media.sidecars import (
    NO_SIDECAR,
    FolderSidecars,
    is_of_folder,
    is_sidecar,
    photo_keys,
    sidecar_key,
    sidecar_stamp,
)
from photosearch.types import UNSEARCHED_SUFFIXES


class RootOfflineError(OSError):
    """The folder itself can't be reached: its drive is unplugged, not its photos deleted.

    So is one that had photos and is empty: the place where a drive was.
    """


def scan(
    root: Path,
    known: Mapping[str, Known],
    excludes: Sequence[str] = (),
    mounts: Iterable[str] = (),
) -> Changes:
    """Look at all of a folder; see :func:`scan_paths`."""
    return scan_paths(root, [root], known, excludes, mounts)


def scan_paths(
    root: Path,
    paths: Iterable[Path],
    known: Mapping[str, Known],
    excludes: Sequence[str] = (),
    mounts: Iterable[str] = (),
) -> Changes:
    """Look only at these files and folders (absolute, below ``root``), there or gone.

    Args:
        root: the library folder.
        paths: where to look; ``root`` itself means all of it.
        known: what the catalogue knows, by path below ``root``.
        excludes: shell patterns of names to leave out.
        mounts: places below ``root`` where volumes were seen: photos there are kept while their
            volume is away.

    Raises:
        RootOfflineError: ``root`` can't be read, or is empty though it had photos. If single files
            of it went, and it with them, that is believed.
    """
    places = outermost(root, paths)
    must_have_content = bool(known) and places == [""]
    _check_online(root, must_have_content)
    look = _Look(root, Excludes(excludes), known, mounts)
    for place in places:
        look.at(place)
    changes = look.changes_below(places)
    if changes.removed:
        _check_online(root, must_have_content)  # it may have gone while we looked
    return changes


def _below(name: str, place: str) -> bool:
    return place == "" or name == place or name.startswith(place + os.sep)


def below_any(name: str, places: Iterable[str]) -> bool:
    """Say whether a path is one of others or below it, all as text relative to a root."""
    return any(_below(name, place) for place in places)


def _check_online(root: Path, must_have_content: bool) -> None:
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise RootOfflineError(error.errno, f"{root} can't be reached") from error
    if must_have_content and not has_content(root):
        raise RootOfflineError(f"{root} is empty")


def outermost(root: Path, paths: Iterable[Path]) -> list[str]:
    """Return the places to look at, relative to the root, without those inside of others.

    A changed sidecar means a look at the photos that it may belong to; a file that shuts a folder
    out, one at the folder.
    """
    places: list[str] = []
    for path in sorted({_relative(root, path) for path in _looked_at(paths)}):
        if not any(_below(path, place) for place in places):
            places.append(path)
    return places


def _looked_at(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths, photos in the place of sidecars."""
    sidecars: dict[Path, set[str]] = defaultdict(set)
    for path in paths:
        if is_of_folder(path.name):
            yield path.parent
        elif is_sidecar(path.name):
            sidecars[path.parent].add(sidecar_key(path.name))
            yield path  # it may be a folder
        else:
            yield path.parent if path.name == NO_MEDIA else path
    for folder, keys in sidecars.items():
        try:
            names = os.listdir(folder)
        except OSError:
            yield folder
            continue
        yield from (folder / name for name in names if not keys.isdisjoint(photo_keys(name)))


def _relative(root: Path, path: Path) -> str:
    relative = str(path.relative_to(root))
    return "" if relative == "." else relative


class _Look:
    """Walks below a root and notes what differs from what is known.

    It compares as it goes: most files are as they were, and leave nothing behind. It remembers
    which folders it has been in, so that links can't circle.
    """

    def __init__(
        self, root: Path, excluded: Excludes, known: Mapping[str, Known], mounts: Iterable[str]
    ) -> None:
        self._root = str(root)
        self._mounts = mounts
        self._points = mount_points(self._root)
        self._unsearched: Counter[str] = Counter()
        self._excluded = excluded
        self._unseen = dict(known)
        self._visited: set[tuple[int, int]] = set()
        self._unreadable: list[str] = []
        self._changes = Changes()
        self._sidecars: dict[str, FolderSidecars] = {}

    def at(self, place: str) -> None:
        """Look at one file or folder, if it is there and not excluded."""
        path = os.path.join(self._root, place) if place else self._root
        if place and self._is_excluded(place):
            return
        try:
            status = os.stat(path)
        except OSError as error:
            if not is_gone(error):
                self._unreadable.append(place)
            return
        if stat.S_ISDIR(status.st_mode):
            self._walk(path, place)
        elif _is_photo(place):
            self._note(place, status, self._stamp_beside(path))

    def changes_below(self, places: Sequence[str]) -> Changes:
        """Return what differs; what was not seen below these places is gone."""
        changes = self._changes
        changes.unreadable = [Path(place) for place in self._unreadable]
        changes.unsearched = dict(self._unsearched)
        changes.away = self._volumes_away()
        kept = [*self._unreadable, *changes.away]
        for name, photo in self._unseen.items():
            if below_any(name, places) and not below_any(name, kept):
                changes.removed.append(photo.id)
        return changes

    def _volumes_away(self) -> list[str]:
        """Return the places where volumes were seen that are not there now."""
        paths = {mount: os.path.join(self._root, mount) for mount in self._mounts}
        points = mount_points(self._root) if paths else frozenset()
        return [
            mount
            for mount, path in paths.items()
            if not is_mounted(path, points) and not has_content(path)
        ]

    def _note(self, name: str, status: os.stat_result, sidecar: int) -> None:
        """Compare a photo's file with what is known of it."""
        size, mtime_ns = status.st_size, file_time(status.st_mtime_ns)
        photo = self._unseen.pop(name, None)
        if photo is None:
            self._changes.added.append(FoundFile(name, size, mtime_ns, sidecar))
        elif photo.size != size or photo.mtime_ns != mtime_ns or photo.sidecar != sidecar:
            self._changes.changed.append((photo.id, FoundFile(name, size, mtime_ns, sidecar)))

    def _stamp_beside(self, path: str) -> int:
        """Return the stamp of the sidecars of a photo; its folder is listed once."""
        folder, name = os.path.split(path)
        if folder not in self._sidecars:
            try:
                self._sidecars[folder] = FolderSidecars(os.listdir(folder))
            except OSError:
                self._sidecars[folder] = FolderSidecars(())
        statuses: list[os.stat_result] = []
        for sidecar in self._sidecars[folder].of(name):
            with suppress(OSError):  # it went away while we looked
                statuses.append(os.stat(os.path.join(folder, sidecar)))
        return sidecar_stamp(status for status in statuses if stat.S_ISREG(status.st_mode))

    def _is_excluded(self, place: str) -> bool:
        parts = [os.path.basename(self._root), *place.split(os.sep)]
        folder = os.path.isdir(os.path.join(self._root, place))
        last = len(parts) - 1
        return any(
            self._excluded(parts[i], parts[i - 1], folder or i < last) for i in range(1, len(parts))
        ) or self._is_shut_out(parts[1:])

    def _is_shut_out(self, parts: Sequence[str]) -> bool:
        """Say whether a folder around this place, but the root, says that it has no media."""
        paths = accumulate(parts[:-1], os.path.join, initial=self._root)
        return any(os.path.lexists(os.path.join(path, NO_MEDIA)) for path in list(paths)[1:])

    def _walk(self, path: str, place: str) -> None:
        stack = [(path, place, -1)]
        while stack:
            path, place, device_around = stack.pop()
            device = self._first_visit(path, place)
            if device is None:
                continue
            if place and (device != device_around != -1 or path in self._points):
                self._changes.mounts.append(place)
            stack.extend((*folder, device) for folder in self._enter(path, place))

    def _first_visit(self, path: str, place: str) -> int | None:
        """Return the number of the volume that a folder lies on, None if there is nothing to do."""
        try:
            status = os.stat(path)
        except OSError as error:
            if not is_gone(error):
                self._unreadable.append(place)
            return None
        key = (status.st_dev, status.st_ino)
        if key in self._visited and status.st_ino:
            return None
        self._visited.add(key)
        return status.st_dev

    def _enter(self, path: str, place: str) -> list[tuple[str, str]]:
        """Note one folder's photos; return the folders in it."""
        parent = os.path.basename(path)
        below = f"{place}{os.sep}" if place else ""
        folders: list[tuple[str, str]] = []
        photos: list[tuple[str, os.stat_result]] = []
        sidecars: dict[str, os.stat_result] = {}
        try:
            entries = list(os.scandir(path))
        except OSError:
            self._unreadable.append(place)
            return folders
        if place and any(entry.name == NO_MEDIA for entry in entries):
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
                elif is_sidecar(name):
                    if entry.is_file():
                        sidecars[name] = entry.stat()
                elif (suffix := _suffix(name)) in UNSEARCHED_SUFFIXES and name[0] != ".":
                    self._unsearched[suffix] += 1
            except OSError as error:
                # It went away while we looked, is a link to nowhere, or the disk fails.
                if not is_gone(error):
                    self._unreadable.append(below + name)
        beside = FolderSidecars(sidecars)
        for name, status in photos:
            own = map(sidecars.__getitem__, beside.of(name)) if sidecars else ()
            self._note(below + name, status, sidecar_stamp(own) if sidecars else NO_SIDECAR)
        return folders


def _is_photo(name: str) -> bool:
    return _suffix(name) in searched_suffixes()


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower()
