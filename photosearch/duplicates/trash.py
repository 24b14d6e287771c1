"""Moves photos to the system's trash, with their sidecars, and brings them back.

Nothing is ever deleted. Bringing back works where trash follows the freedesktop.org specification
1.0 (Linux and the BSDs): the trash notes where each file came from. Windows and macOS give programs
no such note to rely on; there the file manager brings them back, and :func:`can_restore` says so
before anything is moved.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote_to_bytes

import msgspec

from photosearch.duplicates.same_file import FileNumber, file_number
from photosearch.errors import TrashError
from photosearch.media.sidecars import FolderSidecars, is_of_folder, is_sidecar, sidecars_of
from photosearch.wire.values import FileFailure

_BY_HAND: Final = "Bring it back with the system's own trash."


class TrashedFile(msgspec.Struct, frozen=True):
    """A file that was moved: where it was, and where it now lies (empty if that is not known)."""

    path: str
    kept: str = ""
    info: str = ""


class TrashedFiles(msgspec.Struct, frozen=True):
    """What one request moved; ``token`` names it for :func:`restore`."""

    token: str
    files: tuple[TrashedFile, ...] = ()
    failures: tuple[FileFailure, ...] = ()
    can_restore: bool = True


class RestoredFiles(msgspec.Struct, frozen=True):
    """What came back, and what did not."""

    token: str
    paths: tuple[str, ...] = ()
    failures: tuple[FileFailure, ...] = ()


def can_restore() -> bool:
    """Say whether this system lets a program bring files back from the trash."""
    return sys.platform not in ("win32", "darwin")


def move_to_trash(
    photos: Sequence[Path], seen_elsewhere: Mapping[Path, Path] = MappingProxyType({})
) -> TrashedFiles:
    """Move photos, and the sidecars that are theirs alone, to the system's trash.

    One that can't be moved is in ``failures`` and stays; the others go.

    Args:
        photos: their paths.
        seen_elsewhere: those that are the same file as a photo that stays, and that photo's path;
            they are no copies, and stay.
    """
    moved: list[TrashedFile] = []
    failures: list[FileFailure] = []
    files = {photo: file_number(photo) for photo in photos}
    gone: set[FileNumber | None] = set()
    for photo in sorted(photos, key=os.path.islink, reverse=True):  # a link before its file
        try:
            if photo in seen_elsewhere:
                raise _no_copy(photo, seen_elsewhere[photo])
            if not os.path.lexists(photo) and files[photo] is not None and files[photo] in gone:
                continue  # it was seen twice, and went by its other path
            moved.append(_trash(photo))
            gone.add(files[photo])
            moved.extend(map(_trash, list(_sidecars(photo))))
        except TrashError as error:
            failures.append(FileFailure(str(photo), error.said))
    token = uuid.uuid4().hex
    known = can_restore() and all(file.kept for file in moved)
    return TrashedFiles(token, tuple(moved), tuple(failures), known)


def restore(trashed: TrashedFiles) -> RestoredFiles:
    """Put files back where they were; a file that is there now is never overwritten."""
    paths: list[str] = []
    failures: list[FileFailure] = []
    for file in trashed.files:
        try:
            _restore(file)
            paths.append(file.path)
        except TrashError as error:
            failures.append(FileFailure(file.path, error.said))
    return RestoredFiles(trashed.token, tuple(paths), tuple(failures))


def _sidecars(photo: Path) -> Iterator[Path]:
    """Yield a photo's sidecars but those that describe another file that stays, or its folder."""
    names = os.listdir(photo.parent)  # noqa: PTH208 - names alone
    others = [name for name in names if name != photo.name and not is_sidecar(name)]
    for sidecar in sidecars_of(photo):
        if is_of_folder(sidecar.name):
            continue
        alone = FolderSidecars([sidecar.name])
        if sidecar.is_file() and not any(alone.of(other) for other in others):
            yield sidecar


def _trash(path: Path) -> TrashedFile:
    if not os.path.lexists(path):
        raise TrashError("missing", path=path)
    if not os.access(path.parent, os.W_OK):
        raise _not_permitted(path)
    # Loaded late: it looks for the trash when it is loaded.
    from send2trash import TrashPermissionError, send2trash

    try:
        send2trash(str(path))
    except TrashPermissionError as error:
        raise TrashError("no_trash", path=path) from error
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise _not_permitted(path) from error
        if error.errno == errno.EROFS:
            raise TrashError("read_only", path=path) from error
        reason = error.strerror or str(error)
        raise TrashError("not_moved", path=path, reason=reason) from error
    return _found_in_trash(path) if can_restore() else TrashedFile(str(path))


def _no_copy(photo: Path, twin: Path) -> TrashError:
    return TrashError("same_file", photo=photo, twin=twin)


def _not_permitted(path: Path) -> TrashError:
    return TrashError("not_permitted", path=path)


def _found_in_trash(path: Path) -> TrashedFile:
    """Return the newest entry that came from ``path``."""
    entries: list[tuple[int, Path, Path]] = []
    for trash in _trashes(path):
        for info in (trash / "info").glob(f"{_escaped(path.stem)}*.trashinfo"):
            if _origin(info, trash) == path:
                entries.append((info.stat().st_mtime_ns, info, trash / "files" / info.stem))
    if not entries:
        return TrashedFile(str(path))
    _, info, kept = max(entries)
    return TrashedFile(str(path), str(kept), str(info))


def _escaped(name: str) -> str:
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in name)


def _trashes(path: Path) -> Iterable[Path]:
    """Yield the folders that may be the trash of a file: the user's, and that of its volume."""
    data = os.environ.get("XDG_DATA_HOME") or Path("~/.local/share").expanduser()
    yield Path(data, "Trash")
    top = path.parent.resolve()
    while not top.is_mount():
        top = top.parent
    user = str(os.getuid())
    yield top / ".Trash" / user
    yield top / f".Trash-{user}"


def _origin(info: Path, trash: Path) -> Path | None:
    """Return where an entry came from; relative paths start at the volume of its trash."""
    top = trash.parent.parent if trash.parent.name == ".Trash" else trash.parent
    try:
        lines = info.read_bytes().splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith(b"Path="):
            return top / os.fsdecode(unquote_to_bytes(line[5:]))
    return None


def _restore(file: TrashedFile) -> None:
    if not file.kept:
        raise TrashError("out_of_sight", path=file.path)
    kept, path = Path(file.kept), Path(file.path)
    if not os.path.lexists(kept):
        raise TrashError("emptied", path=path)
    if os.path.lexists(path):
        raise TrashError("place_taken", path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(kept, path)
        Path(file.info).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise TrashError("not_put_back", path=path, reason=reason) from error
