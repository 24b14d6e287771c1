"""The keys, and the page that shows them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from tests.ui.conftest import HandFedClient, folder
from ui.main_window import MainWindow
from ui.widgets import shortcuts
from ui.widgets.shortcuts_page import key_name


@pytest.fixture
def filled(window: MainWindow, client: HandFedClient) -> MainWindow:
    client.come_up((folder(),))
    client.answer(20)
    window.activateWindow()
    return window


def test_f1_shows_the_page_from_the_search_bar(qtbot: QtBot, filled: MainWindow) -> None:
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_F1)
    assert filled.shortcuts_page.isVisible()
    qtbot.keyClick(filled.shortcuts_page, Qt.Key.Key_Escape)
    assert not filled.shortcuts_page.isVisible()


def test_a_question_mark_shows_it_from_the_photos_and_is_a_letter_in_the_bar(
    qtbot: QtBot, filled: MainWindow
) -> None:
    qtbot.keyClicks(filled.search_bar, "?")
    assert filled.search_bar.text() == "?"
    assert not filled.shortcuts_page.isVisible()
    filled.grid.setFocus()
    qtbot.keyClicks(filled.grid, "?")
    assert filled.shortcuts_page.isVisible()


def test_the_page_shows_every_key_of_the_table(qtbot: QtBot, filled: MainWindow) -> None:
    shown = {label.text() for label in filled.shortcuts_page.findChildren(QLabel)}
    for key in shortcuts.Shortcuts().rows():
        assert key.does in shown
        assert {key_name(text) for text in key.keys} <= shown


def test_every_shortcut_of_the_window_is_in_the_table(filled: MainWindow) -> None:
    made = {shortcut.key() for shortcut in filled.findChildren(QShortcut)}
    assert made == {
        QKeySequence(text)
        for key in shortcuts.Shortcuts().rows()
        if key.action
        for text in key.keys
    }


def test_an_action_that_the_table_lacks_is_refused(filled: MainWindow) -> None:
    with pytest.raises(ValueError, match="fly"):
        shortcuts.Shortcuts().bind({}, {"fly": filled.close})


def test_ctrl_d_reaches_the_window_and_leaves_the_text_alone(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.search_bar.show_text("dog")
    filled.search_bar.setCursorPosition(0)
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert filled.search_bar.text() == "dog"
    assert client.last(messages.FindDuplicates)
