"""An empty answer names the filter to leave out, and how many photos that brings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.messages import QueryPart
from photosearch.wire.values import Loosened
from tests.ui.conftest import HandFedClient, folder
from ui.language import speak
from ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def ask_in_vain(
    window: MainWindow, client: HandFedClient, typed: str, *loosened: Loosened
) -> list[str]:
    """Ask words, each a part, that let no photo in; return the names of the buttons."""
    client.come_up((folder(),))
    client.answer(340)
    window.search_bar.search_for(typed)
    parts, start = [], 0
    for word in typed.split():
        kind = word.partition(":")[0] if ":" in word else "text"
        start = typed.index(word, start)
        parts.append(
            QueryPart(
                kind=kind, label=word, start=start, end=start + len(word),
                negated=word.startswith("-"),
            )
        )  # fmt: skip
    client.answer(0, parts=tuple(parts), loosened=loosened)
    page = window.pages.empty
    assert page.isVisible()
    QApplication.processEvents()
    return [button.text() for button in (page.button, *page.more) if button.isVisible()]


def asked(client: HandFedClient) -> str:
    command = client.last(messages.Search)
    assert isinstance(command, messages.Search)
    return command.question.text


def test_the_filter_is_named_and_left_out_by_a_click(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    names = ask_in_vain(window, client, "dog date:2300 beach", Loosened((1,), 340))
    assert names == ["Leave out date:2300 · 340 photos"]
    assert window.pages.empty.text.text() == "“date:2300” keeps all photos out."
    qtbot.mouseClick(window.pages.empty.button, LEFT)
    assert asked(client) == window.search_bar.text() == "dog beach"
    client.answer(12)
    assert window.photos.isVisible()


def test_of_several_each_can_be_left_out_what_brings_most_first(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    typed = "in:Italy -people rating:5"
    names = ask_in_vain(window, client, typed, Loosened((2,), 1200), Loosened((0,), 1))
    assert names == ["Leave out rating:5 · 1,200 photos", "Leave out in:Italy · 1 photo"]
    qtbot.mouseClick(window.pages.empty.more[0], LEFT)
    assert asked(client) == "-people rating:5"


def test_where_only_all_together_help_they_go_together(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    names = ask_in_vain(window, client, "in:Italy cat rating:5", Loosened((0, 2), 340))
    assert names == ["Leave out in:Italy rating:5 · 340 photos"]
    qtbot.mouseClick(window.pages.empty.button, LEFT)
    assert asked(client) == "cat"


def test_by_key_and_in_chinese(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> None:
    names = ask_in_vain(window, client, "狗 date:2300", Loosened((1,), 340))
    assert len(names) == 1
    window.activateWindow()
    qtbot.keyClick(window.search_bar, Qt.Key.Key_Down)
    assert window.pages.empty.button.hasFocus()
    qtbot.keyClick(window.pages.empty.button, Qt.Key.Key_Space)
    assert asked(client) == "狗"
    app = QApplication.instance()
    assert app is not None
    speak(app, "zh")
    assert window.query.named_parts(()) == ""
    names = ask_in_vain(window, client, "狗 date:2300", Loosened((1,), 340))
    assert names == ["去掉 日期:2300 · 340 张照片"]


def test_other_empty_answers_offer_nothing_to_leave_out(
    window: MainWindow, client: HandFedClient
) -> None:
    assert ask_in_vain(window, client, "dog date:2300", Loosened((1,), 340))
    assert ask_in_vain(window, client, "unicorn") == []
    assert window.pages.empty.more == []
