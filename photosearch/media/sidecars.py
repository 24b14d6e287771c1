"""Sidecars: which XMP files belong to a photo, what they weigh, and what is in them.

The one rule, for all who ask: beside ``a.jpg`` these are ``a.jpg.xmp``, which is the photo's own,
then ``a.xmp``, which it may share with ``a.raw``; upper and lower case are alike, and the very
spelling comes first.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import xxhash

log = logging.getLogger(__name__)

SIDECAR_SUFFIX: Final = ".xmp"
# What a photo without a sidecar has as its stamp.
NO_SIDECAR: Final = 0
# Bytes of a sidecar that are read: no program's own edits take more.
_LONGEST: Final = 32 << 20
# A folder that has been quiet for this many seconds can be remembered by its time.
_QUIET: Final = 3.0


def is_sidecar(name: str) -> bool:
    """Say whether a file name is that of a sidecar."""
    return name[-4:].lower() == SIDECAR_SUFFIX


def sidecar_key(name: str) -> str:
    """Return what names a sidecar's photos: it is among their :func:`photo_keys`."""
    return name[:-4].casefold()


def photo_keys(name: str) -> tuple[str, str]:
    """Return what names a photo's sidecars: its own, and the one that it may share."""
    own = name.casefold()
    dot = own.rfind(".")
    return own, own[:dot] if dot > 0 else own


class FolderSidecars:
    """The sidecars among the names of one folder."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_photo: dict[str, list[str]] = {}
        for name in sorted(names):
            if is_sidecar(name):
                self._by_photo.setdefault(sidecar_key(name), []).append(name)

    def __bool__(self) -> bool:
        return bool(self._by_photo)

    def of(self, photo: str) -> Sequence[str]:
        """Return the names of a photo's sidecars, the first of which counts first."""
        if not self._by_photo:
            return ()
        found: list[str] = []
        for key in photo_keys(photo):
            names = self._by_photo.get(key)
            if names is None:
                continue
            exact = [name for name in names if photo.startswith(name[:-4])]
            found += [*exact, *(name for name in names if name not in exact)]
        return found


def sidecar_stamp(statuses: Iterable[os.stat_result]) -> int:
    """Return a number that changes when any of a photo's sidecars does: comes, goes, is replaced.

    Where they lie is not in it: sidecars that move with their photo are as they were.
    """
    parts = [f"{status.st_size}.{status.st_mtime_ns}" for status in statuses]
    if not parts:
        return NO_SIDECAR
    return xxhash.xxh3_64_intdigest("/".join(parts).encode()) >> 1 or 1


def sidecars_of(photo: Path) -> list[Path]:
    """Return where a photo's sidecars lie."""
    return [photo.with_name(name) for name in _listed(photo.parent).of(photo.name)]


def read_sidecars(photo: Path) -> Iterator[bytes]:
    """Yield what is in a photo's sidecars; those that are empty or can't be read are left out."""
    for path in sidecars_of(photo):
        try:
            if path.is_file():  # a pipe would hang
                with path.open("rb") as file:
                    data = file.read(_LONGEST)
                if data.strip(b"\0 \r\n\t"):
                    yield data
        except OSError as error:
            log.info("sidecar left out: %s", error)


_last: tuple[str, int, FolderSidecars] | None = None


def _listed(folder: Path) -> FolderSidecars:
    """Return a folder's sidecars; the last folder is remembered until it changes."""
    global _last
    try:
        changed = folder.stat().st_mtime_ns
        if _last is not None and _last[:2] == (str(folder), changed):
            return _last[2]
        listed = FolderSidecars(os.listdir(folder))  # noqa: PTH208 - names alone
    except OSError:
        return FolderSidecars(())
    is_quiet = time.time() - changed / 1e9 > _QUIET
    _last = (str(folder), changed, listed) if is_quiet else None
    return listed
