"""The answer to a question in the window: sentence, proof, the search that was made, by key too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.said import say
from photosearch.wire import messages
from photosearch.wire.messages import QueryPart
from photosearch.wire.values import Question, Reply, ReplyValue
from tests.ui.conftest import HandFedClient, folder
from ui.language import speak
from ui.main_window import MainWindow
from ui.query.reply_panel import ReplyPanel

LEFT = Qt.MouseButton.LeftButton
TYPED = "how many days was I in Rome with a dog?"
QUERY = 'dog "Rome"'
PARTS = (
    QueryPart(kind="text", label="dog", start=0, end=3),
    QueryPart(kind="exact", label='"Rome"', start=4, end=10),
)


@pytest.fixture
def panel(window: MainWindow, client: HandFedClient) -> ReplyPanel:
    """The panel of a window that shows photos, active."""
    client.come_up((folder(),))
    client.answer(20)
    window.activateWindow()
    return window.query.reply


def replied(
    window: MainWindow,
    client: HandFedClient,
    *,
    matches: int = 2,
    sure: bool = True,
    value: ReplyValue = 7,
    typed: str = TYPED,
    can_look: bool = False,
) -> None:
    """Type a question and have it answered."""
    window.search_bar.search_for(typed)
    reply = Reply(typed, "7 days.", sure, QUERY, value, can_look=can_look)
    client.answer(5, matches, reply=reply, parts=PARTS)


def asked(client: HandFedClient) -> messages.Search:
    command = client.last(messages.Search)
    assert isinstance(command, messages.Search)
    return command


def test_the_answer_stands_above_the_photos_that_prove_it(
    window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    assert panel.isHidden()
    replied(window, client)
    assert panel.isVisible()
    assert panel.sentence.text() == "7 days."
    assert panel.basis.text() == "2 photos below show it."
    assert panel.accessibleName() == "7 days. 2 photos below show it."
    assert window.photos.count.text() == "2 photos · 12 ms"
    assert window.photos.more.text() == "Show 3 others looked at"
    assert not window.query.chips.isVisible()
    window.search_bar.search_for("a dog")
    client.answer(3)
    assert panel.isHidden()
    assert window.photos.count.text() == "3 matches · 12 ms"


def test_what_is_not_sure_is_said_to_be_so(
    window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client, sure=False)
    assert panel.basis.text() == "Not certain: look at the 2 photos below yourself."
    replied(window, client, value=2, typed="how many dogs?")
    assert panel.basis.text() == ""  # the number says it


def test_without_photos_the_answer_is_not_said_twice(
    window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    window.search_bar.search_for(TYPED)
    client.answer(0, reply=Reply(TYPED, "No photo matches.", True, QUERY, 0), parts=PARTS)
    assert panel.sentence.text() == "No photo matches."
    assert window.pages.empty.heading.isHidden()


def test_why_shows_the_search_that_was_made_as_chips(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    assert not panel.chips.isVisible()
    qtbot.mouseClick(panel.why, LEFT)
    assert [chip.text.text() for chip in panel.chips.chips] == ["dog", '"Rome"']
    client.answer(5, 2, reply=Reply(TYPED, "8 days.", True, QUERY, 8), parts=PARTS)
    assert panel.chips.isVisible()  # the same question, asked again
    qtbot.mouseClick(panel.chips.chips[0].remove, LEFT)
    assert window.search_bar.text() == asked(client).question.text == '"Rome"'


def test_a_chip_of_an_answer_is_changed_in_the_search_bar(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    panel.why.setFocus()
    qtbot.keyClick(panel.why, Qt.Key.Key_Space)
    qtbot.keyClick(panel.chips.chips[1], Qt.Key.Key_Return)
    assert window.search_bar.text() == QUERY
    assert window.search_bar.selectedText() == '"Rome"'
    assert window.search_bar.hasFocus()


def test_another_question_begins_without_its_why(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    qtbot.mouseClick(panel.why, LEFT)
    replied(window, client, typed="who was in Rome with a dog?")
    assert not panel.why.isChecked()
    assert not panel.chips.isVisible()


def test_what_is_no_question_can_be_searched_for(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    assert asked(client).asks
    qtbot.mouseClick(panel.words, LEFT)
    assert not asked(client).asks
    assert asked(client).question == Question(TYPED)
    client.answer(20)
    assert panel.isHidden()
    assert window.search_bar.hasFocus()


def test_a_photo_is_explained_by_the_search_that_was_made(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    assert window._controller.question.text == QUERY
    window.stack.open_current()
    window.stack.tell_why()
    qtbot.waitUntil(lambda: any(isinstance(one, messages.Why) for one in client.sent))
    why = client.last(messages.Why)
    assert isinstance(why, messages.Why)
    assert why.question.text == QUERY


def looked(client: HandFedClient, piece: str, is_done: bool = False) -> None:
    asked_for = client.last(messages.LookAtPhotos)
    assert isinstance(asked_for, messages.LookAtPhotos)
    client.event_received.emit(
        messages.Looked(request=asked_for.request, piece=piece, model="tiny", is_done=is_done)
    )


def test_an_added_model_looks_at_the_photos_and_is_heard_as_it_speaks(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client)
    assert not panel.look.isVisible()  # facts tell it, or there is no model
    replied(window, client, typed="what did I eat in Rome?", sure=False, can_look=True)
    assert panel.look.text() == "Look at the photos"
    qtbot.mouseClick(panel.look, LEFT)
    command = client.last(messages.LookAtPhotos)
    assert isinstance(command, messages.LookAtPhotos)
    assert command.question == Question("what did I eat in Rome?")
    assert panel.look.text() == "Stop"
    assert panel.seen.text() == "A model is looking at the photos…"
    looked(client, "Pizza ")
    looked(client, "[1].")
    assert panel.seen.text() == "Pizza [1]."
    looked(client, "", is_done=True)
    assert panel.look.text() == "Look at the photos"
    assert panel.seen.isVisible()


def test_who_looks_is_stopped_by_key_and_by_another_question(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client, typed="what did I eat?", sure=False, can_look=True)
    qtbot.keyClick(window.search_bar, Qt.Key.Key_Return)  # it is meant
    looked(client, "Piz")
    qtbot.keyClick(panel.look, Qt.Key.Key_Space)
    assert isinstance(client.sent[-1], messages.StopLooking)
    looked(client, "za")
    assert panel.seen.text() == "Piz"
    qtbot.mouseClick(panel.look, LEFT)
    window.search_bar.search_for("who was there?")
    assert any(isinstance(one, messages.StopLooking) for one in client.sent[-2:])
    replied(window, client, typed="who was there?", can_look=True)
    assert panel.seen.isHidden()
    assert panel.look.text() == "Look at the photos"


def test_a_model_that_fails_leaves_the_answer_as_it_was(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, panel: ReplyPanel
) -> None:
    replied(window, client, typed="what did I eat?", sure=False, can_look=True)
    qtbot.mouseClick(panel.look, LEFT)
    said = say("model.answers_nothing", error="too little memory")
    client.event_received.emit(messages.Failure(said=said))
    assert panel.seen.isHidden()
    assert panel.look.text() == "Look at the photos"
    assert window.banner.isVisible()


def test_the_panel_speaks_chinese(
    window: MainWindow, client: HandFedClient, panel: ReplyPanel, qapp: QApplication
) -> None:
    speak(qapp, "zh")
    panel.why.setChecked(True)
    replied(window, client, typed="和狗在罗马待了几天？")
    assert panel.basis.text() == "下面 2 张照片可以说明。"
