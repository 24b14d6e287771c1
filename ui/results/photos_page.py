"""The photos of an answer, a line above that counts them, and their timeline beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.wire.messages import Results
from ui.engine.controller import Controller
from ui.results.order import Order
from ui.results.results_grid import ResultsGrid
from ui.results.sort_switch import SortSwitch
from ui.widgets.named import named


class PhotosPage(QWidget):
    """Counts, orders and shows what was found; less certain photos are a click away."""

    def __init__(
        self, controller: Controller, grid: ResultsGrid, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = grid
        self._model = grid.results()
        self._is_reply = False
        self.count = named(QLabel(), "muted")
        self.more = named(QPushButton(), "quiet")
        _keep_room(self.more)  # the photos must not jump when it comes and goes
        self.more.clicked.connect(lambda: self._model.show_all(not self._model.shows_all))
        self.sort_switch = SortSwitch()
        self.order = Order(controller, grid, self.sort_switch)
        header = QHBoxLayout()
        header.setContentsMargins(6, 0, 12, 0)
        header.addWidget(self.count)
        header.addStretch(1)
        header.addWidget(self.more)
        header.addWidget(self.sort_switch)
        middle = QHBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(grid, 1)
        middle.addWidget(self.order.timeline)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addLayout(middle, 1)

    def show_answer(
        self, results: Results, same_question: bool, refined: bool, has_pictures: bool
    ) -> None:
        """Show an answer; the same question's keeps the place one is looking at.

        A question that was only refined (by hits, or in its order) keeps less certain photos shown.
        """
        same_question = same_question and results.text == self._model.text
        self._is_reply = results.reply is not None  # before the model tells its change
        self.sort_switch.show_answer(results, has_pictures)
        self._model.set_results(results, same_question, refined)
        if same_question:
            self._grid.restore_place()
        else:
            self._grid.show_from_start()
        self.order.follow(results)

    def describe(self, asked: bool) -> None:
        """Count the matches where something was asked, else all photos."""
        model = self._model
        self.count.setText(self._counted(asked))
        weaker = model.total - model.matches
        self.more.setVisible(weaker > 0)
        self.more.setText(self._more(weaker))

    def _counted(self, asked: bool) -> str:
        model = self._model
        took = max(1, round(model.milliseconds))
        if self._is_reply:
            return self.tr("%Ln photo(s)", "", model.matches) + f" · {took} ms"
        if asked and model.people:
            found = self.tr("%Ln match(es) among photos of {0}", "", model.matches)
            return found.format(", ".join(model.people)) + f" · {took} ms"
        if asked:
            return self.tr("%Ln match(es)", "", model.matches) + f" · {took} ms"
        return self.tr("%Ln photo(s), newest first", "", model.total)

    def _more(self, weaker: int) -> str:
        if self._is_reply:
            if self._model.shows_all:
                return self.tr("Hide the others")
            return self.tr("Show %Ln other(s) looked at", "", weaker)
        if self._model.shows_all:
            return self.tr("Hide less certain")
        return self.tr("Show %Ln less certain", "", weaker)

    def enter(self) -> None:
        """Go on to the photos by key."""
        if not self._grid.currentIndex().isValid():
            self._grid.setCurrentIndex(self._model.index(0))
        self._grid.setFocus()


def _keep_room(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
