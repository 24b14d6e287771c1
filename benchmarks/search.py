"""Search in made vectors: time and recall of the engine's index, beside a plain product."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.figures import Figure, Report, at_least, below, seconds
from benchmarks.made_vectors import DIMENSIONS, MadeLibrary, made_library
from photosearch.arrays import Float32Array, Int64Array
from photosearch.vectors.index import VectorIndex

SIZES = (10_000, 100_000, 1_000_000)
AIM_MS, AIM_RECALL, AIM_OPEN_MS = 30.0, 0.999, 200.0
QUERIES = 60
TOP = 100
# What the engine asks its index for: candidates to be joined with the literal matches.
ASKED = 1_000
CHUNK = 65_536


def measure() -> Report:
    """Measure all sizes."""
    return Report("Search", [figure for size in SIZES for figure in _size(size)], _NOTES)


def _size(count: int) -> Iterator[Figure]:
    made = made_library(count, QUERIES)
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        index = _filled(Path(folder), made)
        yield from _compared(index, made)
        index.close()
        if count == max(SIZES):
            yield from _opened(Path(folder), made.queries[0])


def _filled(folder: Path, made: MadeLibrary) -> VectorIndex:
    index = VectorIndex.open(folder, DIMENSIONS)
    for start in range(0, len(made.vectors), CHUNK):
        some = made.vectors[start : start + CHUNK]
        index.append(np.arange(start, start + len(some)) + 1, some, start + len(some))
    return index


def _compared(index: VectorIndex, made: MadeLibrary) -> Iterator[Figure]:
    """Ask the index and a plain product in turns."""
    plain = made.vectors.astype(np.float32)
    index.search(made.queries[0], ASKED)
    times: list[tuple[float, float]] = []
    recalls: list[float] = []
    for query in made.queries:
        found: list[Int64Array] = []
        ours = seconds(_into(found, lambda query=query: index.search(query, ASKED)[0]))  # type: ignore[misc]
        theirs = seconds(_into(found, lambda query=query: _product(plain, query)))  # type: ignore[misc]
        times.append((ours, theirs))
        recalls.append(len(np.intersect1d(found[0][:TOP], found[1])) / TOP)
    milliseconds = 1000 * median(ours for ours, _ in times)
    name = f"{len(plain):,} photos"
    largest = len(plain) == max(SIZES)
    took = f"{name}: a query"
    yield (
        below(took, milliseconds, AIM_MS, "ms")
        if largest
        else Figure(took, f"{milliseconds:.3g} ms")
    )
    ratio = median(theirs / ours for ours, theirs in times)
    yield Figure(f"{name}: a plain float32 product takes longer", f"{ratio:.3g} ×")
    yield at_least(f"{name}: recall@{TOP}", float(np.mean(recalls)), AIM_RECALL, "")


def _into(found: list[Int64Array], search: Callable[[], Int64Array]) -> Callable[[], None]:
    return lambda: found.append(search())


def _product(vectors: Float32Array, query: Float32Array) -> Int64Array:
    """Return the ids of the TOP best rows by a full product, best first."""
    scores = vectors @ query
    best = np.argpartition(-scores, TOP)[:TOP]
    return best[np.argsort(-scores[best])] + 1


def _opened(folder: Path, query: Float32Array) -> Iterator[Figure]:
    """Open the index in a fresh process, and ask it."""
    script = _OPEN.format(folder=str(folder), dimensions=DIMENSIONS, query=query.tolist())
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    figures = [tuple(map(float, run.stdout.split())) for run in runs]
    size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
    milliseconds, resident, first = (median(column) for column in zip(*figures, strict=True))
    yield below("1,000,000 photos: opening the index", milliseconds, AIM_OPEN_MS, "ms")
    yield Figure("… memory that opening it takes", f"{resident:.0f} MB of {size:.0f} MB on disk")
    yield Figure("… the first query after opening", f"{first:.0f} ms")


_OPEN = """
import time, psutil, numpy as np
from pathlib import Path
from photosearch.vectors.index import VectorIndex
process = psutil.Process()
query = np.array({query}, np.float32)
before, begun = process.memory_info().rss, time.perf_counter()
index = VectorIndex.open(Path({folder!r}), {dimensions})
opened, after = time.perf_counter(), process.memory_info().rss
index.search(query)
first = time.perf_counter()
print((opened - begun) * 1e3, (after - before) / 2**20, (first - opened) * 1e3)
index.close()
"""
_NOTES = f"""\
Made vectors of {DIMENSIONS} dimensions in float16, spread as the built-in model's are over real
photos; {QUERIES} queries near them. Each query asks the engine's index for {ASKED:,} photos, as a
search does, then a plain float32 product for {TOP}; times are medians, the ratio is the median of
the pairs' ratios. The index is opened in a fresh process, its files in the system's cache.
"""
