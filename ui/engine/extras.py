"""The optional packages: which there are, and how the others are had."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from ui.engine.engine_client import EngineClient


class Extras(QObject):
    """Asks for the packages.

    Signals:
        changed(tuple): the packages as they are now, ExtraStates.
    """

    changed = Signal(tuple)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        client.event_received.connect(self._on_event)

    def list_all(self) -> None:
        """Ask for the packages."""
        self._client.send(messages.ListExtras())

    def _on_event(self, event: messages.Event) -> None:
        if isinstance(event, messages.Extras):
            self.changed.emit(event.extras)
