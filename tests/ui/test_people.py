"""The people page: switched on after it is told what it does, named, merged, split, forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.values import AnalyserState, Person, PersonFace
from tests.ui.conftest import HandFedClient, folder, progress
from ui.main_window import MainWindow
from ui.people.face_grid import tile_of
from ui.people.people_dialog import PeopleDialog, photos_of

LOOKED = AnalyserState("faces", "people", True, True, 20, 20)
BOX = (0.1, 0.1, 0.2, 0.2)


def person(number: int, name: str = "", **changes: object) -> Person:
    fields: dict[str, object] = {
        "id": number, "name": name, "hidden": False, "photos": 3, "faces": 3,
        "picture": Path(f"/cache/{number}.jpg"), "photo": number, "box": BOX,
    }  # fmt: skip
    return Person(**{**fields, **changes})  # type: ignore[arg-type]


ANNA, BOB = person(1, "Anna"), person(2, "Bob Lee")
UNKNOWN = person(3, may_be=1, may_be_name="Anna")


def tell(
    client: HandFedClient, *people: Person, others: int = 0, state: AnalyserState = LOOKED
) -> None:
    client.event_received.emit(messages.People(people=people, others=others, analyser=state))


@pytest.fixture
def dialog(window: MainWindow, client: HandFedClient, qtbot: QtBot) -> PeopleDialog:
    """The page, opened by key, with three people."""
    client.come_up((folder(),))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.search_bar, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.people.isVisible()
    assert client.last(messages.ListPeople) == messages.ListPeople(everybody=False)
    tell(client, ANNA, BOB, UNKNOWN, others=4)
    return window.people


def choose(dialog: PeopleDialog, *rows: int) -> None:
    dialog.grid.clearSelection()
    for row in rows:
        dialog.grid.item(row).setSelected(True)


def test_what_it_does_is_said_before_it_is_switched_on(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    window.folder_list.people_button.click()
    tell(client, state=replace(LOOKED, on=False, seen=0))
    dialog = window.people
    assert dialog.pages.currentWidget() is dialog.offer
    assert "nothing of it leaves it" in dialog.what.text()
    assert not any(isinstance(one, messages.SwitchAnalyser) for one in client.sent)
    dialog.look.click()
    wanted = messages.SwitchAnalyser(analyser="faces", on=True)
    assert client.last(messages.SwitchAnalyser) == wanted
    tell(client, state=replace(LOOKED, seen=3))
    assert dialog.pages.currentWidget() is dialog.list_page
    assert dialog.nobody.text() == "Looking for faces…"
    tell(client, state=LOOKED)
    assert dialog.nobody.text() == "Nobody is on several photos."


def test_a_missing_package_is_named(window: MainWindow, client: HandFedClient) -> None:
    client.come_up((folder(),))
    window.people.start()
    tell(client, state=replace(LOOKED, installed=False, on=False))
    assert not window.people.look.isEnabled()
    assert "pip install 'photosearch[people]'" in window.people.needs.text()


def test_people_are_shown_with_their_names_and_counts(dialog: PeopleDialog) -> None:
    assert [dialog.grid.item(row).text() for row in range(3)] == ["Anna", "Bob Lee", ""]
    assert dialog.summary.text() == "3 people · 4 more on single photos, or hidden"
    spoken = dialog.grid.item(2).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "Who is this?, 3 photos"


def test_everybody_is_shown_when_wanted(dialog: PeopleDialog, client: HandFedClient) -> None:
    dialog.everybody.click()
    assert client.last(messages.ListPeople) == messages.ListPeople(everybody=True)


def test_a_name_is_given_in_its_place(
    dialog: PeopleDialog, client: HandFedClient, qtbot: QtBot
) -> None:
    dialog.grid.setCurrentRow(2)
    dialog.rename.click()
    editor = dialog.grid.findChild(QLineEdit)
    assert editor is not None
    tell(client, ANNA)  # what comes meanwhile does not take the editor away
    assert dialog.grid.count() == 3
    editor.setText("  Cy ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(isinstance(one, messages.NamePerson) for one in client.sent))
    assert client.last(messages.NamePerson) == messages.NamePerson(person=3, name="Cy")


def test_several_become_one_who_keeps_the_name(dialog: PeopleDialog, client: HandFedClient) -> None:
    choose(dialog, 2)
    assert not dialog.merge.isEnabled()
    choose(dialog, 1, 2)
    dialog.merge.click()
    assert client.last(messages.MergePeople) == messages.MergePeople(people=(2, 3))


def test_people_are_hidden_and_shown_again(
    dialog: PeopleDialog, client: HandFedClient, qtbot: QtBot
) -> None:
    choose(dialog, 2)
    qtbot.keyClick(dialog, Qt.Key.Key_Delete)
    assert client.last(messages.HidePerson) == messages.HidePerson(person=3, hidden=True)
    tell(client, ANNA, BOB, replace(UNKNOWN, hidden=True))
    choose(dialog, 2)
    assert dialog.hide_button.text() == "Show again"
    dialog.hide_button.click()
    assert client.last(messages.HidePerson) == messages.HidePerson(person=3, hidden=False)


def test_it_is_asked_who_somebody_is(dialog: PeopleDialog, client: HandFedClient) -> None:
    assert dialog.question.isVisible()
    assert dialog.question.text.text() == "Is this Anna?"
    dialog.question.yes.click()
    wanted = messages.TellSame(person=3, other=1, same=True)
    assert client.last(messages.TellSame) == wanted
    assert not dialog.question.isVisible()
    tell(client, ANNA, person(4, may_be=1, may_be_name="Anna"))
    dialog.question.no.click()
    assert client.last(messages.TellSame) == replace_same(wanted, 4)
    tell(client, ANNA, person(5, may_be=1, may_be_name="Anna"))
    dialog.question.later.click()
    assert not dialog.question.isVisible()
    assert client.last(messages.TellSame) == replace_same(wanted, 4)


def replace_same(told: messages.TellSame, number: int) -> messages.TellSame:
    return messages.TellSame(person=number, other=told.other, same=False)


def test_the_photos_of_somebody_are_shown_in_the_window(
    dialog: PeopleDialog, client: HandFedClient
) -> None:
    choose(dialog, 1)
    dialog.photos.click()
    asked = client.last(messages.Search)
    assert isinstance(asked, messages.Search)
    assert asked.question.text == 'person:"Bob Lee"'
    dialog.grid.itemActivated.emit(dialog.grid.item(0))  # a double click, or Return
    asked = client.last(messages.Search)
    assert isinstance(asked, messages.Search)
    assert asked.question.text == "person:Anna"
    assert photos_of(UNKNOWN) == "person:#3"
    assert photos_of(ANNA) == "person:Anna"


def test_faces_of_somebody_else_are_taken_out(
    dialog: PeopleDialog, client: HandFedClient, qtbot: QtBot
) -> None:
    choose(dialog, 0)
    dialog.faces.click()
    assert client.last(messages.ListFaces) == messages.ListFaces(person=1)
    faces = tuple(
        PersonFace(10 + one, Path(f"/cache/{one}.jpg"), one, Path(f"/p/{one}.jpg"), BOX, False)
        for one in range(3)
    )
    client.event_received.emit(messages.PersonFaces(person=2, faces=faces[:1]))
    assert dialog.person.grid.count() == 0  # of somebody who was left meanwhile
    faces = (*faces[:2], replace(faces[2], path=Path("/p/clip.mp4"), at=42.3))
    client.event_received.emit(messages.PersonFaces(person=1, faces=faces))
    page = dialog.person
    tiles = [tile_of(page.grid.item(row)) for row in range(3)]
    assert [(tile.name, tile.note) for tile in tiles[1:]] == [("1.jpg", ""), ("clip.mp4", "0:42")]
    assert (page.name.text(), page.grid.count()) == ("Anna", 3)
    assert not page.split.isEnabled()
    page.grid.item(1).setSelected(True)
    page.split.click()
    assert client.last(messages.SplitPerson) == messages.SplitPerson(person=1, faces=(11,))
    page.grid.selectAll()
    assert not page.split.isEnabled()  # all of them are the person
    page.name.setText("Anna Lee")
    page.name.editingFinished.emit()
    assert client.last(messages.NamePerson) == messages.NamePerson(person=1, name="Anna Lee")
    tell(client, replace(ANNA, name="Anna Lee", faces=2), BOB)
    assert client.last(messages.ListFaces) == messages.ListFaces(person=1)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.pages.currentWidget() is dialog.list_page


def test_somebody_who_is_gone_is_left(dialog: PeopleDialog, client: HandFedClient) -> None:
    choose(dialog, 0)
    dialog.faces.click()
    assert dialog.pages.currentWidget() is dialog.person
    tell(client, BOB)
    assert dialog.pages.currentWidget() is dialog.list_page


def test_all_is_forgotten_only_when_that_is_confirmed(
    dialog: PeopleDialog, client: HandFedClient
) -> None:
    for name, forgets in (("Cancel", False), ("Forget all", True)):
        dialog.forget.click()
        box = dialog.findChildren(QMessageBox)[-1]
        next(one for one in box.buttons() if one.text().replace("&", "") == name).click()
        sent = any(isinstance(one, messages.ForgetPeople) for one in client.sent)
        assert sent is forgets


def test_it_is_asked_again_while_faces_are_looked_for_and_somebody_looks(
    dialog: PeopleDialog,
) -> None:
    assert dialog._again.isActive()
    dialog.close()
    assert not dialog._again.isActive()


def test_whose_photos_were_looked_at_is_told_above_them(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    client.answer(3, text="Anna on the beach", people=("Anna",))
    assert window.photos.count.text() == "3 matches among photos of Anna · 12 ms"
    client.answer(3, text="a beach")
    assert window.photos.count.text() == "3 matches · 12 ms"


def test_looking_for_faces_is_told_below(window: MainWindow, client: HandFedClient) -> None:
    client.event_received.emit(progress("faces", 310, 8091))
    assert window.strip.text.text() == "Looking for faces: 310 of 8,091 photos"
    assert window.strip.pause_button.isVisibleTo(window.strip)


def test_qts_model_tester_finds_no_fault(dialog: PeopleDialog, client: HandFedClient) -> None:
    tester = QAbstractItemModelTester(dialog.grid.model())
    tell(client, BOB)
    tell(client, ANNA, BOB, UNKNOWN)
    tell(client)
    assert tester.model() is dialog.grid.model()
