"""Questions about an answer: why a photo is there, when they were taken, which are doubles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.wire import messages
from photosearch.wire.values import Question
from ui.engine.engine_client import EngineClient
from ui.engine.said import in_words

# A timeline is asked for when typing rests: the next question must not wait for it.
TIMELINE_MS = 250


class ReviewController(QObject):
    """Asks what is asked of an answer, and sorts what the engine replies.

    Signals:
        explained(Explanation): the latest question why has its answer.
        not_explained(str, str): it has none: the reason, and what to do.
        timeline_arrived(Timeline): the months of the answer on screen.
        duplicates_found(DuplicateGroups), moved(MovedToTrash), restored(RestoredFromTrash): as the
        engine says.
        duplicates_failed(str, str): the search for duplicates failed: the reason, and what to do.
    """

    explained = Signal(object)
    not_explained = Signal(str, str)
    timeline_arrived = Signal(object)
    duplicates_found = Signal(object)
    duplicates_failed = Signal(str, str)
    moved = Signal(object)
    restored = Signal(object)

    def __init__(
        self, client: EngineClient, next_request: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._next = next_request
        self._why = self._duplicates = self._answer = -1
        self._rest = QTimer(self, singleShot=True, interval=TIMELINE_MS)
        self._rest.timeout.connect(self._fetch_timeline)
        client.event_received.connect(self._on_event)

    # Intents ----------------------------------------------------------------------------------

    def explain(self, question: Question, photo: int) -> None:
        """Ask why a photo is in the answer to a question; the latest ask counts."""
        self._why = self._next()
        self._client.send(messages.Why(request=self._why, photo=photo, question=question))

    def follow(self, results: messages.Results, at_once: bool = False) -> None:
        """Ask for the months of an answer, when no other answer comes for a moment."""
        self._answer = results.request
        self._rest.start(0 if at_once else TIMELINE_MS)

    def find_duplicates(self) -> None:
        """Ask for the groups of photos that show the same."""
        self._duplicates = self._next()
        self._client.send(messages.FindDuplicates(request=self._duplicates))

    def move_to_trash(self, photos: Sequence[int]) -> None:
        """Move photos to the trash, because the user asked for it."""
        self._client.send(messages.MoveToTrash(photos=tuple(photos)))

    def restore(self, token: str) -> None:
        """Bring back what was moved."""
        self._client.send(messages.RestoreFromTrash(token=token))

    # The engine's side --------------------------------------------------------------------------

    def takes(self, failure: messages.Failure) -> bool:
        """Say whether a failure is told where its question was asked, not above the photos."""
        return failure.request is not None and failure.request in (self._why, self._duplicates)

    def _fetch_timeline(self) -> None:
        self._client.send(messages.FetchTimeline(request=self._answer))

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.Explanation(request=self._why):
                self.explained.emit(event)
            case messages.Timeline(request=self._answer):
                self.timeline_arrived.emit(event)
            case messages.DuplicateGroups(request=self._duplicates):
                self.duplicates_found.emit(event)
            case messages.MovedToTrash():
                self.moved.emit(event)
            case messages.RestoredFromTrash():
                self.restored.emit(event)
            case messages.Failure(request=self._why):
                self.not_explained.emit(in_words(event.said), in_words(event.said, "advice"))
            case messages.Failure(request=self._duplicates):
                self.duplicates_failed.emit(in_words(event.said), in_words(event.said, "advice"))
            case _:
                pass
