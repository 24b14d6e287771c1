"""Which files and folders are never looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import translate
from re import Pattern
from re import compile as compile_pattern
from typing import Final

from photosearch.errors import SettingsError

# Folders that systems, programs and network stores keep for themselves.
SYSTEM_FOLDERS: Final = frozenset(
    {
        # Windows
        "$recycle.bin", "recycler", "recycled", "system volume information", "$windows.~bt",
        "msocache", "config.msi", "found.000",
        # Linux, Android, macOS
        "lost+found", "lost.dir", "__macosx", "temporaryitems", "network trash folder",
        # Synology, QNAP and other network stores
        "@eadir", "@tmp", "#recycle", "#snapshot", "@recycle", "@recently-snapshot", "@sharebin",
        "@sharesnap", "@database", "@synologycloudsync", "@synologydrive", "~snapshot",
        # programs
        "node_modules", "__pycache__", "thumbnails", "lightroom previews.lrdata",
    }
)  # fmt: skip
# Inside a package of Apple's photo programs only the originals are photos of the user.
PACKAGE_SUFFIXES: Final = (".photoslibrary", ".photolibrary", ".aplibrary", ".migratedphotolibrary")
ORIGINALS: Final = frozenset({"originals", "masters"})
# A file of this name, which programs on phones write, says that its folder holds no photos of the
# user's: covers, stickers, caches. A folder that the user added is looked at all the same.
NO_MEDIA: Final = ".nomedia"


def tidy(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return patterns as they are kept: each once, without spaces or slashes at its end.

    Raises:
        SettingsError: one is a path, where names are asked for, or leaves nothing to look at.
    """
    tidied = (pattern.strip().rstrip("/\\") for pattern in patterns)
    kept = {pattern.casefold(): pattern for pattern in tidied if pattern}
    for pattern in kept.values():
        if "/" in pattern or "\\" in pattern:
            raise SettingsError("pattern_is_path", pattern=pattern)
        if not pattern.strip("*"):
            raise SettingsError("pattern_is_all", pattern=pattern)
    return tuple(kept.values())


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
