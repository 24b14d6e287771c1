"""Sidecars: which files belong to a photo, what they weigh, and what is in them.

The one rule, for all who ask: beside ``a.jpg`` these are ``a.jpg.xmp``, which is the photo's own,
then ``a.xmp``, which it may share with ``a.raw``; upper and lower case are alike, and the very
spelling comes first. After them come those that Google writes beside the photos that it gives back
(Takeout): ``a.jpg.json``, ``a.jpg.supplemental-metadata.json`` or what its limit of 46 characters
leaves of that; ``a.jpg(1).json`` is that of ``a(1).jpg``, and ``a-edited.jpg`` has the one of
``a.jpg``. Picasa keeps one file for all photos of a folder.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import xxhash

log = logging.getLogger(__name__)

SIDECAR_SUFFIX: Final = ".xmp"
JSON_SUFFIX: Final = ".json"
_SUFFIXES: Final = frozenset({SIDECAR_SUFFIX, JSON_SUFFIX})
# What Picasa calls the file of a folder, in lower case.
_OF_FOLDERS: Final = frozenset({".picasa.ini", "picasa.ini"})
PICASA_SUFFIX: Final = ".ini"
# What Google puts between a photo's name and the suffix, cut so that both have no more than these.
_SUPPLEMENT: Final = "supplemental-metadata"
_LONGEST_NAME: Final = 46
# A number that stands behind all else where photos have the same name.
_NUMBER: Final = re.compile(r"(.*)(\(\d+\))")
# What Google adds to the name of a photo that was edited, by the language of its owner.
_EDITED: Final = re.compile(
    r"(?i)-(?:edited|bearbeitet|modifié|modificat[oa]|editad[oa]|ha editado|bewerkt|edytowan[ey]"
    r"|redigerad|redigeret|upraveno|編集済み|已修改|已编辑|已編輯|измененный)(?=\W*(?:\(\d+\))?\.\w+$)"
)
# What a photo without a sidecar has as its stamp.
NO_SIDECAR: Final = 0
# Bytes of a sidecar that are read: no program's own edits take more.
_LONGEST: Final = 32 << 20
# A folder that has been quiet for this many seconds can be remembered by its time.
_QUIET: Final = 3.0


def is_sidecar(name: str) -> bool:
    """Say whether a file name may be that of a sidecar."""
    return _suffix(name) in _SUFFIXES or is_of_folder(name)


def is_of_folder(name: str) -> bool:
    """Say whether a sidecar is that of all photos of its folder."""
    return name[-4:].lower() == PICASA_SUFFIX and name.lower() in _OF_FOLDERS


def _suffix(name: str) -> str:
    return name[-5:].lower() if name[-5:-4] == "." else name[-4:].lower()


def photo_named(name: str) -> str:
    """Return the name of the photo that a sidecar's name tells, with or without its suffix."""
    stem = name[: -len(_suffix(name))]
    if _suffix(name) != JSON_SUFFIX:
        return stem
    numbered = _NUMBER.fullmatch(stem)
    stem, number = (numbered[1], numbered[2]) if numbered else (stem, "")
    photo, dot, rest = stem.rpartition(".")
    if photo and dot and _SUPPLEMENT.startswith(rest.lower()):
        stem = photo
    if not number:
        return stem
    photo, dot, rest = stem.rpartition(".")
    return f"{photo}{number}.{rest}" if photo and dot else f"{stem}{number}"


def sidecar_key(name: str) -> str:
    """Return what names a sidecar's photos: it is among their :func:`photo_keys`."""
    return photo_named(name).casefold()


def photo_keys(name: str) -> tuple[str, ...]:
    """Return what names a photo's sidecars: its own, and those that it may share."""
    own = name.casefold()
    dot = own.rfind(".")
    keys = [own, own[:dot] if dot > 0 else own]
    if len(name) > _LONGEST_NAME:
        keys.append(name[:_LONGEST_NAME].casefold())
    if "-" in name and (edited := _EDITED.search(name)):
        keys.append(f"{name[: edited.start()]}{name[edited.end() :]}".casefold())
    return tuple(dict.fromkeys(keys))


class FolderSidecars:
    """The sidecars among the names of one folder."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_photo: dict[str, list[str]] = {}
        self._of_all: list[str] = []
        for name in sorted(names):
            if is_of_folder(name):
                self._of_all.append(name)
            elif is_sidecar(name):
                self._by_photo.setdefault(sidecar_key(name), []).append(name)

    def __bool__(self) -> bool:
        return bool(self._by_photo or self._of_all)

    def of(self, photo: str) -> Sequence[str]:
        """Return the names of a photo's sidecars, the first of which counts first."""
        if not self._by_photo:
            return self._of_all
        found: list[str] = []
        for key in photo_keys(photo):
            names = self._by_photo.get(key)
            if names is None:
                continue
            exact = [name for name in names if photo.startswith(photo_named(name))]
            found += [*exact, *(name for name in names if name not in exact)]
        return [*sorted(found, key=lambda name: _suffix(name) == JSON_SUFFIX), *self._of_all]


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


def read_sidecars(photo: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the suffix, in lower case, and the content of each of a photo's sidecars.

    Those that are empty or can't be read are left out.
    """
    for path in sidecars_of(photo):
        try:
            if path.is_file():  # a pipe would hang
                with path.open("rb") as file:
                    data = file.read(_LONGEST)
                if data.strip(b"\0 \r\n\t"):
                    yield _suffix(path.name), data
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
