"""One photo as large as fits, on a dark ground, and what is laid over it."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

GROUND, WORDS, FRAME = QColor("#101012"), QColor("#b8b8c0"), QColor("#ffcf33")
Box: TypeAlias = tuple[float, float, float, float]


class PhotoCanvas(QWidget):
    """Paints a photo, or a message where there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pixmap = QPixmap()
        self.message = ""
        self._overlay = QImage()
        self._boxes: tuple[Box, ...] = ()

    @property
    def overlay(self) -> QImage:
        """What is laid over the photo; null if nothing is."""
        return self._overlay

    def lay_over(self, image: QImage) -> None:
        """Lay a translucent picture over the photo; a null one takes it away."""
        self._overlay = image
        self.update()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is framed in the photo."""
        return self._boxes

    def frame_boxes(self, boxes: tuple[Box, ...]) -> None:
        """Frame places of the photo: left, top, right and bottom as shares of it."""
        self._boxes = boxes
        self.update()

    def target(self) -> QRect:
        """Return where the photo is painted: no larger than it is, in the middle."""
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        size = self.pixmap.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        target = self.rect()
        target.setSize(QSize(round(size.width() / ratio), round(size.height() / ratio)))
        target.moveCenter(self.rect().center())
        return target

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo and what lies over it, or the message."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self.pixmap.isNull():
            painter.setPen(WORDS)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.target(), self.pixmap)
        if not self._overlay.isNull():
            painter.drawImage(self.target(), self._overlay)
        self._paint_boxes(painter)

    def _paint_boxes(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = QRectF(self.target())
        for left, top, right, bottom in self._boxes:
            box = QRectF(
                target.left() + left * target.width(),
                target.top() + top * target.height(),
                (right - left) * target.width(),
                (bottom - top) * target.height(),
            ).adjusted(-3, -3, 3, 3)
            for colour, width in ((GROUND, 5), (FRAME, 2.5)):  # seen on light and dark
                painter.setPen(QPen(colour, width))
                painter.drawRoundedRect(box, 4, 4)
