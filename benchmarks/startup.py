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
AIM_PAINTED, AIM_ANSWERED, AIM_SEARCH, AIM_RESCAN = 0.8, 1.5, 1.5, 1.0
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
    patient = [_window(home, "listed") for _ in range(ROUNDS)]
    searches = [_cold_search(home) for _ in range(ROUNDS)]
    rescans = [_rescan(home) for _ in range(ROUNDS)]
    painted, answered = (median(run[what] for run in windows) for what in ("painted", "answered"))
    listed, later = (median(run[what] for run in patient) for what in ("listed", "answered"))
    return [
        below("window painted", painted, AIM_PAINTED),
        below("first search answered in the window", answered, AIM_ANSWERED),
        Figure("all photos listed in the window", f"{listed:.2f} s"),
        Figure("… and a search answered that was typed only then", f"{later:.2f} s"),
        below("cold `photosearch search`", median(searches), AIM_SEARCH),
        below(f"rescan of {PHOTOS:,} unchanged files", median(rescans), AIM_RESCAN),
    ]


def _window(home: Path, *arguments: str) -> dict[str, float]:
    """Return the seconds until each of the window's first moments; see the driver."""
    begun = time.time()
    done = subprocess.run(
        (*_WINDOW, *arguments),
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    moments = (line.split() for line in done.stdout.splitlines())
    return {moment: float(when) - begun for moment, when in moments}


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
first search is typed as soon as the engine says it is ready, so before the photos are listed; in
other starts only once they are.
"""
