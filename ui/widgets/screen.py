"""Windows no larger than the screen they are on, whatever it is scaled by."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

# The desktop's frame and title bar need some of it.
FRAME = QSize(8, 40)


def fit(window: QWidget, width: int, height: int) -> None:
    """Give a window a size, or as much of it as the screen has room for."""
    window.resize(QSize(width, height).boundedTo(room(window)))


def room(window: QWidget) -> QSize:
    """Return the largest size of a window on its screen, without its frame."""
    return window.screen().availableGeometry().size() - FRAME
