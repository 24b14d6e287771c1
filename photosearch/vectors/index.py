"""Exact vector search: a scan of coordinates finds candidates, a product with vectors decides.

A photo has one row, a video one for each of its moments: rows of one id stand side by side, in
order of time, and the best of them is the id's score. The index is a cache of the catalogue: it is
filled again when it is missing, torn, or disagrees.
"""

from __future__ import annotations

import os
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float16Array, Float32Array, Int8Array, Int64Array
from photosearch.errors import StorageError
from photosearch.vectors.axes import BLOCK, COARSE, Asked, Axes, CoarseComparer, refined
from photosearch.vectors.halves import widened
from photosearch.vectors.rows import Rows

# Up to so many rows the full product is as fast as the scan.
FULL_PRODUCT_ROWS = 20_000
# Rows rescored exactly: for each that is wanted; at least; and one more for so many rows of the
# library, as the best hundred lie deeper in a larger one. Measured in benchmarks/search.py.
CANDIDATES_PER_RESULT = 2
LEAST_CANDIDATES = 2_000
ROWS_PER_CANDIDATE = 500
# Rows whose fine coordinates are looked at, too, for each that is rescored.
NEAR_PER_CANDIDATE = 4
# Embeddings that vary along many axes are told less well by a few: of all rows are looked at, and
# rescored, at least so many times the square of the share of variance that was left open before.
SHARE_PER_OPEN = 15.0
# Fewer rows of a sample say too little about how near a filter's photos lie.
LEAST_SAMPLE = 500
# One of so many rows of a sample tells well enough how much coordinates leave open.
FEW = 16
# Rows that one thread rescores at a time.
PIECE = 512
THREADS = min(4, os.cpu_count() or 1)
# Rows that stand for the whole library when a query's usual score is measured.
SAMPLE_ROWS = 4_096
# The axes of coordinates are measured again when the library has grown so much.
REBUILD_GROWTH = 8
# When more rows than this share are dead, the living move together.
DEAD_SHARE = 0.2


# Seconds between two times that what was appended is kept.
SAVED_EVERY = 5.0


class VectorReader(Protocol):
    """Where the vectors come from; see :class:`photosearch.catalogue.vectors.Vectors`."""

    def count(self, space_id: int) -> int:
        """Return how many vectors a space has."""

    def read(
        self, space_id: int, after: int = 0, chunk: int = 4096
    ) -> Iterator[tuple[int, Int64Array, Float16Array]]:
        """Yield (last key, ids, vectors), keys above ``after``; rows of an id stand together."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What a search sees while others append."""

    vectors: Float16Array
    coarse: Int8Array
    fine: Int8Array
    ids: Int64Array
    axes: Axes | None
    sample: _Sample
    has_moments: bool


@dataclass(frozen=True, slots=True)
class _Sample:
    """Rows that stand for all: Int64[n], their vectors Float32[n, d].

    Their coordinates, ``coarse`` Int8[COARSE, n] and ``fine`` Int8[n, FINE], are zeros as long as
    there are no axes.
    """

    rows: NDArray[np.int64]
    vectors: Float32Array
    coarse: Int8Array
    fine: Int8Array


