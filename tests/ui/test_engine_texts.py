"""What the engine says in English is told in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from photosearch import errors
from photosearch.media.problems import EXPLANATIONS
from photosearch.query.language import PREFIXES
from photosearch.query.parse import parse
from photosearch.types import ProblemReason
from photosearch.wire import messages
from photosearch.wire.values import FileFailure, Question, Suggestion
from tests.ui import said_by_engine
from tests.ui.conftest import HandFedClient, folder
from tests.ui.said_by_engine import HOLE
from ui import language
from ui.engine.engine_texts import engine_text
from ui.main_window import MainWindow
from ui.query.chip_specs import chip_specs
from ui.widgets.sentences import sentences

HAN = re.compile(r"[\u4e00-\u9fff]")
TITLES = {
    one.title
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.PhotosearchError)
}
EXPLAINED = {text for explanation in EXPLANATIONS.values() for text in explanation}
# Problems of which nothing more is said.
NO_DETAIL = (ProblemReason.EMPTY, ProblemReason.VANISHED, ProblemReason.OUT_OF_MEMORY)
NO_SPACE = "/照片/a (b) 'c' \"d\".jpg can't be written (No space left on device)."


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The words of the window are Chinese."""
    language.speak(qapp, "zh")
    yield
    language.speak(qapp, "en")


def is_translated(text: str) -> bool:
    """Say whether a text, filled with values, is translated around them."""
    values = [f'/a b/“{place}”("c") {{0}}/{place}\n.jpg' for place in range(text.count(HOLE))]
    pieces = text.split(HOLE)
    english = "".join(piece + value for piece, value in zip(pieces, [*values, ""], strict=True))
    chinese = engine_text(english)
    if not all(value in chinese for value in values):
        return False
    for value in values:
        chinese = chinese.replace(value, "")
    return HAN.search(chinese) is not None


@pytest.mark.usefixtures("chinese")
def test_every_title_and_explanation_is_translated() -> None:
    assert [text for text in sorted(TITLES | EXPLAINED) if not is_translated(text)] == []
    assert len(TITLES) > 10


@pytest.mark.usefixtures("chinese")
def test_whatever_the_engine_says_of_a_failure_is_translated() -> None:
    said = said_by_engine.failures()
    assert [text for text in sorted(said) if not is_translated(text)] == []
    assert len(said) > 80


@pytest.mark.usefixtures("chinese")
def test_what_it_says_of_a_problem_is_translated() -> None:
    said = said_by_engine.details_of_problems()
    said |= {reason.value for reason in NO_DETAIL}
    assert [text for text in sorted(said) if not is_translated(text)] == []
    assert len(said) > 6


@pytest.mark.usefixtures("chinese")
def test_what_it_says_of_a_broken_part_of_a_question_is_translated() -> None:
    said = said_by_engine.errors_of_values()
    assert [text for text in sorted(said) if not is_translated(text)] == []
    assert len(said) > 7
    broken = parse("date:xyz near:1,500 rating:9 type:foo in: -sort:date near:Nowhereville").errors
    assert [part.error for part in broken if not HAN.search(engine_text(part.error))] == []
    assert len(broken) == 7


@pytest.mark.usefixtures("chinese")
def test_what_a_completion_is_is_told_in_chinese() -> None:
    meanings = {prefix.meaning for prefix in PREFIXES} | {"keyword", "person", "place"}
    assert [text for text in sorted(meanings) if not is_translated(text)] == []


@pytest.mark.usefixtures("chinese")
def test_a_library_made_anew_is_told_in_chinese() -> None:
    text = engine_text(
        "The library's database was damaged (file is not a database) and is being made anew from "
        "your folders. The damaged file was kept as library.corrupt-1.db."
    )
    assert "（file is not a database）" in text
    assert "保留为 library.corrupt-1.db。" in text


@pytest.mark.usefixtures("chinese")
def test_the_template_that_says_most_wins() -> None:
    assert engine_text("/a is in the library already.") == "/a 已在照片库中。"
    inside = "/a/b is inside /a, which is in the library already."
    assert engine_text(inside) == "/a/b 位于 /a 中，而后者已在照片库中。"


