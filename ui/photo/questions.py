"""Asks what is typed about the photo in the preview, and shows what is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.wire.values import Hit, Reply
from ui.engine.controller import Controller
from ui.photo.preview import Preview


class Questions(QObject):
    """Keeps the answer below the large photo that of this photo."""

    def __init__(self, controller: Controller, preview: Preview) -> None:
        super().__init__(preview)
        self._controller, self._preview = controller, preview
        self._strip = preview.question
        self._hit: Hit | None = None
        self._strip.asked.connect(self._ask)
        self._strip.left.connect(preview.setFocus)
        preview.hit_shown.connect(self._on_hit)
        preview.closed.connect(self._stop)
        preview.question_wanted.connect(self._strip.field.setFocus)
        questions = controller.photo_questions
        questions.told.connect(self._on_piece)
        questions.answered.connect(self._on_reply)
        questions.ended.connect(self._strip.clear)

    def _on_hit(self, hit: Hit | None) -> None:
        is_same = hit is not None and self._hit is not None and hit.photo == self._hit.photo
        self._hit = hit
        if not is_same:
            self._stop()

    def _ask(self, text: str) -> None:
        if self._hit is not None:
            self._strip.begin()
            self._controller.photo_questions.ask(self._hit, text)

    def _stop(self) -> None:
        self._controller.photo_questions.stop()
        self._strip.clear()

    def _on_piece(self, photo: int, piece: str) -> None:
        if self._hit is not None and photo == self._hit.photo:
            self._strip.add_piece(piece)

    def _on_reply(self, photo: int, reply: Reply) -> None:
        if self._hit is not None and photo == self._hit.photo:
            self._strip.show_reply(reply)
