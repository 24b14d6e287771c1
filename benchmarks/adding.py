"""A few photos more: what adding ten costs in an empty library, and in one of 100,000."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Report, below
from benchmarks.homes import SETTINGS, fill
from benchmarks.made_photos import SMALL, make_library_folder, make_photos
from photosearch.library import Library
from photosearch.paths import AppPaths

PHOTOS, NEW = 100_000, 10
ROUNDS = 3
AIM = 1.0


def measure() -> Report:
    """Add photos in turns to both, some more each time."""
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        large, small = Path(folder) / "large", Path(folder) / "small"
        make_library_folder(large / "photos", PHOTOS)
        make_library_folder(small / "photos", 1)
        for root in (large, small):
            fill(root / "home", root / "photos")
        rounds = [(_added(large, n), _added(small, n)) for n in range(ROUNDS)]
    ours, alone = (median(column) for column in zip(*rounds, strict=True))
    return Report(
        "A few photos more",
        [
            below(f"{NEW} photos added to {PHOTOS:,}: processor time", ours, AIM),
            Figure("… added to one", f"{alone:.2f} s"),
            Figure("… what the library's size costs", f"{ours - alone:.2f} s"),
        ],
        _NOTES,
    )


def _added(root: Path, number: int) -> float:
    """Return the seconds of processor time, workers' too, that new photos take."""
    with Library.open(AppPaths.under(root / "home"), SETTINGS) as library:
        library.photos()
        new = root / "photos" / f"new {number}"
        make_photos(new, NEW, SMALL, seed=number)
        begun = _processor_time()
        library.upkeep.look_at([new])
        for _ in library.upkeep.index():
            pass
        return _processor_time() - begun


def _processor_time() -> float:
    """Return the seconds of this process, and of those it started that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


_NOTES = f"""\
A library of {PHOTOS:,} photos with made vectors, open as while the window is; {NEW} JPEGs of
{SMALL[0]} by {SMALL[1]} pixels come into a new folder of it. Counted is the processor time of
engine and worker from the look at that folder until they can be found: most of it is the worker's
start, the loading of both encoders, and the decoding and encoding of the photos. The encoders'
graphs are kept ready, as they are once fifty photos were indexed. Medians of {ROUNDS} rounds in
turns; text is not read.
"""
