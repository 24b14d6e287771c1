"""When the examples of searches are there: until one has searched, or wants them no more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings

from photosearch.wire.values import Folder, Question
from ui.engine.controller import Controller
from ui.query.examples import Examples
from ui.query.query_panel import QueryPanel
from ui.results.results_model import ResultsModel

_KNOWN = "knows_examples"


class FirstSearches(QObject):
    """Shows the examples while nothing was ever searched, and asks the one that is chosen."""

    def __init__(
        self, controller: Controller, settings: QSettings, query: QueryPanel, model: ResultsModel
    ) -> None:
        super().__init__(query)
        self._searches = controller.searches
        self._settings, self._query, self._model = settings, query, model
        self._knows_folders = False
        self.examples = Examples()
        self.examples.chosen.connect(self._try)
        self.examples.dismissed.connect(self._dismiss)
        controller.searches.changed.connect(self._update)
        controller.folders_changed.connect(self._on_folders)
        model.shown_changed.connect(self._update)
        self._update()

    def _on_folders(self, folders: tuple[Folder, ...]) -> None:
        self._knows_folders = True
        self.examples.set_folders(folders)
        self._update()

    def _update(self) -> None:
        asked = self._model.text or self._query.has_pictures
        known = self._settings.contains(_KNOWN) or not self._searches.none_yet
        self.examples.setVisible(self._knows_folders and not asked and not known)

    def _try(self, text: str) -> None:
        self._query.bar.setFocus()
        self._query.search_for(Question(text))

    def _dismiss(self) -> None:
        self._settings.setValue(_KNOWN, True)
        self._query.bar.setFocus()
        self._update()
