"""What a look at the disk finds, compared with what the catalogue knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from photosearch.types import PhotoId


class Known(NamedTuple):
    """A photo file as the catalogue knows it. ``size`` is in bytes; see :class:`FoundFile`."""

    id: PhotoId
    size: int
    mtime_ns: int
    content_hash: bytes | None
    sidecar: int = 0


class FoundFile(NamedTuple):
    """A photo file as it lies on disk; ``relative`` is its path below its library folder.

    Plain text, as the system decodes it, in a plain tuple: a scan handles a hundred thousand of
    them a second.

    ``mtime_ns`` see :func:`file_time`. ``sidecar`` stands for its sidecars' own sizes and times, so
    that one that comes, goes or is edited counts as a change; 0 without any.
    """

    relative: str
    size: int
    mtime_ns: int
    sidecar: int = 0


# Nanoseconds of 64 bits end in the year 2262; some disks and clocks go on.
_EARLIEST, _LATEST = -(1 << 63) + 1, (1 << 63) - 1


def file_time(mtime_ns: int) -> int:
    """Return a file's time as the catalogue can hold it: of the years 1678 to 2262, the nearest."""
    return min(max(mtime_ns, _EARLIEST), _LATEST)


@dataclass(slots=True)
class Changes:
    """What differs between one folder on disk and the catalogue.

    ``moved`` pairs a known photo with the place where its content lies now; such photos are in
    neither ``added`` nor ``removed``, but in ``changed``, too, if their sidecars have changed.
    ``unreadable`` are places that may not be read, ``away`` those whose volume is unmounted: photos
    known below them are kept. ``mounts`` are the places below the folder where other volumes are
    now. ``unsearched`` counts, by suffix, files of kinds that are not searched; both are of what
    was looked at.
    """

    added: list[FoundFile] = field(default_factory=list)
    changed: list[tuple[PhotoId, FoundFile]] = field(default_factory=list)
    removed: list[PhotoId] = field(default_factory=list)
    moved: list[tuple[PhotoId, FoundFile]] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    mounts: list[str] = field(default_factory=list)
    unsearched: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.removed, self.moved))

    def touched(self) -> Iterator[PhotoId]:
        """Yield the photos whose stored embeddings no longer stand for what is on disk."""
        yield from self.removed
        yield from (photo for photo, _ in self.changed)
