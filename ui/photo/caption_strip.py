"""A made sentence on what the photo shows, below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.named import named


class CaptionStrip(QFrame):
    """Shows a caption, says that it is made, and copies it; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caption")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made = named(QLabel(self.tr("made by the program")), "muted")
        made.setToolTip(self.tr("The program wrote this from the picture alone; it can be wrong."))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the sentence"))
        self.copy_button.setAccessibleName(self.tr("Copy the sentence"))
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy_button.clicked.connect(self.copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.text, 1)
        layout.addWidget(made)
        layout.addWidget(self.copy_button)
        self.hide()

    def show_caption(self, text: str) -> None:
        """Show a caption; an empty one is none."""
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.setVisible(bool(text))

    def copy(self) -> None:
        """Copy the caption."""
        QGuiApplication.clipboard().setText(self.text.text())
