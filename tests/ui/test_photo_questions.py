"""A question about the photo that is shown large, and its answer below it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosearch.said import Said
from photosearch.wire import messages
from photosearch.wire.values import Reply
from tests.ui.conftest import HandFedClient, folder
from ui.main_window import MainWindow


@pytest.fixture
def opened(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window that shows the fourth of 20 photos."""
    client.come_up((folder(),))
    client.answer(20)
    window.stack.open(3)
    return window


def asked(client: HandFedClient) -> messages.AskPhoto:
    last = client.last(messages.AskPhoto)
    assert isinstance(last, messages.AskPhoto)
    return last


def ask(qtbot: QtBot, window: MainWindow, text: str = "what is it?") -> None:
    field = window.preview.question.field
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def tell(client: HandFedClient, reply: Reply | None, piece: str = "") -> None:
    last = asked(client)
    client.event_received.emit(
        messages.PhotoReply(request=last.request, photo=last.photo, piece=piece, reply=reply)
    )


def test_the_answer_stands_below_the_photo_with_its_probability(
    qtbot: QtBot, opened: MainWindow, client: HandFedClient
) -> None:
    strip = opened.preview.question
    assert strip.answer.isHidden()
    ask(qtbot, opened, "what colour is the dog?")
    assert asked(client).question == "what colour is the dog?"
    assert asked(client).photo == opened.preview.chosen()[0].photo
    assert strip.answer.text() == "Looking…"
    tell(client, Reply("", "Brown.", True, "", by="mini", probability=0.812))
    assert strip.answer.text() == "Brown."
    assert strip.source.text() == "seen in the picture, 81% likely"
    tell(client, Reply("", "late", True, ""))  # answered already
    assert strip.answer.text() == "Brown."


def test_facts_and_models_are_told_apart(
    qtbot: QtBot, opened: MainWindow, client: HandFedClient
) -> None:
    strip = opened.preview.question
    ask(qtbot, opened)
    tell(client, Reply("", "On 1 May 2022.", True, ""))
    assert strip.source.text() == "from what is known of the photo"
    ask(qtbot, opened)
    tell(client, None, "A dog ")
    tell(client, None, "runs.")
    assert strip.answer.text() == "A dog runs."
    tell(client, Reply("", "A dog runs.", False, "", by="tiny"))
    assert strip.source.text() == "by tiny"


def test_the_next_photo_does_not_wear_the_answer_of_the_one_before(
    qtbot: QtBot, opened: MainWindow, client: HandFedClient
) -> None:
    ask(qtbot, opened)
    late = asked(client)
    opened.preview.show_row(4)
    assert isinstance(client.last(messages.StopLooking), messages.StopLooking)
    client.event_received.emit(
        messages.PhotoReply(
            request=late.request, photo=late.photo, reply=Reply("", "late", True, "")
        )
    )
    assert opened.preview.question.answer.isHidden()
    assert opened.preview.question.field.text() == "what is it?"  # to be asked again


def test_a_failure_ends_the_wait_and_is_told(
    qtbot: QtBot, opened: MainWindow, client: HandFedClient
) -> None:
    ask(qtbot, opened)
    with qtbot.waitSignal(opened._controller.failed):
        client.event_received.emit(
            messages.Failure(said=Said("photo.not_indexed", {}), request=asked(client).request)
        )
    assert opened.preview.question.answer.isHidden()


def test_keys_go_to_the_field_and_back(qtbot: QtBot, opened: MainWindow) -> None:
    opened.show()
    qtbot.waitExposed(opened)
    opened.activateWindow()
    opened.preview.setFocus()
    qtbot.keyClick(opened.preview, Qt.Key.Key_Q)
    field = opened.preview.question.field
    qtbot.waitUntil(field.hasFocus)
    row = opened.preview.row
    qtbot.keyClicks(field, "w t")
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert (field.text(), opened.preview.row) == ("w t", row)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(opened.preview.hasFocus)
    assert opened.stack.currentWidget() is opened.preview
