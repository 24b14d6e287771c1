"""In what order the photos stand, and the way to a month of theirs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.wire import messages
from photosearch.wire.values import Month
from ui.engine.controller import Controller
from ui.results.results_grid import ResultsGrid
from ui.results.sort_switch import DATE, RELEVANCE, SortSwitch
from ui.results.timeline import Timeline, row_of, undated


class Order(QObject):
    """Keeps the timeline true to the answer, and changes the answer's order on request."""

    def __init__(self, controller: Controller, grid: ResultsGrid, switch: SortSwitch) -> None:
        super().__init__(grid)
        self._controller = controller
        self._grid = grid
        self._sort = RELEVANCE
        self._switch = switch
        self._months: tuple[Month, ...] = ()
        self._is_fresh = False  # the months are those of the answer on screen
        self._goal: tuple[int, int] | None = None
        self.timeline = Timeline()
        self.timeline.month_chosen.connect(self._go_to)
        model = grid.results()
        model.shown_changed.connect(self._show_months)
        grid.verticalScrollBar().valueChanged.connect(self._show_place)
        controller.review.timeline_arrived.connect(self._on_timeline)

    def follow(self, results: messages.Results) -> None:
        """Take in another answer, once the grid shows it."""
        self._sort = results.sort
        self._is_fresh = False
        if self._sort != DATE:
            self._goal = None
        self._controller.review.follow(results, at_once=self._goal is not None)

    def toggle(self) -> None:
        """Change between relevance and date."""
        if self._switch.isVisible():
            self._goal = None
            self._switch.choose(RELEVANCE if self._sort == DATE else DATE)

    def _on_timeline(self, timeline: messages.Timeline) -> None:
        self._months, self._is_fresh = (*timeline.months, *undated(timeline)), True
        self._show_months()
        goal, self._goal = self._goal, None
        for month in self._months:
            if (month.year, month.month) == goal:
                self._scroll_to(month)

    def _show_months(self) -> None:
        model = self._grid.results()
        all_rows = model.shows_all or model.matches == model.total
        self.timeline.show_months(self._months, all_rows)
        self._show_place()

    def _show_place(self) -> None:
        row = self._grid.first_row() if self._sort == DATE else -1
        self.timeline.show_place(row, self._grid.results().matches)

    def _go_to(self, month: Month) -> None:
        """Go to a month; where the best come first, ask for the newest first before."""
        if self._sort == DATE and self._is_fresh:
            self._scroll_to(month)
            return
        self._goal = (month.year, month.month)
        if self._sort != DATE:
            self._switch.choose(DATE)

    def _scroll_to(self, month: Month) -> None:
        model = self._grid.results()
        self._grid.show_row(min(row_of(month, model.matches), model.rowCount() - 1))
