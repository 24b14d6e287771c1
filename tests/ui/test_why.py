"""Why a photo is here: the panel beside it and the map over it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.types import TextLine, Word, WordSource
from photosearch.wire import messages
from photosearch.wire.values import MatchedWord, Question
from tests.plain import plain
from tests.ui.conftest import HandFedClient, folder, photo_menu
from ui.main_window import MainWindow
from ui.photo.heat_overlay import overlay
from ui.photo.marked_text import marked


@pytest.fixture
def answered(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window with 20 matches for “a dog 狗”."""
    client.come_up((folder(),))
    window.search_bar.search_for("a dog 狗")
    client.answer(20)
    window.grid.setFocus()
    return window


def explanation(client: HandFedClient, **changes: object) -> messages.Explanation:
    """Return an answer to the last question why."""
    why = client.last(messages.Why)
    assert isinstance(why, messages.Why)
    fields: dict[str, object] = {
        "request": why.request, "photo": why.photo, "text": why.question.text, "picture": 0.3,
        "words": 0.1, "exact": 0.0, "picture_share": 0.75, "words_share": 0.25,
        "matched": (
            MatchedWord(
                Word(WordSource.CAPTION, "🐕🐕 <my> dog & 狗"), spans=((8, 11), (14, 15))
            ),
        ),
        "heat": ((0.0, 0.0, 0.0), (0.0, 0.0, 1.0)), "frame": (0.1, 0.0, 0.9, 1.0),
        "place": "lower right", "method": "exact", "probability": 0.84,
    }  # fmt: skip
    return messages.Explanation(**{**fields, **changes})  # type: ignore[arg-type]


def asked_why(client: HandFedClient) -> list[int]:
    return [command.photo for command in client.sent if isinstance(command, messages.Why)]


