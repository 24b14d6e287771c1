"""Questions about one photo, and their answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from photosearch.wire.values import Hit
from ui.engine.engine_client import EngineClient


class PhotoQuestions(QObject):
    """Asks; only the latest question is answered.

    Signals:
        told(int, str): a photo, and a piece of what an added model says of it.
        answered(int, Reply): a photo, and the answer.
        ended(): there is no answer.
    """

    told = Signal(int, str)
    answered = Signal(int, object)
    ended = Signal()

    def __init__(
        self, client: EngineClient, next_request: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._next = next_request
        self._asked = 0
        client.event_received.connect(self._on_event)
        client.lost.connect(self._on_lost)

    def ask(self, hit: Hit, text: str) -> None:
        """Ask about the photo of a row, of a video about the moment that is shown."""
        self._asked = self._next()
        self._client.send(
            messages.AskPhoto(request=self._asked, photo=hit.photo, question=text, at=hit.at)
        )

    def stop(self) -> None:
        """Want no answer any more."""
        if self._asked:
            self._asked = 0
            self._client.send(messages.StopLooking())

    def takes(self, failure: messages.Failure) -> bool:
        """Say whether a failure is that of a question, which ends; it is told as others are."""
        if failure.request is not None and failure.request == self._asked:
            self._asked = 0
            self.ended.emit()
            return True
        return False

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.PhotoReply(request=self._asked, photo=photo, reply=None, piece=piece):
                self.told.emit(photo, piece)
            case messages.PhotoReply(request=self._asked, photo=photo, reply=reply):
                self._asked = 0
                self.answered.emit(photo, reply)
            case _:
                pass

    def _on_lost(self) -> None:
        if self._asked:
            self._asked = 0
            self.ended.emit()
