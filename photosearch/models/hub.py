"""Fetches a model's files from the Hugging Face hub: resumed where they broke off, and verified."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from photosearch.errors import HubUnreachableError, ModelError
from photosearch.models.folders import check_code, check_weights, wanted_files
from photosearch.types import Progress

# How often progress is told, in seconds.
INTERVAL = 0.2
# Bytes that are written at once; the hub's own ten megabytes would be lost with a slow line.
CHUNK = 1 << 18
# A file that is not whole yet.
PART = ".part"
# What is known of a download before it is whole.
NOTE = ".download"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of the hub: bytes, and its content's SHA-256, or git's SHA-1 where it is small."""

    name: str
    size: int
    sha256: str
    git_sha1: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that stopped on its way: of which model, and bytes that are there and wanted."""

    source: str
    done: int
    total: int


class _StoppedError(Exception):
    """Ends the thread that downloads."""


def fetch(source: str, folder: Path) -> Iterator[Progress]:
    """Bring a model's files into a folder; counts kilobytes.

    Close the generator to stop. What is there is kept, and the next call goes on with it.

    Args:
        source: ``owner/name``, or ``owner/name@revision``.
        folder: where to; it is made.

    Raises:
        HubUnreachableError: the hub can't be reached, does not know the model, or broke off.
        ModelError: the model may not be used, or what came is not what the hub says it is.
    """
    name, _, revision = source.partition("@")
    files = _listed(source, name, revision or None)
    check_weights([file.name for file in files], source)
    by_name = {file.name: file for file in files}
    wanted = [by_name[one] for one in wanted_files(list(by_name))]
    total = sum(file.size for file in wanted)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE).write_text(json.dumps({"source": source, "total": total}), encoding="utf-8")
    before = 0
    for file in wanted:
        if not file.name.endswith((".json", ".txt", ".jinja")):
            check_code(folder, source)  # before what is large
        url = _url(name, file.name, revision or None)
        for here in _fetched(url, file, folder / file.name, source):
            yield Progress("downloading", (before + here) >> 10, total >> 10, note=file.name)
        before += file.size
    yield Progress("downloading", total >> 10, total >> 10)


def unfinished(folder: Path) -> Unfinished | None:
    """Return what a folder holds of a download, if it is one's."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        done = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return Unfinished(note["source"], min(done, note["total"]), note["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _listed(source: str, name: str, revision: str | None) -> list[RemoteFile]:
    from huggingface_hub import HfApi

    try:
        found = HfApi(token=False).model_info(name, revision=revision, files_metadata=True)
    except Exception as error:  # the hub's, its HTTP client's (which changes) and the system's
        raise _unreachable(source, error) from error
    return [_remote(file) for file in found.siblings or []]


def _remote(file: Any) -> RemoteFile:
    sha256 = file.lfs.sha256 if file.lfs else ""
    return RemoteFile(file.rfilename, file.size or 0, sha256, file.blob_id or "")


def _url(name: str, file: str, revision: str | None) -> str:
    from huggingface_hub import hf_hub_url

    return hf_hub_url(name, file, revision=revision)


def _fetched(url: str, file: RemoteFile, target: Path, source: str) -> Iterator[int]:
    """Bring one file; yield the bytes that are there."""
    if target.is_file() and target.stat().st_size == file.size:
        return  # it got its name when it was verified
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    if part.is_file() and part.stat().st_size > file.size:
        part.unlink()
    with part.open("ab") as out:
        yield from _downloaded(url, out, file.size, source)
    if not _is_whole(part, file):
        part.unlink()
        raise ModelError("came_damaged", name=file.name, source=source)
    part.replace(target)


def _downloaded(url: str, out: IO[bytes], size: int, source: str) -> Iterator[int]:
    """Append what is missing, in a thread of its own; yield the bytes that are there."""
    sink = _Sink(out)
    errors: list[Exception] = []
    thread = threading.Thread(target=_get, args=(url, sink, size, errors.append), daemon=True)
    thread.start()
    try:
        while True:
            yield sink.tell()
            if not thread.is_alive():
                break
            thread.join(INTERVAL)
    finally:
        sink.stop()
    if errors:
        raise _unreachable(source, errors[0]) from errors[0]


def _get(url: str, sink: _Sink, size: int, failed: Callable[[Exception], None]) -> None:
    from huggingface_hub import constants
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    constants.DOWNLOAD_CHUNK_SIZE = CHUNK
    try:
        # It asks for the rest alone, and again a few times where the connection is lost.
        http_get(url, sink, resume_size=sink.tell(), expected_size=size)  # type: ignore[arg-type]
    except Exception as error:  # as above
        failed(error)


class _Sink:
    """A file that the downloading thread writes to until it is stopped."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._size = out.tell()
        self._lock = threading.Lock()
        self._stopped = False

    def write(self, data: bytes) -> int:
        """Append; what is written is on its way to the disk, not in our memory."""
        with self._lock:
            if self._stopped:
                raise _StoppedError
            written = self._out.write(data)
            self._out.flush()
            self._size += written
            return written

    def tell(self) -> int:
        """Return the bytes that are there."""
        return self._size

    def seek(self, place: int) -> int:
        """Go to a place, before all from there is cut off."""
        with self._lock:
            self._size = self._out.seek(place)
            return self._size

    def truncate(self) -> int:
        """Cut off the rest."""
        with self._lock:
            return self._out.truncate()

    def stop(self) -> None:
        """Take nothing more."""
        with self._lock:
            self._stopped = True


def _is_whole(path: Path, file: RemoteFile) -> bool:
    """Compare a file with its checksum: of the content, or of git's object."""
    if path.stat().st_size != file.size:
        return False
    with path.open("rb") as content:
        if file.sha256:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
        digest = hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == file.git_sha1


def _unreachable(source: str, error: Exception) -> HubUnreachableError:
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return HubUnreachableError("not_found", source=source, first=first)
