"""What stands where no photos do: the first step, or why there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.named import named

# The name of a button, and what it does.
Choice: TypeAlias = tuple[str, Callable[[], None]]


class EmptyPage(QWidget):
    """A symbol, a heading, a sentence, and perhaps a button.

    Signals:
        pressed(): the button was pressed.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.heading = named(QLabel(alignment=centre, wordWrap=True), "heading")
        self.text = named(QLabel(alignment=centre, wordWrap=True), "subheading")
        self.button = named(QPushButton(), "primary")
        self.button.clicked.connect(self._press)
        self._action: Callable[[], None] | None = None
        self.more: list[QPushButton] = []
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 4, 32, 4)
        layout.setSpacing(8)
        layout.addStretch(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addSpacing(6)
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(5)

    def show_state(
        self,
        heading: str,
        text: str = "",
        button: str = "",
        action: Callable[[], None] | None = None,
        more: Sequence[Choice] = (),
    ) -> None:
        """Show a state; the button is there only if it has a name, ``more`` of them below it."""
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._action = action
        self._show_more(more)

    def _show_more(self, more: Sequence[Choice]) -> None:
        if [name for name, _ in more] == [button.text() for button in self.more]:
            return
        for button in self.more:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.more = []
        for name, action in more:
            button = QPushButton(name)
            button.clicked.connect(action)
            place = self._layout.indexOf(self.button) + 1 + len(self.more)
            self._layout.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.more.append(button)

    def _press(self) -> None:
        self.pressed.emit()
        if self._action is not None:
            self._action()
