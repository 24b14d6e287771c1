"""What was read in the photo that is shown large: to be copied, and framed where it matched."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from photosearch.types import TextLine, WordSource
from photosearch.wire.values import Hit, MatchedWord
from ui.engine.controller import Controller
from ui.photo.photo_canvas import Box
from ui.photo.preview import Preview

# Photos that are only walked past are not asked for.
REST_MS = 120


class ReadText(QObject):
    """Keeps the lines of the photo that is shown.

    Signals:
        changed(): they are other ones now.
    """

    changed = Signal()

    def __init__(self, controller: Controller, preview: Preview) -> None:
        super().__init__(preview)
        self._controller, self._button = controller, preview.copy_text_button
        self._photo = 0
        self.lines: tuple[TextLine, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: controller.fetch_text(self._photo))
        preview.hit_shown.connect(self._on_hit)
        preview.text_wanted.connect(self.copy)
        controller.text_read.connect(self._on_lines)

    def copy(self) -> None:
        """Put all that was read on the clipboard, a line each."""
        if self.lines:
            QApplication.clipboard().setText("\n".join(line.text for line in self.lines))

    def boxes(self, words: Iterable[MatchedWord]) -> tuple[Box, ...]:
        """Return where those of some words stand that were read in the photo."""
        read = {match.word.text for match in words if match.word.source == WordSource.TEXT}
        return tuple(line.box for line in self.lines if line.text in read)

    def _on_hit(self, hit: Hit | None) -> None:
        photo = 0 if hit is None else hit.photo
        if photo != self._photo:
            self._show(())
        self._photo = photo
        self._rest.stop()
        if photo:
            self._rest.start()

    def _on_lines(self, photo: int, lines: tuple[TextLine, ...]) -> None:
        if photo == self._photo:
            self._show(lines)

    def _show(self, lines: tuple[TextLine, ...]) -> None:
        self.lines = lines
        self._button.setVisible(bool(lines))
        self.changed.emit()
