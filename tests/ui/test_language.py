"""The languages: everything is translated, numbers have their forms, and the choice is obeyed."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QLocale, QSettings, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosearch.wire.values import Month
from tests.ui.conftest import HandFedClient, folder, progress
from ui import language
from ui.engine.controller import Controller
from ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "resources" / "i18n"
# What is the same in both languages, or an example of the other one.
NAMES = ("photosearch", "Ctrl", "Esc", "Enter", "Return", "Space", "Home", "End", "Shift", "Del")
NOT_OURS = ("a dog on a beach", "/photos/1", ".nomedia")
MODELS = ("Hugging Face", "safetensors", "Chinese-CLIP", "SigLIP", "CLIP", "ONNX", "English")


def entries(path: Path) -> Iterator[tuple[str, str, list[str], bool]]:
    """Yield context, source, translations and whether they are finished."""
    for context in ElementTree.parse(path).iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found = message.find("translation")
            assert found is not None
            forms = [form.text or "" for form in found.iter("numerusform")] or [found.text or ""]
            source = message.findtext("source") or ""
            yield name, source, forms, found.get("type") != "unfinished"


@pytest.fixture
def chinese(qtbot: QtBot, qapp: QApplication, client: HandFedClient, tmp_path: Path) -> MainWindow:
    """A window in Chinese that shows a library."""
    language.speak(qapp, "zh")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(client), settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    client.come_up((folder(photos=1240, searchable=1240),))
    window.search_bar.search_for("狗")
    client.answer(1500, matches=1240)
    return window


def test_every_text_of_the_window_is_in_the_file_and_translated(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    tool = next(Path(PySide6.__file__).parent.glob("lupdate*"))
    sources = sorted(map(str, (ROOT / "ui").rglob("*.py")))
    subprocess.run([tool, "-silent", *sources, "-ts", fresh], check=True, capture_output=True)
    wanted = {(context, source) for context, source, _, _ in entries(fresh)}
    there = list(entries(WORDS / "photosearch_zh_CN.ts"))
    missing = wanted - {(context, source) for context, source, _, _ in there}
    assert not missing, "run `make translations`, and translate what is unfinished"
    unfinished = [source for _, source, forms, finished in there if not finished or "" in forms]
    assert not unfinished
    assert len(wanted) > 100


@pytest.mark.parametrize("name", ["photosearch_zh_CN", "photosearch_en"])
def test_the_compiled_words_are_those_of_the_file(qapp: QApplication, name: str) -> None:
    translator = QTranslator()
    assert translator.load(name, str(WORDS))
    for context, source, forms, _ in entries(WORDS / f"{name}.ts"):
        for count, form in zip((1, 2), forms, strict=False):
            number = count if "%Ln" in source else -1
            assert translator.translate(context, source, "", number) == form


def test_placeholders_survive_translation() -> None:
    for path in WORDS.glob("*.ts"):
        for _, source, forms, _ in entries(path):
            for form in forms:
                assert sorted(re.findall(r"\{\d\}|%Ln", form)) == sorted(
                    re.findall(r"\{\d\}|%Ln", source)
                ), source


def texts(window: QWidget) -> Iterator[str]:
    """Yield what can be read in a window."""
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QGroupBox):
            yield widget.title()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()


def english(text: str) -> str:
    """Return the English words of a text."""
    text = re.sub(r"<[^>]*>", "", text)
    for known in (*NOT_OURS, *MODELS, *NAMES):
        text = text.replace(known, "")
    return " ".join(re.findall(r"[A-Za-z]{3,}", text))


def test_the_window_in_chinese_shows_no_english(chinese: MainWindow, client: HandFedClient) -> None:
    client.event_received.emit(
        progress("indexing", 3, 1240, rate=3.0, seconds_left=90.0, problems=2)
    )
    for window in (chinese, *chinese.findChildren(QDialog)):
        for text in texts(window):
            assert not english(text), text
    assert chinese.folder_list.list.item(0).text() == "1,240 张照片"
    assert chinese.strip.problems_button.text() == "⚠ 2 个问题"
    assert chinese.photos.count.text().startswith("1,240 个匹配")


def test_the_months_of_the_timeline_are_named_in_chinese(chinese: MainWindow) -> None:
    month = Month(year=2023, month=6, matches=12, total=12, first_match=0, first=0)
    assert chinese.photos.order.timeline.describe(month) == "2023年6月 · 12 个匹配"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 match ·"), (2, "2 matches ·"), (1240, "1,240 matches ·")]
)
def test_english_has_one_and_many(
    window: MainWindow, client: HandFedClient, count: int, text: str
) -> None:
    client.come_up((folder(),))
    window.search_bar.search_for("dog")
    client.answer(2000, matches=count)
    assert window.photos.count.text().startswith(text)


@pytest.mark.parametrize(
    ("languages", "spoken"),
    [(["zh-Hans-CN", "en-US"], "zh"), (["en-GB", "zh-CN"], "en"), (["de-DE"], "en"), ([], "en")],
)
def test_it_follows_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, languages: list[str], spoken: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self, *_: languages)
    assert language.speak(qapp, language.SYSTEM) == spoken


def test_a_choice_goes_before_the_system_and_can_be_changed(qapp: QApplication) -> None:
    assert language.speak(qapp, "zh") == "zh"
    assert qapp.translate("AnswerPages", "Try other words.") == "换个说法试试。"
    assert language.speak(qapp, "en") == "en"
    assert qapp.translate("AnswerPages", "Try other words.") == "Try other words."
    assert QLocale().language() == QLocale.Language.English


def test_qts_own_buttons_speak_chinese_too(qapp: QApplication) -> None:
    language.speak(qapp, "zh")
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"


def test_the_page_of_keys_is_in_chinese(chinese: MainWindow, qtbot: QtBot) -> None:
    chinese.activateWindow()
    qtbot.keyClick(chinese.search_bar, Qt.Key.Key_F1)
    assert chinese.shortcuts_page.windowTitle() == "键盘快捷键"
