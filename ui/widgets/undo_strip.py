"""Tells what was done last, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.named import named
from ui.widgets.paths import shown


class UndoStrip(QFrame):
    """One line about the last thing that was done, with a button while it can be undone.

    Signals:
        dismissed(): the line was read.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoStrip")
        self._take_back: Callable[[], None] | None = None
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Take it back (Ctrl+Z)"))
        self.undo_button.clicked.connect(self.undo)
        self.dismiss = named(QPushButton(self.tr("Dismiss")), "quiet")
        self.dismiss.clicked.connect(self.dismissed)
        self.dismiss.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.addWidget(self.text, 1)
        for button in (self.undo_button, self.dismiss):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
            layout.addWidget(button)
        self.hide()

    def tell(self, text: str, take_back: Callable[[], None] | None = None) -> None:
        """Tell what was done, and how it is taken back, if it can be."""
        self._take_back = take_back
        self.text.setText(shown(text))
        self.setAccessibleName(self.text.text())
        self.undo_button.setEnabled(True)
        self.undo_button.setVisible(take_back is not None)
        self.setVisible(bool(text))

    def undo(self) -> None:
        """Take back what was told last, once, if it can be."""
        if self._take_back is not None:
            take_back, self._take_back = self._take_back, None
            self.undo_button.setEnabled(False)
            take_back()
