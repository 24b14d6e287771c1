"""The saved searches at the left, below the folders."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from ui.engine.searches import Searches
from ui.query.chip_specs import described
from ui.widgets.named import named

MOST_ROWS = 7


class SavedSearches(QWidget):
    """Lists the saved searches by name; it is there only if there are any.

    Signals:
        chosen(str): the search of this name should be asked.
        rename_wanted(str): it should get another name.
    """

    chosen = Signal(str)
    rename_wanted = Signal(str)

    def __init__(self, searches: Searches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searches = searches
        self.list = named(QListWidget(), "savedSearches")
        self.list.setAccessibleName(self.tr("Saved searches"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addWidget(named(QLabel(self.tr("SAVED SEARCHES")), "sectionTitle"))
        layout.addWidget(self.list)
        searches.changed.connect(self._fill)
        self.hide()

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for search in self._searches.saved:
            item = QListWidgetItem(search.name, self.list)
            item.setToolTip(f"{search.name}\n{described(search)}")
        count = self.list.count()
        self.list.setCurrentRow(min(row, count - 1))
        self.list.setFixedHeight(min(count, MOST_ROWS) * max(1, self.list.sizeHintForRow(0)) + 4)
        self.setVisible(count > 0)

    def mark(self, name: str) -> None:
        """Mark the search that is asked now; none for an empty name."""
        if self.list.hasFocus() and not name:
            return  # whoever is in the list keeps the place
        names = [self.list.item(row).text() for row in range(self.list.count())]
        self.list.setCurrentRow(names.index(name) if name in names else -1)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.text())

    def _show_menu(self, point: QPoint) -> None:
        item = self.list.itemAt(point)
        if item is None:
            return
        name = item.text()
        menu = QMenu(self)
        menu.addAction(self.tr("Search"), lambda: self.chosen.emit(name))
        menu.addAction(self.tr("Rename…"), lambda: self.rename_wanted.emit(name))
        menu.addSeparator()
        menu.addAction(self.tr("Forget"), lambda: self._searches.forget_saved(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete forgets the chosen search."""
        item = self.list.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self._searches.forget_saved(item.text())
        else:
            super().keyPressEvent(event)
