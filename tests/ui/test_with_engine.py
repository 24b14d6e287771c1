"""The window with a real engine: the main job, and the engine's death."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from photosearch.paths import AppPaths
from ui.engine.controller import Controller
from ui.engine.engine_client import EngineClient
from ui.main_window import MainWindow
from ui.single_instance import InstanceServer, hand_over

PATIENCE = 30_000


@pytest.fixture
def live(qtbot: QtBot, engine: EngineClient, tmp_path: Path) -> Iterator[MainWindow]:
    """A window whose engine is ready."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(engine), settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(engine.started, timeout=PATIENCE):
        engine.start()
    yield window
    window.close()


def shown(window: MainWindow) -> list[str]:
    hits = (window.model.hit(row) for row in range(window.model.rowCount()))
    return [Path(hit.path).name for hit in hits if hit is not None]


def test_a_dropped_folder_is_indexed_shown_and_searched(
    qtbot: QtBot, live: MainWindow, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.search_bar.insert("红色")  # as an input method does
    qtbot.waitUntil(lambda: live.model.text == "红色", timeout=PATIENCE)
    assert shown(live)[0] == "IMG_0000.jpg"
    hit = live.model.hit(0)
    assert hit is not None
    qtbot.waitUntil(lambda: live.thumbnails.pixmap(hit) is not None, timeout=PATIENCE)
    qtbot.keyClick(live.search_bar, Qt.Key.Key_Down)
    qtbot.keyClick(live.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not live.preview.canvas.pixmap.isNull(), timeout=PATIENCE)


def test_a_question_of_picture_text_and_filters_is_understood(
    qtbot: QtBot, live: MainWindow, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.query.search_by_files([str(photos / "IMG_0001.jpg")])
    qtbot.waitUntil(lambda: live.photos.sort_switch.isVisible(), timeout=PATIENCE)
    live.model.show_all(True)
    assert shown(live)[0] == "IMG_0001.jpg"
    live.search_bar.insert("in:photos type:pgn")
    qtbot.waitUntil(lambda: len(live.query.chips.chips) == 3, timeout=PATIENCE)
    _, folder, kind = live.query.chips.chips
    assert (folder.text.text(), kind.property("look")) == ("in:photos", "error")
    qtbot.mouseClick(kind.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(live.query.chips.chips) == 2, timeout=PATIENCE)
    assert live.search_bar.text() == "in:photos"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("how many photos do I have?", "4 photos."), ("我一共有多少张照片", "4 张照片。")],
)
def test_a_question_is_answered_above_its_photos(
    qtbot: QtBot, live: MainWindow, photos: Path, typed: str, sentence: str
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.activateWindow()
    live.search_bar.insert(typed)
    reply = live.query.reply
    qtbot.waitUntil(lambda: reply.sentence.text() == sentence, timeout=PATIENCE)
    assert reply.isVisible()
    assert live.model.rowCount() == int(sentence[0])
    qtbot.keyClick(live.search_bar, Qt.Key.Key_Escape)
    qtbot.waitUntil(reply.isHidden, timeout=PATIENCE)


def test_names_that_are_left_out_in_the_settings_leave_the_photos_on_screen(
    qtbot: QtBot, live: MainWindow, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.settings.open_settings()
    page = live.settings.folders
    qtbot.waitUntil(page.watch.isChecked, timeout=PATIENCE)
    live.settings.pages.setCurrentWidget(page)
    for typed, rows in (("IMG_0001.*", 3), ("*2.jpg", 2)):
        page.pattern.setText(typed)
        qtbot.keyClick(page.pattern, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda rows=rows: live.model.rowCount() == rows, timeout=PATIENCE)  # type: ignore[misc]
    page.pattern.setText("a/b")
    qtbot.keyClick(page.pattern, Qt.Key.Key_Return)
    qtbot.waitUntil(page.message.isVisible, timeout=PATIENCE)
    assert page.list.patterns() == ("IMG_0001.*", "*2.jpg")
    page.list.selectAll()
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    assert not page.message.isVisible()
    assert (photos / "IMG_0001.jpg").is_file()
    live.settings.close()


def test_searches_are_completed_saved_and_offered_again(
    qtbot: QtBot, live: MainWindow, photos: Path
) -> None:
    live.activateWindow()
    qtbot.waitUntil(lambda: live.first_searches.examples.isVisible(), timeout=PATIENCE)
    bar = live.search_bar
    bar.setFocus()
    qtbot.keyClicks(bar, "orient")
    qtbot.waitUntil(live.past.completion.isVisible, timeout=PATIENCE)
    qtbot.keyClick(bar, Qt.Key.Key_Tab)
    assert bar.text() == "orientation:"
    qtbot.waitUntil(live.past.completion.isVisible, timeout=PATIENCE)
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    text = bar.text().strip()
    assert text.startswith("orientation:")
    assert text != "orientation:"
    qtbot.keyClick(bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    live.past.naming.name.setText("Shape")
    qtbot.keyClick(live.past.naming.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.past.saved.list.count() == 1, timeout=PATIENCE)
    assert not live.first_searches.examples.isVisible()
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    qtbot.keyClick(bar, Qt.Key.Key_Down)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert bar.text() == text


def test_a_pasted_picture_is_asked_with_again_after_a_restart(
    qtbot: QtBot, live: MainWindow, engine: EngineClient, home: AppPaths, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.activateWindow()
    live.search_bar.setFocus()
    QGuiApplication.clipboard().setImage(QImage(str(photos / "IMG_0001.jpg")))
    qtbot.keyClick(live.search_bar, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: live.query.has_pictures, timeout=PATIENCE)
    qtbot.keyClick(live.search_bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(live.past.naming.name, "Pasted")
    qtbot.keyClick(live.past.naming.name, Qt.Key.Key_Return)
    saved = live.past.saved.list
    qtbot.waitUntil(lambda: saved.count() == 1, timeout=PATIENCE)
    shutil.rmtree(home.pasted)  # a cache may be emptied
    qtbot.keyClick(live.search_bar, Qt.Key.Key_Escape)
    with qtbot.waitSignal(engine.started, timeout=PATIENCE):
        live._controller.restart()
    place = saved.visualItemRect(saved.item(0)).center()
    qtbot.mouseClick(saved.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: shown(live)[:1] == ["IMG_0001.jpg"], timeout=PATIENCE)
    (chip,) = live.query.chips.chips
    assert chip.property("look") == "picture"
    saved.setFocus()
    qtbot.keyClick(saved, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: saved.count() == 0, timeout=PATIENCE)
    qtbot.keyClick(live, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: saved.count() == 1, timeout=PATIENCE)
    live.search_bar.search_for("")
    place = saved.visualItemRect(saved.item(0)).center()
    qtbot.mouseClick(saved.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: shown(live)[:1] == ["IMG_0001.jpg"], timeout=PATIENCE)


def test_a_hit_is_explained_with_a_map_over_it(
    qtbot: QtBot, live: MainWindow, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.search_bar.search_for("red")
    qtbot.waitUntil(lambda: live.model.text == "red", timeout=PATIENCE)
    live.grid.setFocus()
    qtbot.keyClick(live.grid, Qt.Key.Key_W)
    panel = live.stack.why.panel
    qtbot.waitUntil(panel.sentence.isVisible, timeout=PATIENCE)
    assert "picture" in panel.sentence.text()
    assert not live.preview.canvas.overlay.isNull()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the trash of freedesktop.org")
def test_duplicates_go_to_the_trash_and_come_back(
    qtbot: QtBot, own_trash: Path, live: MainWindow, photos: Path
) -> None:
    copy = photos / "copy.jpg"
    shutil.copy(photos / "IMG_0000.jpg", copy)
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 5, timeout=PATIENCE)
    live.trash.dialog.start()
    qtbot.waitUntil(lambda: len(live.trash.dialog.cards) == 2, timeout=PATIENCE)
    qtbot.keyClick(live.trash.dialog.groups, Qt.Key.Key_2)
    gone = Path(live.trash.dialog.cards[1].photo.path)
    qtbot.keyClick(live.trash.dialog.groups, Qt.Key.Key_Delete)
    qtbot.waitUntil(live.trash.dialog.undo_strip.undo_button.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    assert not gone.exists()
    qtbot.mouseClick(live.trash.dialog.undo_strip.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(gone.exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: live.model.rowCount() == 5, timeout=PATIENCE)
    live.trash.dialog.close()


def test_a_dead_engine_is_started_again_and_asked_the_same(
    qtbot: QtBot, live: MainWindow, engine: EngineClient, photos: Path
) -> None:
    live.add_folder(photos)
    qtbot.waitUntil(lambda: live.model.rowCount() == 4, timeout=PATIENCE)
    live.search_bar.search_for("green")
    qtbot.waitUntil(lambda: live.model.text == "green", timeout=PATIENCE)
    request = live._controller._answered
    with qtbot.waitSignal(engine.lost, timeout=PATIENCE):
        os.kill(engine.pid, signal.SIGKILL)
    assert "started again" in live.strip.text.text()
    assert shown(live)[0] == "IMG_0001.jpg"  # what was there stays on screen
    qtbot.waitUntil(lambda: live._controller._answered > request, timeout=PATIENCE)
    assert live.model.text == "green"
    assert shown(live)[0] == "IMG_0001.jpg"


def test_an_engine_that_cannot_run_gives_its_reason_and_another_try(
    qtbot: QtBot, engine: EngineClient, home: AppPaths, tmp_path: Path
) -> None:
    shutil.rmtree(home.data)
    home.data.write_text("a file where the library's folder should be")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(engine), settings)
    qtbot.addWidget(window)
    window.show()
    engine.start()
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE)
    assert window.banner.title.text() == "Can't write to disk"
    assert window.banner.retry.isVisible()
    home.data.unlink()
    with qtbot.waitSignal(engine.started, timeout=PATIENCE):
        qtbot.mouseClick(window.banner.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
    window.close()


def test_a_second_start_hands_its_folder_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    assert not hand_over(tmp_path, None)
    server = InstanceServer(tmp_path)
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    with qtbot.waitSignal(server.called, timeout=PATIENCE) as called:
        assert hand_over(tmp_path, folder)
    assert called.args == [str(folder)]
    server.close()
