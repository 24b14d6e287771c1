"""The question in the window: chips, pictures, more and less like this; by mouse and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.said import say
from photosearch.wire import messages
from photosearch.wire.messages import QueryPart
from photosearch.wire.values import LeftOut, PastSearch, Picture, Question
from tests.plain import plain
from tests.ui.conftest import HandFedClient, choose, folder, hit, photo_menu
from ui.main_window import MainWindow
from ui.query.chips import Chip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def asking(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window that shows photos, active."""
    client.come_up((folder(),))
    client.answer(20)
    window.activateWindow()
    return window


def asked(client: HandFedClient) -> messages.Search:
    command = client.last(messages.Search)
    assert isinstance(command, messages.Search)
    return command


def question(client: HandFedClient) -> Question:
    return asked(client).question


def part(kind: str, text: str, typed: str, **changes: object) -> QueryPart:
    """Return a part as the engine tells it, found in the typed text."""
    start = typed.index(text)
    fields: dict[str, object] = {"label": text, "start": start, "end": start + len(text)}
    return QueryPart(kind=kind, **{**fields, **changes})  # type: ignore[arg-type]


def understood(
    window: MainWindow, client: HandFedClient, typed: str, *parts: QueryPart
) -> list[Chip]:
    """Ask a text and have it understood so; return the chips."""
    window.search_bar.search_for(typed)
    client.answer(20, parts=parts)
    return window.query.chips.chips


def test_plain_text_needs_no_chips(asking: MainWindow, client: HandFedClient) -> None:
    understood(asking, client, "a dog", part("text", "a dog", "a dog"))
    assert not asking.query.chips.isVisible()


