"""Messages: they are seen where one is, nothing moves for them, and what has passed goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from tests.plain import plain
from tests.ui.conftest import HandFedClient, folder, hit, photo_menu
from ui.library import banner as module
from ui.main_window import MainWindow
from ui.widgets import desktop

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def large(
    window: MainWindow, client: HandFedClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """A window that shows a photo large, on a desktop that knows no program for it."""
    monkeypatch.setattr(desktop, "open_file", lambda path: False)
    monkeypatch.setattr(desktop, "reveal", lambda path: False)
    client.come_up((folder(),))
    client.answer(3)
    (tmp_path / "a.jpg").touch()
    rows = tuple(hit(row, path=tmp_path / "a.jpg") for row in range(3))
    client.event_received.emit(
        messages.Rows(request=window._controller._answered, start=0, rows=rows)
    )
    window.activateWindow()
    window.grid.opened.emit(0)
    QApplication.processEvents()  # until all is laid out
    return window


def fail_to_open(qtbot: QtBot, window: MainWindow) -> None:
    buttons = {
        button.text(): button
        for button in window.preview.findChildren(type(window.preview.why_button))
    }
    qtbot.mouseClick(buttons["Open"], LEFT)


def test_a_failed_open_is_told_over_the_photo_and_moves_nothing(
    qtbot: QtBot, large: MainWindow
) -> None:
    before = large.preview.canvas.geometry(), large.preview.why_button.pos()
    fail_to_open(qtbot, large)
    assert large.banner.isVisible()
    assert large.banner.title.text() == "Can't open it"
    seen = large.preview.canvas.rect()
    place = large.banner.geometry()
    assert seen.contains(place)
    assert large.banner.text.height() >= large.banner.text.heightForWidth(large.banner.text.width())
    assert (large.preview.canvas.geometry(), large.preview.why_button.pos()) == before
    large.resize(770, 500)
    qtbot.waitUntil(lambda: large.preview.canvas.rect().contains(large.banner.geometry()))


def test_it_goes_with_the_next_photo_and_on_the_way_back(qtbot: QtBot, large: MainWindow) -> None:
    fail_to_open(qtbot, large)
    qtbot.keyClick(large.preview, Qt.Key.Key_Right)
    assert not large.banner.isVisible()
    fail_to_open(qtbot, large)
    assert large.banner.isVisible()
    qtbot.keyClick(large.preview, Qt.Key.Key_Escape)
    assert not large.banner.isVisible()


def test_it_goes_when_dismissed_and_leaves_the_keys_to_the_photo(
    qtbot: QtBot, large: MainWindow
) -> None:
    fail_to_open(qtbot, large)
    qtbot.mouseClick(large.banner.dismiss, LEFT)
    assert not large.banner.isVisible()
    assert large.preview.hasFocus()


def test_it_goes_in_time(qtbot: QtBot, large: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    large.banner._passes.setInterval(30)
    fail_to_open(qtbot, large)
    qtbot.waitUntil(lambda: not large.banner.isVisible())
    assert module.PASSES_MS >= 8000  # there is time to read it


def test_from_the_photos_it_is_told_above_them_and_goes_with_the_next_question(
    qtbot: QtBot, large: MainWindow
) -> None:
    qtbot.keyClick(large.preview, Qt.Key.Key_Escape)
    photo_menu(large)["Open"].trigger()
    assert large.banner.isVisible()
    assert (
        large.banner.mapTo(large, large.banner.rect().bottomLeft()).y()
        < large.grid.mapTo(large, large.grid.rect().topLeft()).y()
    )
    large.search_bar.search_for("dog")
    assert not large.banner.isVisible()


def test_what_must_be_known_stays_until_it_is_dismissed(
    qtbot: QtBot, large: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(messages.Failure(said=plain("Damaged.", title="About your library")))
    assert large.banner.isVisible()
    qtbot.keyClick(large.preview, Qt.Key.Key_Right)
    assert large.banner.isVisible()
    qtbot.keyClick(large.preview, Qt.Key.Key_Escape)
    assert large.banner.isVisible()
    large.search_bar.search_for("dog")
    assert large.banner.isVisible()


def test_a_file_that_is_gone_is_told_not_handed_to_the_desktop(
    qtbot: QtBot, large: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "open_file", lambda path: pytest.fail("it is not there"))
    (tmp_path / "a.jpg").unlink()
    fail_to_open(qtbot, large)
    assert "moved or deleted" in large.banner.text.text()
