"""Small pictures of files for chips, read by a thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

# Read this large, shown smaller, so that they are sharp on fine screens.
EDGE = 96


class _Relay(QObject):
    """Carries images from the thread to the GUI thread."""

    done = Signal(object, QImage)


class _Read(QRunnable):
    """Reads one picture, small."""

    def __init__(self, path: str, edge: int, relay: _Relay) -> None:
        super().__init__()
        self._path, self._edge, self._relay = path, edge, relay

    def run(self) -> None:
        """Read the file and hand the image over."""
        reader = QImageReader(self._path)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            wanted = size.scaled(self._edge, self._edge, _COVER)
            reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
        self._relay.done.emit(self._path, reader.read())


_COVER = Qt.AspectRatioMode.KeepAspectRatioByExpanding


class SmallPictures(QObject):
    """Gives square pictures of files, ``edge`` pixels a side, now or a moment later.

    Signals:
        arrived(str): the picture of the file at this path is here.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, edge: int = EDGE) -> None:
        super().__init__(parent)
        self._edge = edge
        self._kept: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._relay = _Relay(self)
        self._relay.done.connect(self._on_read, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def pixmap(self, path: str) -> QPixmap:
        """Return a file's picture; empty while it is read, or if it can't be."""
        if path not in self._asked:
            self._asked.add(path)
            self._pool.start(_Read(path, self._edge, self._relay))
        return self._kept.get(path, QPixmap())

    def wait(self) -> None:
        """Wait for the thread to finish."""
        self._pool.waitForDone()

    def _on_read(self, path: str, image: QImage) -> None:
        if not image.isNull():
            edge = min(image.width(), image.height())
            left, top = (image.width() - edge) // 2, (image.height() - edge) // 2
            self._kept[path] = QPixmap.fromImage(image.copy(left, top, edge, edge))
            self.arrived.emit(path)