def test_a_click_on_the_cross_takes_a_filter_out_of_the_text(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    typed = "狗𠮷 in:Italy beach"
    chips = understood(
        asking, client, typed,
        part("text", "狗𠮷", typed), part("in", "in:Italy", typed), part("text", "beach", typed),
    )  # fmt: skip
    assert [chip.text.text() for chip in chips] == ["狗𠮷", "in:Italy", "beach"]
    assert asking.query.chips.isVisible()
    qtbot.mouseClick(chips[1].remove, LEFT)
    assert asking.search_bar.text() == question(client).text == "狗𠮷 beach"


def test_a_click_on_a_chip_selects_its_text_to_be_changed(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    typed = "狗𠮷 in:Italy"
    chips = understood(
        asking, client, typed, part("text", "狗𠮷", typed), part("in", "in:Italy", typed)
    )
    qtbot.mouseClick(chips[1], LEFT)
    assert asking.search_bar.selectedText() == "in:Italy"
    assert asking.search_bar.hasFocus()
    qtbot.keyClicks(asking.search_bar, "-cat")
    assert asking.search_bar.text() == "狗𠮷 -cat"


def test_chips_are_reached_changed_and_removed_by_key(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    typed = "in:Italy -people"
    people = part("text", "-people", typed, negated=True)
    chips = understood(asking, client, typed, part("in", "in:Italy", typed), people)
    asking.search_bar.setFocus()
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Tab)
    assert chips[0].hasFocus()
    qtbot.keyClick(chips[0], Qt.Key.Key_Right)
    assert chips[1].hasFocus()
    assert chips[1].accessibleName() == "without people"
    qtbot.keyClick(chips[1], Qt.Key.Key_Return)
    assert asking.search_bar.selectedText() == "-people"
    chips[1].setFocus()
    qtbot.keyClick(chips[1], Qt.Key.Key_Delete)
    assert question(client).text == "in:Italy"
    client.answer(20, parts=(part("in", "in:Italy", "in:Italy"),))
    (left,) = asking.query.chips.chips
    assert left.hasFocus()
    qtbot.keyClick(left, Qt.Key.Key_Down)
    assert asking.grid.hasFocus()
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_Backspace)
    client.answer(20)
    assert asking.search_bar.hasFocus()
    assert not asking.query.chips.isVisible()


def test_an_error_is_marked_in_place_with_its_sentence(
    asking: MainWindow, client: HandFedClient
) -> None:
    typed = "dog date:foo"
    sentence = "That is no date."
    error = part("date", "date:foo", typed, error=plain(sentence))
    chips = understood(asking, client, typed, part("text", "dog", typed), error)
    assert chips[1].property("look") == "error"
    assert chips[1].note.isVisible()
    assert chips[1].note.text() == chips[1].toolTip() == sentence
    assert sentence in chips[1].accessibleName()
    assert not asking.banner.isVisible()


def test_many_chips_go_on_in_the_next_line(asking: MainWindow, client: HandFedClient) -> None:
    words = [f"-word{number:02}" for number in range(24)]
    typed = " ".join(words)
    parts = [part("text", word, typed, negated=True) for word in words]
    chips = understood(asking, client, typed, *parts)
    QApplication.processEvents()
    row = asking.query.chips.rect()
    assert chips[-1].y() > chips[0].y()
    assert all(row.contains(chip.geometry()) for chip in chips)


# Pictures -----------------------------------------------------------------------------------------


def picture(path: Path) -> Path:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


def test_a_picture_dropped_on_the_bar_is_searched_by(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient, tmp_path: Path
) -> None:
    path = picture(tmp_path / "red.png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = asking.search_bar.rect().center()
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, action, data, LEFT, keys)
    QApplication.sendEvent(asking.search_bar, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(place), action, data, LEFT, keys)
    QApplication.sendEvent(asking.search_bar, drop)
    assert question(client).images == (Picture(path),)
    assert not any(isinstance(command, messages.AddFolder) for command in client.sent)
    (chip,) = asking.query.chips.chips
    assert chip.text.text() == "like red.png"
    qtbot.waitUntil(chip.picture.isVisible)
    client.answer(20, matches=4)
    assert "4 matches" in asking.photos.count.text()


def test_text_is_asked_together_with_a_picture_whose_weight_is_set(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient, tmp_path: Path
) -> None:
    path = picture(tmp_path / "red.png")
    asking.query.search_by_files([str(path)])
    qtbot.keyClicks(asking.search_bar, "at night")
    qtbot.waitUntil(lambda: question(client).text == "at night")
    assert question(client).images == (Picture(path),)
    qtbot.mouseClick(asking.query.chips.chips[0].heavier, LEFT)
    assert question(client).images == (Picture(path, weight=2.0),)
    (chip,) = asking.query.chips.chips
    assert chip.weight.text() == "2×"
    chip.setFocus()
    for _ in range(2):
        (chip,) = asking.query.chips.chips
        assert chip.hasFocus()
        qtbot.keyClick(chip, Qt.Key.Key_Minus)
    assert question(client).images == (Picture(path, weight=0.5),)
    assert question(client).text == "at night"
    qtbot.keyClick(asking.query.chips.chips[0], Qt.Key.Key_Delete)
    assert question(client).images == ()


def test_a_pasted_image_becomes_a_file_and_is_searched_by(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient, home: object
) -> None:
    image = QImage(3000, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (image_asked,) = question(client).images
    assert QImage(str(image_asked.path)).width() == 1024
    assert asking.query.chips.chips[0].text.text() == "like a pasted picture"
    assert asking.search_bar.text() == ""


def test_pasted_text_stays_text(qtbot: QtBot, asking: MainWindow) -> None:
    QGuiApplication.clipboard().setText("a dog")
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asking.search_bar.text() == "a dog"


def test_more_and_less_like_this_go_with_the_same_question(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog")
    client.answer(20)
    choose(asking, 4)
    photo_menu(asking)["More like this"].trigger()
    assert (question(client).text, question(client).feedback) == ("dog", ((5,), ()))
    client.answer(20)
    choose(asking, 6)
    photo_menu(asking)["Less like this"].trigger()
    assert question(client).feedback == ((5,), (7,))
    client.answer(20)
    more, less = asking.query.chips.chips
    assert (more.text.text(), less.text.text()) == (
        "more like 000004.jpg",
        "less like 000006.jpg",
    )
    choose(asking, 4)
    photo_menu(asking)["Less like this"].trigger()
    assert question(client).feedback == ((), (7, 5))
    qtbot.mouseClick(asking.query.chips.chips[0].remove, LEFT)
    assert question(client).feedback == ((), (5,))


def test_less_certain_photos_stay_while_the_question_is_only_refined(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog")
    client.answer(20, matches=0)
    qtbot.mouseClick(asking.pages.empty.button, LEFT)
    assert asking.grid.hasFocus()
    asking.query.less_like([hit(3)])
    client.answer(20, matches=0)
    asking.query.sort_by("date")
    client.answer(20, matches=0)
    assert asking.model.rowCount() == 20
    asking.query.search_by_files(["/photos/red.png"])
    client.answer(20, matches=0)
    assert asking.model.rowCount() == 0
    assert asking.pages.empty.heading.text() == "Nothing matches “dog” and the pictures"


def test_new_photos_are_asked_for_with_the_whole_question(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog")
    asking.query.more_like([hit(3)])
    asking.query.sort_by("date")
    before = asked(client)
    client.started.emit()  # a new engine
    again = asked(client)
    assert again.request > before.request
    assert again.question == before.question
    assert question(client).feedback == ((4,), ())
    assert (question(client).text, question(client).sort) == ("dog", "date")


# History ------------------------------------------------------------------------------------------


def remembered(client: HandFedClient) -> list[str]:
    return [c.text for c in client.sent if isinstance(c, messages.RememberSearch)]


def test_enter_and_opening_a_hit_remember_the_search(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    qtbot.keyClicks(asking.search_bar, "dog")
    qtbot.waitUntil(lambda: question(client).text == "dog")
    client.answer(20)
    assert remembered(client) == []
    qtbot.keyClick(asking.search_bar, Qt.Key.Key_Return)
    assert remembered(client) == ["dog"]
    asking.search_bar.search_for("cat")
    client.answer(20)
    QTest.keyClick(asking.grid, Qt.Key.Key_Return)
    assert remembered(client) == ["dog", "cat"]


# Order --------------------------------------------------------------------------------------------


def test_matches_are_put_in_order_of_date_and_back(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    switch = asking.photos.sort_switch
    assert not switch.isVisible()  # all photos are listed, newest first
    top = asking.grid.mapTo(asking, asking.grid.rect().topLeft())
    understood(asking, client, "dog", part("text", "dog", "dog"))
    assert switch.isVisible()
    QApplication.processEvents()
    assert asking.grid.mapTo(asking, asking.grid.rect().topLeft()) == top
    assert switch.buttons["relevance"].isChecked()
    qtbot.mouseClick(switch.buttons["date"], LEFT)
    assert (question(client).text, question(client).sort) == ("dog", "date")
    client.answer(20, parts=(part("text", "dog", "dog"),), sort="date")
    assert switch.buttons["date"].isChecked()
    switch.buttons["relevance"].setFocus()
    qtbot.keyClick(switch.buttons["relevance"], Qt.Key.Key_Space)
    assert question(client).sort == "relevance"


def test_the_switch_shows_the_order_that_was_typed(
    asking: MainWindow, client: HandFedClient
) -> None:
    asking.search_bar.search_for("dog sort:date")
    client.answer(20, parts=(part("text", "dog", "dog"),), sort="date")
    assert asking.photos.sort_switch.buttons["date"].isChecked()


# First run ----------------------------------------------------------------------------------------


@pytest.fixture
def first_run(asking: MainWindow, client: HandFedClient) -> MainWindow:
    """A window whose user has never searched."""
    client.event_received.emit(messages.Folders(folders=(folder(path=Path("/photos/My trips")),)))
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    return asking


def test_examples_explain_the_bar_until_one_searches(
    qtbot: QtBot, first_run: MainWindow, client: HandFedClient
) -> None:
    examples = first_run.first_searches.examples
    assert examples.isVisible()
    assert [button.text() for button in examples.buttons] == [
        "a dog on a beach", "海边的日落", 'in:"My trips"', "date:last summer", "beach -people",
        "Where was I in 2023?",
    ]  # fmt: skip
    qtbot.mouseClick(examples.buttons[2], LEFT)
    assert question(client).text == first_run.search_bar.text() == 'in:"My trips"'
    assert first_run.search_bar.hasFocus()
    client.answer(3)
    assert not examples.isVisible()
    qtbot.keyClick(first_run.search_bar, Qt.Key.Key_Escape)
    client.answer(20)
    assert examples.isVisible()
    known = (PastSearch(text="dog"),)
    client.event_received.emit(messages.Searches(saved=(), recent=known))
    assert not examples.isVisible()


def test_examples_are_hidden_for_good(
    qtbot: QtBot, first_run: MainWindow, client: HandFedClient
) -> None:
    qtbot.mouseClick(first_run.first_searches.examples.dismiss, LEFT)
    assert not first_run.first_searches.examples.isVisible()
    client.event_received.emit(messages.Searches(saved=(), recent=()))
    assert not first_run.first_searches.examples.isVisible()


def test_examples_explain_but_cannot_be_asked_before_there_is_a_folder(
    first_run: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(messages.Folders(folders=()))
    client.answer(0)
    assert first_run.first_searches.examples.isVisible()
    assert not any(button.isEnabled() for button in first_run.first_searches.examples.buttons)


def test_pictures_dragged_over_the_window_leave_the_bar_free(
    asking: MainWindow, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "red.png")))])
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    event = QDragEnterEvent(asking.rect().center(), action, data, LEFT, keys)
    QApplication.sendEvent(asking.drop_area, event)
    hint, bar = asking.drop_area.hint, asking.search_bar
    assert hint.isVisible()
    assert hint.pictures.isVisible()
    assert hint.y() > bar.mapTo(asking, bar.rect().bottomLeft()).y()
    # Qt remembers over what is dragged by its address, until it is left.
    QApplication.sendEvent(asking.drop_area, QDragLeaveEvent())
    assert not hint.isVisible()


def test_in_a_narrow_window_a_chip_shortens_its_text_before_its_note(
    qtbot: QtBot, asking: MainWindow, client: HandFedClient
) -> None:
    asking.resize(asking.minimumSize())
    path = f"/photos/{'a very long name ' * 9}.jpg"
    asking.query.search_by_files([path])
    reason = "Its file is gone, so it is left out."
    client.answer(20, left_out=(LeftOut(Picture(Path(path)), say("left_out.file_gone")),))
    (chip,) = asking.query.chips.chips
    qtbot.waitUntil(lambda: "…" in chip.text.text())
    assert chip.note.text() == reason
    assert asking.query.chips.rect().contains(chip.geometry())
    assert chip.rect().contains(chip.remove.geometry())
    assert not chip.text.geometry().intersects(chip.note.geometry())
