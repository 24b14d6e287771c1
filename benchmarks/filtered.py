"""How long a filtered search takes at a million photos: the filter, and the scan within it.

    python -m benchmarks.filtered [ROWS]

Made facts (ten years of dates, 2,000 folders, two cameras) and random vectors. Each line: how many
photos the filter leaves, the filter's time when it is asked first and when it is remembered, and
the search's among them (median of ten), in milliseconds; then the plain search.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.made_vectors import DIMENSIONS
from photosearch.arrays import Float32Array, unit_length
from photosearch.catalogue.database import Catalogue
from photosearch.query.parse import parse
from photosearch.search.filters import Filters
from photosearch.vectors.index import VectorIndex

QUERIES = (
    "date:2023-05", "date:2020..2023", "in:folder42", "in:folder1", "camera:pixel", "rating:>=4",
    "near:Paris", "orientation:portrait", "type:jpeg", "type:jpeg -in:folder1 after:2019",
)  # fmt: skip
CHUNK = 50_000
TODAY = date(2024, 5, 15)


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    random = np.random.default_rng(0)
    with (
        tempfile.TemporaryDirectory() as folder,
        Catalogue.open(Path(folder) / "catalogue.db") as catalogue,
    ):
        fill(catalogue, rows, random)
        index = vectors(rows, random)
        query = random.standard_normal(DIMENSIONS).astype(np.float32)
        finder = Filters(catalogue)
        print(f"{'query':36}{'photos':>9}{'first':>8}{'again':>8}{'search':>8}")
        for typed in QUERIES:
            measure(finder, index, query, typed)
        plain = median(lambda: index.search(query, 1000))
        print(f"{'(no filter)':36}{rows:9,}{'':16}{plain:8.1f}")
        index.close()


def measure(finder: Filters, index: VectorIndex, query: Float32Array, typed: str) -> None:
    """Print one line."""
    filters = parse(typed, TODAY).filters
    begun = time.perf_counter()
    ids = finder.matching(filters)
    first = (time.perf_counter() - begun) * 1000
    assert ids is not None
    again = median(lambda: finder.matching(filters))
    search = median(lambda: index.search(query, 1000, ids))
    print(f"{typed:36}{len(ids):9,}{first:8.1f}{again:8.1f}{search:8.1f}", flush=True)


def median(work: Callable[[], object]) -> float:
    """Return the median time of ten runs, in milliseconds."""
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def vectors(rows: int, random: np.random.Generator) -> VectorIndex:
    """Return an index of random unit vectors."""
    index = VectorIndex.in_memory(DIMENSIONS)
    for start in range(0, rows, CHUNK):
        some = random.standard_normal((min(CHUNK, rows - start), DIMENSIONS), np.float32)
        ids = np.arange(start, start + len(some)) + 1
        index.append(ids, unit_length(some).astype(np.float16), start + len(some))
    return index


def fill(catalogue: Catalogue, rows: int, random: np.random.Generator) -> None:
    """Write made photos."""
    with catalogue.write() as connection:
        connection.exec_driver_sql("INSERT INTO folders (path) VALUES (x'2f70')")
        for start in range(0, rows, CHUNK):
            connection.exec_driver_sql(
                "INSERT INTO photos (id, folder_id, path, size, mtime_ns, content_hash, width,"
                " height, kind, taken_us, taken_at, camera, latitude, longitude, rating)"
                " VALUES (?, 1, ?, 1, 1, x'00', ?, ?, ?, ?, '2020-01-01T00:00:00', ?, ?, ?, ?)",
                list(photos(start + 1, min(CHUNK, rows - start), random)),
            )


def photos(first: int, count: int, random: np.random.Generator) -> Iterator[tuple[object, ...]]:
    """Yield rows of made facts."""
    days = random.integers(16_000, 19_800, count)
    where = random.uniform((-60, -180), (70, 180), (count, 2))
    luck = random.random((count, 4))
    for number in range(count):
        photo = first + number
        upright, is_png, pixel, rated = luck[number]
        yield (
            photo,
            b"folder%d/%d.jpg" % (photo % 2000, photo),
            *((3000, 4000) if upright < 0.3 else (4000, 3000)),
            "png" if is_png < 0.1 else "jpeg",
            int(days[number]) * 86_400 * 10**6,
            "Pixel 7" if pixel < 0.4 else "Nikon D90",
            *map(float, where[number]),
            int(rated * 6),
        )


if __name__ == "__main__":
    main()
