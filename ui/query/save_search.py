"""Asks for the name of a search, in a small field below the question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.engine.searches import Searches
from ui.widgets.named import named

WIDTH = 560


class SaveSearch(QFrame):
    """Asks for a name, and says so if it would take the place of another search.

    Signals:
        closed(): it is done, or was left.
    """

    closed = Signal()

    def __init__(self, searches: Searches, query: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._searches, self._query, self._above = searches, query, parent
        self._old_name = ""
        self._then: Callable[[str], None] | None = None
        self.setObjectName("popup")
        self.label = QLabel()
        self.name = QLineEdit(maxLength=60)
        self.name.setAccessibleName(self.tr("Name of the saved search"))
        self.save = named(QPushButton(self.tr("Save")), "small")
        self.cancel = named(QPushButton(self.tr("Cancel")), "quiet")
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 12)
        layout.addWidget(self.label)
        layout.addLayout(row)
        self.name.textChanged.connect(self._on_changed)
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._close)
        self.hide()

    def ask(self, suggested: str, then: Callable[[str], None]) -> None:
        """Ask for the name of a search, and do with it what is to be done then."""
        self._ask(self.tr("Save this search as"), suggested, "", then)

    def rename(self, old_name: str, then: Callable[[str], None]) -> None:
        """Ask for another name of a saved search."""
        self._ask(self.tr("Rename this search to"), old_name, old_name, then)

    def _ask(self, label: str, name: str, old_name: str, then: Callable[[str], None]) -> None:
        self._old_name, self._then = old_name, then
        self.label.setText(label)
        self.name.setText(name[: self.name.maxLength()])
        self.name.selectAll()
        self._on_changed()
        place = self._query.mapTo(self._above, QPoint(14, self._query.height() + 4))
        width = min(WIDTH, self._query.width() - 28)
        self.setGeometry(place.x(), place.y(), width, self.sizeHint().height())
        self.show()
        self.raise_()
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _on_changed(self) -> None:
        name = self.name.text().strip()
        taken = name != self._old_name and self._searches.saved_as(name) is not None
        self.save.setEnabled(bool(name))
        self.save.setText(self.tr("Replace") if taken else self.tr("Save"))
        self.save.setToolTip(self.tr("Another search has this name.") if taken else "")

    def _save(self) -> None:
        name = self.name.text().strip()
        if name and self._then is not None:
            self._then(name)
            self._close()

    def _close(self) -> None:
        self.closed.emit()  # first: the focus would go to the next widget, whichever that is
        self.hide()
