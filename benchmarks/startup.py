"""How soon a person can see and search: the window, the engine, the command line."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Report, below, seconds
from benchmarks.homes import environment, fill
from benchmarks.made_photos import make_library_folder

PHOTOS = 100_000
ROUNDS = 5
AIM_PAINTED, AIM_READY, AIM_SEARCH, AIM_RESCAN = 0.8, 1.5, 1.5, 1.0
_WINDOW = (sys.executable, "-m", "benchmarks.window_driver")
_SEARCH = (sys.executable, "-m", "photosearch", "search", "a dog on a beach")
_RESCAN = (sys.executable, "-m", "benchmarks.rescan_driver")


def measure() -> Report:
    """Start each of them several times on a library of 100,000 photos."""
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        home, photos = Path(folder) / "home", Path(folder) / "photos"
        make_library_folder(photos, PHOTOS)
        fill(home, photos)
        return Report("Start", _figures(home), _NOTES)


def _figures(home: Path) -> list[Figure]:
    windows = [_window(home) for _ in range(ROUNDS)]
    searches = [_cold_search(home) for _ in range(ROUNDS)]
    rescans = [_rescan(home) for _ in range(ROUNDS)]
    painted, ready, listed = (median(column) for column in zip(*windows, strict=True))
    return [
        below("window painted", painted, AIM_PAINTED),
        Figure("all photos listed in the window", f"{listed:.2f} s"),
        below("first search answered in the window", ready, AIM_READY),
        below("cold `photosearch search`", median(searches), AIM_SEARCH),
        below(f"rescan of {PHOTOS:,} unchanged files", median(rescans), AIM_RESCAN),
    ]


def _window(home: Path) -> tuple[float, float, float]:
    """Return the seconds until the window is painted, a search answered, all photos listed."""
    begun = time.time()
    done = subprocess.run(
        _WINDOW, env=environment(home), capture_output=True, text=True, check=True, timeout=60
    )
    moments = dict(line.split() for line in done.stdout.splitlines())
    return (
        float(moments["painted"]) - begun,
        float(moments["answered"]) - begun,
        float(moments["listed"]) - begun,
    )


def _cold_search(home: Path) -> float:
    return seconds(
        lambda: subprocess.run(_SEARCH, env=environment(home), capture_output=True, check=True)
    )


def _rescan(home: Path) -> float:
    done = subprocess.run(
        _RESCAN, env=environment(home), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


_NOTES = f"""\
A library of {PHOTOS:,} photos with made vectors; files in the system's cache; Qt's offscreen
platform. Medians of {ROUNDS} starts, each of a new process, from the moment it is asked for. The
first search is typed as soon as the engine says it is ready.
"""
