"""Opens the program's own window, prints its first moments (seconds since 1970), and ends.

The first search is typed as soon as the engine says it is ready, or with `listed` as argument once
all photos are listed.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.paths import AppPaths
from photosearch.wire.messages import Results
from photosearch.wire.values import Question
from ui import app
from ui.engine.controller import Controller

QUESTION = "a dog on a beach"


class Moments(QObject):
    """Notes when the window is painted, all photos are listed and a search is answered."""

    def __init__(self, controller: Controller, window: QWidget, wait_for_list: bool) -> None:
        super().__init__(window)
        self._seen: set[str] = set()
        self._control = controller
        self._wait_for_list = wait_for_list
        window.installEventFilter(self)
        controller.engine_ready.connect(self._on_ready)
        controller.results_arrived.connect(self._note_results)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note that the window is painted; its parts paint right after it."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: self._note("painted"))
        return False

    def _on_ready(self) -> None:
        self._note("ready")
        if not self._wait_for_list:
            self._control.search(Question(QUESTION))

    def _note_results(self, results: Results) -> None:
        if results.text:
            self._note("answered")
            QApplication.quit()
        elif results.total:
            self._note("listed")
            self._control.search(Question(QUESTION))

    def _note(self, moment: str) -> None:
        if moment not in self._seen:
            self._seen.add(moment)
            print(moment, time.time(), flush=True)


def main() -> None:
    """Run the window as `photosearch` does."""
    build = app.build_window

    def build_noted(controller: Controller, settings: QSettings, paths: AppPaths) -> QWidget:
        window = build(controller, settings, paths)
        Moments(controller, window, "listed" in sys.argv)
        return window

    app.build_window = build_noted  # type: ignore[assignment]
    app.run(["photosearch"])


if __name__ == "__main__":
    main()
