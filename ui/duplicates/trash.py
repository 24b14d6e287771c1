"""The review of duplicates and the way back from the trash, in the window and its dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photosearch.wire.messages import RestoredFromTrash
from ui.duplicates.duplicates_dialog import DuplicatesDialog
from ui.duplicates.trash_strip import TrashStrip
from ui.engine.controller import Controller


class Trash(QObject):
    """Carries what the dialog and the strips want to the engine, and its replies back."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        review = controller.review
        self.strip = TrashStrip()
        self.dialog = DuplicatesDialog(window)
        self.dialog.groups_wanted.connect(review.find_duplicates)
        self.dialog.move_wanted.connect(review.move_to_trash)
        for strip in (self.strip, self.dialog.undo_strip):
            strip.restore_wanted.connect(review.restore)
            review.restored.connect(strip.show_restored)
        review.duplicates_found.connect(self.dialog.show_groups)
        review.duplicates_failed.connect(self.dialog.say)
        review.moved.connect(self.strip.show_moved)
        review.moved.connect(self.dialog.show_moved)
        review.restored.connect(self._look_again)
        controller.engine_ready.connect(self.dialog.ask_again)

    def _look_again(self, restored: RestoredFromTrash) -> None:
        if self.dialog.isVisible() and restored.paths:
            self.dialog.groups_wanted.emit()
