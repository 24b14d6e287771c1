"""What covers the window while folders or pictures are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.widgets.named import named


class DropHint(QFrame):
    """Says what a drop will do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropHint")
        edge = named(QFrame(), "dropEdge")
        centre = Qt.AlignmentFlag.AlignCenter
        words = QVBoxLayout(edge)
        words.setSpacing(10)
        words.addStretch(1)
        words.addWidget(named(QLabel(self.tr("Drop to add to your photos")), "heading"), 0, centre)
        text = self.tr("Folders are searched with all they hold. No file is moved or changed.")
        words.addWidget(named(QLabel(text), "subheading"), 0, centre)
        text = self.tr("Dropped on the search bar, a picture finds photos like it.")
        self.pictures = named(QLabel(text), "subheading")
        words.addWidget(self.pictures, 0, centre)
        words.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addWidget(edge)
        self.hide()

    def show_over(self, area: QRect, pictures: bool) -> None:
        """Cover an area; say what can be done with pictures if some are dragged."""
        self.pictures.setVisible(pictures)
        self.setGeometry(area)
        self.raise_()
        self.show()
