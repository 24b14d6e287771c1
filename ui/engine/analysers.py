"""What is looked for in photos: how far it is, and its switches."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from ui.engine.engine_client import EngineClient


class Analysers(QObject):
    """Asks what is looked for, and switches it.

    Signals:
        changed(tuple): what is looked for now, AnalyserStates.
    """

    changed = Signal(tuple)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        client.event_received.connect(self._on_event)

    def list_all(self) -> None:
        """Ask what is looked for."""
        self._client.send(messages.ListAnalysers())

    def switch(self, analyser: str, on: bool) -> None:
        """Look for something from now on, or no longer."""
        self._client.send(messages.SwitchAnalyser(analyser=analyser, on=on))

    def _on_event(self, event: messages.Event) -> None:
        if isinstance(event, messages.Analysers):
            self.changed.emit(event.analysers)
