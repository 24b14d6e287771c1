"""A message above the photos: what failed, why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.named import named
from ui.widgets.sentences import sentences


class Banner(QFrame):
    """Shows one message until it is dismissed.

    Signals:
        retry_wanted(): the button beside the message was pressed.
        dismissed(): the message was read.
    """

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
        self.hide()

    def show_message(self, title: str, reason: str, advice: str, can_retry: bool = False) -> None:
        """Show a message; the last one wins."""
        self.title.setText(title)
        text = sentences(reason, advice).encode("utf-8", "replace").decode()
        self.text.setText(text)
        self.setAccessibleName(self.tr("{0}. {1}").format(title, text))
        self.retry.setVisible(can_retry)
        self.show()