def open_why(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> None:
    qtbot.keyClick(window.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: asked_why(client) == [1])


def test_w_tells_why_from_the_grid_and_closes_again(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    panel = answered.stack.why.panel
    open_why(qtbot, answered, client)
    assert answered.stack.currentWidget() is answered.preview
    assert client.last(messages.Why).question.text == "a dog 狗"  # type: ignore[attr-defined]
    assert "Looking" in panel.message.text()
    client.event_received.emit(explanation(client))
    assert "mostly for what the picture shows" in panel.sentence.text()
    assert "Picture 75 %" in panel.picture.text()
    assert "Words 25 %" in panel.words_share.text()
    assert "84 %" in panel.probability.text()
    assert panel.place.text() == "Most of all at the lower right"
    assert not panel.message.isVisible()
    qtbot.keyClick(answered.preview, Qt.Key.Key_W)
    assert not panel.isVisible()
    assert answered.preview.canvas.overlay.isNull()


def test_the_button_and_ctrl_i_do_the_same(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    answered.activateWindow()
    answered.grid.opened.emit(2)
    qtbot.mouseClick(answered.preview.why_button, Qt.MouseButton.LeftButton)
    assert answered.stack.why.panel.isVisible()
    qtbot.waitUntil(lambda: asked_why(client) == [3])
    qtbot.keyClick(answered.preview, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not answered.stack.why.panel.isVisible()
    assert not answered.preview.why_button.isChecked()


def test_the_words_that_matched_are_marked_where_they_stand(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    open_why(qtbot, answered, client)
    client.event_received.emit(explanation(client))
    html = answered.stack.why.panel.words.text()
    assert "Caption" in html
    assert "🐕🐕 &lt;my&gt; <span" in html
    assert ">dog</span> &amp; <span" in html
    assert ">狗</span>" in html


def test_marks_hold_their_place_behind_bytes_that_are_no_text() -> None:
    assert marked("caf\udce9 dog", ((5, 8),), "x") == 'caf? <span style="x">dog</span>'


def test_the_map_lies_over_the_photo_and_h_takes_it_away(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    canvas = answered.preview.canvas
    open_why(qtbot, answered, client)
    canvas.pixmap = QPixmap(640, 480)
    canvas.pixmap.fill(Qt.GlobalColor.white)
    client.event_received.emit(explanation(client))
    shot, place = canvas.grab().toImage(), canvas.target()
    hot = shot.pixelColor(place.left() + round(place.width() * 0.77), place.bottom() - 60)
    cold = shot.pixelColor(place.left() + place.width() // 4, place.top() + 60)
    assert hot.red() > 200 > cold.red()
    assert hot.red() > hot.blue() + 30
    qtbot.keyClick(answered.preview, Qt.Key.Key_H)
    assert not answered.stack.why.panel.map_switch.isChecked()
    assert canvas.overlay.isNull()
    qtbot.mouseClick(
        answered.stack.why.panel.map_switch, Qt.MouseButton.LeftButton, pos=QPoint(10, 10)
    )
    assert not canvas.overlay.isNull()


def test_the_map_is_smooth_and_covers_only_what_was_seen(client: HandFedClient) -> None:
    client.send(messages.Why(request=1, question=Question("a"), photo=1))
    image = overlay(explanation(client), 640, 480)
    alphas = [image.pixelColor(column, 150).red() for column in range(image.width())]
    inside = alphas[30:210]
    assert max(abs(a - b) for a, b in pairwise(inside)) < 12
    assert image.pixelColor(5, 150).red() == 0  # left of the frame


def test_walking_asks_again_and_a_late_answer_is_not_shown(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    open_why(qtbot, answered, client)
    late = explanation(client)
    qtbot.keyClick(answered.preview, Qt.Key.Key_Right)
    qtbot.keyClick(answered.preview, Qt.Key.Key_Right)
    client.event_received.emit(late)
    assert answered.preview.canvas.overlay.isNull()
    qtbot.waitUntil(lambda: asked_why(client) == [1, 3])
    client.event_received.emit(explanation(client, picture_share=0.0, words_share=1.0, heat=()))
    assert answered.stack.why.panel.sentence.text() == "It is here for its words."
    assert not answered.stack.why.panel.map_switch.isVisible()


def test_what_can_not_be_explained_is_said_in_the_panel_and_not_above_the_photos(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    open_why(qtbot, answered, client)
    request = client.last(messages.Why).request  # type: ignore[attr-defined]
    client.event_received.emit(
        messages.Failure(said=plain("It has gone.", "Rescan."), request=request)
    )
    assert answered.stack.why.panel.message.text() == "It has gone.\n\nRescan."
    assert answered.stack.why.panel.message.isVisible()
    assert answered.banner.isHidden()


def test_a_question_with_pictures_is_explained_as_a_whole(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    panel = answered.stack.why.panel
    photo_menu(answered)["Find similar"].trigger()
    client.answer(20)
    photo_menu(answered)["Less like this"].trigger()
    client.answer(20)
    answered.grid.setFocus()
    qtbot.keyClick(answered.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: len(asked_why(client)) == 1)
    asked, why = client.last(messages.Search), client.last(messages.Why)
    assert isinstance(asked, messages.Search)
    assert isinstance(why, messages.Why)
    assert why.question == asked.question
    assert why.question.images
    assert why.question.less
    client.event_received.emit(explanation(client, text="", pictures=2, probability=None))
    assert panel.question.text() == "with 2 pictures"
    client.event_received.emit(explanation(client, text="a dog", pictures=1))
    assert panel.question.text() == "“a dog” · with 1 picture"


def test_without_a_question_there_is_nothing_to_explain(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    client.answer(20)
    window.grid.setFocus()
    qtbot.keyClick(window.grid, Qt.Key.Key_W)
    assert "Nothing was asked" in window.stack.why.panel.message.text()
    assert not asked_why(client)


def test_what_was_read_can_be_copied_and_is_framed_where_it_matched(
    answered: MainWindow, client: HandFedClient, qtbot: QtBot
) -> None:
    answered.stack.open(0)
    preview = answered.preview
    assert not preview.copy_text_button.isVisible()
    qtbot.waitUntil(lambda: messages.FetchText(photo=1) in client.sent)
    lines = (
        TextLine("INVOICE 42", 0.9, (0.1, 0.1, 0.4, 0.2)),
        TextLine("金额 A-1024", 0.9, (0.1, 0.3, 0.4, 0.4)),
    )
    client.event_received.emit(messages.TextRead(photo=1, lines=lines))
    assert preview.copy_text_button.isVisible()
    qtbot.keyClick(preview, Qt.Key.Key_T)
    assert QApplication.clipboard().text() == "INVOICE 42\n金额 A-1024"
    answered.stack.tell_why()
    qtbot.waitUntil(lambda: any(isinstance(one, messages.Why) for one in client.sent))
    matched = (MatchedWord(Word(WordSource.TEXT, "INVOICE 42"), ((0, 7),)),)
    client.event_received.emit(explanation(client, matched=matched))
    assert list(preview.canvas.boxes) == [(0.1, 0.1, 0.4, 0.2)]
    answered.stack.tell_why()
    assert not list(preview.canvas.boxes)
    preview.show_row(1)
    assert not preview.copy_text_button.isVisible()
