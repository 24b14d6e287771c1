"""Growing arrays for the vector index, in files that are mapped, or in memory."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.vectors.sketch import BLOCK, WORDS

VERSION = 2
_HEADER = "header.json"


class Rows:
    """Vectors, sketches, lengths and ids with room to grow.

    ``vectors`` Float16[capacity, d]; ``sketches`` UInt64[capacity / BLOCK, WORDS, BLOCK];
    ``lengths`` Float32[capacity], of the vectors about the mean of the sketches; ``ids``
    Int64[capacity], -1 for a row that no longer counts. In files the header is written last: what
    it does not tell of is not there.
    """

    def __init__(self, dimensions: int, folder: Path | None) -> None:
        self._dimensions = dimensions
        self._folder = folder
        self.capacity = 0
        self.vectors: NDArray[np.float16] = np.zeros((0, dimensions), np.float16)
        self.sketches: NDArray[np.uint64] = np.zeros((0, WORDS, BLOCK), np.uint64)
        self.lengths: NDArray[np.float32] = np.zeros(0, np.float32)
        self.ids: NDArray[np.int64] = np.zeros(0, np.int64)

    def grow(self, rows: int) -> None:
        """Make room for ``rows``; views handed out before stay valid."""
        if rows <= self.capacity:
            return
        blocks = -(-max(rows, self.capacity * 5 // 4) // BLOCK)
        self.capacity = blocks * BLOCK
        self.vectors = self._array("vectors", self.vectors, (self.capacity, self._dimensions))
        self.sketches = self._array("sketches", self.sketches, (blocks, WORDS, BLOCK))
        self.lengths = self._array("lengths", self.lengths, (self.capacity,))
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
            header: dict[str, Any] = json.loads((self._folder / _HEADER).read_text())
            if (header["version"], header["dimensions"]) != (VERSION, self._dimensions):
                return None
            rows = int(header["count"])
            if rows and (self._folder / "ids").stat().st_size < rows * 8:
                return None
            self.grow(rows)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return header

    def save(self, header: dict[str, Any]) -> None:
        """Make what was written count."""
        if self._folder is None:
            return
        draft = self._folder / f"{_HEADER}.new"
        content = {"version": VERSION, "dimensions": self._dimensions, **header}
        draft.write_text(json.dumps(content))
        draft.replace(self._folder / _HEADER)

    def clear(self) -> None:
        """Begin with no rows; the files are overwritten, their header first."""
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _HEADER).unlink(missing_ok=True)


def _reserve(descriptor: int, size: int) -> None:
    """Lengthen a file; on a full disk fail here, as writing to a mapped hole kills the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.truncate(descriptor, size)
