"""What the engine knows of models: which there are, and how far one is that is being added."""

from __future__ import annotations

import time
from collections import deque

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from photosearch.wire.messages import ModelProgress, ModelState
from ui.engine.engine_client import EngineClient

# While an adding or measuring is in one of these states, no other can begin.
BUSY = frozenset({"downloading", "loading", "exporting", "measuring"})
# The rate of a download is that of its last seconds.
RATE_SECONDS = 8.0


class Models(QObject):
    """Asks for models to be added, used, measured and removed.

    Signals:
        changed(): there are others, or another one answers, or one is further.
        switched(ModelState): another one answers now.
    """

    changed = Signal()
    switched = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.known: messages.Models | None = None
        self.progress: ModelProgress | None = None
        self._is_sure = True  # the engine has told of what is under way
        self._marks: deque[tuple[float, int]] = deque()
        client.event_received.connect(self._on_event)
        client.started.connect(self._on_started)

    @property
    def is_busy(self) -> bool:
        """Whether one is being added or measured."""
        return self.progress is not None and self.progress.state in BUSY

    @property
    def answering(self) -> ModelState | None:
        """The model that answers now, as far as is known."""
        installed = self.known.installed if self.known else ()
        return next((model for model in installed if model.answers), None)

    def list_all(self) -> None:
        """Ask for the models."""
        self._client.send(messages.ListModels())

    def add(self, source: str) -> None:
        """Add a model of the hub or of a folder; one that was paused goes on."""
        self._begin(source, "loading")
        self._client.send(messages.AddModel(source=source))

    def pause(self) -> None:
        """Stop adding; what was downloaded is kept."""
        self._client.send(messages.PauseModel())

    def cancel(self, source: str) -> None:
        """Stop adding, and delete what was downloaded."""
        self._client.send(messages.CancelModel(source=source))

    def use(self, model: str) -> None:
        """Choose a model: it answers once all photos are indexed with it."""
        self._client.send(messages.UseModel(model=model))

    def remove(self, model: str) -> None:
        """Delete a model."""
        self._client.send(messages.RemoveModel(model=model))

    def measure(self, model: str) -> None:
        """Measure a model's speed beside the built-in one's."""
        self._begin(model, "measuring")
        self._client.send(messages.MeasureModel(model=model))

    def _begin(self, source: str, state: str) -> None:
        """Be busy at once: a second press must not ask twice."""
        self._is_sure = False
        self.progress = ModelProgress(source=source, state=state)
        self.changed.emit()

    def _on_started(self) -> None:
        self.progress = None  # whatever was on its way ended with the engine
        self.list_all()

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.Models():
                before, self.known = self.answering, event
                self.changed.emit()
                now = self.answering
                if before is not None and now is not None and before.id != now.id:
                    self.switched.emit(now)
            case ModelProgress():
                self._take(event)
            case messages.Failure() if not self._is_sure:
                self._take(None)  # it was refused
            case _:
                pass

    def _take(self, progress: ModelProgress | None) -> None:
        """Take in how far it is; what has ended is not under way."""
        self._is_sure = True
        has_ended = progress is None or progress.state not in BUSY or _is_measured(progress)
        self.progress = None if progress is None or has_ended else self._with_rate(progress)
        self.changed.emit()
        if has_ended:
            self._marks.clear()
            self.list_all()

    def _with_rate(self, progress: ModelProgress) -> ModelProgress:
        """Return how far a download is with its rate, in kilobytes a second."""
        if progress.state != "downloading" or progress.rate:
            return progress
        now = time.monotonic()
        self._marks.append((now, progress.done))
        while now - self._marks[0][0] > RATE_SECONDS:
            self._marks.popleft()
        then, before = self._marks[0]
        rate = (progress.done - before) / (now - then) if now - then >= 1 else 0.0
        return replace(progress, rate=rate)


def _is_measured(progress: ModelProgress) -> bool:
    return progress.state == "measuring" and 0 < progress.total <= progress.done
