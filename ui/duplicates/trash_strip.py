"""Tells what went to the trash, and takes it back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from photosearch.wire.messages import MovedToTrash, RestoredFromTrash
from photosearch.wire.values import FileFailure
from ui.engine.said import in_words
from ui.widgets.sentences import sentences
from ui.widgets.undo_strip import UndoStrip


class TrashStrip(UndoStrip):
    """The strip with sentences about files that were moved.

    Signals:
        restore_wanted(str): the move of this token should be undone.
    """

    restore_wanted = Signal(str)

    def show_moved(self, moved: MovedToTrash) -> None:
        """Tell what was moved and what stayed."""
        count = len(moved.paths)
        parts = []
        if count:
            parts.append(self.tr("%Ln file(s) moved to the trash.", "", count))
            if not moved.can_restore:
                parts.append(self.tr("The system's trash can bring them back."))
        can_restore = moved.token and moved.can_restore and count
        restore = partial(self.restore_wanted.emit, moved.token) if can_restore else None
        self.tell(sentences(*parts, *self._failed(moved.failures)), restore)

    def show_restored(self, restored: RestoredFromTrash) -> None:
        """Tell what is back."""
        count = len(restored.paths)
        parts = [self.tr("%Ln file(s) back in place.", "", count)] if count else []
        self.tell(sentences(*parts, *self._failed(restored.failures)))

    def _failed(self, failures: tuple[FileFailure, ...]) -> list[str]:
        lines = [
            self.tr("{0}: {1}").format(
                Path(failure.path).name,
                sentences(in_words(failure.said), in_words(failure.said, "advice")),
            )
            for failure in failures[:2]
        ]
        if len(failures) > 2:
            lines.append(self.tr("And %Ln more.", "", len(failures) - 2))
        return lines