@pytest.mark.usefixtures("chinese")
def test_what_the_system_says_in_parentheses_is_translated_if_known() -> None:
    assert engine_text(NO_SPACE) == "无法写入 /照片/a (b) 'c' \"d\".jpg（磁盘空间不足）。"
    assert engine_text("/a can't be read (odd).") == "无法读取 /a（odd）。"
    assert engine_text("place is not there.") == "place 已不在原处。"


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "text", ["", "of no sentence", "{0}", "a\udcff\n{1}", "OSError: [Errno 5] x"]
)
def test_an_unknown_text_stays_as_it_is(text: str) -> None:
    assert engine_text(text) == text
    assert engine_text(f"/{text}/ is a file.") == f"/{text}/ 是文件，不是文件夹。"


@pytest.mark.parametrize("text", [NO_SPACE, "Folder not added", "An order can't be excluded."])
def test_in_english_nothing_changes(text: str) -> None:
    assert engine_text(text) == text


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
    title, advice = EXPLANATIONS[ProblemReason.NOT_A_PHOTO]
    problem = messages.ProblemState(
        photo=1, path="/p/a.jpg", reason="not_a_photo", title=title, advice=advice,
        detail="no known picture format",
    )  # fmt: skip
    window.problems.set_problems([problem])
    told = ["文件名像图片，但内容不是图片（不是已知的图片格式）", "请用其他程序打开，或将其排除。"]
    assert cells(window.problems.table, Qt.ItemDataRole.DisplayRole) == ["a.jpg", *told]
    assert cells(window.problems.table, Qt.ItemDataRole.ToolTipRole) == ["/p/a.jpg", *told]


def test_a_failure_is_told_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient
) -> None:
    client.event_received.emit(
        messages.Failure(
            title="Folder not added",
            reason="/照片 does not exist.",
            advice="Check the path, or plug the drive in.",
        )
    )
    assert window.banner.title.text() == "未能添加文件夹"
    assert window.banner.text.text() == "/照片 不存在。请检查路径，或接上磁盘。"
    assert window.banner.accessibleName() == f"未能添加文件夹。{window.banner.text.text()}"


def test_a_search_for_duplicates_that_failed_is_told_in_chinese(
    chinese: None, window: MainWindow, client: HandFedClient
) -> None:
    window.trash.dialog.start()
    asked = client.last(messages.FindDuplicates)
    assert isinstance(asked, messages.FindDuplicates)
    client.event_received.emit(
        messages.Failure(
            request=asked.request,
            title="Library is busy",
            reason="Another program holds the database.",
            advice="Close it, then try again.",
        )
    )
    assert window.trash.dialog.message.text() == "另一个程序正占用数据库。请关闭该程序，然后重试。"


def test_what_the_trash_did_not_take_is_told_in_chinese(chinese: None, window: MainWindow) -> None:
    failure = FileFailure(
        path="/p/a.jpg", reason="/p/a.jpg is not there.",
        advice="It was moved or deleted, or its drive is unplugged.",
    )  # fmt: skip
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
        messages.Failure(
            request=asked.request,
            title="Photo can't be read",
            reason="It has not been indexed yet.",
            advice="Try again in a moment.",
        )
    )
    assert window.stack.why.panel.message.text() == "这张照片尚未编入索引。\n\n请稍后重试。"


@pytest.mark.usefixtures("chinese")
def test_a_chip_tells_in_chinese_what_is_wrong_with_it() -> None:
    error = "A rating goes from 0 to 5 stars."
    part = messages.QueryPart(kind="rating", label="rating:9", start=0, end=8, error=error)
    (chip,) = chip_specs([part], Question())
    assert chip.note == "评分范围为 0 到 5 星。"
    assert chip.spoken == "rating:9。评分范围为 0 到 5 星。"


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
        Suggestion(
            text="camera:", kind="prefix", start=0, end=3, detail="taken with a camera of this name"
        ),
        Suggestion(text="camp", kind="saved", start=0, end=3, detail="place"),
    )
    client.event_received.emit(messages.Completions(request=asked.request, suggestions=suggestions))
    rows = window.past.completion.list
    assert [rows.item(row).text() for row in range(2)] == ["用此名称的相机拍摄", "★ place"]
    spoken = rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "camera:，用此名称的相机拍摄"
