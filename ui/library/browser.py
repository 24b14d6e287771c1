"""The search bar, the folders and the photos, side by side; a low window shows less help."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.query.examples import Examples

# Below this height there is room for a few examples only.
LOW = 540
# As much as the photos' scroll bar takes.
RIGHT = 12


class Browser(QWidget):
    """Lays out what is seen while no photo is large."""

    def __init__(
        self,
        folders: QWidget,
        query: QWidget,
        banner: QBoxLayout,
        examples: Examples,
        strips: Iterable[QWidget],
        pages: QWidget,
    ) -> None:
        super().__init__()
        self._examples = examples
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 14, 4, 0)
        column.setSpacing(8)
        column.addLayout(_inset(query))
        banner.setContentsMargins(0, 0, RIGHT, 0)
        column.addLayout(banner)
        column.addWidget(examples)
        for strip in strips:
            column.addLayout(_inset(strip))
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


def _inset(widget: QWidget) -> QHBoxLayout:
    """Let a widget end where the photos do."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, RIGHT, 0)
    row.addWidget(widget)
    return row
