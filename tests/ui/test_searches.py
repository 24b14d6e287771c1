"""Completion, history and saved searches in the window, by mouse and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListWidget, QMenu
from pytestqt.qtbot import QtBot

from photosearch.said import say
from photosearch.wire import messages
from photosearch.wire.values import LeftOut, PastSearch, Picture, Question, SavedSearch, Suggestion
from tests.ui.conftest import HandFedClient, choose, folder, hit, photo_menu
from ui.engine.question import same
from ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SAVED = (
    SavedSearch(name="Italy", text="in:Italy 夏天"),
    SavedSearch(name="Cats", text="cat"),
)
RECENT = (PastSearch(text="beach"), PastSearch(text="cat"))


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
    return command.question.text


def suggest(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, typed: str, *found: Suggestion
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


def prefix(text: str, start: int, end: int) -> Suggestion:
    return Suggestion(text=text, kind="prefix", start=start, end=end, detail="folders")


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
    value = Suggestion(text='in:"Lake Garda"', kind="value", start=0, end=4)
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
    client.event_received.emit(messages.Searches(saved=SAVED, recent=RECENT[1:]))
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
    assert client.last(messages.SaveSearch) == saving("Rome", Question("dog in:Rome"))
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


# Whole questions ----------------------------------------------------------------------------------

RED = Picture(path=Path("/photos/red.png"), weight=2.0)
FIFTH = Picture(path=Path("/photos/000004.jpg"), photo=5)
SIXTH = Picture(path=Path("/photos/000005.jpg"), photo=6)
WHOLE = SavedSearch(
    name="Whole", text="dog", images=(RED,), more=(FIFTH,), less=(SIXTH,), sort="date"
)
ASKED = Question("dog", (RED,), (FIFTH,), (SIXTH,), "date")


@pytest.fixture
def saved(asking: MainWindow, client: HandFedClient) -> MainWindow:
    """A window whose user has saved a search with pictures, and one of a picture alone."""
    alone = SavedSearch(name="Alike", images=(FIFTH,))
    client.event_received.emit(messages.Searches(saved=(alone, WHOLE), recent=RECENT))
    return asking


def whole(client: HandFedClient) -> Question:
    command = client.last(messages.Search)
    assert isinstance(command, messages.Search)
    return command.question


def saving(name: str, question: Question) -> messages.SaveSearch:
    parts = (question.text, question.images, question.more, question.less, question.sort)
    return messages.SaveSearch(search=SavedSearch(*parts, name))


def click(qtbot: QtBot, view: QListWidget, row: int) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualItemRect(view.item(row)).center())


def choose_from_menu(window: MainWindow, row: int, name: str) -> None:
    choose(window, row)
    photo_menu(window)[name].trigger()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def chip_texts(window: MainWindow) -> list[str]:
    return [chip.text.text() for chip in window.query.chips.chips]


def test_a_search_is_saved_with_its_pictures_their_weights_and_its_order(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.query.search_by_files(["/photos/red.png"])
    qtbot.mouseClick(asking.query.chips.chips[0].heavier, LEFT)
    qtbot.keyClicks(asking.search_bar, "dog")
    qtbot.waitUntil(lambda: question(client) == "dog")
    client.answer(20)
    choose_from_menu(asking, 4, "More like this")
    choose_from_menu(asking, 5, "Less like this")
    asking.photos.sort_switch.choose("date")
    asking.search_bar.setFocus()
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    name = asking.past.naming.name
    assert name.text().startswith("dog · like red.png · more like 000004.jpg")
    qtbot.keyClicks(name, "Whole")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    saved = client.last(messages.SaveSearch)
    assert isinstance(saved, messages.SaveSearch)
    assert saved.search.name == "Whole"
    assert same(saved.search, ASKED)


def test_a_search_by_a_picture_alone_is_saved(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    choose_from_menu(asking, 4, "Find similar")
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert asking.past.naming.name.text() == "like 000004.jpg"
    qtbot.mouseClick(asking.past.naming.save, LEFT)
    saved = client.last(messages.SaveSearch)
    assert isinstance(saved, messages.SaveSearch)
    assert saved.search.name == "like 000004.jpg"
    assert [image.source for image in saved.search.images] == [5]


def test_nothing_asked_can_not_be_saved(qtbot: QtBot, asking: MainWindow) -> None:
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not asking.past.naming.isVisible()


def test_a_click_on_a_saved_search_asks_the_whole_question_again(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    view = saved.past.saved.list
    assert view.item(1).toolTip() == (
        "Whole\ndog · like red.png · more like 000004.jpg · less like 000005.jpg"
    )
    click(qtbot, view, 1)
    assert whole(client) == ASKED
    assert saved.search_bar.text() == "dog"
    assert chip_texts(saved) == ["like red.png", "more like 000004.jpg", "less like 000005.jpg"]
    assert saved.query.chips.chips[0].weight.text() == "2×"
    click(qtbot, view, 0)
    assert whole(client) == Question(images=(FIFTH,))
    assert chip_texts(saved) == ["like 000004.jpg"]


def test_a_text_asked_after_a_saved_search_goes_without_its_pictures(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    click(qtbot, saved.past.saved.list, 1)
    client.answer(20)
    saved.search_bar.setFocus()
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Escape)
    assert whole(client) == Question()
    assert chip_texts(saved) == []


def test_the_saved_search_that_is_asked_is_marked(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    view = saved.past.saved.list
    assert view.currentRow() == -1
    click(qtbot, view, 1)
    saved.search_bar.setFocus()
    assert view.currentRow() == 1
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Escape)
    assert view.currentRow() == -1
    saved.query.search_by_hit(hit(4))  # the same question, put together anew
    assert view.currentRow() == 0
    pasted = "pasted-0123456789abcdef.png"
    kept = SavedSearch(name="Pasted", images=(Picture(path=Path(f"/data/{pasted}")),))
    saved.query.search_for(Question())
    saved.query.search_by_files([f"/cache/{pasted}"])
    assert view.currentRow() == -1
    client.event_received.emit(messages.Searches(saved=(kept,), recent=()))
    assert view.currentRow() == 0


def test_naming_leaves_the_focus_in_the_bar_and_nothing_chosen_at_the_left(
    qtbot: QtBot, asking: MainWindow
) -> None:
    asking.search_bar.search_for("dog")
    for end in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(asking.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(asking.past.naming.name, end)
        assert asking.search_bar.hasFocus()
        assert asking.folder_list.list.selectedItems() == []


def test_saved_searches_are_chosen_by_key_too(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Down)
    rows = saved.past.completion.list
    assert [rows.item(row).text() for row in range(2)] == ["★ saved", "★ Whole"]
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Down)
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Return)
    assert whole(client) == ASKED
    view = saved.past.saved.list
    view.setFocus()
    view.setCurrentRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert whole(client).images == (FIFTH,)


def test_a_saved_search_is_forgotten_by_key_in_both_lists(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    view = saved.past.saved.list
    view.setCurrentRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert client.last(messages.ForgetSavedSearch) == messages.ForgetSavedSearch(name="Whole")
    saved.search_bar.setFocus()
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Down)
    qtbot.keyClick(saved.search_bar, Qt.Key.Key_Delete)
    assert client.last(messages.ForgetSavedSearch) == messages.ForgetSavedSearch(name="Alike")


def test_pictures_that_are_gone_are_told_at_their_place(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    click(qtbot, saved.past.saved.list, 1)
    gone = "Its file is gone, so it is left out."
    unknown = "It is no longer in the library, so it is left out."
    left_out = (
        LeftOut(RED, say("left_out.file_gone")),
        LeftOut(SIXTH, say("left_out.not_in_library")),
    )
    client.answer(20, matches=4, left_out=left_out)
    red, fifth, sixth = saved.query.chips.chips
    assert (red.property("look"), red.note.text(), red.weight.isVisible()) == ("error", gone, False)
    assert red.accessibleName() == f"like red.png. {gone}"
    assert (sixth.property("look"), sixth.note.text()) == ("error", unknown)
    assert (fifth.property("look"), fifth.note.isVisible()) == ("picture", False)
    assert "4 matches" in saved.photos.count.text()
    assert not saved.banner.isVisible()
    qtbot.mouseClick(red.remove, LEFT)
    assert whole(client).images == ()


def test_with_all_its_pictures_gone_a_search_shows_all_photos_as_such(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    click(qtbot, saved.past.saved.list, 0)
    lost = LeftOut(FIFTH, say("left_out.not_in_library"))
    client.answer(20, left_out=(lost,))
    assert saved.photos.count.text() == "20 photos, newest first"
    assert not saved.photos.sort_switch.isVisible()


def test_a_name_that_another_search_has_is_told_before_it_is_replaced(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    naming = saved.past.naming
    menu_of(saved.past.saved.list, 1)["Rename…"].trigger()
    assert (naming.name.text(), naming.save.text()) == ("Whole", "Save")
    qtbot.keyClicks(naming.name, "Alike")
    assert naming.save.text() == "Replace"
    qtbot.keyClicks(naming.name, "!")
    assert naming.save.text() == "Save"
    qtbot.keyClick(naming.name, Qt.Key.Key_Return)
    renamed = messages.RenameSavedSearch(name="Whole", new_name="Alike!")
    assert client.last(messages.RenameSavedSearch) == renamed


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
    assert client.last(messages.ForgetSavedSearch) == messages.ForgetSavedSearch(name="Italy")
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    assert not asking.past.saved.isVisible()


def test_forgetting_a_saved_search_can_be_taken_back(
    qtbot: QtBot, saved: MainWindow, client: HandFedClient
) -> None:
    before, strip = saved._controller.searches.saved, saved.trash.strip
    view = saved.past.saved.list
    view.setCurrentRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    left = tuple(one for one in before if one.name != "Whole")
    client.event_received.emit(messages.Searches(saved=left, recent=()))
    assert strip.text.text() == "The saved search “Whole” is forgotten."
    qtbot.mouseClick(strip.undo_button, LEFT)
    assert strip.isHidden()
    back, gone = client.last(messages.SaveSearch), before[1]
    assert isinstance(back, messages.SaveSearch)
    assert back.search == gone
    view.setCurrentRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    saved.activateWindow()
    saved.grid.setFocus()
    qtbot.keyClick(saved.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert client.last(messages.SaveSearch) == messages.SaveSearch(search=left[0])
    assert not strip.undo_button.isVisible()
