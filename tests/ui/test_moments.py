from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.clock import clock
from tests.ui.conftest import HandFedClient, hit
from ui.engine.controller import Controller
from ui.photo.preview import Preview
from ui.results.results_model import ResultsModel
from ui.results.thumbnails import Thumbnails
from ui.widgets.moments import badge, moment_facts


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (42.9, "0:42"), (60, "1:00"), (725, "12:05"), (3723, "1:02:03")],
)
def test_times_are_told_as_a_clock_does(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def test_a_tile_tells_length_and_moment_of_a_video_and_nothing_of_a_photo() -> None:
    assert badge(hit(0)) == ""
    assert badge(hit(0, duration=65.0)) == "▶ 1:05"
    assert badge(hit(0, duration=65.0, at=42.0)) == "▶ 0:42 / 1:05"
    assert badge(hit(0, at=42.0)) == "▶ 0:42"


def test_the_line_below_a_video_tells_where_it_matches() -> None:
    assert moment_facts(hit(0)) == []
    facts = moment_facts(hit(0, duration=65.0, at=42.0, moments=(3.0, 42.0)))
    assert facts == ["video of 1:05", "matches at 0:03, 0:42"]
    assert moment_facts(hit(0, at=42.0)) == ["nearest at 0:42"]


def test_the_large_view_asks_for_the_frame_of_the_moment(qtbot: QtBot) -> None:
    model = ResultsModel()
    preview = Preview(model)
    qtbot.addWidget(preview)
    row = hit(0, path=Path("/videos/a.mp4"), at=42.0, duration=65.0)
    results = messages.Results(
        request=1, text="dog", total=1, matches=1, milliseconds=1.0, rows=(row,)
    )
    model.set_results(results, same_question=False)
    with qtbot.waitSignal(preview.decode_wanted) as asked:
        preview.show_row(0)
    assert asked.args is not None
    assert asked.args[0] == 1
    assert asked.args[2] == 42.0


def test_a_lost_thumbnail_of_a_moment_is_made_again_for_that_moment(
    qtbot: QtBot, client: HandFedClient
) -> None:
    thumbnails = Thumbnails()
    with qtbot.waitSignal(thumbnails.missing) as lost:
        thumbnails.pixmap(hit(0, thumbnail=Path("/nowhere.jpg"), at=42.0))
    assert lost.args == [1, 42.0]
    thumbnails.wait()
    Controller(client).make_thumbnail(1, 42.0)  # type: ignore[arg-type]
    assert client.sent[-1] == messages.MakeThumbnail(photo=1, at=42.0)


def test_a_line_that_runs_from_right_to_left_turns_nothing_else_around() -> None:
    (fact,) = moment_facts(hit(0, snippet="קבלה 1024"))
    assert fact == "reads “\u2068קבלה 1024\u2069”"
