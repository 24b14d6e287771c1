"""What can be done with chosen photos: open, show in folder, copy, find similar, steer by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosearch.wire.values import Hit
from ui.widgets import desktop
from ui.widgets.paths import shown


class PhotoActions(QObject):
    """Carries out what the desktop can do, and passes on what the window does.

    Signals:
        preview_wanted(): the current photo should be shown large.
        similar_wanted(int): photos like this one should be found.
        more_wanted(list), less_wanted(list): the answer should be more or less like these hits.
        failed(str, str, str): title, reason, advice.
    """

    preview_wanted = Signal()
    similar_wanted = Signal(int)
    more_wanted = Signal(object)
    less_wanted = Signal(object)
    failed = Signal(str, str, str)

    def menu(self, hits: Sequence[Hit], parent: QWidget) -> QMenu:
        """Return the context menu of these photos; there is at least one."""
        first, single = hits[0], len(hits) == 1
        menu = QMenu(parent)
        menu.addAction(self.tr("Preview\tEnter"), self.preview_wanted.emit)
        menu.addAction(self.tr("Open"), lambda: self.open(first.path)).setEnabled(single)
        menu.addAction(self.tr("Show in folder"), lambda: self.reveal(first.path))
        menu.addSeparator()
        name = self.tr("Copy image\tCtrl+C") if single else self.tr("Copy photos\tCtrl+C")
        menu.addAction(name, lambda: self.copy_photos(hits))
        menu.addAction(self.tr("Copy path\tCtrl+Shift+C"), lambda: self.copy_paths(hits))
        menu.addSeparator()
        similar = menu.addAction(
            self.tr("Find similar"), lambda: self.similar_wanted.emit(first.photo)
        )
        similar.setEnabled(single)
        menu.addAction(self.tr("More like this"), lambda: self.more_wanted.emit(hits))
        menu.addAction(self.tr("Less like this"), lambda: self.less_wanted.emit(hits))
        return menu

    def copy_photos(self, hits: Sequence[Hit]) -> None:
        """Copy photos as files; a single one as a picture too."""
        if hits:
            desktop.copy_photos([hit.path for hit in hits])

    def copy_paths(self, hits: Sequence[Hit]) -> None:
        """Copy the photos' paths, one a line."""
        if hits:
            desktop.copy_paths([hit.path for hit in hits])

    def open(self, path: str | Path) -> None:
        """Open a file or folder with the desktop's program for it."""
        title = self.tr("Can't open it")
        if not Path(path).exists():
            self._say_it_is_gone(title, path)
        elif not desktop.open_file(path):
            reason = self.tr("The desktop knows no program for {0}.").format(shown(path))
            self.failed.emit(title, reason, "")

    def reveal(self, path: str | Path) -> None:
        """Show a file in its folder."""
        title = self.tr("Can't show its folder")
        if not Path(path).parent.exists():
            self._say_it_is_gone(title, path)
        elif not desktop.reveal(path):
            reason = self.tr("The desktop knows no file manager for {0}.").format(shown(path))
            self.failed.emit(title, reason, "")

    def _say_it_is_gone(self, title: str, path: str | Path) -> None:
        reason = self.tr("{0} is not there.").format(shown(path))
        advice = self.tr("It was moved or deleted, or its drive is not connected.")
        self.failed.emit(title, reason, advice)
