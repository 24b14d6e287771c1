"""The line at the bottom: what it says, and that its buttons stay where they are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import HandFedClient, folder, progress
from ui.language import speak
from ui.library.status_strip import StatusStrip
from ui.main_window import MainWindow


def test_the_button_stays_where_it_is_while_the_sentence_and_the_problems_grow(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    places = []
    for moment in (
        progress("indexing", 0, 9),
        progress("indexing", 1, 123_456, rate=43.0, seconds_left=90_000.0),
        progress("paused", 1240, 123_456, problems=1),
        progress("indexing", 1240, 123_456, rate=4.0, seconds_left=30.0, problems=12_345),
        progress("migrating", 5, 10),
    ):
        client.event_received.emit(moment)
        QApplication.processEvents()
        assert window.strip.pause_button.isVisible()
        places.append(window.strip.pause_button.geometry())
    assert len(set(map(str, places))) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_button_has_room_for_both_its_names(qapp: QApplication, language: str) -> None:
    speak(qapp, language)
    strip = StatusStrip()
    for state in ("indexing", "paused"):
        strip.show_progress(progress(state, 1, 2))  # type: ignore[arg-type]
        assert strip.pause_button.sizeHint().width() <= strip.pause_button.minimumWidth()


def test_whoever_has_paused_can_go_on_even_if_there_is_nothing_to_do(
    window: MainWindow, client: HandFedClient
) -> None:
    client.come_up((folder(),))
    for done, total in ((0, 0), (3, 3), (1, 3)):
        client.event_received.emit(progress("paused", done, total))
        assert window.strip.pause_button.isVisible()
        assert window.strip.pause_button.text() == "Resume"


def test_a_slow_rate_is_told_from_none(window: MainWindow, client: HandFedClient) -> None:
    client.come_up((folder(),))
    client.event_received.emit(progress("indexing", 1, 360, rate=0.3, seconds_left=1200.0))
    assert window.strip.text.full == "1 of 360 photos · 0.3/s · 20 min left"
