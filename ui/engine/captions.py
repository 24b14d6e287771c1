"""What photos show, in sentences that the engine makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from photosearch.wire.values import Hit
from ui.engine.engine_client import EngineClient
from ui.language import spoken


class CaptionRequests(QObject):
    """Asks for captions in the window's language; only the latest ask is answered.

    Signals:
        captioned(int, str): a photo and its caption, empty if there is none.
        known(Mapping): captions of photos that were made before.
    """

    captioned = Signal(int, str)
    known = Signal(object)

    def __init__(
        self, client: EngineClient, next_request: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._next = next_request
        self._asked = -1
        client.event_received.connect(self._on_event)

    def ask(self, hit: Hit) -> None:
        """Ask what the photo of a row shows."""
        self._asked = self._next()
        self._client.send(
            messages.MakeCaption(request=self._asked, photo=hit.photo, language=spoken(), at=hit.at)
        )

    def fetch(self, hits: Iterable[Hit]) -> None:
        """Ask for the captions of rows that were made before."""
        photos = tuple(hit.photo for hit in hits)
        if photos:
            self._client.send(messages.FetchCaptions(photos=photos, language=spoken()))

    def takes(self, failure: messages.Failure) -> bool:
        """Say whether a failure is that of a caption: the photo goes without, untold."""
        return failure.request is not None and failure.request == self._asked

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.Caption(request=self._asked, photo=photo, text=text):
                self.captioned.emit(photo, text)
            case messages.CaptionsMade(photos=photos, texts=texts):
                self.known.emit(dict(zip(photos, texts, strict=True)))
            case _:
                pass
