"""The moments of a video, one after the other as the pointer goes over its tile."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QListView

from photosearch.paths import moment_thumbnail
from photosearch.wire.values import Hit
from ui.results.results_model import HIT_ROLE
from ui.widgets.small_pictures import SmallPictures

# The side of a moment's picture: that of its thumbnail.
EDGE = 240


class HoverMoments(QObject):
    """Knows which moment of which video the pointer is at; the grid's delegate asks for it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._hit: Hit | None = None
        self._pictures = SmallPictures(self, edge=EDGE)
        self._pictures.arrived.connect(lambda _: self._view.viewport().update())
        view.viewport().installEventFilter(self)

    def shown(self, hit: Hit) -> tuple[Hit, QPixmap]:
        """Return a hit as it is at the moment under the pointer, and that moment's picture.

        The picture is empty where the hit's own is to be seen.
        """
        if self._hit is None or self._hit.photo != hit.photo or not self._hit.thumbnail:
            return hit, QPixmap()
        picture = self._pictures.pixmap(str(self._hit.thumbnail))
        return (hit, picture) if picture.isNull() else (self._hit, picture)

    def wait(self) -> None:
        """Wait for the thread that reads pictures."""
        self._pictures.wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._go_to(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self._show(None)
        return False

    def _go_to(self, point: QPoint) -> None:
        index = self._view.indexAt(point)
        hit: Hit | None = index.data(HIT_ROLE) if index.isValid() else None
        if hit is None or len(hit.moments) < 2 or hit.thumbnail is None:
            self._show(None)
            return
        tile = self._view.visualRect(index)
        share = (point.x() - tile.left()) / max(1, tile.width())
        at = hit.moments[min(len(hit.moments) - 1, max(0, int(share * len(hit.moments))))]
        self._show(replace(hit, at=at, thumbnail=moment_thumbnail(hit.thumbnail, at)))

    def _show(self, hit: Hit | None) -> None:
        if hit != self._hit:
            self._hit = hit
            self._view.viewport().update()
