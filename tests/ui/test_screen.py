"""The window and its dialogs fit a small screen, such as a large one that is scaled by two."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from tests.ui.conftest import HandFedClient
from tests.ui.test_settings import model, tell
from ui.engine.controller import Controller
from ui.language import speak
from ui.main_window import LEAST, MainWindow
from ui.theme import LIGHT, apply_theme
from ui.widgets.screen import fit, room


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_of_a_first_start_is_seen_in_the_smallest_window(
    qtbot: QtBot, qapp: QApplication, client: HandFedClient, tmp_path: Path, language: str
) -> None:
    apply_theme(qapp, LIGHT)
    speak(qapp, language)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(client), settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.resize(LEAST)
    window.show()
    client.come_up()
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    client.answer(0)
    tell(client, model())
    assert window.offer.isVisible()
    examples = window.first_searches.examples
    qtbot.waitUntil(examples.isVisible)
    QApplication.processEvents()
    needed = window.minimumSizeHint()
    assert needed.width() <= LEAST.width()
    assert needed.height() <= LEAST.height()
    assert [button.isVisible() for button in examples.buttons].count(True) == 3
    window.resize(window.width(), 700)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in examples.buttons))


def test_no_window_is_larger_than_its_screen(window: MainWindow) -> None:
    for dialog in (window.problems, window.trash.dialog, window.shortcuts_page, window.settings):
        assert dialog.size() == dialog.size().boundedTo(room(dialog))
    assert window.minimumSize() == LEAST.boundedTo(room(window))


def test_the_page_of_keys_is_scrolled_downwards_only(qtbot: QtBot, window: MainWindow) -> None:
    page = window.shortcuts_page
    page.resize(page.width(), 300)
    page.show()
    (scroll,) = page.findChildren(QScrollArea)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    assert not scroll.horizontalScrollBar().isVisible()
    page.close()


def test_a_window_gets_its_size_or_what_the_screen_has_room_for(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, 300, 200)
    assert (window.width(), window.height()) == (300, 200)
    fit(window, 30_000, 200)
    assert (window.width(), window.height()) == (room(window).width(), 200)


def test_a_window_that_was_left_on_a_larger_screen_fits_this_one(
    qtbot: QtBot, client: HandFedClient, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    large = QWidget()
    large.setGeometry(0, 0, 3000, 2000)
    settings.setValue("geometry", large.saveGeometry())
    window = MainWindow(Controller(client), settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    assert window.size() == window.size().boundedTo(room(window))
