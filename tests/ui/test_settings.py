"""The settings: models are shown, added, used, measured and removed; nothing is pressed unasked."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.engine.extras_event import extras_event
from photosearch.extras import EXTRAS
from photosearch.wire import messages
from photosearch.wire.messages import ModelProgress, ModelState, RecommendedModel, UnfinishedModel
from photosearch.wire.values import AnalyserState, ExtraState
from tests.plain import plain
from tests.ui.conftest import HandFedClient, folder, progress
from ui.engine.controller import Controller
from ui.engine.said import in_words
from ui.language import speak
from ui.main_window import MainWindow
from ui.settings.folders_page import FoldersPage
from ui.settings.model_cards import model_id
from ui.settings.models_page import ModelsPage

LEFT = Qt.MouseButton.LeftButton
HUB = "google/siglip2-base-patch16-224"
CHINESE = RecommendedModel(
    source="ofa/chinese-clip@abc", name="Chinese-CLIP", languages=("zh",), good_at="chinese",
    download=754_000_000,
)  # fmt: skip
SIGLIP = RecommendedModel(
    source=HUB, name="SigLIP 2", languages=("en", "zh"), good_at="both_languages",
    download=1_540_000_000,
)  # fmt: skip


def model(name: str = "mini", **changes: object) -> ModelState:
    """Return an installed model; the built-in one answers."""
    fields: dict[str, object] = {
        "id": name, "name": name, "languages": ("en", "zh"), "builtin": name == "mini",
        "chosen": name == "mini", "answers": name == "mini", "size": 56_000_000,
    }  # fmt: skip
    return ModelState(**{**fields, **changes})  # type: ignore[arg-type]


def tell(
    client: HandFedClient, *installed: ModelState, unfinished: tuple[UnfinishedModel, ...] = ()
) -> None:
    """Say which models there are."""
    client.event_received.emit(
        messages.Models(installed=installed, recommended=(SIGLIP, CHINESE), unfinished=unfinished)
    )


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> ModelsPage:
    """The page of models, opened by key, with the built-in model alone."""
    client.come_up((folder(),))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.isVisible()
    tell(client, model())
    return window.settings.models


def sent(client: HandFedClient) -> messages.Command:
    """Return what the window asked last."""
    return client.sent[-1]


def buttons(page: ModelsPage, key: str) -> dict[str, QPushButton]:
    return {button.text(): button for button in page.cards[key].buttons.values()}


def press(qtbot: QtBot, page: ModelsPage, key: str, name: str) -> None:
    qtbot.mouseClick(buttons(page, key)[name], LEFT)


def test_models_are_listed_with_what_they_are_good_at(
    page: ModelsPage, client: HandFedClient
) -> None:
    assert messages.ListModels() in client.sent
    assert set(page.cards) == {"mini", HUB, CHINESE.source}
    builtin = page.cards["mini"]
    assert builtin.title.text() == "Built-in model"
    assert builtin.badge.text() == "answers your searches"
    assert builtin.facts.text() == "English and Chinese · 56 MB · speed not measured yet"
    assert set(buttons(page, "mini")) == {"Measure"}
    assert "1.5 GB to download" in page.cards[HUB].facts.text()
    assert "Chinese" in page.cards[CHINESE.source].facts.text()


def test_the_words_of_a_card_have_the_room_that_its_buttons_leave(
    qtbot: QtBot, page: ModelsPage
) -> None:
    download = buttons(page, HUB)["Download"]
    qtbot.waitUntil(lambda: download.width() > 0)
    QApplication.processEvents()
    for key in page.cards:
        for button in buttons(page, key).values():
            assert button.width() <= button.sizeHint().width()


def test_nothing_is_added_unless_it_is_pressed_and_only_one_at_a_time(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    assert not any(isinstance(command, messages.AddModel) for command in client.sent)
    press(qtbot, page, HUB, "Download")
    assert sent(client) == messages.AddModel(source=HUB)
    assert set(buttons(page, HUB)) == {"Pause", "Cancel"}
    assert not buttons(page, CHINESE.source)["Download"].isEnabled()
    assert not buttons(page, "mini")["Measure"].isEnabled()


def test_a_download_tells_how_far_it_is_and_can_be_paused_and_resumed(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    press(qtbot, page, HUB, "Download")
    client.event_received.emit(
        ModelProgress(source=HUB, state="downloading", done=250_000, total=1_000_000, rate=5000)
    )
    card = page.cards[HUB]
    assert card.note.text() == "256 MB of 1.0 GB · 5.1 MB/s · 2 min left"
    assert card.bar.isVisible()
    assert card.bar.value() == 250
    press(qtbot, page, HUB, "Pause")
    assert sent(client) == messages.PauseModel()
    client.event_received.emit(ModelProgress(source=HUB, state="paused"))
    assert sent(client) == messages.ListModels()
    left = UnfinishedModel(source=HUB, done=256_000_000, total=1_024_000_000)
    tell(client, model(), unfinished=(left,))
    assert card.note.text() == "Stopped at 256 MB of 1.0 GB; nothing of it is lost."
    press(qtbot, page, HUB, "Go on")
    assert sent(client) == messages.AddModel(source=HUB)
    press(qtbot, page, HUB, "Cancel")
    assert sent(client) == messages.CancelModel(source=HUB)


def test_any_model_can_be_added_and_what_fails_is_told_there(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    assert not page.add.isEnabled()
    qtbot.keyClicks(page.source, "someone/clip")
    qtbot.keyClick(page.source, Qt.Key.Key_Return)
    assert sent(client) == messages.AddModel(source="someone/clip")
    assert page.cards["someone/clip"].title.text() == "someone/clip"
    client.event_received.emit(ModelProgress(source="someone/clip", state="failed"))
    client.event_received.emit(
        messages.Failure(said=plain("No weights.", "Try another.", "Model can't be used"))
    )
    assert page.message.isVisible()
    assert page.message.text() == "Model can't be used: No weights. Try another."
    tell(client, model())
    assert "someone/clip" not in page.cards
    assert buttons(page, HUB)["Download"].isEnabled()
    press(qtbot, page, HUB, "Download")
    assert not page.message.isVisible()


def test_what_the_engine_refuses_is_not_under_way(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    press(qtbot, page, HUB, "Download")
    client.event_received.emit(
        messages.Failure(said=plain("Another is being added.", title="Model can't be used"))
    )
    assert buttons(page, HUB)["Download"].isEnabled()
    assert "Another is being added." in page.message.text()


def test_the_rate_of_a_download_is_told_where_the_engine_tells_none(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for done in (0, 5_000, 10_000):
        client.event_received.emit(
            ModelProgress(source=HUB, state="downloading", done=done, total=1_000_000)
        )
        now[0] += 1
    assert page.cards[HUB].note.text() == "10 MB of 1.0 GB · 5.1 MB/s · 3 min left"


def test_what_is_installed_is_not_offered_again(page: ModelsPage, client: HandFedClient) -> None:
    assert model_id(HUB) == "siglip2-base-patch16-224"
    assert model_id("ofa/chinese-clip@abc") == "chinese-clip"
    tell(client, model(), model("siglip2-base-patch16-224"))
    assert set(page.cards) == {"mini", "siglip2-base-patch16-224", CHINESE.source}


def test_a_switch_is_seen_while_the_old_model_answers(
    qtbot: QtBot, window: MainWindow, page: ModelsPage, client: HandFedClient
) -> None:
    tell(client, model(), model("large"))
    press(qtbot, page, "large", "Use")
    assert sent(client) == messages.UseModel(model="large")
    tell(client, model(chosen=False), model("large", chosen=True))
    client.event_received.emit(progress("indexing", 1240, 3050))
    card = page.cards["large"]
    assert card.badge.text() == "getting ready"
    assert card.note.text() == "1,240 of 3,050 photos seen; until then the other one answers."
    assert card.bar.value() == round(1000 * 1240 / 3050)
    assert "until the chosen one has seen all" in page.cards["mini"].note.text()
    assert not buttons(page, "large")["Remove…"].isEnabled()
    client.event_received.emit(progress("idle", 3050, 3050))
    assert sent(client) == messages.ListModels()
    tell(client, model(chosen=False, answers=False), model("large", chosen=True, answers=True))
    assert card.badge.text() == "answers your searches"
    assert window.banner.title.text() == "Another model answers now"
    assert "large" in window.banner.text.text()


def test_speed_is_measured_here_and_told_beside_the_built_in_ones(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    tell(client, model(), model("large"))
    press(qtbot, page, "large", "Measure")
    assert sent(client) == messages.MeasureModel(model="large")
    assert "ten of your photos" in page.cards["large"].note.text()
    assert "large" not in {key for key, card in page.cards.items() if "Pause" in card.buttons}
    client.event_received.emit(ModelProgress(source="large", state="measuring", done=5, total=10))
    assert page.cards["large"].bar.value() == 500
    client.event_received.emit(ModelProgress(source="large", state="measuring", done=10, total=10))
    assert page.cards["large"].note.text() == ""
    assert buttons(page, "large")["Measure"].isEnabled()
    tell(client, model(rate=43.2, query_ms=2.6), model("large", rate=6.31, query_ms=11.2))
    facts = page.cards["large"].facts.text()
    assert "6.3 photos/s here · 11 ms a question (built-in: 43)" in facts
    assert "43 photos/s here · 3 ms a question" in page.cards["mini"].facts.text()


@pytest.mark.parametrize("sure", [True, False])
def test_a_model_goes_only_when_one_is_sure(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient, sure: bool
) -> None:
    tell(client, model(), model("large"))
    press(qtbot, page, "large", "Remove…")
    box = page.findChildren(QMessageBox)[-1]
    name = "Remove" if sure else "Cancel"
    (button,) = (one for one in box.buttons() if one.text().replace("&", "") == name)
    button.click()
    assert (messages.RemoveModel(model="large") in client.sent) is sure


def test_the_focus_stays_on_a_button_while_figures_change(
    qtbot: QtBot, window: MainWindow, page: ModelsPage, client: HandFedClient
) -> None:
    window.settings.activateWindow()
    buttons(page, HUB)["Download"].setFocus()
    press(qtbot, page, HUB, "Download")
    pause = buttons(page, HUB)["Pause"]
    for done in (1000, 2000):
        client.event_received.emit(
            ModelProgress(source=HUB, state="downloading", done=done, total=9000)
        )
        assert buttons(page, HUB)["Pause"] is pause
    assert window.settings.focusWidget() is pause


def test_an_engine_that_starts_again_adds_nothing_any_more(
    qtbot: QtBot, page: ModelsPage, client: HandFedClient
) -> None:
    press(qtbot, page, HUB, "Download")
    client.started.emit()
    tell(client, model())
    assert buttons(page, HUB)["Download"].isEnabled()


# The offer -----------------------------------------------------------------------------------


def test_a_larger_model_is_offered_once_with_what_it_gains_and_weighs(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, tmp_path: Path
) -> None:
    client.come_up()
    assert not window.offer.isVisible()
    tell(client, model())
    assert window.offer.isVisible()
    assert "SigLIP 2" in window.offer.text.text()
    assert "1.5 GB" in window.offer.text.text()
    assert not any(isinstance(command, messages.AddModel) for command in client.sent)
    qtbot.mouseClick(window.offer.look, LEFT)
    assert not window.offer.isVisible()
    assert window.settings.models.isVisible()
    assert not any(isinstance(command, messages.AddModel) for command in client.sent)
    window.settings.close()
    window.offer.show()
    qtbot.mouseClick(window.folder_list.settings_button, LEFT)
    assert not window.offer.isVisible()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = MainWindow(Controller(client), settings)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    again.show()
    tell(client, model())
    assert not again.offer.isVisible()


def test_who_has_a_larger_model_is_offered_none(window: MainWindow, client: HandFedClient) -> None:
    client.come_up()
    tell(client, model(), model("large"))
    assert not window.offer.isVisible()
    tell(client, model())
    assert not window.offer.isVisible()


# Folders -------------------------------------------------------------------------------------


@pytest.fixture
def folders(window: MainWindow, client: HandFedClient) -> FoldersPage:
    """The page of folders, with one name that is left out."""
    client.come_up((folder(),))
    window.settings.open_settings()
    window.settings.pages.setCurrentWidget(window.settings.folders)
    assert client.last(messages.ListFolderRules) is not None
    client.event_received.emit(messages.FolderRules(excludes=("drafts",), watched=True))
    return window.settings.folders


def test_folders_are_watched_or_not(folders: FoldersPage, client: HandFedClient) -> None:
    assert folders.watch.isChecked()
    folders.watch.click()
    assert sent(client) == messages.WatchFolders(on=False)
    client.event_received.emit(messages.Failure(said=plain("No room.")))
    assert folders.watch.isChecked()  # as it is, not as it was wanted


def test_names_are_left_out_and_looked_at_again(
    qtbot: QtBot, folders: FoldersPage, client: HandFedClient
) -> None:
    assert folders.list.patterns() == ("drafts",)
    assert not folders.add.isEnabled()
    assert not folders.remove.isEnabled()
    qtbot.keyClicks(folders.pattern, " *.tmp.jpg")
    qtbot.keyClick(folders.pattern, Qt.Key.Key_Return)
    assert sent(client) == messages.ExcludeNames(patterns=("drafts", "*.tmp.jpg"))
    client.event_received.emit(messages.FolderRules(excludes=("drafts", "*.tmp.jpg"), watched=True))
    assert folders.list.patterns() == ("drafts", "*.tmp.jpg")
    assert folders.pattern.text() == ""
    folders.list.setCurrentRow(0)
    qtbot.mouseClick(folders.remove, LEFT)
    assert sent(client) == messages.ExcludeNames(patterns=("*.tmp.jpg",))
    client.event_received.emit(messages.FolderRules(excludes=("*.tmp.jpg",), watched=True))
    assert not folders.remove.isEnabled()
    folders.list.setCurrentRow(0)
    qtbot.keyClick(folders.list, Qt.Key.Key_Delete)
    assert sent(client) == messages.ExcludeNames(patterns=())


def test_a_name_that_is_refused_stays_to_be_corrected(
    qtbot: QtBot, folders: FoldersPage, client: HandFedClient
) -> None:
    qtbot.keyClicks(folders.pattern, "2023/drafts")
    qtbot.mouseClick(folders.add, LEFT)
    client.event_received.emit(messages.Failure(said=plain("It is a path.", "Give a name.")))
    assert folders.message.isVisible()
    assert "It is a path." in folders.message.text()
    assert folders.pattern.text() == "2023/drafts"
    client.event_received.emit(messages.FolderRules(excludes=("drafts",), watched=True))
    assert not folders.message.isVisible()


# Extras --------------------------------------------------------------------------------------


def test_packages_that_are_missing_say_what_they_give_and_how_they_are_had(
    qtbot: QtBot, window: MainWindow, client: HandFedClient, qapp: QApplication
) -> None:
    client.come_up((folder(needing=(("raw", 3),)), folder(2, needing=(("raw", 9),))))
    window.settings.open_settings()
    assert client.last(messages.ListExtras) is not None
    window.settings.pages.setCurrentWidget(window.settings.extras)
    command = "/usr/bin/python3 -m pip install 'photosearch[raw]'"
    client.event_received.emit(
        messages.Extras(extras=(ExtraState("text", "3.10", "…"), ExtraState("raw", "", command)))
    )
    here, missing = (window.settings.extras.cards[name] for name in ("text", "raw"))
    assert (here.title.text(), here.badge.text()) == ("Text in pictures", "installed: 3.10")
    assert not here.note.isVisible()
    assert not here.buttons
    assert (missing.title.text(), missing.note.text()) == ("Raw photos", command)
    assert not missing.badge.isVisible()
    assert missing.facts.text().endswith("12 files of yours wait for it.")
    (copy,) = missing.buttons.values()
    qtbot.mouseClick(copy, LEFT)
    assert qapp.clipboard().text() == command
    assert copy.text() == "Copied"
    client.event_received.emit(messages.Folders(folders=(folder(),)))
    assert "wait for it" not in missing.facts.text()


def test_all_packages_of_the_program_have_a_card_in_both_languages(
    window: MainWindow, client: HandFedClient, qapp: QApplication
) -> None:
    client.come_up()
    client.event_received.emit(extras_event())
    assert set(window.settings.extras.cards) == {extra.name for extra in EXTRAS}
    for language in ("en", "zh"):
        speak(qapp, language)
        for extra in EXTRAS:
            title, advice = (in_words(extra.meaning, what) for what in ("title", "advice"))
            assert title
            assert advice.endswith("." if language == "en" else "。")


# General -------------------------------------------------------------------------------------


def test_what_is_looked_for_in_photos_is_told_and_switched(
    window: MainWindow, client: HandFedClient, qtbot: QtBot
) -> None:
    client.come_up()
    window.settings.open_settings()
    assert client.last(messages.ListAnalysers) is not None
    reads = AnalyserState("text", "text", True, True, 310, 8091)
    client.event_received.emit(messages.Analysers(analysers=(reads,)))
    switches = window.settings.general.switches
    box, note = switches.boxes["text"], switches.notes["text"]
    assert (box.text(), box.isChecked()) == ("Text in pictures", True)
    assert note.text() == "Looked for in 310 of 8,091 photos."
    box.click()
    assert client.last(messages.SwitchAnalyser) == messages.SwitchAnalyser(
        analyser="text", on=False
    )
    for state, told in (
        (replace(reads, on=False), "Signs, receipts and pages"),
        (replace(reads, installed=False), "photosearch[text]"),
    ):
        client.event_received.emit(messages.Analysers(analysers=(state,)))
        assert told in note.text()
        assert not box.isChecked()
        assert box.isEnabled() == state.installed


def test_language_and_appearance_are_kept(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    general = window.settings.general
    before = qapp.palette()
    try:
        general.appearance.setCurrentIndex(general.appearance.findData("dark"))
        general.appearance.activated.emit(general.appearance.currentIndex())
        assert qapp.property("appearance") == "dark"
    finally:  # other tests look at colours
        qapp.setStyleSheet("")
        qapp.setPalette(before)
    general.language.setCurrentIndex(general.language.findData("zh"))
    general.language.activated.emit(general.language.currentIndex())
    assert "opened again" in general.note.text()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert (settings.value("language"), settings.value("appearance")) == ("zh", "dark")
