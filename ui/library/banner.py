"""A message above the photos, or over the large one: what failed, why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.named import named
from ui.widgets.sentences import sentences

# A message that only passes by is gone after this time.
PASSES_MS = 12_000


class Banner(QFrame):
    """Shows one message until it is dismissed; one that passes goes when one goes on, or in time.

    Signals:
        told(): there is a message, perhaps another one.
        retry_wanted(): the button beside the message was pressed.
        dismissed(): the message was read.
    """

    told = Signal()
    retry_wanted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.title = named(QLabel(), "title")
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = QPushButton(self.tr("Try again"))
        self.retry.clicked.connect(self.retry_wanted)
        self.dismiss = named(QPushButton(self.tr("Dismiss")), "quiet")
        self.dismiss.clicked.connect(self.dismissed)
        self.dismiss.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.addLayout(words, 1)
        layout.addWidget(self.retry)
        layout.addWidget(self.dismiss)
        self._passes = QTimer(self, singleShot=True, interval=PASSES_MS)
        self._passes.timeout.connect(self._go)
        self._is_passing = False
        self.hide()

    def show_passing(self, title: str, reason: str, advice: str) -> None:
        """Show a message of what was just tried; it is worth nothing once one goes on."""
        self.show_message(title, reason, advice)
        self._is_passing = True
        self._passes.start()

    def go_on(self) -> None:
        """Let a message go that only passes."""
        if self._is_passing:
            self.hide()

    def _go(self) -> None:
        """The time is over; who is in it by key or has selected of it gets more."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._passes.start()
        else:
            self.go_on()

    def show_message(self, title: str, reason: str, advice: str, can_retry: bool = False) -> None:
        """Show a message; the last one wins."""
        self._is_passing = False
        self._passes.stop()
        self.title.setText(title)
        text = sentences(reason, advice).encode("utf-8", "replace").decode()
        self.text.setText(text)
        self.setAccessibleName(self.tr("{0}. {1}").format(title, text))
        self.retry.setVisible(can_retry)
        self.show()
        self.told.emit()
