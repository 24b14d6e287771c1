"""What a photo shows, below it and for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from tests.ui.conftest import HandFedClient, folder
from ui.main_window import MainWindow

TEXT = "A dog runs on the beach."
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def answered(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window with 20 photos."""
    client.come_up((folder(),))
    client.answer(20)
    window.grid.setFocus()
    return window


def asked(client: HandFedClient) -> list[int]:
    return [sent.photo for sent in client.sent if isinstance(sent, messages.MakeCaption)]


def tell(client: HandFedClient, text: str = TEXT, request: int | None = None) -> None:
    """Answer the last question for a caption."""
    last = client.last(messages.MakeCaption)
    assert isinstance(last, messages.MakeCaption)
    number = last.request if request is None else request
    client.event_received.emit(messages.Caption(request=number, photo=last.photo, text=text))


def test_the_large_photo_has_its_caption_below_and_it_is_copied(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    answered.stack.open(3)
    qtbot.waitUntil(lambda: asked(client)[-1:] == [answered.preview.chosen()[0].photo])
    strip = answered.preview.caption
    assert strip.isHidden()
    tell(client)
    assert not strip.isHidden()
    assert strip.text.text() == TEXT
    strip.copy_button.click()
    assert QGuiApplication.clipboard().text() == TEXT


def test_the_next_photo_does_not_wear_the_caption_of_the_one_before(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    answered.stack.open(3)
    qtbot.waitUntil(lambda: bool(asked(client)))
    first = client.last(messages.MakeCaption)
    assert isinstance(first, messages.MakeCaption)
    tell(client)
    answered.preview.show_row(4)
    assert answered.preview.caption.isHidden()
    qtbot.waitUntil(lambda: len(asked(client)) == 2)
    tell(client, "late", first.request)
    assert answered.preview.caption.isHidden()
    tell(client, "")  # there is no captioner, or the photo can't be read
    assert answered.preview.caption.isHidden()


def test_the_tile_that_is_current_is_told_to_screen_readers(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    index = answered.model.index(2)
    name = index.data(Qt.ItemDataRole.DisplayRole)
    assert index.data(ACCESSIBLE) == f"{facts_of(answered, 2)} {name}"
    answered.grid.setCurrentIndex(index)
    hit = answered.model.hit(2)
    assert hit is not None
    qtbot.waitUntil(lambda: asked(client)[-1:] == [hit.photo])
    with qtbot.waitSignal(answered.model.dataChanged):
        tell(client)
    assert index.data(ACCESSIBLE) == f"{TEXT} {name}"
    answered.grid.setCurrentIndex(answered.model.index(3))
    answered.grid.setCurrentIndex(index)
    assert index.data(ACCESSIBLE) == f"{TEXT} {name}"


def test_every_tile_is_told_by_the_caption_that_was_made_before(
    answered: MainWindow, client: HandFedClient
) -> None:
    wanted = client.last(messages.FetchCaptions)
    assert isinstance(wanted, messages.FetchCaptions)
    assert wanted.language == "en"
    photos = [hit.photo for row in range(20) if (hit := answered.model.hit(row))]
    assert sorted(wanted.photos) == sorted(photos)
    told = messages.CaptionsMade(photos=(photos[1], photos[4]), texts=(TEXT, "Two cats."))
    client.event_received.emit(told)
    texts = [answered.model.index(row).data(ACCESSIBLE) for row in range(20)]
    names = [answered.model.index(row).data(Qt.ItemDataRole.DisplayRole) for row in range(20)]
    assert texts[1] == f"{TEXT} {names[1]}"
    assert texts[4] == f"Two cats. {names[4]}"
    assert texts[0] == f"{facts_of(answered, 0)} {names[0]}"
    client.answer(20)  # the same answer again: what is known is not asked for
    again = client.last(messages.FetchCaptions)
    assert isinstance(again, messages.FetchCaptions)
    assert sorted(again.photos) == sorted({*photos} - {photos[1], photos[4]})


def facts_of(window: MainWindow, row: int) -> str:
    """Return what a tile without a caption is told by."""
    hit = window.model.hit(row)
    assert hit is not None
    return f"Photo of {hit.taken_at:%Y-%m-%d}." if hit.taken_at else "Photo."


def test_a_caption_that_fails_is_not_told_above_the_photos(
    qtbot: QtBot, answered: MainWindow, client: HandFedClient
) -> None:
    from photosearch.errors import ModelError

    answered.stack.open(0)
    qtbot.waitUntil(lambda: bool(asked(client)))
    last = client.last(messages.MakeCaption)
    assert isinstance(last, messages.MakeCaption)
    said = ModelError("no_captioner", model="x").said
    client.event_received.emit(messages.Failure(said=said, request=last.request))
    assert answered.banner.isHidden()
