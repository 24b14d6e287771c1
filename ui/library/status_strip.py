"""The line at the bottom: what the engine is doing, how far it is, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from photosearch.wire.messages import IndexingProgress
from ui.widgets.named import named


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
        self.text = QLabel(self.tr("Opening your library…"))
        self.text.setAccessibleName(self.tr("Status"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(self.tr("Indexing progress"))
        self.pause_button = named(QPushButton(self.tr("Pause")), "quiet")
        self.pause_button.clicked.connect(lambda: self.pause_toggled.emit(not self._paused))
        self.problems_button = named(QPushButton(), "warning")
        self.problems_button.clicked.connect(self.problems_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 12, 5)
        layout.setSpacing(14)
        layout.addWidget(self.text)
        layout.addWidget(self.bar)
        layout.addWidget(self.pause_button)
        layout.addStretch(1)
        layout.addWidget(self.problems_button)
        self.setFixedHeight(42)
        self._show_work(False)
        self.problems_button.hide()

    def show_progress(self, progress: IndexingProgress) -> None:
        """Show how far indexing is."""
        self._paused = progress.state == "paused"
        unfinished = progress.done < progress.total
        self._show_work(
            progress.state in ("indexing", "migrating") or (self._paused and unfinished)
        )
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.pause_button.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        self.text.setText(self._sentence(progress))
        self.problems_button.setVisible(progress.problems > 0)
        self.problems_button.setText("⚠ " + self.tr("%Ln problem(s)", "", progress.problems))

    def show_text(self, text: str) -> None:
        """Show a plain sentence."""
        self._show_work(False)
        self.text.setText(text)

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
            case "indexing" | "migrating":
                parts = [count]
                if progress.rate:
                    parts.append(self.tr("{0}/s").format(f"{progress.rate:.0f}"))
                if progress.seconds_left is not None:
                    parts.append(self._time_left(progress.seconds_left))
                return " · ".join(parts)
            case _:
                return self.tr("Up to date")

    def _time_left(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("less than a minute left")
        if seconds < 5400:
            return self.tr("{0} min left").format(round(seconds / 60))
        return self.tr("{0} h left").format(round(seconds / 3600))
