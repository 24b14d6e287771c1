"""A field to ask about the photo that is shown, and what was answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from photosearch.wire.values import Reply
from ui.widgets.named import named


class _Field(QLineEdit):
    """Escape leaves it; no key goes on to what walks through the photos.

    Signals:
        left(): back to the photo.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            event.accept()


class PhotoQuestionStrip(QFrame):
    """Takes a question about one photo, and shows its answer with how sure that is.

    Signals:
        asked(str): what is asked.
        left(): the keyboard goes back to the photo.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caption")
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Ask about this photo: what colour is the car?"))
        self.field.setAccessibleName(self.tr("Ask about this photo"))
        self.field.setToolTip(self.tr("Ask about this photo (Q)"))
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self._ask)
        self.field.left.connect(self.left)
        self.answer = QLabel()
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setWordWrap(True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source = named(QLabel(), "muted")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.answer, 1)
        row.addWidget(self.source)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addLayout(row)
        self.clear()

    def clear(self) -> None:
        """Forget the answer: another photo is shown. The question stays, to be asked again."""
        self._show("", "")

    def begin(self) -> None:
        """Say that an answer is on its way."""
        self._show(self.tr("Looking…"), "")

    def add_piece(self, piece: str) -> None:
        """Add what a model says as it comes."""
        before = "" if self.answer.text() == self.tr("Looking…") else self.answer.text()
        self._show(before + piece, "")

    def show_reply(self, reply: Reply) -> None:
        """Show an answer, and whom or what it is from."""
        if reply.probability is not None:
            source = self.tr("seen in the picture, {0} likely").format(f"{reply.probability:.0%}")
        elif reply.by:
            source = self.tr("by {0}").format(reply.by)
        else:
            source = self.tr("from what is known of the photo") if reply.sure else ""
        self._show(reply.answer, source)

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self.asked.emit(text)

    def _show(self, text: str, source: str) -> None:
        self.answer.setText(text)
        self.answer.setAccessibleName(text)
        self.answer.setVisible(bool(text))
        self.source.setText(source)
        self.source.setVisible(bool(source))
