"""A bar that shows how much picture and words add to a match."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

HEIGHT = 12
WORDS_COLOUR = QColor("#e08a1e")


class ShareBar(QWidget):
    """Two parts of a whole: the picture's in the accent's colour, the words' in amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.words = 0.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, picture: float, words: float) -> None:
        """Show shares between 0 and 1."""
        self.picture, self.words = picture, words
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both parts, rounded at the ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        painter.setClipPath(outline)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(whole, self.palette().color(QPalette.ColorRole.AlternateBase))
        split = whole.width() * self.picture
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        painter.fillRect(QRectF(0, 0, split, HEIGHT), accent)
        painter.fillRect(QRectF(split, 0, whole.width() * self.words, HEIGHT), WORDS_COLOUR)
