"""Whether a folder is there with its photos, or only the place where its drive was plugged in."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from photosearch.folders.excludes import Excludes

# What systems put on every volume is no content.
_IS_OF_THE_SYSTEM: Final = Excludes()
# The file itself is missing, or its name leads nowhere; all else says nothing of whether it exists.
_GONE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})


def has_content(folder: str | Path) -> bool:
    """Say whether a folder can be read and has anything in it.

    One that had photos and has nothing any more is most likely an empty mount point.
    """
    try:
        with os.scandir(folder) as entries:
            return any(not _IS_OF_THE_SYSTEM(entry.name, "", True) for entry in entries)
    except OSError:
        return False


def is_gone(error: OSError) -> bool:
    """Say whether an error means that there is no such file; others may be a failing disk."""
    return error.errno in _GONE


def mount_points(root: str) -> frozenset[str]:
    """Return where volumes are mounted below a folder, bind mounts included."""
    import psutil  # late: a few milliseconds

    try:
        partitions = psutil.disk_partitions(all=True)
    except (OSError, RuntimeError, psutil.Error):
        return frozenset()
    real = Path(root).resolve()
    points = (Path(partition.mountpoint) for partition in partitions)
    inside = (point for point in points if point != real and point.is_relative_to(real))
    return frozenset(str(Path(root, point.relative_to(real))) for point in inside)


def is_mounted(path: str, points: frozenset[str]) -> bool:
    """Say whether a volume other than the folder's around it is at this path now."""
    try:
        return path in points or Path(path).stat().st_dev != Path(path).parent.stat().st_dev
    except OSError:
        return False
