"""How folders are looked at: which names are left out, and whether changes are watched for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from ui.engine.engine_client import EngineClient


class FolderRules(QObject):
    """Asks for the rules, and changes them.

    Signals:
        changed(FolderRules): the rules as they now are.
    """

    changed = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        client.event_received.connect(self._on_event)

    def list_all(self) -> None:
        """Ask for the rules."""
        self._client.send(messages.ListFolderRules())

    def exclude(self, patterns: Iterable[str]) -> None:
        """Leave out files and folders of these names, and no others."""
        self._client.send(messages.ExcludeNames(patterns=tuple(patterns)))

    def watch(self, on: bool) -> None:
        """Watch folders from now on, or no longer."""
        self._client.send(messages.WatchFolders(on=on))

    def _on_event(self, event: messages.Event) -> None:
        if isinstance(event, messages.FolderRules):
            self.changed.emit(event)
