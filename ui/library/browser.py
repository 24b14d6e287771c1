"""The search bar, the folders and the photos, side by side; a low window shows less help."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.query.examples import Examples

# Below this height there is room for a few examples only.
LOW = 540


class Browser(QWidget):
    """Lays out what is seen while no photo is large."""

    def __init__(
        self,
        folders: QWidget,
        query: QWidget,
        banner: QBoxLayout,
        examples: Examples,
        undo: QWidget,
        pages: QWidget,
    ) -> None:
        super().__init__()
        self._examples = examples
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 14, 4, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 12, 0)
        top.addWidget(query)
        column.addLayout(top)
        column.addLayout(banner)
        column.addWidget(examples)
        column.addWidget(undo)
        column.addWidget(pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(folders)
        row.addWidget(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the photos."""
        self._examples.show_few(self.height() < LOW)
        super().resizeEvent(event)
