"""Completion, history and saved searches in the window, by mouse and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QMenu
from pytestqt.qtbot import QtBot

from photosearch import messages
from photosearch.messages import CompletionState, SearchState
from tests.ui.conftest import HandFedClient, folder
from ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SAVED = (SearchState(text="in:Italy 夏天", name="Italy"), SearchState(text="cat", name="Cats"))
RECENT = (SearchState(text="beach"), *SAVED)


@pytest.fixture
def asking(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window that shows photos, active, whose user has searched before."""
    client.come_up((folder(),))
    client.answer(20)
    client.event_received.emit(messages.Searches(saved=SAVED, recent=RECENT))
    window.activateWindow()
    window.search_bar.setFocus()
    return window


def question(client: HandFedClient) -> str:
    command = client.last(messages.Search)
    assert isinstance(command, messages.Search)
    return command.text


def suggest(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, typed: str, *found: CompletionState
) -> messages.Complete:
    """Type and have these suggested; return what the engine was asked."""
    if typed.isascii():
        qtbot.keyClicks(window.search_bar, typed)
    else:
        window.search_bar.insert(typed)  # as an input method does

    def asked() -> messages.Complete | None:
        commands = [c for c in client.sent if isinstance(c, messages.Complete)]
        matching = [c for c in commands if c.text == window.search_bar.text()]
        return matching[-1] if matching else None

    qtbot.waitUntil(lambda: asked() is not None)
    command = asked()
    assert command is not None
    client.event_received.emit(messages.Completions(request=command.request, suggestions=found))
    return command


def texts(view: QListWidget) -> list[str]:
    return [view.item(row).data(int(Qt.ItemDataRole.UserRole)).text for row in range(view.count())]


def prefix(text: str, start: int, end: int) -> CompletionState:
    return CompletionState(text=text, kind="prefix", start=start, end=end, detail="folders")


def test_suggestions_come_under_the_bar_and_leave_the_focus_in_it(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asked = suggest(qtbot, asking, client, "𠮷 i", prefix("in:", 2, 3), prefix("is:", 2, 3))
    assert asked.cursor == 3  # code points, not UTF-16 units
    assert asking.past.completion.isVisible()
    assert asking.search_bar.hasFocus()
    below = asking.search_bar.mapTo(asking, QPoint(0, asking.search_bar.height())).y()
    assert asking.past.completion.y() >= below
    qtbot.keyClicks(asking.search_bar, "s")
    assert asking.search_bar.text() == "𠮷 is"


def test_arrows_choose_and_enter_takes_a_suggestion(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    suggest(qtbot, asking, client, "𠮷 i", prefix("in:", 2, 3), prefix("is:", 2, 3))
    bar, view = asking.search_bar, asking.past.completion.list
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    assert view.currentRow() == 1
    qtbot.keyClick(bar, Qt.Key.Key_Up)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert bar.text() == "𠮷 in:"
    assert not asking.past.completion.isVisible()
    assert bar.hasFocus()


def test_tab_takes_the_first_and_a_whole_value_is_followed_by_a_space(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    value = CompletionState(text='in:"Lake Garda"', kind="value", start=0, end=4)
    suggest(qtbot, asking, client, "in:L", value)
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Tab)
    assert asking.search_bar.text() == 'in:"Lake Garda" '
    assert asking.search_bar.hasFocus()


def test_a_click_takes_a_suggestion(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    suggest(qtbot, asking, client, "i", prefix("in:", 0, 1), prefix("is:", 0, 1))
    view = asking.past.completion.list
    place = view.visualItemRect(view.item(1)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    assert asking.search_bar.text() == "is:"
    assert asking.search_bar.hasFocus()


def test_escape_closes_the_list_first_and_clears_then(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    suggest(qtbot, asking, client, "i", prefix("in:", 0, 1))
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Escape)
    assert not asking.past.completion.isVisible()
    assert asking.search_bar.text() == "i"
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Escape)
    assert asking.search_bar.text() == ""


def test_enter_without_a_choice_asks_what_was_typed(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    suggest(qtbot, asking, client, "i", prefix("in:", 0, 1))
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Return)
    assert question(client) == "i"
    assert not asking.past.completion.isVisible()
    assert asking.grid.hasFocus()


def test_late_suggestions_and_those_for_another_text_are_dropped(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asked = suggest(qtbot, asking, client, "i")
    assert not asking.past.completion.isVisible()
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Return)
    late = messages.Completions(request=asked.request, suggestions=(prefix("in:", 0, 1),))
    client.event_received.emit(late)
    assert not asking.past.completion.isVisible()


def test_the_empty_bar_offers_what_was_asked_before(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    bar = asking.search_bar
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    assert texts(asking.past.completion.list) == ["in:Italy 夏天", "cat", "beach"]
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert bar.text() == question(client) == "beach"
    assert client.last(messages.RememberSearch) == messages.RememberSearch(text="beach")


def test_a_past_search_is_forgotten_by_key(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    for _ in range(3):
        qtbot.keyClick(asking.search_bar, Qt.Key.Key_Down)
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Delete)
    assert client.last(messages.ForgetSearch) == messages.ForgetSearch(text="beach")
    client.event_received.emit(messages.Searches(saved=SAVED, recent=SAVED))
    assert texts(asking.past.completion.list) == ["in:Italy 夏天", "cat"]


def test_a_search_is_saved_under_a_name(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog in:Rome")
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    name = asking.past.naming.name
    assert name.hasFocus()
    assert name.selectedText() == "dog in:Rome"
    qtbot.keyClicks(name, "Rome")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert client.last(messages.SaveSearch) == messages.SaveSearch(name="Rome", text="dog in:Rome")
    assert not asking.past.naming.isVisible()
    assert asking.search_bar.hasFocus()


def test_saving_can_be_left_and_needs_a_name(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog")
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    asking.past.naming.name.clear()
    qtbot.keyClick(asking.past.naming.name, Qt.Key.Key_Return)
    assert not asking.past.naming.save.isEnabled()
    qtbot.keyClick(asking.past.naming.name, Qt.Key.Key_Escape)
    assert not asking.past.naming.isVisible()
    assert not any(isinstance(command, messages.SaveSearch) for command in client.sent)
    assert asking.search_bar.text() == "dog"


def test_saved_searches_stand_below_the_folders(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    view = asking.past.saved.list
    assert [view.item(row).text() for row in range(view.count())] == ["Italy", "Cats"]
    place = view.visualItemRect(view.item(0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    assert question(client) == asking.search_bar.text() == "in:Italy 夏天"


def menu_of(view: QListWidget, row: int) -> dict[str, QAction]:
    view.customContextMenuRequested.emit(view.visualItemRect(view.item(row)).center())
    menu = view.window().findChildren(QMenu)[-1]
    return {action.text(): action for action in menu.actions()}


def test_a_saved_search_is_forgotten_and_renamed_from_its_menu(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    view = asking.past.saved.list
    menu_of(view, 0)["Rename…"].trigger()
    assert asking.past.naming.name.text() == "Italy"
    qtbot.keyClick(asking.past.naming.name, Qt.Key.Key_Escape)
    menu_of(view, 0)["Forget"].trigger()
    assert client.last(messages.ForgetSearch) == messages.ForgetSearch(text="in:Italy 夏天")
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    assert not asking.past.saved.isVisible()
