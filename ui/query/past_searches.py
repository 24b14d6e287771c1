"""The searches of before, in the window: asked again, saved under a name, forgotten."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photosearch.wire.values import Question, SavedSearch
from ui.engine.question import asked_again
from ui.engine.searches import Searches
from ui.query.chip_specs import described
from ui.query.completion import Completion
from ui.query.query_panel import QueryPanel
from ui.query.save_search import SaveSearch
from ui.query.saved_searches import SavedSearches
from ui.widgets.undo_strip import UndoStrip


class PastSearches(QObject):
    """Carries what the lists and the field for a name want to the question and the engine."""

    def __init__(
        self, searches: Searches, query: QueryPanel, strip: UndoStrip, window: QWidget
    ) -> None:
        super().__init__(window)
        self._searches, self._query, self._strip = searches, query, strip
        self.saved = SavedSearches(searches)
        self.completion = Completion(query.bar, searches, window)
        self.naming = SaveSearch(searches, query, window)
        query.bar.entered.connect(searches.remember)
        self.completion.search_chosen.connect(self._repeat)
        self.completion.saved_chosen.connect(self._recall)
        self.completion.save_wanted.connect(self._save_text)
        self.completion.rename_wanted.connect(self._rename)
        self.saved.chosen.connect(self._recall)
        self.saved.rename_wanted.connect(self._rename)
        self.naming.closed.connect(query.bar.setFocus)
        query.asked.connect(self._mark)
        searches.changed.connect(self._mark)
        searches.forgotten.connect(self._tell_forgotten)

    def save(self) -> None:
        """Ask for the name of what is asked now, if anything is."""
        question = self._query.question
        if question.text or question.pictures:
            self.naming.ask(described(question), lambda name: self._searches.save(name, question))

    def _mark(self) -> None:
        """Mark the saved search that is asked, if one is."""
        self.saved.mark(self._searches.name_of(self._query.question))

    def _save_text(self, text: str) -> None:
        self.naming.ask(text, lambda name: self._searches.save(name, Question(text)))

    def _rename(self, old: str) -> None:
        self.naming.rename(old, lambda name: self._searches.rename(old, name))

    def _tell_forgotten(self, search: SavedSearch) -> None:
        text = self.tr("The saved search “{0}” is forgotten.").format(search.name)
        self._strip.tell(text, partial(self._bring_back, search))

    def _bring_back(self, search: SavedSearch) -> None:
        self._searches.bring_back(search)
        self._strip.hide()

    def _repeat(self, text: str) -> None:
        self._query.search_for(Question(text))
        self._searches.remember(text)

    def _recall(self, name: str) -> None:
        """Ask a whole saved question again."""
        search = self._searches.saved_as(name)
        if search is not None:
            self._query.search_for(asked_again(search))
