"""Brings the catalogue in line with the disk: scans folders, tells moved photos from new ones."""

from __future__ import annotations

import gc
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

import xxhash

from photosearch.catalogue.changes import Changes, FoundFile, Known
from photosearch.catalogue.database import Catalogue
from photosearch.folders.scan import RootOfflineError, below_any, outermost, scan_paths
from photosearch.media.names import moment_of_name
from photosearch.types import PhotoId, Progress
from photosearch.wire.values import Folder

log = logging.getLogger(__name__)


class Refresher:
    """Looks at the disk and stores what changed; ``excludes`` gives the patterns of now."""

    def __init__(self, catalogue: Catalogue, excludes: Callable[[], Sequence[str]]) -> None:
        self._catalogue = catalogue
        self._excludes = excludes

    def folders(self, folders: Sequence[Folder]) -> Iterator[Progress]:
        """Look at all of these folders; what is stored is stored together, at the end.

        So a photo that moved from one folder to another is known again.
        """
        found: list[tuple[Folder, dict[str, Known], Changes]] = []
        for done, folder in enumerate(folders):
            yield Progress("scanning", done, len(folders), note=str(folder.path))
            known, changes = self._look(folder)
            if changes is not None:
                found.append((folder, known, changes))
        self._store(found)
        yield Progress("scanning", len(folders), len(folders))

    def paths(self, folder: Folder, paths: Iterable[Path]) -> None:
        """Look at these files and folders below one folder; none means all of it."""
        known, changes = self._look(folder, list(paths))
        if changes is not None:
            self._store([(folder, known, changes)])

    def _look(
        self, folder: Folder, paths: Sequence[Path] = ()
    ) -> tuple[dict[str, Known], Changes | None]:
        """Return what is known there and what differs, None if the folder is offline; note that."""
        with _no_collection():
            places = outermost(folder.path, paths)
            known = self._catalogue.photos.known(folder.id, places)
            mounts = self._catalogue.folders.mounts(folder.id)
            try:
                looked_at = paths or [folder.path]
                changes = scan_paths(folder.path, looked_at, known, self._excludes(), mounts)
            except RootOfflineError:
                self._note_online(folder, False)
                return known, None
        self._note_online(folder, True)
        for place in changes.unreadable:
            log.warning("%s may not be read", folder.path / place)
        for volume in changes.away:
            log.warning("the volume at %s is away: its photos are kept", folder.path / volume)
        if not paths:
            seen = (*changes.mounts, *changes.away)
            self._catalogue.folders.note_look(folder.id, seen, changes.unsearched)
        return known, changes

    def _retry_passing(self, folder: Folder, changes: Changes) -> None:
        """Let photos be tried again that the disk did not give, now that it has been looked at."""
        kept = (*map(str, changes.unreadable), *changes.away)
        found = [
            photo
            for path, photo in self._catalogue.problems.passing(folder.id).items()
            if not below_any(path, kept)
        ]
        if found:
            self._catalogue.problems.retry(found)

    def _note_online(self, folder: Folder, online: bool) -> None:
        if folder.online != online:
            self._catalogue.folders.set_online(folder.id, online)

    def _store(self, found: Sequence[tuple[Folder, dict[str, Known], Changes]]) -> None:
        find_moves(found)
        changed = [(folder.id, changes) for folder, _, changes in found if changes]
        if changed:
            self._catalogue.photos.apply(changed)
        for folder, _, changes in found:
            self._retry_passing(folder, changes)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for cycles among a hundred thousand new objects that have none.

    It would take a fifth of a scan's time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def find_moves(found: Sequence[tuple[Folder, dict[str, Known], Changes]]) -> None:
    """Pair photos that are gone with new files of the same content, in place.

    Only a new file of the same size as one that is gone is read, to compare its hash.
    """
    gone = _gone_by_size(found)
    taken: set[PhotoId] = set()
    for folder, _, changes in found:
        kept: list[FoundFile] = []
        for file in changes.added:
            same = _same_content(folder.path / file.relative, gone.get(file.size, ()), taken)
            if same is None:
                kept.append(file)
            else:
                was, photo = same
                taken.add(photo.id)
                changes.moved.append((photo.id, file))
                if photo.sidecar != file.sidecar or _tells_otherwise(was, file.relative):
                    changes.changed.append((photo.id, file))  # what it says is to be read anew
        changes.added = kept
    for _, _, changes in found:
        changes.removed = [photo for photo in changes.removed if photo not in taken]


def _tells_otherwise(was: str, now: str) -> bool:
    """Say whether two names of a photo tell other times at which it was taken."""
    before, after = (moment_of_name(PurePath(name).name) for name in (was, now))
    return before != after


def _gone_by_size(
    found: Sequence[tuple[Folder, dict[str, Known], Changes]],
) -> dict[int, list[tuple[str, Known]]]:
    gone: dict[int, list[tuple[str, Known]]] = defaultdict(list)
    for _, known, changes in found:
        removed = set(changes.removed)
        for name, photo in known.items() if removed else ():
            if photo.id in removed and photo.content_hash is not None:
                gone[photo.size].append((name, photo))
    return gone


def _same_content(
    path: Path, candidates: Sequence[tuple[str, Known]], taken: set[PhotoId]
) -> tuple[str, Known] | None:
    """Return which of the files that are gone has the content of a new one, and its name."""
    open_ones = [(name, photo) for name, photo in candidates if photo.id not in taken]
    if not open_ones:
        return None
    try:
        digest = xxhash.xxh3_128(path.read_bytes()).digest()
    except OSError:
        return None
    return next((one for one in open_ones if one[1].content_hash == digest), None)


def folder_of(folders: Iterable[Folder], root: Path) -> Folder | None:
    """Return the library folder at this path."""
    return next((folder for folder in folders if folder.path == root), None)
