"""Where folders can be dropped: anywhere in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ui.library.drop_hint import DropHint
from ui.query.given_pictures import picture_files
from ui.widgets.drops import accept_as_copy


class DropArea(QWidget):
    """Takes folders, and says so while some are dragged; photos dragged out of it may not return.

    Signals:
        folder_dropped(Path): a folder should be added.
    """

    folder_dropped = Signal(object)

    def __init__(self, search_bar: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search_bar = search_bar
        self.hint = DropHint(self)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what comes from other programs, and say what a drop will do."""
        if event.source() is None and _dropped_folders(event) and accept_as_copy(event):
            self._show_hint(bool(picture_files(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Each answer counts anew: the last one before the drop must be Copy, too."""
        accept_as_copy(event)

    def _show_hint(self, pictures: bool) -> None:
        """Cover everything, but for the search bar where pictures can be dropped."""
        area, bar = self.rect(), self._search_bar
        if pictures and bar.isVisible():
            area.setTop(bar.mapTo(self, bar.rect().bottomLeft()).y() + 6)
        self.hint.show_over(area, pictures and bar.isVisible())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The folder went elsewhere."""
        self.hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the folders, or the folders of the files, that were dropped."""
        self.hint.hide()
        if accept_as_copy(event):
            for folder in _dropped_folders(event):
                self.folder_dropped.emit(folder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint over everything."""
        super().resizeEvent(event)
        self.hint.setGeometry(self.rect())


def _dropped_folders(event: QDropEvent) -> list[Path]:
    """Return the folders that are dropped; for a file, the one it is in."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    folders = (path if path.is_dir() else path.parent for path in paths if path.exists())
    return list(dict.fromkeys(folders))
