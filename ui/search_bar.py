"""The one search box: an answer as you type."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

DEBOUNCE_MS = 160


class SearchBar(QLineEdit):
    """A line of text that is asked when typing rests for a moment.

    Signals:
        asked(str): the text to search for; empty means everything.
        left_downwards(): the arrow key or Enter went on to the photos.
    """

    asked = Signal(str)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.setAccessibleName(self.tr("Search photos"))
        self.setPlaceholderText(self.tr("What do you remember?  a dog on a beach · 海边的日落"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # a folder dropped here is for the window, no text
        self._last: str | None = ""
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._rest.timeout.connect(self._ask)
        self.textChanged.connect(self._wait_for_rest)

    def search_for(self, text: str) -> None:
        """Put a text in and ask it at once."""
        self.setText(text)
        self._ask()

    def show_text(self, text: str) -> None:
        """Show a text without asking it; asked afterwards, it is a new question."""
        self.setText(text)
        self._rest.stop()
        self._last = None

    def _wait_for_rest(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.asked.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; Enter asks at once and goes on; Down goes on."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self._ask()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._ask()
                self.left_downwards.emit()
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case _:
                super().keyPressEvent(event)
