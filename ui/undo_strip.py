"""Tells what went to the trash, and takes it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from photosearch.messages import FileFailure, MovedToTrash, RestoredFromTrash
from ui.engine_texts import engine_text
from ui.named import named
from ui.results_model import shown
from ui.sentences import sentences


class UndoStrip(QFrame):
    """One line about the last move, with a button while it can be undone.

    Signals:
        undo_wanted(str): the move of this token should be undone.
        dismissed(): the line was read.
    """

    undo_wanted = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoStrip")
        self._token = ""
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Put the files back (Ctrl+Z)"))
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

    def show_moved(self, moved: MovedToTrash) -> None:
        """Tell what was moved and what stayed."""
        self._token = moved.token if moved.can_restore and moved.paths else ""
        count = len(moved.paths)
        parts = []
        if count:
            parts.append(self.tr("%Ln file(s) moved to the trash.", "", count))
            if not moved.can_restore:
                parts.append(self.tr("The system's trash can bring them back."))
        self._say([*parts, *self._failed(moved.failures)])

    def show_restored(self, restored: RestoredFromTrash) -> None:
        """Tell what is back."""
        self._token = ""
        count = len(restored.paths)
        text = self.tr("%Ln file(s) back in place.", "", count)
        self._say([*([text] if count else []), *self._failed(restored.failures)])

    def undo(self) -> None:
        """Ask for what was moved last to be put back, if it can be."""
        if self._token:
            token, self._token = self._token, ""
            self.undo_button.setEnabled(False)
            self.undo_wanted.emit(token)

    def _failed(self, failures: tuple[FileFailure, ...]) -> list[str]:
        lines = [
            self.tr("{0}: {1}").format(
                Path(failure.path).name,
                sentences(engine_text(failure.reason), engine_text(failure.advice)),
            )
            for failure in failures[:2]
        ]
        if len(failures) > 2:
            lines.append(self.tr("And %Ln more.", "", len(failures) - 2))
        return lines

    def _say(self, parts: list[str]) -> None:
        text = shown(sentences(*parts))
        self.text.setText(text)
        self.setAccessibleName(text)
        self.undo_button.setEnabled(True)
        self.undo_button.setVisible(bool(self._token))
        self.setVisible(bool(text))
