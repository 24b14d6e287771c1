"""Gives a search a name, in a small field below the search bar."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ui.named import named

WIDTH = 560


class SaveSearch(QFrame):
    """Asks for a name.

    Signals:
        named(str, str): a name, and the search it is for.
        closed(): it is done, or was left.
    """

    named = Signal(str, str)
    closed = Signal()

    def __init__(self, bar: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar, self._above = bar, parent
        self._text = ""
        self.setObjectName("popup")
        label = QLabel(self.tr("Save this search as"))
        self.name = QLineEdit(maxLength=60)
        self.name.setAccessibleName(self.tr("Name of the saved search"))
        self.save = named(QPushButton(self.tr("Save")), "small")
        self.cancel = named(QPushButton(self.tr("Cancel")), "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.addWidget(label)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.save)
        layout.addWidget(self.cancel)
        self.name.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._close)
        self.hide()

    def ask(self, text: str, name: str = "") -> None:
        """Ask for the name of a search; there has to be one."""
        if not text.strip():
            return
        self._text = text.strip()
        self.name.setText(name or self._text[: self.name.maxLength()])
        self.name.selectAll()
        place = self._bar.mapTo(self._above, QPoint(14, self._bar.height() + 4))
        width = min(WIDTH, self._bar.width() - 28)
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

    def _save(self) -> None:
        if self.name.text().strip():
            self.named.emit(self.name.text().strip(), self._text)
            self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
