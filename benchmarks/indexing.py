"""Indexing of 12-megapixel photos, beside a plain script and beside decoding alone."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Report, at_least, seconds
from benchmarks.homes import SETTINGS
from benchmarks.made_photos import make_photos
from benchmarks.plain_script import plain_indexer
from photosearch.indexing.pool import NICENESS
from photosearch.library import Library
from photosearch.media.decode import decode
from photosearch.paths import AppPaths

PHOTOS, PLAIN_PHOTOS = 120, 8
ROUNDS = 3
AIM = 6.0
# The short side that thumbnail and encoder need.
LEAST = 240


def measure() -> Report:
    """Let the three work in turns, at the same priority: other work then slows all alike."""
    os.nice(max(0, NICENESS - os.nice(0)))
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        photos = make_photos(Path(folder) / "photos", PHOTOS)
        megabytes = sum(path.stat().st_size for path in photos) / len(photos) / 1e6
        plain = plain_indexer(Path(folder) / "plain.db")
        plain(photos[:2])
        workers = SETTINGS.worker_count()
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            list(pool.map(decode_file, photos[: 2 * workers]))
            rounds = [_round(Path(folder), number, photos, plain, pool) for number in range(ROUNDS)]
    ours, theirs, limit, cold = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(row[0] / row[1] for row in rounds)
    share = median(row[0] / row[2] for row in rounds)
    figures = [
        Figure("photosearch", f"{ours:.1f} photos/s"),
        Figure("… workers' start included", f"{cold:.1f} photos/s"),
        Figure("plain script", f"{theirs:.2f} photos/s"),
        Figure(f"decoding alone, {workers} processes", f"{limit:.1f} photos/s"),
        at_least("photosearch to the plain script", ratio, AIM),
        Figure("photosearch's share of decoding alone", f"{share:.0%}"),
    ]
    return Report("Indexing", figures, _NOTES.format(megabytes=megabytes))


def _round(
    folder: Path,
    number: int,
    photos: Sequence[Path],
    plain: Callable[[Sequence[Path]], None],
    pool: ProcessPoolExecutor,
) -> tuple[float, float, float, float]:
    """Return photos a second: ours, the script's, decoding alone; ours with its start."""
    ours, cold = _ours(folder / f"home{number}", photos[0].parent)
    theirs = PLAIN_PHOTOS / seconds(lambda: plain(photos[:PLAIN_PHOTOS]))
    limit = len(photos) / seconds(lambda: list(pool.map(decode_file, photos)))
    return ours, theirs, limit, cold


def _ours(home: Path, photos: Path) -> tuple[float, float]:
    """Return photos a second from the first batch on, and from the start."""
    with Library.open(AppPaths.under(home), SETTINGS) as library:
        library.folders.add(photos)
        for _ in library.upkeep.refresh():
            pass
        begun = time.perf_counter()
        moments = [
            (time.perf_counter() - begun, step.done) for step in library.upkeep.index() if step.done
        ]
    (first, done_first), (last, done_last) = moments[0], moments[-1]
    return (done_last - done_first) / (last - first), done_last / last


def decode_file(path: Path) -> tuple[int, int]:
    """Decode one photo as far as a worker would; return its size."""
    photo = decode(path.read_bytes(), LEAST)
    return photo.width, photo.height


_NOTES = f"""\
{PHOTOS} JPEGs of 12 megapixels and {{megabytes:.1f}} MB, made from photographs with noise added;
the built-in model. The plain script decodes in full with Pillow, runs an eager torch MobileNetV2
with a projection on one photo at a time, and commits each; its start is not counted, and neither is
ours, except where the table says so. Decoding alone is scaled decoding without thumbnail, facts,
encoding or storing. {ROUNDS} rounds in turns, medians. All run at the low priority of the
workers.
"""
