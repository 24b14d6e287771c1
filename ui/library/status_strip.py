"""The line at the bottom: what the engine is doing, how far it is, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from photosearch.wire.messages import IndexingProgress
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.named import named
from ui.widgets.time_left import time_left

# What takes time and can be paused.
_WORK = ("indexing", "migrating", "reading", "faces", "looking", "captions")


class StatusStrip(QFrame):
    """Shows progress.

    Signals:
        pause_toggled(bool): indexing should stop, or go on.
        problems_wanted(): the problem list should be shown.
    """

    pause_toggled = Signal(bool)
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._paused = False
        self.text = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.text.setAccessibleDescription(self.tr("Status"))
        self.text.show_text(self.tr("Opening your library…"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(self.tr("Indexing progress"))
        self.pause_button = named(QPushButton(), "quiet")
        _give_room(self.pause_button, self.tr("Resume"), self.tr("Pause"))
        self.pause_button.clicked.connect(lambda: self.pause_toggled.emit(not self._paused))
        self.problems_button = named(QPushButton(), "warning")
        self.problems_button.clicked.connect(self.problems_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 12, 5)
        layout.setSpacing(14)
        # First what keeps its size: the button must not move while one is about to press it.
        layout.addWidget(self.pause_button)
        layout.addWidget(self.bar)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.problems_button)
        self.setFixedHeight(42)
        self._show_work(False)
        self.problems_button.hide()

    def show_progress(self, progress: IndexingProgress) -> None:
        """Show how far indexing is."""
        self._paused = progress.state == "paused"
        # Whoever has paused finds the way back, even if there is nothing to do just now.
        self._show_work(progress.state in (*_WORK, "paused"))
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.pause_button.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        self.text.show_text(self._sentence(progress))
        self.problems_button.setVisible(progress.problems > 0)
        self.problems_button.setText("⚠ " + self.tr("%Ln problem(s)", "", progress.problems))

    def show_text(self, text: str) -> None:
        """Show a plain sentence."""
        self._show_work(False)
        self.text.show_text(text)

    def _show_work(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.pause_button.setVisible(working)

    def _sentence(self, progress: IndexingProgress) -> str:
        count = self.tr("{0} of %Ln photo(s)", "", progress.total).format(f"{progress.done:,}")
        match progress.state:
            case "scanning":
                return self.tr("Looking for new photos…")
            case "paused":
                return self.tr("Paused") + (f" · {count}" if progress.done < progress.total else "")
            case state if state in _WORK:
                parts = [self._work(progress.state).format(count)]
                if progress.rate:
                    parts.append(self.tr("{0}/s").format(_number(progress.rate)))
                if progress.seconds_left is not None:
                    parts.append(time_left(progress.seconds_left))
                return " · ".join(parts)
            case _:
                return self.tr("Up to date")

    def _work(self, state: str) -> str:
        match state:
            case "reading":
                return self.tr("Reading text: {0}")
            case "captions":
                return self.tr("Describing photos: {0}")
            case "faces":
                return self.tr("Looking for faces: {0}")
            case "looking":
                return self.tr("Reading text, looking for faces: {0}")
            case _:
                return "{0}"


def _number(rate: float) -> str:
    """Return a rate that is told apart from none."""
    return f"{rate:.0f}" if rate >= 2 else f"{max(rate, 0.1):.1f}"


def _give_room(button: QPushButton, *names: str) -> None:
    """Let a button be as wide as the longest of its names; it bears the last."""
    button.ensurePolished()
    widths = []
    for name in names:
        button.setText(name)
        widths.append(button.sizeHint().width())
    button.setFixedWidth(max(widths))
