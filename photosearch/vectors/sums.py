"""Checksums of the vector index's files, block by block, by which it proves itself whole."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

import xxhash

from photosearch.vectors.axes import BLOCK, COARSE, FINE

# Bytes that are read at a time: so many stay in a processor's cache.
_PIECE: Final = 256 << 10
# How many checksums of a block are those of what a search scans.
SCANNED: Final = 2


class Sums:
    """The open files of an index, to be summed.

    They are read, not looked at where they are mapped: pages touched there would count as memory of
    ours, and be fetched one fault at a time.

    Raises:
        OSError: a file can't be opened or read.
    """

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._sizes = {"ids": 8, "coarse": 1, "fine": FINE, "vectors": 2 * dimensions}
        self._piece = memoryview(bytearray(_PIECE))
        with ExitStack() as stack:
            self._files = {
                name: stack.enter_context((folder / name).open("rb", buffering=0))
                for name in self._sizes
            }
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def of_scanned(self, block: int, rows: int) -> list[int]:
        """Return the checksums of a block's first rows: of ids and coarse coordinates."""
        first = block * BLOCK
        return [self._sum("ids", first, rows), self._sum("coarse", first * COARSE, rows, COARSE)]

    def of_read(self, block: int, rows: int) -> list[int]:
        """Return the checksums of a block's first rows: of fine coordinates and vectors."""
        return [self._sum(name, block * BLOCK, rows) for name in ("fine", "vectors")]

    def _sum(self, name: str, first: int, rows: int, runs: int = 1) -> int:
        """Return the checksum of ``runs`` runs of rows, each a BLOCK after the one before."""
        file, size = self._files[name], self._sizes[name]
        if rows == BLOCK:
            rows, runs = runs * rows, 1
        seen = xxhash.xxh3_64()
        for run in range(runs):
            file.seek((first + run * BLOCK) * size)
            left = rows * size
            while left and (read := file.readinto(self._piece[:left])):
                seen.update(self._piece[:read])
                left -= read
        return seen.intdigest()
