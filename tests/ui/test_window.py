from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.values import Folder
from tests.plain import plain
from tests.ui.conftest import HandFedClient, choose, folder, hit, photo_menu, progress
from ui.engine.controller import Controller
from ui.main_window import MainWindow
from ui.results.results_model import ResultsModel
from ui.results.thumbnails import Thumbnails
from ui.widgets.paths import file_url

Search = messages.Search


def asked(client: HandFedClient) -> list[str]:
    return [command.question.text for command in client.sent if isinstance(command, Search)]


@pytest.fixture
def filled(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window that shows 300 photos of one folder."""
    client.come_up((folder(),))
    client.answer(300)
    return window


def test_an_empty_library_tells_the_first_step(window: MainWindow, client: HandFedClient) -> None:
    client.come_up()
    client.answer(0)
    assert "Drop a folder" in window.pages.empty.heading.text()
    assert window.pages.empty.button.isVisible()


def test_nothing_is_claimed_before_the_engine_is_ready(window: MainWindow) -> None:
    assert window.pages.empty.heading.text() == ""
    assert "Opening" in window.strip.text.text()


def test_no_photos_are_not_claimed_before_the_first_answer(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    assert window.pages.empty.heading.text() == ""
    client.answer(0)
    assert window.pages.empty.heading.text() == "No photos yet"


def test_results_come_as_you_type_and_only_the_last_question_counts(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    qtbot.keyClicks(filled.search_bar, "dog")
    qtbot.waitUntil(lambda: asked(client)[-1] == "dog")
    late = client.last(Search)
    qtbot.keyClicks(filled.search_bar, "s")
    qtbot.waitUntil(lambda: asked(client)[-1] == "dogs")
    client.answer(5)
    assert filled.model.rowCount() == 5
    assert isinstance(late, Search)
    client.event_received.emit(
        messages.Results(
            request=late.request, text="dog", total=1, matches=1, milliseconds=1.0, rows=(hit(0),)
        )
    )
    assert filled.model.rowCount() == 5
    assert "5 matches" in filled.photos.count.text()
    assert "do" not in asked(client)


def test_escape_clears_and_shows_everything_again(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.search_bar.search_for("dog")
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_Escape)
    assert filled.search_bar.text() == ""
    assert asked(client)[-1] == ""


def test_the_keyboard_goes_from_the_bar_to_the_photos_the_preview_and_back(
    qtbot: QtBot, filled: MainWindow
) -> None:
    filled.activateWindow()
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_Down)
    assert filled.grid.hasFocus()
    assert filled.grid.currentIndex().row() == 0
    qtbot.keyClick(filled.grid, Qt.Key.Key_Right)
    assert filled.grid.currentIndex().row() == 1
    qtbot.keyClick(filled.grid, Qt.Key.Key_Return)
    assert filled.stack.currentWidget() is filled.preview
    qtbot.keyClick(filled.preview, Qt.Key.Key_Right)
    assert filled.preview.row == 2
    qtbot.keyClick(filled.preview, Qt.Key.Key_Escape)
    assert filled.stack.currentWidget() is not filled.preview
    assert filled.grid.currentIndex().row() == 2
    qtbot.keyClick(filled.grid, Qt.Key.Key_Up)
    assert filled.search_bar.hasFocus()


def test_a_double_click_opens_a_photo(qtbot: QtBot, filled: MainWindow) -> None:
    place = filled.grid.visualRect(filled.model.index(3)).center()
    viewport = filled.grid.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert filled.preview.row == 3
    assert "/photos/000003.jpg" in filled.preview.name.text()
    assert "picture 0.40" in filled.preview.facts.toolTip()


def test_the_preview_stays_with_its_photo_when_new_ones_come(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.grid.opened.emit(3)
    before = len(asked(client))
    client.event_received.emit(messages.LibraryChanged(photos=301))
    qtbot.waitUntil(lambda: len(asked(client)) > before, timeout=5000)
    rows = (hit(900), *(hit(row) for row in range(199)))
    client.event_received.emit(
        messages.Results(
            request=filled._controller._request,
            text="",
            total=301,
            matches=301,
            milliseconds=1.0,
            rows=rows,
        )
    )
    assert "000003.jpg" in filled.preview.name.text()
    assert filled.preview.facts.text().startswith("5 of 301")
    qtbot.keyClick(filled.preview, Qt.Key.Key_Right)
    assert "000004.jpg" in filled.preview.name.text()


def test_the_folders_are_reached_by_tab_and_the_first_is_chosen(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.folder_list.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(filled.folder_list.list, Qt.Key.Key_Return)
    assert asked(client)[-1] == 'in:"/photos/1"'


def test_the_preview_stops_at_both_ends(qtbot: QtBot, filled: MainWindow) -> None:
    filled.grid.opened.emit(0)
    qtbot.keyClick(filled.preview, Qt.Key.Key_Left)
    assert filled.preview.row == 0
    qtbot.keyClick(filled.preview, Qt.Key.Key_End)
    qtbot.keyClick(filled.preview, Qt.Key.Key_Right)
    assert filled.preview.row == 299


def test_less_certain_photos_are_a_click_away(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.search_bar.search_for("dog")
    client.answer(50, matches=3)
    assert filled.model.rowCount() == 3
    qtbot.mouseClick(filled.photos.more, Qt.MouseButton.LeftButton)
    assert filled.model.rowCount() == 50
    qtbot.mouseClick(filled.photos.more, Qt.MouseButton.LeftButton)
    assert filled.model.rowCount() == 3


def test_less_certain_photos_are_paler_and_said_to_be_so(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    black = QPixmap(64, 64)
    black.fill(Qt.GlobalColor.black)
    monkeypatch.setattr(Thumbnails, "pixmap", lambda *_: black)
    filled.search_bar.search_for("dog")
    client.answer(4, matches=2)
    qtbot.mouseClick(filled.photos.more, Qt.MouseButton.LeftButton)
    rows = [filled.model.index(row) for row in range(4)]
    seen = filled.grid.viewport().grab().toImage()
    light = [seen.pixelColor(filled.grid.visualRect(row).center()).lightness() for row in rows]
    assert light[0] == light[1] == 0
    assert light[2] == light[3] > 50
    said = [row.data(Qt.ItemDataRole.AccessibleDescriptionRole) for row in rows]
    assert said == ["", "", "less certain", "less certain"]


def test_it_says_when_nothing_matches_and_offers_what_comes_nearest(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.search_bar.search_for("unicorn")
    client.answer(50, matches=0)
    assert "Nothing matches “unicorn”" in filled.pages.empty.heading.text()
    qtbot.mouseClick(filled.pages.empty.button, Qt.MouseButton.LeftButton)
    assert filled.model.rowCount() == 50


def test_rows_are_fetched_when_they_come_in_sight(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    client.answer(100_000)
    assert window.model.rowCount() == 100_000
    window.grid.setCurrentIndex(window.model.index(99_999))

    def fetched() -> messages.FetchRows | None:
        window.grid.scrollToBottom()  # the grid is laid out in batches
        far = (c for c in client.sent if isinstance(c, messages.FetchRows) and c.start > 90_000)
        return next(far, None)

    qtbot.waitUntil(lambda: fetched() is not None, timeout=20_000)
    wanted = fetched()
    assert wanted is not None
    rows = tuple(hit(row) for row in range(wanted.start, wanted.start + wanted.count))
    client.event_received.emit(messages.Rows(request=wanted.request, start=wanted.start, rows=rows))
    found = window.model.hit(wanted.start)
    assert found is not None
    assert found.path.name == f"{wanted.start:06}.jpg"


def test_new_photos_do_not_move_what_one_is_looking_at(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.grid.setCurrentIndex(filled.model.index(40))
    filled.grid.scrollTo(filled.model.index(40))
    place = filled.grid.verticalScrollBar().value()
    before = len(asked(client))
    client.event_received.emit(messages.LibraryChanged(photos=301))
    qtbot.waitUntil(lambda: len(asked(client)) > before, timeout=5000)
    client.answer(301)
    assert filled.model.rowCount() == 301
    assert filled.grid.currentIndex().row() == 40
    assert filled.grid.verticalScrollBar().value() == place


def test_progress_is_told_in_words_and_can_be_paused(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    moment = progress("indexing", 1240, 8091, rate=43.2, seconds_left=158.0)
    client.event_received.emit(moment)
    assert filled.strip.text.text() == "1,240 of 8,091 photos · 43/s · 3 min left"
    qtbot.mouseClick(filled.strip.pause_button, Qt.MouseButton.LeftButton)
    assert isinstance(client.sent[-1], messages.Pause)
    client.event_received.emit(progress("paused", 1240, 8091))
    assert filled.strip.pause_button.text() == "Resume"
    qtbot.mouseClick(filled.strip.pause_button, Qt.MouseButton.LeftButton)
    assert isinstance(client.sent[-1], messages.Resume)


def test_problems_are_listed_with_reason_and_retry(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(progress("idle", problems=2))
    assert "2 problems" in filled.strip.problems_button.text()
    qtbot.mouseClick(filled.strip.problems_button, Qt.MouseButton.LeftButton)
    assert client.last(messages.ListProblems)
    problems = tuple(
        messages.ProblemState(
            photo=number, path=f"/photos/{number}.jpg", reason="empty"
        )
        for number in (7, 8)
    )  # fmt: skip
    client.event_received.emit(messages.Problems(problems=problems))
    table = filled.problems.table
    assert table.rowCount() == 2
    table.selectRow(1)
    qtbot.mouseClick(filled.problems.retry, Qt.MouseButton.LeftButton)
    assert client.sent[-1] == messages.RetryProblems(photos=(8,))
    qtbot.mouseClick(filled.problems.retry_all, Qt.MouseButton.LeftButton)
    assert client.sent[-1] == messages.RetryProblems()
    filled.problems.close()


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (folder(), "3 photos"),
        (folder(searchable=1), "1 of 3"),
        (folder(searchable=2, problems=1), "2 photos · 1 unreadable"),
        (folder(online=False), "offline · 3 photos"),
        (folder(photos=0, searchable=0), "no photos"),
        (
            folder(unsearched=((".mp4", 1200), (".nef", 1))),
            "3 photos\nnot searched: 1,200 .mp4, 1 .nef",
        ),
        (
            folder(unsearched=((".nef", 3),), needing=(("raw", 3),)),
            "3 photos\nnot searched: 3 .nef\n3 need photosearch[raw]",
        ),
    ],
)
def test_folders_tell_their_state(
    window: MainWindow, client: HandFedClient, state: Folder, text: str
) -> None:
    client.come_up((state,))
    item = window.folder_list.list.item(0)
    assert item.text() == text
    assert set(text.splitlines()[1:]) <= set(item.toolTip().splitlines())
    if state.needing:
        assert "need `pip install 'photosearch[raw]'`" in item.toolTip()
    line = window.folder_list.list.fontMetrics().height()
    height = window.folder_list.list.visualItemRect(item).height()
    assert height >= line * (1 + len(text.splitlines()))


def drag(target: QWidget, *paths: Path) -> tuple[QDragEnterEvent, QDropEvent]:
    """Return what happens when files are dragged to the middle of a widget and dropped there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setParent(target)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    place = target.rect().center()
    return (
        QDragEnterEvent(place, action, data, button, keys),
        QDropEvent(QPointF(place), action, data, button, keys),
    )


@pytest.mark.parametrize("place", ["search_bar", "grid", "folder_list", "strip", "preview"])
def test_folders_and_files_can_be_dropped_anywhere(
    filled: MainWindow, client: HandFedClient, tmp_path: Path, place: str
) -> None:
    photo = tmp_path / "a.jpg"
    photo.touch()
    (tmp_path / "trip").mkdir()
    if place == "preview":
        filled.grid.opened.emit(0)
    target: QWidget = getattr(filled, place)
    enter, dropped = drag(target, tmp_path / "trip", photo)
    QApplication.sendEvent(target, enter)
    assert filled.drop_area.hint.isVisible()
    QApplication.sendEvent(target, dropped)
    assert not filled.drop_area.hint.isVisible()
    added = [command.path for command in client.sent if isinstance(command, messages.AddFolder)]
    assert added == [str(tmp_path / "trip"), str(tmp_path)]
    assert filled.search_bar.text() == ""


def test_photos_can_be_dragged_out_and_copied(qtbot: QtBot, filled: MainWindow) -> None:
    data = filled.model.mimeData([filled.model.index(0), filled.model.index(2)])
    names = [url.toLocalFile() for url in data.urls()]
    assert names == ["/photos/000000.jpg", "/photos/000002.jpg"]
    assert filled.grid.dragEnabled()
    filled.grid.setFocus()
    filled.grid.setCurrentIndex(filled.model.index(1))
    qtbot.keyClick(
        filled.grid,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert QGuiApplication.clipboard().text() == "/photos/000001.jpg"


def test_a_copied_photo_is_a_picture_and_a_file(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, photos: Path
) -> None:
    client.come_up((folder(),))
    client.answer(1)
    path = str(photos / "IMG_0000.jpg")
    client.event_received.emit(
        messages.Rows(
            request=window._controller._answered, start=0, rows=(hit(0, path=Path(path)),)
        )
    )
    window.grid.opened.emit(0)
    qtbot.keyClick(window.preview, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert [url.toLocalFile() for url in data.urls()] == [path]
    assert QGuiApplication.clipboard().image().width() == 48


def test_file_names_that_are_no_text_keep_their_bytes_in_urls() -> None:
    name = b"/photos/caf\xe9.jpg".decode("utf-8", "surrogateescape")
    assert bytes(file_url(name).toEncoded().data()) == b"file:///photos/caf%E9.jpg"


def test_an_error_says_what_why_and_what_to_do_and_blocks_nothing(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(
        messages.Failure(said=plain("It is a file.", "Add a folder.", "Folder not added"))
    )
    assert filled.banner.isVisible()
    assert filled.banner.title.text() == "Folder not added"
    assert filled.banner.text.text() == "It is a file. Add a folder."
    filled.activateWindow()
    filled.banner.dismiss.setFocus()
    qtbot.keyClick(filled.banner.dismiss, Qt.Key.Key_Space)
    assert not filled.banner.isVisible()
    assert filled.search_bar.hasFocus()
    assert filled.folder_list.list.selectedItems() == []


def test_the_menu_offers_what_can_be_done_with_a_photo(filled: MainWindow) -> None:
    choose(filled, 4)
    names = set(photo_menu(filled))
    assert {"Preview", "Open", "Show in folder", "Copy image", "Copy path"} < names
    photo_menu(filled)["Preview"].trigger()
    assert filled.preview.row == 4


def test_similar_photos_are_a_menu_away_and_escape_shows_all_again(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    choose(filled, 4)
    photo_menu(filled)["Find similar"].trigger()
    question = client.last(Search)
    assert isinstance(question, Search)
    assert [image.source for image in question.question.images] == [5]
    client.answer(9, matches=3)
    assert "3 matches" in filled.photos.count.text()
    assert filled.query.chips.chips[0].text.text() == "like 000004.jpg"
    before = len(asked(client))
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_Escape)
    assert asked(client)[before:] == [""]
    assert not filled.query.chips.isVisible()


def test_from_the_bar_the_keyboard_reaches_the_button_where_no_photos_are(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    filled.search_bar.search_for("unicorn")
    client.answer(50, matches=0)
    qtbot.keyClick(filled.search_bar, Qt.Key.Key_Down)
    assert filled.pages.empty.button.hasFocus()
    qtbot.keyClick(filled.pages.empty.button, Qt.Key.Key_Space)
    assert filled.model.rowCount() == 50


def test_the_first_photos_are_shown_as_soon_as_they_are_there(
    qtbot: QtBot, window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    client.answer(0)
    before = len(asked(client))
    client.event_received.emit(messages.LibraryChanged(photos=1))
    qtbot.waitUntil(lambda: len(asked(client)) > before, timeout=1000)


def test_rows_that_a_new_engine_forgot_are_asked_for_again(qtbot: QtBot) -> None:
    model = ResultsModel()
    rows = tuple(hit(row) for row in range(200))
    results = messages.Results(
        request=1, text="", total=900, matches=900, milliseconds=1, rows=rows
    )  # fmt: skip
    model.set_results(results, False)
    with qtbot.waitSignal(model.rows_needed) as needed:
        assert model.hit(450) is None
    assert needed.args == [400, 200]
    model.set_results(results, True)
    with qtbot.waitSignal(model.rows_needed) as needed:
        assert model.hit(899) is None
        assert model.hit(450) is None
    assert needed.args == [400, 200]


def test_the_photos_do_not_jump_when_less_certain_ones_are_offered(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient
) -> None:
    top = filled.grid.mapTo(filled, filled.grid.rect().topLeft())
    filled.search_bar.search_for("dog")
    client.answer(50, matches=3)
    qtbot.waitUntil(filled.photos.more.isVisible)
    assert filled.grid.mapTo(filled, filled.grid.rect().topLeft()) == top


def test_tiles_grow_and_the_window_is_found_as_it_was_left(
    qtbot: QtBot, filled: MainWindow, client: HandFedClient, tmp_path: Path
) -> None:
    before = filled.grid.gridSize().width()
    filled.grid.grow_tiles(2)
    assert filled.grid.gridSize().width() > before
    filled.resize(780, 600)
    filled.close()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = MainWindow(Controller(client), settings)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 600)
    assert again.grid.tile == filled.grid.tile


def test_every_control_can_be_named_by_a_screen_reader(filled: MainWindow) -> None:
    for widget in filled.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (
                isinstance(widget, QPushButton) and widget.text() != ""
            )
            inner = widget.objectName().startswith("qt_") or type(widget).__name__ == "QLabel"
            assert named or inner, widget


def test_qts_model_tester_finds_no_fault_in_folders_and_problems(
    filled: MainWindow, client: HandFedClient
) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(view.model(), mode)
        for view in (filled.folder_list.list, filled.problems.table)
    ]
    problem = messages.ProblemState(photo=1, path="/a.jpg", reason="empty")
    for count in (3, 1, 0, 2):
        client.event_received.emit(
            messages.Folders(folders=tuple(folder(number) for number in range(count)))
        )
        client.event_received.emit(messages.Problems(problems=(problem,) * count))
    assert filled.folder_list.list.count() == filled.problems.table.rowCount() == 2
    testers.clear()  # Qt's own models reset while they die, half gone


def test_qts_model_tester_finds_no_fault(qtbot: QtBot) -> None:
    model = ResultsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = tuple(hit(row) for row in range(10))
    for text, total, matches in (("a", 30, 5), ("b", 0, 0), ("c", 10, 10)):
        results = messages.Results(
            request=1, text=text, total=total, matches=matches, milliseconds=1, rows=rows[:total]
        )
        model.set_results(results, False)
        model.show_all(True)
        model.add_rows(messages.Rows(request=1, start=10, rows=tuple(map(hit, range(10, 20)))))
        model.show_all(False)
    assert model.rowCount() == 10


LONG = "/photos/a folder with a long name/and another one within it/the cat on the ferry.jpg"


@pytest.fixture
def narrow(filled: MainWindow, client: HandFedClient, qtbot: QtBot) -> MainWindow:
    """A window as narrow as it can be, with a photo large whose path is long."""
    long = messages.Rows(
        request=filled._controller._answered, start=0, rows=(hit(0, path=Path(LONG)),)
    )
    client.event_received.emit(long)
    filled.resize(filled.minimumSize())
    filled.grid.opened.emit(0)
    qtbot.waitUntil(lambda: "…" in filled.preview.name.text())
    return filled


def test_a_long_path_is_shortened_in_its_middle_and_told_whole(
    qtbot: QtBot, narrow: MainWindow
) -> None:
    name = narrow.preview.name
    assert name.text().startswith("/photos")
    assert name.text().endswith(".jpg")
    assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
    assert name.toolTip() == name.accessibleName() == LONG
    narrow.resize(1600, 700)
    qtbot.waitUntil(lambda: name.text() == LONG)
    assert name.toolTip() == ""


def test_a_selection_over_the_gap_copies_what_is_left_out(qtbot: QtBot, narrow: MainWindow) -> None:
    name, clipboard = narrow.preview.name, QGuiApplication.clipboard()
    left, right = QPoint(1, name.height() // 2), QPoint(name.width() - 1, name.height() // 2)
    qtbot.mousePress(name, Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseMove(name, right)
    qtbot.mouseRelease(name, Qt.MouseButton.LeftButton, pos=right)
    assert "…" in name.selectedText()
    qtbot.keyClick(name, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().startswith("/photos/a folder")
    assert clipboard.text() in LONG
    assert "…" not in clipboard.text()
    qtbot.keyClick(name, Qt.Key.Key_Right)  # the arrows walk on from here, too
    assert narrow.preview.row == 1


def test_the_path_is_copied_from_its_menu(narrow: MainWindow) -> None:
    name = narrow.preview.name
    place = name.rect().center()
    QApplication.sendEvent(
        name, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, name.mapToGlobal(place))
    )
    (action,) = name.findChildren(QMenu)[-1].actions()
    assert action.text() == "Copy path"
    action.trigger()
    assert QGuiApplication.clipboard().text() == LONG
