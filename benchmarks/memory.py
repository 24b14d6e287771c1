"""The peak memory of all processes while photos are indexed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.figures import Figure, Report, below
from benchmarks.homes import environment
from benchmarks.made_photos import make_photos
from photosearch.paths import AppPaths
from photosearch.settings import Settings, save_settings

PHOTOS = 60
AIM_MB = 700.0
INTERVAL = 0.05


def measure() -> Report:
    """Index a folder from the command line and watch its processes, with and without reading."""
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        photos = Path(folder) / "photos"
        make_photos(photos, PHOTOS)
        proportional, resident, largest, most = _added(Path(folder) / "reads", photos, True)
        unread = _added(Path(folder) / "does not read", photos, False)
    figures = [
        below("peak of all processes, shared pages counted once (PSS)", proportional, AIM_MB, "MB"),
        Figure("peak of all processes, shared pages counted by each (RSS)", f"{resident:.0f} MB"),
        Figure("peak of the largest process (PSS)", f"{largest:.0f} MB"),
        Figure("processes at most", str(most)),
        Figure("text is not read: peak of all processes (PSS)", f"{unread[0]:.0f} MB"),
    ]
    return Report("Memory while indexing", figures, _NOTES)


def _added(home: Path, photos: Path, read_text: bool) -> tuple[float, float, float, int]:
    """Return the peaks while a folder is added to a library of its own; see :func:`watch`."""
    save_settings(AppPaths.under(home).settings, Settings(read_text=read_text))
    command = [sys.executable, "-m", "photosearch", "add", str(photos)]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.DEVNULL) as process:
        return watch(process)


def watch(process: subprocess.Popen[bytes]) -> tuple[float, float, float, int]:
    """Return peaks of a process and its children: PSS and RSS of all, PSS of one, in MB; count."""
    peaks = (0.0, 0.0, 0.0, 0)
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        family = _family(parent)
        sizes = [size for member in family if (size := _size(member)) is not None]
        pss, rss = ([size[which] for size in sizes] for which in (0, 1))
        now = (sum(pss), sum(rss), max(pss, default=0.0), len(sizes))
        peaks = (
            max(peaks[0], now[0]), max(peaks[1], now[1]), max(peaks[2], now[2]),
            max(peaks[3], now[3]),
        )  # fmt: skip
        time.sleep(INTERVAL)
    return peaks


def _family(parent: psutil.Process) -> list[psutil.Process]:
    try:
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _size(process: psutil.Process) -> tuple[float, float] | None:
    try:
        info = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    return getattr(info, "pss", info.uss) / 2**20, info.rss / 2**20


_NOTES = f"""\
`photosearch add` on {PHOTOS} JPEGs of 12 megapixels with the built-in model, in a new library; it
reads their text, too, except where the table says so. Sizes are looked at every
{1000 * INTERVAL:.0f} ms.
"""
