"""The searches of before, in the window: asked again, saved under a name, forgotten."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.completion import Completion
from ui.query_panel import QueryPanel
from ui.save_search import SaveSearch
from ui.saved_searches import SavedSearches
from ui.searches import Searches


class PastSearches(QObject):
    """Carries what the lists and the field for a name want to the question and the engine."""

    def __init__(self, searches: Searches, query: QueryPanel, window: QWidget) -> None:
        super().__init__(window)
        self._searches, self._query = searches, query
        self.saved = SavedSearches(searches)
        self.completion = Completion(query.bar, searches, window)
        self.naming = SaveSearch(query.bar, window)
        query.bar.entered.connect(searches.remember)
        self.completion.search_chosen.connect(self._repeat)
        self.completion.save_wanted.connect(self.naming.ask)
        self.saved.chosen.connect(self._repeat)
        self.saved.rename_wanted.connect(self.naming.ask)
        self.naming.named.connect(searches.save)
        self.naming.closed.connect(query.bar.setFocus)

    def save(self) -> None:
        """Ask for the name of what is asked now."""
        self.naming.ask(self._query.bar.text())

    def _repeat(self, text: str) -> None:
        self._query.search_for(text)
        self._searches.remember(text)
