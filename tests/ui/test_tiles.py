"""The size of the tiles: what one is looking at stays in sight when they change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HandFedClient, choose, folder
from ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def long(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window that shows 1,500 photos, scrolled to one in the middle."""
    client.come_up((folder(),))
    client.answer(1500)
    choose(window, 700)
    window.grid.scrollTo(window.model.index(700))
    assert is_whole(window, 700)
    return window


def place(window: MainWindow, row: int) -> QRect:
    return window.grid.visualRect(window.model.index(row))


def is_whole(window: MainWindow, row: int) -> bool:
    """Say whether a photo is seen, all of it."""
    return window.grid.viewport().rect().contains(place(window, row))


@pytest.mark.parametrize("key", [Qt.Key.Key_Minus, Qt.Key.Key_Equal])
def test_the_chosen_photo_stays_in_sight_when_tiles_change_their_size(
    qtbot: QtBot, long: MainWindow, key: Qt.Key
) -> None:
    edge = long.grid.gridSize().width()
    for _ in range(3):
        qtbot.keyClick(long, key, CONTROL)
        qtbot.wait(10)
        assert is_whole(long, 700)
    assert long.grid.gridSize().width() != edge
    assert long.grid.currentIndex().row() == 700


def test_where_no_chosen_photo_is_seen_the_first_one_seen_stays(
    qtbot: QtBot, long: MainWindow
) -> None:
    choose(long, 0)
    long.grid.verticalScrollBar().setValue(200 * long.grid.gridSize().height())
    first = long.grid.first_row()
    long.grid.grow_tiles(-2)
    qtbot.wait(10)
    assert is_whole(long, first)
    assert long.grid.currentIndex().row() == 0


def test_the_chosen_photo_stays_in_sight_when_the_window_changes_its_width(
    qtbot: QtBot, long: MainWindow
) -> None:
    columns = long.grid.columns()
    long.resize(1500, 700)
    qtbot.waitUntil(lambda: long.grid.columns() > columns)
    assert is_whole(long, 700)
    long.resize(820, 600)
    qtbot.waitUntil(lambda: long.grid.columns() < columns)
    assert is_whole(long, 700)


def test_the_top_stays_the_top(qtbot: QtBot, long: MainWindow) -> None:
    long.grid.show_from_start()
    long.grid.grow_tiles(2)
    long.grid.grow_tiles(-3)
    qtbot.wait(10)
    assert long.grid.verticalScrollBar().value() == 0
