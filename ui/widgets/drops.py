"""How the window answers what is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_as_copy(event: QDropEvent) -> bool:
    """Answer a drag or drop with Copy, whatever was proposed; refuse what can't be copied.

    A file manager that hears "move" deletes what it believes was taken over.

    Returns:
        Whether it was accepted.
    """
    if not event.possibleActions() & Qt.DropAction.CopyAction:
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
