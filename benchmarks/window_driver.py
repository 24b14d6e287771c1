"""Opens the program's own window, prints when it was painted and a search answered, and ends."""

from __future__ import annotations

import time

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from photosearch.messages import Results
from photosearch.paths import AppPaths
from ui import app
from ui.controller import Controller
from ui.main_window import MainWindow

QUESTION = "a dog on a beach"


class TimedWindow(MainWindow):
    """Notes its first moments."""

    def __init__(self, controller: Controller, settings: QSettings, paths: AppPaths) -> None:
        super().__init__(controller, settings, paths)
        self._seen: set[str] = set()
        self._control = controller
        controller.results_arrived.connect(self._note_results)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and note that it has been done."""
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: self._note("painted"))  # the parts paint after the window

    def _note_results(self, results: Results) -> None:
        if results.text:
            self._note("answered")
            QApplication.quit()
        elif results.total:
            self._note("listed")
            self._control.search(QUESTION)

    def _note(self, moment: str) -> None:
        if moment not in self._seen:
            self._seen.add(moment)
            print(moment, time.time(), flush=True)


def main() -> None:
    """Run the window as `photosearch` does."""
    app.MainWindow = TimedWindow  # type: ignore[attr-defined, assignment]
    app.run(["photosearch"])


if __name__ == "__main__":
    main()