class VectorIndex:
    """The vectors of one space; searched by many threads while one appends."""

    def __init__(self, dimensions: int, folder: Path | None) -> None:
        self._dimensions = dimensions
        self._rows = Rows(dimensions, folder)
        self._lock = threading.RLock()
        self._threads = ThreadPoolExecutor(THREADS, "scan")
        self._reset()
        header = self._rows.load()
        if header is None:
            self._rows.clear()
        else:
            self._restore(header)

    @classmethod
    def open(cls, folder: Path, dimensions: int) -> VectorIndex:
        """Open the index in ``folder`` without reading its vectors; a torn one is empty."""
        with _disk_told_of():
            folder.mkdir(parents=True, exist_ok=True)
            return cls(dimensions, folder)

    @classmethod
    def in_memory(cls, dimensions: int) -> VectorIndex:
        """Return an empty index that leaves no trace."""
        return cls(dimensions, None)

    def _reset(self) -> None:
        self.last_key = 0
        self._count = 0
        self._alive = 0
        self._photos = 0
        self._axes: Axes | None = None
        self._measured = 0
        self._row_of: NDArray[np.int32] = np.zeros(0, np.int32)
        self._sample: _Sample | None = None
        self._is_unsaved = False
        self._saved_at = -SAVED_EVERY

    def _restore(self, header: dict[str, Any]) -> None:
        self.last_key, self._count = int(header["last_key"]), int(header["count"])
        if axes := b64decode(header["axes"]):
            self._axes, self._measured = Axes.from_bytes(axes, self._dimensions), header["measured"]
        all_ids = np.asarray(self._rows.ids[: self._count])
        self._row_of = np.full(int(all_ids.max(initial=-1)) + 1, -1, np.int32)
        # In pieces that stay in the cache; from the last to the first, so that of each id's rows
        # the first one stays.
        for start in reversed(range(0, self._count, BLOCK)):
            ids = all_ids[start : start + BLOCK]
            rows = np.arange(start, start + len(ids), dtype=np.int32)
            if ids.min() < 0:
                ids, rows = ids[ids >= 0], rows[ids >= 0]
            self._row_of[ids[::-1]] = rows[::-1]
            self._alive += len(ids)
        self._photos = int(np.count_nonzero(self._row_of >= 0))

    def __len__(self) -> int:
        """Return how many photos have a vector."""
        return self._photos

    def close(self) -> None:
        """Keep what was appended last, and end the threads; safe to call twice."""
        with self._lock:
            if self._is_unsaved:
                with suppress(StorageError):  # it is filled again
                    self._save()
        self._threads.shutdown()

    # Filling ----------------------------------------------------------------------------------

    def catch_up(self, reader: VectorReader, space_id: int) -> None:
        """Append what the catalogue has stored since."""
        for last_key, ids, vectors in reader.read(space_id, after=self.last_key):
            self.append(ids, vectors, last_key)

    def sync(self, reader: VectorReader, space_id: int) -> None:
        """Make the index agree with the catalogue; start over if it can't by catching up."""
        self.catch_up(reader, space_id)
        if len(self) != reader.count(space_id):
            with self._lock:
                self._rows.clear()
                self._reset()
                self.catch_up(reader, space_id)
        with self._lock:
            if self._is_unsaved:
                self._save()

    def append(self, ids: Int64Array, vectors: Float16Array, last_key: int) -> None:
        """Add rows; an id that is there already is replaced. Rows of one id stand together."""
        with self._lock:
            has_changed = self._bury(ids) > 0
            if self._dead_share() > DEAD_SHARE:
                self._compact()
            start, end = self._count, self._count + len(ids)
            with _disk_told_of():
                self._rows.grow(end)
            self._rows.vectors[start:end] = vectors
            self._rows.ids[start:end] = ids
            self._count, self._alive, self.last_key = end, self._alive + len(ids), last_key
            self._photos += len(_first_of_each(ids))
            self._note_rows(ids, np.arange(start, end))
            if end > FULL_PRODUCT_ROWS and end >= REBUILD_GROWTH * self._measured:
                self._measure_axes()
                has_changed = True
            else:
                self._write_coordinates(start, end)
            self._sample = None
            self._is_unsaved = True
            # What was only appended is appended again if it is lost; rows that changed are torn.
            if has_changed or time.monotonic() - self._saved_at >= SAVED_EVERY:
                self._save()

    def discard(self, ids: Int64Array) -> None:
        """Take these photos out."""
        with self._lock:
            self._bury(ids)
            self._sample = None
            self._save()

    def _bury(self, ids: Int64Array) -> int:
        """Mark the rows of these ids as dead; return how many rows."""
        firsts = self._rows_of(np.unique(ids))
        firsts = firsts[firsts >= 0]
        rows = self._all_rows(firsts)
        self._rows.ids[rows] = -1
        self._row_of[ids[(ids < len(self._row_of))]] = -1
        self._alive -= len(rows)
        self._photos -= len(firsts)
        self._rows.touch(rows)
        return len(rows)

    def _all_rows(self, firsts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of the ids whose first rows these are, ascending."""
        if self._alive == self._photos:
            return np.sort(firsts)
        ids = self._rows.ids[: self._count]
        rows, more = [firsts], firsts
        while len(more):
            after = more[more + 1 < self._count]
            more = after[ids[after + 1] == ids[after]] + 1
            rows.append(more)
        return np.sort(np.concatenate(rows))

    def _rows_of(self, ids: Int64Array) -> NDArray[np.int64]:
        """Return the first row of each id, -1 if it has none."""
        rows = np.full(len(ids), -1, np.int64)
        inside = (ids >= 0) & (ids < len(self._row_of))
        rows[inside] = self._row_of[ids[inside]]
        return rows

    def _note_rows(self, ids: Int64Array, rows: NDArray[np.int64]) -> None:
        if not len(ids):
            return
        highest = int(ids.max())
        if highest >= len(self._row_of):
            grown = np.full(highest + highest // 4 + 1024, -1, np.int32)
            grown[: len(self._row_of)] = self._row_of
            self._row_of = grown
        firsts = _first_of_each(ids)
        self._row_of[ids[firsts]] = rows[firsts]

    def _dead_share(self) -> float:
        return (self._count - self._alive) / self._count if self._count > BLOCK else 0.0

    def _compact(self) -> None:
        """Move the living rows together, in order, so that no row is read after it was written."""
        living = np.flatnonzero(self._rows.ids[: self._count] >= 0)
        self._rows.disown()
        for start in range(0, len(living), BLOCK):
            some = living[start : start + BLOCK]
            end = start + len(some)
            self._rows.vectors[start:end] = self._rows.vectors[some]
            self._rows.ids[start:end] = self._rows.ids[some]
        self._count = len(living)
        self._note_rows(np.array(self._rows.ids[: self._count]), np.arange(self._count))
        self._write_coordinates(0, self._count)

    def _measure_axes(self) -> None:
        self._axes, self._measured = Axes.of(self._take_sample().vectors), self._count
        self._write_coordinates(0, self._count)

    def _write_coordinates(self, start: int, end: int) -> None:
        """Note that rows were written to, and write their coordinates if there are axes."""
        self._rows.touch(range(start, end))
        while self._axes is not None and start < end:
            block, offset = divmod(start, BLOCK)
            rows = min(BLOCK - offset, end - start)
            some = self._axes.coordinates(widened(self._rows.vectors[start : start + rows]))
            self._rows.coarse[block, :, offset : offset + rows] = some[:, :COARSE].T
            self._rows.fine[start : start + rows] = some[:, COARSE:]
            start += rows

    def _save(self) -> None:
        header = {
            "count": self._count,
            "last_key": self.last_key,
            "measured": self._measured,
            "axes": b64encode(self._axes.to_bytes() if self._axes else b"").decode(),
        }
        with _disk_told_of():
            self._rows.save(header)
        self._is_unsaved, self._saved_at = False, time.monotonic()

    # Searching --------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Make what every search needs, and the first one would have to wait for."""
        self._snapshot()

    def search(
        self, query: Float32Array, k: int = 1000, among: Int64Array | None = None
    ) -> tuple[Int64Array, Float32Array]:
        """Return the ids Int64[≤k] of the best photos and their scores Float32[≤k], best first.

        A video's score is that of its best moment.

        Args:
            query: Float32[dimensions].
            k: how many.
            among: only these photos, Int64[m].
        """
        seen = self._snapshot()
        rows = self._candidates(seen, query, k, among)
        rows = rows[seen.ids[rows] >= 0]
        scores = self._products(seen.vectors, rows, query)
        ids = np.asarray(seen.ids[rows])
        if seen.has_moments:
            ids, scores = _best_of_each(ids, scores)
        best = _best(scores, k)
        return ids[best], scores[best]

    def moments(self, photo: int) -> Float32Array:
        """Return a photo's vectors in order of time, Float32[n, d]; of a still there is one."""
        with self._lock:
            firsts = self._rows_of(np.array([photo], np.int64))
            rows = self._all_rows(firsts[firsts >= 0])
            return widened(self._rows.vectors[rows])

    def gather(
        self, ids: Int64Array, query: Float32Array | None = None
    ) -> tuple[Int64Array, Float32Array]:
        """Return those of the ids that have a vector, Int64[n], and the vectors, Float32[n, d].

        That of a video is the one nearest to the query Float32[d]; without one, its first moment's.
        The ids must ascend.
        """
        with self._lock:
            rows = self._rows_of(ids)
            present = rows >= 0
            vectors = self._rows.vectors
            if query is None or self._alive == self._photos:
                return ids[present], widened(vectors[rows[present]])
            rows = self._all_rows(rows[present])
            owners = np.asarray(self._rows.ids[rows])
        scores = self._products(vectors, rows, query)
        order = np.lexsort((-scores, owners))
        best = order[_first_of_each(owners[order])]
        return owners[best], widened(vectors[rows[best]])

    def sample(self) -> Float32Array:
        """Return an even sample of the library's vectors, Float32[≤4096, d]."""
        return self._snapshot().sample.vectors

    def sample_scores(self, query: Float32Array) -> Float32Array:
        """Return the query's scores over the sample, Float32[≤4096]."""
        return self.sample() @ query

    def _snapshot(self) -> _Snapshot:
        with self._lock:
            if self._sample is None:
                self._sample = self._take_sample()
            return _Snapshot(
                self._rows.vectors[: self._count],
                self._rows.coarse,
                self._rows.fine[: self._count],
                self._rows.ids[: self._count],
                self._axes,
                self._sample,
                self._alive != self._photos,
            )

    def _take_sample(self) -> _Sample:
        step = max(1, self._alive // SAMPLE_ROWS)
        if self._alive == self._count:
            rows = np.arange(0, self._count, step)[:SAMPLE_ROWS]
        else:
            rows = np.flatnonzero(self._rows.ids[: self._count] >= 0)[::step][:SAMPLE_ROWS]
        coarse = self._rows.coarse[rows // BLOCK, :, rows % BLOCK]
        vectors = widened(self._rows.vectors[rows])
        return _Sample(rows, vectors, np.ascontiguousarray(coarse.T), self._rows.fine[rows])

    def _candidates(
        self, seen: _Snapshot, query: Float32Array, k: int, among: Int64Array | None
    ) -> NDArray[np.int64]:
        """Return the rows worth an exact score."""
        deep = LEAST_CANDIDATES + len(seen.ids) // ROWS_PER_CANDIDATE
        wanted = max(deep, CANDIDATES_PER_RESULT * k)
        if among is None:
            if len(seen.ids) <= max(FULL_PRODUCT_ROWS, wanted):
                return np.arange(len(seen.ids))
            return self._scan(seen, query, wanted, None)
        with self._lock:
            rows = self._rows_of(among)
            rows = self._all_rows(np.unique(rows[rows >= 0]))
        rows = rows[rows < len(seen.ids)]
        if len(rows) <= max(FULL_PRODUCT_ROWS, wanted):
            return rows
        allowed = np.zeros(len(seen.ids), bool)
        allowed[rows] = True
        return self._scan(seen, query, wanted, allowed)

    def _scan(
        self,
        seen: _Snapshot,
        query: Float32Array,
        wanted: int,
        allowed: NDArray[np.bool_] | None,
    ) -> NDArray[np.int64]:
        """Return the rows with the highest estimated scores, ascending: ``wanted`` or more.

        A cascade: the axes along which the query says most of all rows, then those after them of
        the rows that are near by these.
        """
        assert seen.axes is not None
        question = seen.axes.asked(query)
        reach, wanted = _reach(seen, query, question, wanted, allowed)
        total = len(seen.ids)

        def look(blocks: range) -> tuple[NDArray[np.int64], Float32Array]:
            coarse = CoarseComparer(question)
            rows: list[NDArray[np.int64]] = []
            estimates: list[Float32Array] = []
            for block in blocks:
                here = slice(block * BLOCK, min((block + 1) * BLOCK, total))
                told = coarse.told(seen.coarse[block])[: here.stop - here.start]
                is_near = told >= reach
                if allowed is not None:
                    is_near &= allowed[here]
                near = np.flatnonzero(is_near)
                estimates.append(told[near])
                rows.append(near + here.start)
            found = np.concatenate(rows)
            fine = seen.fine.take(found, axis=0)
            return found, np.concatenate(estimates) + refined(question, fine)

        parts = list(self._threads.map(look, _runs(-(-total // BLOCK))))
        rows, estimates = (np.concatenate(column) for column in zip(*parts, strict=True))
        if len(rows) > wanted:
            rows = np.sort(rows[np.argpartition(-estimates, wanted)[:wanted]])
        return rows

    def _products(
        self, vectors: Float16Array, rows: NDArray[np.int64], query: Float32Array
    ) -> Float32Array:
        """Return the exact scores of these rows, Float32[n], in pieces that fit the cache."""

        def score(start: int) -> Float32Array:
            some = vectors.take(rows[start : start + PIECE], axis=0)
            scores: Float32Array = widened(some) @ query
            return scores

        pieces = self._threads.map(score, range(0, len(rows), PIECE))
        return np.concatenate([np.zeros(0, np.float32), *pieces])


@contextmanager
def _disk_told_of() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError("index_not_written", error=error.strerror or error) from error


def _reach(
    seen: _Snapshot,
    query: Float32Array,
    question: Asked,
    wanted: int,
    allowed: NDArray[np.bool_] | None,
) -> tuple[float, int]:
    """Return what the read axes tell at least of rows that are near, and how many to rescore.

    A sample tells how much of the scores' variance the coordinates leave open.
    """
    sample = seen.sample
    told = CoarseComparer(question).told(sample.coarse)
    few = told[::FEW]
    error = sample.vectors[::FEW] @ query - few
    near = _share(error, few)
    error -= refined(question, sample.fine[::FEW])
    wanted = max(wanted, int(_share(error, few) * len(seen.ids)))
    among = len(seen.ids)
    if allowed is not None:
        told = told[allowed[sample.rows]]
        among = int(np.count_nonzero(allowed))
    place = int(len(told) * max(near, NEAR_PER_CANDIDATE * wanted / among))
    if len(told) < LEAST_SAMPLE or place >= len(told):
        return -np.inf, wanted
    return float(np.partition(told, len(told) - 1 - place)[len(told) - 1 - place]), wanted


def _share(error: Float32Array, told: Float32Array) -> float:
    """Return the share of rows to go on with after estimates of such errors."""
    varied = float(np.var(told)) + float(np.var(error)) + float(np.finfo(np.float32).tiny)
    return min(1.0, SHARE_PER_OPEN * (float(np.var(error)) / varied) ** 2)


def _runs(blocks: int) -> list[range]:
    """Return the blocks in about two runs a thread, so that one that is held up costs little."""
    length = -(-blocks // (2 * THREADS))
    return [range(start, min(start + length, blocks)) for start in range(0, blocks, length)]


def _best(scores: Float32Array, k: int) -> NDArray[np.int64]:
    """Return the places of the k highest scores, highest first."""
    if len(scores) > k:
        best = np.argpartition(-scores, k)[:k]
        return best[np.argsort(-scores[best], kind="stable")]
    return np.argsort(-scores, kind="stable")


def _first_of_each(ids: Int64Array) -> NDArray[np.int64]:
    """Return where each run of equal ids begins."""
    if not len(ids):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]]))


def _best_of_each(ids: Int64Array, scores: Float32Array) -> tuple[Int64Array, Float32Array]:
    """Return each id once, with its highest score; rows of an id need not stand together."""
    order = np.lexsort((-scores, ids))
    ids, scores = ids[order], scores[order]
    firsts = _first_of_each(ids)
    return ids[firsts], scores[firsts]
