"""Drag and drop: whatever is proposed, photos and folders are never handed over to be moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.wire import messages
from tests.ui.conftest import HandFedClient, folder
from ui.main_window import MainWindow

COPY, MOVE, LINK = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.LinkAction
SHIFT, BUTTON = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton


def drag(
    window: MainWindow, place: str, photo: Path, possible: Qt.DropAction
) -> Iterator[QDropEvent]:
    """Drag a photo over a widget and drop it there, with the Shift key held; yield each event."""
    target: QWidget = getattr(window, place)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    data.setParent(window)
    middle = target.rect().center()
    for event in (
        QDragEnterEvent(middle, possible, data, BUTTON, SHIFT),
        QDragMoveEvent(middle, possible, data, BUTTON, SHIFT),
        QDropEvent(QPointF(middle), possible, data, BUTTON, SHIFT),
    ):
        QApplication.sendEvent(target, event)
        yield event


@pytest.mark.parametrize("possible", [COPY | MOVE, COPY | MOVE | LINK, COPY])
@pytest.mark.parametrize("place", ["drop_area", "search_bar"])
def test_the_answer_to_a_drop_is_always_copy(
    window: MainWindow, client: HandFedClient, tmp_path: Path, place: str, possible: Qt.DropAction
) -> None:
    client.come_up((folder(),))
    (tmp_path / "a.jpg").touch()
    for event in drag(window, place, tmp_path / "a.jpg", possible):
        assert event.isAccepted()
        assert event.dropAction() == COPY


@pytest.mark.parametrize("possible", [MOVE, LINK])
@pytest.mark.parametrize("place", ["drop_area", "search_bar"])
def test_what_can_only_be_moved_is_not_taken(
    window: MainWindow, client: HandFedClient, tmp_path: Path, place: str, possible: Qt.DropAction
) -> None:
    client.come_up((folder(),))
    (tmp_path / "a.jpg").touch()
    for event in drag(window, place, tmp_path / "a.jpg", possible):
        assert not event.isAccepted()
    assert not any(isinstance(command, messages.AddFolder) for command in client.sent)
    assert not window.drop_area.hint.isVisible()


def test_photos_that_are_dragged_out_can_only_be_copied(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    client.answer(3)
    assert window.model.supportedDragActions() == COPY
