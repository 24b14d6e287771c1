"""From all photos to one of them, large, and back."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.engine.controller import Controller
from ui.photo.captions import Captions
from ui.photo.playing import Playing
from ui.photo.preview import Preview
from ui.photo.questions import Questions
from ui.photo.read_text import ReadText
from ui.photo.why import Why
from ui.results.results_grid import ResultsGrid


class ViewStack(QStackedWidget):
    """Shows the browser with all photos, or the preview with one."""

    def __init__(
        self,
        controller: Controller,
        browser: QWidget,
        grid: ResultsGrid,
        preview: Preview,
        search_bar: QWidget,
    ) -> None:
        super().__init__()
        self._controller, self._grid, self._preview = controller, grid, preview
        self._browser, self._search_bar = browser, search_bar
        self.text = ReadText(controller, preview)
        self.why = Why(controller, preview, self.text)
        self.playing = Playing(controller, preview)
        self.captions = Captions(controller, grid, preview)
        self.questions = Questions(controller, preview)
        self.addWidget(browser)
        self.addWidget(preview)
        grid.opened.connect(self.open)
        preview.closed.connect(self.close_photo)
        preview.decode_wanted.connect(controller.make_preview)
        controller.preview_made.connect(preview.show_decoded)

    def open(self, row: int) -> None:
        """Show the photo of a row large; its search was meant."""
        self._controller.searches.remember(self._grid.results().text)
        self.setCurrentWidget(self._preview)
        self._preview.setFocus()
        self._preview.show_row(row)

    def open_current(self) -> None:
        """Show the photo large that the grid is at, or the first."""
        self.open(max(0, self._grid.currentIndex().row()))

    def show_browser(self) -> None:
        """Show all photos."""
        self.setCurrentWidget(self._browser)

    def focus_page(self) -> None:
        """Give the keyboard to what is seen: the photo, or the search bar."""
        is_large = self.currentWidget() is self._preview
        (self._preview if is_large else self._search_bar).setFocus()

    def close_photo(self) -> None:
        """Go back to the grid, to the photo that was shown last; from there, stay where one is."""
        if self.currentWidget() is self._browser:
            return
        self.show_browser()
        index = self._grid.results().index(self._preview.row)
        if index.isValid():
            self._grid.setCurrentIndex(index)
            self._grid.scrollTo(index)
        self._grid.setFocus()

    def tell_why(self) -> None:
        """Tell why the photo is here, or no longer; from the grid, open the current one for it."""
        if self.currentWidget() is self._preview:
            self.why.toggle()
        elif self._grid.results().rowCount():
            self.open_current()
            if self.why.panel.isHidden():
                self.why.toggle()
