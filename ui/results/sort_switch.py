"""The switch between the best match first and the newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from photosearch.wire.messages import Results
from ui.widgets.named import named

RELEVANCE, DATE = "relevance", "date"


class SortSwitch(QWidget):
    """Two buttons, one of them pressed; shown where an answer has an order of its own.

    Signals:
        chosen(str): relevance or date.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons = {
            order: self._add(name, tip)
            for order, name, tip in (
                (RELEVANCE, self.tr("Best"), self.tr("The best match first")),
                (DATE, self.tr("Newest"), self.tr("The newest of the matches first")),
            )
        }
        for order, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, order=order: self.chosen.emit(order))

    def choose(self, order: str) -> None:
        """Press a button."""
        self.buttons[order].click()

    def show_answer(self, results: Results, has_pictures: bool) -> None:
        """Show the order of an answer, if something was asked that has a best match."""
        words = (part for part in results.parts if part.kind in ("text", "exact"))
        asked = any(not (part.negated or part.error) for part in words)
        self.setVisible(asked or has_pictures)
        self.buttons.get(results.sort, self.buttons[RELEVANCE]).setChecked(True)

    def _add(self, name: str, tip: str) -> QPushButton:
        button = named(QPushButton(name), "segment")
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button)
        return button
