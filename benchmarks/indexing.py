"""Indexing of large and small photos, beside a plain script and what decoding and encoding take."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Report, at_least, seconds
from benchmarks.homes import SETTINGS
from benchmarks.made_photos import SIZE, SMALL, make_photos
from benchmarks.plain_script import plain_indexer
from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import builtin_folder
from photosearch.indexing.pool import NICENESS, make_graphs_ready
from photosearch.indexing.worker import WorkerConfig
from photosearch.library import Library
from photosearch.media.decode import decode, encoder_pixels
from photosearch.media.thumbnails import THUMBNAIL_EDGE
from photosearch.paths import AppPaths

PHOTOS, PLAIN_PHOTOS = 120, 8
ROUNDS = 3
# What the plain script decodes in full is what photosearch saves: small photos have less of it.
AIMS = {"12 megapixels": 6.0, "small": 3.0}
AIM_SHARE = 0.92
_KINDS = (("12 megapixels", SIZE), ("small", SMALL))


def measure() -> Report:
    """Let the three work in turns, at the same priority: other work then slows all alike."""
    os.nice(max(0, NICENESS - os.nice(0)))
    workers = SETTINGS.worker_count()
    with (
        tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder,
        ProcessPoolExecutor(
            workers, get_context("spawn"), load_encoder, (keep_graphs(Path(folder)),)
        ) as pool,
    ):
        figures = [
            figure
            for kind, size in _KINDS
            for figure in _compared(Path(folder) / kind, kind, size, pool, workers)
        ]
    return Report("Indexing", figures, _NOTES)


def _compared(
    folder: Path, kind: str, size: tuple[int, int], pool: ProcessPoolExecutor, workers: int
) -> Iterator[Figure]:
    """Yield the figures of one kind of photos."""
    photos = make_photos(folder / "photos", PHOTOS, size)
    plain = plain_indexer(folder / "plain.db")
    plain(photos[:2])
    list(pool.map(decode_and_encode, photos[: 2 * workers]))
    rounds = [_round(folder, number, photos, plain, pool) for number in range(ROUNDS)]
    ours, theirs, limit, cold = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(row[0] / row[1] for row in rounds)
    share = median(row[0] / row[2] for row in rounds)
    yield Figure(f"{kind}: photosearch", f"{ours:.1f} photos/s")
    yield Figure("… workers' start included", f"{cold:.1f} photos/s")
    yield Figure("… plain script", f"{theirs:.2f} photos/s")
    yield Figure(f"… decoding and encoding alone, {workers} processes", f"{limit:.1f} photos/s")
    yield at_least("… photosearch to the plain script", ratio, AIMS[kind])
    yield at_least("… photosearch to decoding and encoding alone", share, AIM_SHARE)


def _round(
    folder: Path,
    number: int,
    photos: Sequence[Path],
    plain: Callable[[Sequence[Path]], None],
    pool: ProcessPoolExecutor,
) -> tuple[float, float, float, float]:
    """Return photos a second: ours, the script's, the limit; ours with its start."""
    ours, cold = _ours(folder / f"home{number}", photos[0].parent)
    theirs = PLAIN_PHOTOS / seconds(lambda: plain(photos[:PLAIN_PHOTOS]))
    limit = len(photos) / seconds(lambda: list(pool.map(decode_and_encode, photos)))
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


_encoder: OnnxImageEncoder | None = None


def keep_graphs(folder: Path) -> Path:
    """Return a folder in which the model's graphs are kept, as the workers have them."""
    pack = read_pack(builtin_folder())
    make_graphs_ready(WorkerConfig(folder, pack.image, builtin_folder(), folder / "graphs"))
    return folder / "graphs"


def load_encoder(graphs: Path) -> None:
    """Make this process one that encodes."""
    global _encoder
    _encoder = OnnxImageEncoder(builtin_folder(), 1, graphs)


def decode_and_encode(path: Path) -> int:
    """Decode one photo as far as a worker would, and encode it; return how many numbers it has."""
    assert _encoder is not None
    preprocessing = _encoder.pack.image
    photo = decode(path.read_bytes(), max(THUMBNAIL_EDGE * 3 // 4, *preprocessing.size))
    pixels = encoder_pixels(photo, preprocessing)
    return _encoder.encode_pictures(pixels[None]).embeddings.size


_NOTES = f"""\
{PHOTOS} JPEGs each of {SIZE[0]} by {SIZE[1]} and of {SMALL[0]} by {SMALL[1]} pixels, made from
photographs with noise added; the built-in model. The plain script decodes in full with Pillow, runs
an eager torch MobileNetV2 with a projection on one photo at a time, and commits each; its start is
not counted, and neither is ours, except where the table says so. Decoding and encoding alone is as
the workers do it, without hash, thumbnail, facts, words or storing. {ROUNDS} rounds in turns,
medians. All run at the low priority of the workers.
"""
