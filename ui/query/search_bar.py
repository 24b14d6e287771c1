"""The one search box: an answer as you type, to words and pictures."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.query.codepoints import to_units
from ui.query.given_pictures import picture_data, picture_files
from ui.widgets.drops import accept_as_copy

DEBOUNCE_MS = 160


class SearchBar(QLineEdit):
    """A line of text that is asked when typing rests for a moment.

    Signals:
        asked(str): the text to search for; empty means everything.
        entered(str): Enter was pressed: the text is meant.
        cleared(): Escape was pressed.
        left_downwards(): the arrow key or Enter went on to the photos.
        pictures_given(list): paths of pictures that were dropped or pasted.
        image_given(QImage): a picture without a file was dropped or pasted.
    """

    asked = Signal(str)
    entered = Signal(str)
    cleared = Signal()
    left_downwards = Signal()
    pictures_given = Signal(object)
    image_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.setAccessibleName(self.tr("Search photos"))
        self.setPlaceholderText(self.tr("What do you remember?  a dog on a beach · 海边的日落"))
        self.setClearButtonEnabled(True)
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

    def ask_anew(self) -> None:
        """Ask what stands here, even if it was asked before."""
        self._last = None
        self._ask()

    def select_points(self, start: int, end: int) -> None:
        """Select from one code point to another."""
        text = self.text()
        first = to_units(text, start)
        self.setSelection(first, to_units(text, end) - first)

    def _wait_for_rest(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.asked.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; Enter asks at once and goes on; Down goes on; pictures are pasted."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.cleared.emit()
                self._ask()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._ask()
                self.entered.emit(self.text().strip())
                self.left_downwards.emit()
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case _ if event.matches(QKeySequence.StandardKey.Paste) and self._paste_picture():
                pass
            case _:
                super().keyPressEvent(event)

    # Pictures -------------------------------------------------------------------------------------

    def _paste_picture(self) -> bool:
        return self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, data: QMimeData) -> bool:
        """Take the pictures in data, if it holds any."""
        files = picture_files(data)
        image = None if files else picture_data(data)
        if files:
            self.pictures_given.emit(files)
        elif image is not None:
            self.image_given.emit(image)
        return bool(files) or image is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped here; folders are for the window, and text is not dragged."""
        _accept_pictures(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Pictures may be dropped here."""
        _accept_pictures(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Search by the pictures that were dropped."""
        if accept_as_copy(event) and not self._take(event.mimeData()):
            event.ignore()


def _accept_pictures(event: QDragMoveEvent | QDragEnterEvent) -> None:
    data = event.mimeData()
    if picture_files(data) or picture_data(data) is not None:
        accept_as_copy(event)
    else:
        event.ignore()
