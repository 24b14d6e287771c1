"""The later passes: what text and faces of a photo cost, looked for together and one by one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figures import Figure, Report
from benchmarks.made_photos import make_photos
from photosearch.analysers.analyser import Analyser, look_together
from photosearch.analysers.known import ANALYSERS

PHOTOS = 6
ROUNDS = 3


def measure() -> Report:
    """Look at the same photos in turns; models are loaded before."""
    here = [one for one in ANALYSERS if one.extra.is_here]
    groups: list[list[Analyser[Any]]] = [here, *([one] for one in here)]
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        photos = make_photos(Path(folder) / "photos", PHOTOS)
        look_together(here, Path(folder), photos[0])
        rounds = [[_spent(some, Path(folder), photos) for some in groups] for _ in range(ROUNDS)]
    together, *alone = (median(column) for column in zip(*rounds, strict=True))
    share = median(row[0] / sum(row[1:]) for row in rounds)
    figures = [
        Figure(f"{one.key}: processor time a photo", f"{1000 * spent:.0f} ms")
        for one, spent in zip(here, alone, strict=True)
    ]
    figures += [
        Figure("together, decoded once", f"{1000 * together:.0f} ms"),
        Figure("… to one after the other", f"{share:.3f} ×"),
    ]
    return Report("Later passes", figures, _NOTES)


def _spent(analysers: Sequence[Analyser[Any]], cache: Path, photos: Sequence[Path]) -> float:
    """Return the seconds of processor time that a photo takes."""
    begun = time.process_time()
    for photo in photos:
        look_together(analysers, cache, photo)
    return (time.process_time() - begun) / len(photos)


_NOTES = f"""\
{PHOTOS} JPEGs of 12 megapixels, each read, decoded and looked at as a worker does, by one thread;
storing is left out. They have noise and little text: a page takes seconds. Medians of {ROUNDS}
rounds in turns.
"""
