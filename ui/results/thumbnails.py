"""Thumbnails, loaded by threads, kept for a while, drawn by the grid."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from photosearch.wire.values import Hit

# Thumbnails kept in memory; of about 320 × 240 × 4 bytes each.
KEPT = 600
THREADS = 2
# A tile shows a square of the shorter side: fewer pixels are blurred, if the photo has more.
SHARP = 120


class _Load(QRunnable):
    """Reads one image; QPixmap stays in the GUI thread, QImage may be anywhere."""

    def __init__(self, photo: int, path: str, loaded: _Relay) -> None:
        super().__init__()
        self._photo, self._path, self._loaded = photo, path, loaded

    def run(self) -> None:
        """Read the file and hand the image over."""
        reader = QImageReader(os.fspath(self._path))
        image = reader.read()
        self._loaded.done.emit(self._photo, image)


class _Relay(QObject):
    """Carries images from the threads to the GUI thread."""

    done = Signal(int, QImage)


class Thumbnails(QObject):
    """Gives the pixmap of a photo, now or a moment later.

    Signals:
        arrived(int): a photo's thumbnail is here.
        missing(int, object): a photo's thumbnail file is lost, or blurred as earlier versions made
            it; of a video, that of the moment at so many seconds (None: the first).
    """

    arrived = Signal(int)
    missing = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._paths: dict[int, Path] = {}
        self._loading: dict[int, Path] = {}
        self._waiting: OrderedDict[int, Path] = OrderedDict()
        self._moments: dict[int, float | None] = {}
        self._lost: set[int] = set()
        self._sharpened: set[int] = set()
        self._relay = _Relay(self)
        self._relay.done.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)

    def pixmap(self, hit: Hit) -> QPixmap | None:
        """Return a photo's thumbnail if it is here; otherwise it is loaded, the latest first."""
        if self._paths.get(hit.photo) not in (None, hit.thumbnail):
            self._forget(hit.photo)  # the photo has changed
        kept = self._kept.get(hit.photo)
        if kept is not None:
            self._kept.move_to_end(hit.photo)
            self._sharpen(hit, kept)
            return kept
        if hit.thumbnail and hit.photo not in self._lost and hit.photo not in self._loading:
            self._moments[hit.photo] = hit.at
            self._waiting[hit.photo] = hit.thumbnail
            self._waiting.move_to_end(hit.photo)
            while len(self._waiting) > KEPT // 2:
                self._waiting.popitem(last=False)  # it was scrolled past long ago
            self._load_next()
        return None

    def _sharpen(self, hit: Hit, pixmap: QPixmap) -> None:
        """Have a blurred thumbnail made anew, once, while it is shown."""
        shorter = min(pixmap.width(), pixmap.height())
        is_blurred = shorter < SHARP and 2 * shorter < min(hit.width, hit.height)
        if is_blurred and hit.online and hit.photo not in self._sharpened:
            self._sharpened.add(hit.photo)
            self.missing.emit(hit.photo, hit.at)

    def reload(self, photo: int, path: str) -> None:
        """Load a thumbnail that was made again; an empty path means there is none to be had."""
        if path:
            self._lost.discard(photo)
            self._waiting[photo] = Path(path)
            self._load_next()

    def wait(self) -> None:
        """Wait for the threads to finish."""
        self._waiting.clear()
        self._pool.waitForDone()

    def _load_next(self) -> None:
        while self._waiting and len(self._loading) < 2 * THREADS:
            photo, path = self._waiting.popitem()
            self._loading[photo] = path
            self._pool.start(_Load(photo, str(path), self._relay))

    def _on_loaded(self, photo: int, image: QImage) -> None:
        path = self._loading.pop(photo)
        if image.isNull():
            self._lost.add(photo)
            self.missing.emit(photo, self._moments.get(photo))
        else:
            self._kept[photo] = QPixmap.fromImage(image)
            self._paths[photo] = path
            if len(self._kept) > KEPT:
                self._forget(next(iter(self._kept)))
            self.arrived.emit(photo)
        self._load_next()

    def _forget(self, photo: int) -> None:
        self._kept.pop(photo, None)
        self._paths.pop(photo, None)
        self._lost.discard(photo)
