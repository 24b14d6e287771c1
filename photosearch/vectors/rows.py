"""Growing arrays for the vector index, in files that are mapped, or in memory.

The files are believed only if they are whole: their header is written last, after all else has
reached the disk, and holds a checksum of each block of each array, and of itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from photosearch.vectors.axes import BLOCK, COARSE, FINE
from photosearch.vectors.sums import SCANNED, Sums

VERSION = 5
_HEADER = "header"
# What older versions kept here, and beside this folder.
_OF_OLDER: Final = ("sketches", "lengths", "../planes-*")
# Up to so many bytes, vectors are read to be checked whenever they are opened. Of more, they are if
# a file was written to since its header was: a million would take a second, from a slow disk many.
# So with fine coordinates, of which a search reads a few rows as it does of vectors, which
# decide. What a search reads in any case (coarse coordinates, ids) is checked always.
CHECKED_ALWAYS: Final = 64 << 20


class Rows:
    """Vectors, their coordinates and ids, with room to grow.

    ``vectors`` Float16[capacity, d]; ``coarse`` Int8[capacity / BLOCK, COARSE, BLOCK] and ``fine``
    Int8[capacity, FINE], their coordinates; ``ids`` Int64[capacity], -1 for a row that no longer
    counts. In files the header is written last: what
    it does not tell of is not there. Whoever writes to rows says so with :meth:`touch`.
    """

    def __init__(self, dimensions: int, folder: Path | None) -> None:
        self._dimensions = dimensions
        self._folder = folder
        self.capacity = 0
        self.vectors: NDArray[np.float16] = np.zeros((0, dimensions), np.float16)
        self.coarse: NDArray[np.int8] = np.zeros((0, COARSE, BLOCK), np.int8)
        self.fine: NDArray[np.int8] = np.zeros((0, FINE), np.int8)
        self.ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._touched: set[int] = set()
        self._sums: dict[int, list[int]] = {}

    def touch(self, rows: NDArray[np.int64] | range) -> None:
        """Note that these rows were written to since the last :meth:`save`."""
        if isinstance(rows, range):
            self._touched.update(range(rows.start // BLOCK, -(-rows.stop // BLOCK)))
        else:
            self._touched.update(np.unique(rows // BLOCK).tolist())

    def grow(self, rows: int) -> None:
        """Make room for ``rows``; views handed out before stay valid."""
        if rows <= self.capacity:
            return
        blocks = -(-max(rows, self.capacity * 5 // 4) // BLOCK)
        self.capacity = blocks * BLOCK
        self.vectors = self._array("vectors", self.vectors, (self.capacity, self._dimensions))
        self.coarse = self._array("coarse", self.coarse, (blocks, COARSE, BLOCK))
        self.fine = self._array("fine", self.fine, (self.capacity, FINE))
        self.ids = self._array("ids", self.ids, (self.capacity,))

    def _array(self, name: str, old: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
        if self._folder is None:
            new = np.zeros(shape, old.dtype)
            new[: len(old)] = old
            return new
        path = self._folder / name
        size = int(np.prod(shape)) * old.dtype.itemsize
        with path.open("ab") as file:
            if file.tell() < size:
                _reserve(file.fileno(), size)
        return np.memmap(path, old.dtype, "r+", shape=shape)

    def load(self) -> dict[str, Any] | None:
        """Map what the files hold and return their header, or None if they hold nothing whole."""
        if self._folder is None:
            return None
        try:
            header = _whole_header((self._folder / _HEADER).read_bytes())
            if (header["version"], header["dimensions"]) != (VERSION, self._dimensions):
                return None
            rows = int(header["count"])
            stamp = self._stamp() if rows else []
            self.grow(rows)
            self._sums = dict(enumerate(header["sums"]))
            trusted = stamp == header["stamp"] and self._bytes(rows) > CHECKED_ALWAYS
            is_whole = self._is_whole(rows, trusted)
            if is_whole and stamp != header["stamp"]:  # it need not be read again next time
                header["stamp"] = stamp
                self._write(header)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return header if is_whole else None

    def _is_whole(self, count: int, trusted: bool) -> bool:
        """Whether all rows have their checksums; if files are trusted, what is always checked."""
        assert self._folder is not None
        with Sums(self._folder, self._dimensions) as files:
            for block, rows in _blocks(count):
                scanned, read = self._sums[block][:SCANNED], self._sums[block][SCANNED:]
                if files.of_scanned(block, rows) != scanned:
                    return False
                if not trusted and files.of_read(block, rows) != read:
                    return False
        return True

    def _bytes(self, rows: int) -> int:
        return rows * self._dimensions * self.vectors.itemsize

    def _stamp(self) -> list[int]:
        """Return what tells whether the files of which a few rows are read were written to."""
        assert self._folder is not None
        states = [(self._folder / name).stat() for name in ("vectors", "fine")]
        return [n for one in states for n in (one.st_size, one.st_mtime_ns, one.st_ino)]

    def save(self, header: dict[str, Any]) -> None:
        """Make what was written count: first the rows reach the disk, then their header does."""
        if self._folder is None:
            return
        count = int(header["count"])
        for array in (self.vectors, self.coarse, self.fine, self.ids):
            if isinstance(array, np.memmap):
                array.flush()
        self._sums = self._summed(count) if count else {}
        content = {
            "version": VERSION,
            "dimensions": self._dimensions,
            "stamp": self._stamp() if count else [],
            "sums": [self._sums[block] for block, _ in _blocks(count)],
            **header,
        }
        self._write(content)
        self._touched.clear()

    def _summed(self, count: int) -> dict[int, list[int]]:
        """Return the checksums of all blocks; only those are read that were written to."""
        assert self._folder is not None
        with Sums(self._folder, self._dimensions) as files:
            return {
                block: [*files.of_scanned(block, rows), *files.of_read(block, rows)]
                if block in self._touched or block not in self._sums
                else self._sums[block]
                for block, rows in _blocks(count)
            }

    def _write(self, header: dict[str, Any]) -> None:
        assert self._folder is not None
        draft = self._folder / f"{_HEADER}.new"
        content = json.dumps(header).encode()
        with draft.open("wb") as file:
            file.write(xxh3_64_hexdigest(content).encode() + b"\n" + content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / _HEADER)

    def clear(self) -> None:
        """Begin with no rows; the files are overwritten, their header first."""
        self._touched.clear()
        self._sums.clear()
        self.disown()
        if self._folder is not None:
            for path in chain.from_iterable(map(self._folder.glob, _OF_OLDER)):
                path.unlink(missing_ok=True)

    def disown(self) -> None:
        """Let the files count for nothing until they are saved again: rows will change places."""
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _HEADER).unlink(missing_ok=True)
            _sync_folder(self._folder)


def _whole_header(content: bytes) -> dict[str, Any]:
    """Return what a header's file holds: its checksum, and JSON.

    Raises:
        ValueError: it is not whole.
    """
    checksum, _, header = content.partition(b"\n")
    if checksum.decode() != xxh3_64_hexdigest(header):
        raise ValueError("torn")
    found: dict[str, Any] = json.loads(header)
    return found


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    """Yield each block that so many rows fill or begin, and how many of them it has."""
    for block in range(-(-count // BLOCK)):
        yield block, min(BLOCK, count - block * BLOCK)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reserve(descriptor: int, size: int) -> None:
    """Lengthen a file; on a full disk fail here, as writing to a mapped hole kills the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.truncate(descriptor, size)
