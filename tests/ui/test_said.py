"""What the engine says in English is told in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from photosearch.said import say
from photosearch.wire import messages
from photosearch.wire.values import FileFailure, Question, Suggestion
from tests.ui.conftest import HandFedClient, folder
from ui import language
from ui.main_window import MainWindow
from ui.query.chip_specs import chip_specs
from ui.widgets.sentences import sentences


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The words of the window are Chinese."""
    language.speak(qapp, "zh")
    yield
    language.speak(qapp, "en")


def test_sentences_are_spaced_as_their_language_does() -> None:
    assert sentences("It is full.", "", "Free some space.") == "It is full. Free some space."
    assert sentences("磁盘已满。", "请腾出空间。") == "磁盘已满。请腾出空间。"
    assert sentences("", "") == ""


# In the window --------------------------------------------------------------------------------


def cells(table: QTableWidget, role: Qt.ItemDataRole) -> list[str]:
    """Return what the cells of the first row say in a role."""
    items = [table.item(0, column) for column in range(table.columnCount())]
    return [str(item.data(role)) for item in items if item is not None]


def test_the_list_of_problems_speaks_chinese(chinese: None, window: MainWindow) -> None:
    problem = messages.ProblemState(
        photo=1, path="/p/a.jpg", reason="not_a_photo", detail=say("detail.pictures", format="XCF")
    )
    window.problems.set_problems([problem])
    told = ["文件名像图片，但内容不是图片（XCF 图片）", "请用其他程序打开，或将其排除。"]
    assert cells(window.problems.table, Qt.ItemDataRole.DisplayRole) == ["a.jpg", *told]
    assert cells(window.problems.table, Qt.ItemDataRole.ToolTipRole) == ["/p/a.jpg", *told]


def test_a_failure_is_told_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(messages.Failure(said=say("folder.missing", path="/照片")))
    assert window.banner.title.text() == "未能添加文件夹"
    assert window.banner.text.text() == "/照片 不存在。请检查路径，或接上磁盘。"
    assert window.banner.accessibleName() == f"未能添加文件夹。{window.banner.text.text()}"


def test_a_search_for_duplicates_that_failed_is_told_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient
) -> None:
    window.trash.dialog.start()
    asked = client.last(messages.FindDuplicates)
    assert isinstance(asked, messages.FindDuplicates)
    client.event_received.emit(messages.Failure(request=asked.request, said=say("busy.held")))
    assert window.trash.dialog.message.text() == "另一个程序正占用数据库。请关闭该程序，然后重试。"


def test_what_the_trash_did_not_take_is_told_in_chinese(chinese: None, window: MainWindow) -> None:
    failure = FileFailure("/p/a.jpg", say("trash.missing", path="/p/a.jpg"))
    window.trash.strip.show_moved(
        messages.MovedToTrash(token="1", paths=(), failures=(failure,), can_restore=True)
    )
    told = "a.jpg：/p/a.jpg 已不在原处。文件已被移动或删除，或其所在的磁盘未连接。"
    assert window.trash.strip.text.text() == told
    assert window.trash.strip.accessibleName() == told


def test_why_there_is_no_explanation_is_told_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient, qtbot: QtBot
) -> None:
    client.come_up((folder(),))
    window.search_bar.search_for("狗")
    client.answer(3)
    window.grid.setFocus()
    qtbot.keyClick(window.grid, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: any(isinstance(one, messages.Why) for one in client.sent))
    asked = client.last(messages.Why)
    assert isinstance(asked, messages.Why)
    client.event_received.emit(
        messages.Failure(request=asked.request, said=say("photo.not_indexed"))
    )
    assert window.stack.why.panel.message.text() == "这张照片尚未编入索引。\n\n请稍后重试。"


@pytest.mark.usefixtures("chinese")
def test_a_chip_tells_in_chinese_what_is_wrong_with_it() -> None:
    error = say("part.stars")
    part = messages.QueryPart(kind="rating", label="rating:9", start=0, end=8, error=error)
    (chip,) = chip_specs([part], Question())
    assert chip.note == "评分范围为 0 到 5 星。"
    assert chip.spoken == "评分:9。评分范围为 0 到 5 星。"


def test_completions_are_explained_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.search_bar.setFocus()
    qtbot.keyClicks(window.search_bar, "cam")
    window.past.completion.ask()
    asked = client.last(messages.Complete)
    assert isinstance(asked, messages.Complete)
    suggestions = (
        Suggestion(text="camera:", kind="prefix", start=0, end=3, detail="prefix.camera"),
        Suggestion(text="camp", kind="saved", start=0, end=3, detail="place"),
    )
    client.event_received.emit(messages.Completions(request=asked.request, suggestions=suggestions))
    rows = window.past.completion.list
    assert [rows.item(row).text() for row in range(2)] == ["用此名称的相机拍摄", "★ place"]
    spoken = rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "camera:，用此名称的相机拍摄"


def test_what_an_analyser_could_not_see_is_told_apart(window: MainWindow) -> None:
    problem = messages.ProblemState(photo=1, path="/p/a.jpg", reason="timed_out", analyser="faces")
    window.problems.set_problems([problem])
    item = window.problems.table.item(0, 1)
    assert item is not None
    assert item.text() == "Faces were not looked for: Decoding took too long and was stopped"
