"""Duplicates: reviewed side by side, moved only on request, and brought back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.values import Duplicate, DuplicateGroup, DuplicateKind, FileFailure
from tests.plain import plain
from tests.ui.conftest import HandFedClient, folder
from ui.duplicates.duplicates_choice import Choice
from ui.duplicates.duplicates_dialog import DuplicatesDialog
from ui.main_window import MainWindow
from ui.widgets.sizes import size_text

LEFT, BOX = Qt.MouseButton.LeftButton, QPoint(8, 10)


def photo(number: int, **changes: object) -> Duplicate:
    """Return a photo of a group."""
    fields: dict[str, object] = {
        "photo": number, "path": Path(f"/photos/{number}.jpg"), "thumbnail": Path(),
        "content_hash": b"", "width": 640, "height": 480,
        "size": 2_500_000, "taken_at": datetime(2023, 6, 14, 18, 30),
    }  # fmt: skip
    return Duplicate(**{**fields, **changes})  # type: ignore[arg-type]


EXACT = DuplicateGroup(kind=DuplicateKind.EXACT, photos=(photo(1), photo(2), photo(3)))
NEAR = DuplicateGroup(
    kind=DuplicateKind.NEAR, photos=(photo(4), photo(5, same_file=False), photo(6, online=False))
)


def found(client: HandFedClient, can_restore: bool = True) -> None:
    """Answer the last question for duplicates with both groups."""
    question = client.last(messages.FindDuplicates)
    assert isinstance(question, messages.FindDuplicates)
    client.event_received.emit(
        messages.DuplicateGroups(
            request=question.request, total=2, groups=(EXACT, NEAR), can_restore=can_restore
        )
    )


def moved(client: HandFedClient, *paths: str, can_restore: bool = True) -> None:
    client.event_received.emit(
        messages.MovedToTrash(token="t1", paths=paths, failures=(), can_restore=can_restore)
    )


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> DuplicatesDialog:
    """The review, opened by key, with a group of three and one of two and an offline one."""
    client.come_up((folder(),))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.search_bar, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = window.trash.dialog
    assert dialog.isVisible()
    assert "Comparing" in dialog.message.text()
    found(client)
    return dialog


def sent_to_trash(client: HandFedClient) -> list[tuple[int, ...]]:
    return [command.photos for command in client.sent if isinstance(command, messages.MoveToTrash)]


def test_groups_are_shown_side_by_side_with_the_one_to_keep(dialog: DuplicatesDialog) -> None:
    assert [card.photo.photo for card in dialog.cards] == [1, 2, 3]
    assert [card.badge.isVisible() for card in dialog.cards] == [True, False, False]
    assert dialog.groups.item(0).text() == "3 photos · equal files\n5.0 MB to gain"
    assert not dialog.move_button.isEnabled()


def test_the_button_below_the_folders_opens_it_too(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    qtbot.mouseClick(window.folder_list.duplicates_button, LEFT)
    assert window.trash.dialog.isVisible()
    assert client.last(messages.FindDuplicates)


def test_only_what_is_ticked_is_moved_and_only_on_request(
    qtbot: QtBot, dialog: DuplicatesDialog, client: HandFedClient
) -> None:
    qtbot.mouseClick(dialog.cards[1].box, LEFT, pos=BOX)
    assert dialog.chosen.text() == "1 photo ticked · 2.5 MB"
    assert not sent_to_trash(client)
    qtbot.mouseClick(dialog.move_button, LEFT)
    assert sent_to_trash(client) == [(2,)]
    moved(client, "/photos/2.jpg")
    assert [card.photo.photo for card in dialog.cards] == [1, 3]


def test_the_last_photo_of_a_group_can_not_be_ticked(
    qtbot: QtBot, dialog: DuplicatesDialog
) -> None:
    for card in dialog.cards:
        qtbot.mouseClick(card.box, LEFT, pos=BOX)
    assert [card.box.isChecked() for card in dialog.cards] == [True, True, False]
    assert "untick another" in dialog.note.text()
    assert dialog.note.isVisible()


def test_everything_goes_by_keyboard(
    qtbot: QtBot, dialog: DuplicatesDialog, client: HandFedClient
) -> None:
    qtbot.keyClick(dialog.groups, Qt.Key.Key_3)
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Down)
    assert [card.photo.photo for card in dialog.cards] == [4, 5, 6]
    qtbot.keyClick(dialog.groups, Qt.Key.Key_2)
    qtbot.keyClick(dialog.groups, Qt.Key.Key_1)  # the only other one is offline
    qtbot.keyClick(dialog.groups, Qt.Key.Key_3)
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Delete)
    assert sent_to_trash(client) == [(3, 5)]
    moved(client, "/photos/3.jpg", "/photos/5.jpg")
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert client.sent[-1] == messages.RestoreFromTrash(token="t1")


def test_equal_copies_are_ticked_all_at_once_and_those_much_alike_are_not(
    qtbot: QtBot, dialog: DuplicatesDialog, client: HandFedClient
) -> None:
    qtbot.mouseClick(dialog.tick_copies, LEFT)
    qtbot.mouseClick(dialog.move_button, LEFT)
    assert sent_to_trash(client) == [(2, 3)]
    qtbot.mouseClick(dialog.untick, LEFT)
    assert not dialog.move_button.isEnabled()


def test_a_move_can_be_undone_in_the_window_as_well(
    qtbot: QtBot, dialog: DuplicatesDialog, window: MainWindow, client: HandFedClient
) -> None:
    moved(client, "/photos/2.jpg", "/photos/2.jpg.xmp")
    dialog.close()
    strip = window.trash.strip
    assert strip.isVisible()
    assert strip.text.text() == "2 files moved to the trash."
    qtbot.mouseClick(strip.undo_button, LEFT)
    assert client.sent[-1] == messages.RestoreFromTrash(token="t1")
    client.event_received.emit(
        messages.RestoredFromTrash(
            token="t1", paths=("/photos/2.jpg",),
            failures=(FileFailure("/photos/2.jpg.xmp", plain("There is another.")),),
        )
    )  # fmt: skip
    assert strip.text.text() == "1 file back in place. 2.jpg.xmp: There is another."
    assert not strip.undo_button.isVisible()


def test_from_the_search_bar_too_a_move_is_undone_unless_there_is_text_to_undo(
    qtbot: QtBot, dialog: DuplicatesDialog, window: MainWindow, client: HandFedClient
) -> None:
    moved(client, "/photos/2.jpg")
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClicks(window.search_bar, "dog")
    qtbot.keyClick(window.search_bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.search_bar.text() == ""
    assert messages.RestoreFromTrash(token="t1") not in client.sent
    qtbot.keyClick(window.search_bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert client.sent[-1] == messages.RestoreFromTrash(token="t1")


def test_where_it_can_not_be_undone_that_is_said_before(
    qtbot: QtBot, dialog: DuplicatesDialog, window: MainWindow, client: HandFedClient
) -> None:
    found(client, can_restore=False)
    assert "can't undo" in dialog.note.text()
    qtbot.keyClick(dialog.groups, Qt.Key.Key_2)
    qtbot.mouseClick(dialog.move_button, LEFT)
    assert not sent_to_trash(client)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "can't undo" in box.informativeText()
    move = next(button for button in box.buttons() if button.text() == "Move to trash")
    qtbot.mouseClick(move, LEFT)
    assert sent_to_trash(client) == [(2,)]
    moved(client, "/photos/2.jpg", can_restore=False)
    assert not window.trash.strip.undo_button.isVisible()


def test_a_failed_search_is_told_in_the_dialog(
    dialog: DuplicatesDialog, window: MainWindow, client: HandFedClient
) -> None:
    dialog.start()
    request = client.last(messages.FindDuplicates).request  # type: ignore[attr-defined]
    client.event_received.emit(messages.Failure(said=plain("It broke.", "Try."), request=request))
    assert dialog.message.text() == "It broke. Try."
    assert window.banner.isHidden()


def test_a_new_engine_is_asked_again_for_what_the_old_one_owed(
    dialog: DuplicatesDialog, client: HandFedClient
) -> None:
    def times() -> int:
        return sum(isinstance(command, messages.FindDuplicates) for command in client.sent)

    dialog.start()
    before = times()
    client.started.emit()
    assert times() == before + 1
    found(client)
    client.started.emit()
    assert times() == before + 1


def test_the_choice_forgets_groups_that_are_no_longer_any() -> None:
    choice = Choice((EXACT,))
    assert choice.tick(EXACT, EXACT.photos[0], True)
    choice.forget({"/photos/1.jpg", "/photos/2.jpg"})
    assert choice.groups == []
    assert choice.chosen() == []


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (25_400, "25 kB"), (999_600, "1.0 MB")],
)
def test_sizes_are_short(count: int, text: str) -> None:
    assert size_text(count) == text
