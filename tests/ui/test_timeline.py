"""The timeline beside the photos, and their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from photosearch.wire.values import Month
from tests.ui.conftest import HandFedClient, folder, hit
from ui.main_window import MainWindow
from ui.results.results_model import UNDATED_ROLE
from ui.results.timeline import row_of


def months(*counts: tuple[int, int]) -> tuple[Month, ...]:
    """Return months back from December 2023 with these matches and totals."""
    states, matches_before, all_before = [], 0, 0
    for place, (matches, total) in enumerate(counts):
        states.append(
            Month(
                year=2023 - place // 12, month=12 - place % 12, matches=matches, total=total,
                first_match=matches_before, first=all_before,
            )
        )  # fmt: skip
        matches_before, all_before = matches_before + matches, all_before + total
    return tuple(states)


def answer(client: HandFedClient, total: int, matches: int, sort: str) -> None:
    """Answer the last question in this order."""
    question = client.last(messages.Search)
    assert isinstance(question, messages.Search)
    rows = tuple(map(hit, range(min(total, 200))))
    text = question.question.text
    part = messages.QueryPart(kind="text", label=text, start=0, end=len(text))
    client.event_received.emit(
        messages.Results(
            request=question.request, text=text, total=total, matches=matches,
            milliseconds=1.0, rows=rows, sort=sort, parts=(part,) if text else (),
        )
    )  # fmt: skip


def send_timeline(qtbot: QtBot, client: HandFedClient, states: tuple[Month, ...]) -> None:
    """Wait until the window asks for the months of the last answer, and send them."""
    wanted = client.last(messages.Search).request  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: messages.FetchTimeline(request=wanted) in client.sent)
    client.event_received.emit(messages.Timeline(request=wanted, months=states))


@pytest.fixture
def dated(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window with the whole library of 300 photos, from three months."""
    client.come_up((folder(),))
    answer(client, 300, 300, "date")
    send_timeline(qtbot, client, months((100, 100), (150, 150), (50, 50)))
    window.activateWindow()
    return window


def top_row(window: MainWindow) -> int:
    return window.grid.indexAt(QPoint(20, 20)).row()


def test_a_click_goes_to_a_month(qtbot: QtBot, dated: MainWindow) -> None:
    timeline = dated.photos.order.timeline
    assert timeline.isVisible()
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.place_of(1))
    assert dated.grid.currentIndex().row() == 100
    assert top_row(dated) <= 100 < top_row(dated) + dated.grid.columns()


def test_hovering_names_the_month_and_how_many_photos_it_has(
    qtbot: QtBot, dated: MainWindow
) -> None:
    timeline = dated.photos.order.timeline
    qtbot.mouseMove(timeline, timeline.place_of(0))
    qtbot.mouseMove(timeline, timeline.place_of(1))
    qtbot.waitUntil(lambda: QToolTip.text() == "November 2023 · 150 photos")


def test_the_keyboard_walks_through_the_months(qtbot: QtBot, dated: MainWindow) -> None:
    timeline = dated.photos.order.timeline
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(timeline, key)
    assert "November 2023" in timeline.accessibleDescription()
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert dated.grid.currentIndex().row() == 100
    assert timeline.hasFocus()


def test_from_the_best_matches_a_month_is_reached_by_way_of_the_order_by_date(
    qtbot: QtBot, dated: MainWindow, client: HandFedClient
) -> None:
    dated.search_bar.search_for("dog")
    answer(client, 300, 90, "relevance")
    send_timeline(qtbot, client, months((40, 100), (0, 150), (50, 50)))
    timeline = dated.photos.order.timeline
    assert dated.photos.sort_switch.buttons["relevance"].isChecked()
    assert timeline.describe(timeline.months[2]) == "October 2023 · 50 matches"
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.place_of(2))
    question = client.last(messages.Search)
    assert isinstance(question, messages.Search)
    assert (question.question.text, question.question.sort) == ("dog", "date")
    answer(client, 301, 91, "date")
    send_timeline(qtbot, client, months((41, 101), (0, 150), (50, 50)))
    assert dated.grid.currentIndex().row() == 41
    assert dated.photos.sort_switch.buttons["date"].isChecked()
    qtbot.mouseClick(dated.photos.sort_switch.buttons["relevance"], Qt.MouseButton.LeftButton)
    assert client.last(messages.Search).question.sort == "relevance"  # type: ignore[attr-defined]


def test_the_order_is_kept_when_new_photos_come(
    qtbot: QtBot, dated: MainWindow, client: HandFedClient
) -> None:
    dated.search_bar.search_for("dog")
    answer(client, 300, 90, "relevance")
    qtbot.keyClick(dated.grid, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answer(client, 300, 90, "date")
    before = client.last(messages.Search)
    client.event_received.emit(messages.LibraryChanged(photos=301))
    qtbot.waitUntil(lambda: client.last(messages.Search) != before, timeout=5000)
    assert client.last(messages.Search).question.sort == "date"  # type: ignore[attr-defined]


def test_less_certain_photos_count_when_they_are_shown(
    qtbot: QtBot, dated: MainWindow, client: HandFedClient
) -> None:
    dated.search_bar.search_for("dog")
    answer(client, 200, 90, "date")
    send_timeline(qtbot, client, months((40, 100), (0, 40), (50, 60)))
    timeline = dated.photos.order.timeline
    qtbot.mouseClick(dated.photos.more, Qt.MouseButton.LeftButton)
    assert timeline.describe(timeline.months[1]) == "November 2023 · 40 photos"
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.place_of(1))
    assert dated.grid.currentIndex().row() == 150  # 90 matches, 60 less certain of December


@pytest.mark.parametrize(
    ("matches", "total", "first_match", "first", "row"),
    [(4, 9, 3, 20, 3), (0, 9, 3, 20, 50 + 17), (0, 9, 0, 0, 0), (5, 5, 7, 7, 7)],
)
def test_where_a_month_begins(
    matches: int, total: int, first_match: int, first: int, row: int
) -> None:
    month = Month(
        year=2023, month=1, matches=matches, total=total, first_match=first_match, first=first
    )
    assert row_of(month, 50) == row


def test_one_month_needs_no_timeline_and_the_photos_do_not_jump(
    qtbot: QtBot, dated: MainWindow, client: HandFedClient
) -> None:
    width = dated.grid.width()
    dated.search_bar.search_for("dog")
    answer(client, 9, 9, "relevance")
    send_timeline(qtbot, client, months((9, 9)))
    assert not dated.photos.order.timeline.isVisible()
    assert dated.grid.width() == width


def test_the_place_on_screen_is_marked(qtbot: QtBot, dated: MainWindow) -> None:
    timeline = dated.photos.order.timeline
    assert timeline._place == 0
    dated.grid.verticalScrollBar().setValue(dated.grid.verticalScrollBar().maximum())
    assert timeline._place in (1, 2)


def test_a_far_month_of_a_hundred_thousand_photos_is_reached(
    qtbot: QtBot, dated: MainWindow, client: HandFedClient
) -> None:
    dated.search_bar.search_for("x")
    answer(client, 100_000, 100_000, "date")
    counts = ((1000, 1000),) * 100
    send_timeline(qtbot, client, months(*counts))
    timeline = dated.photos.order.timeline
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.place_of(95))
    qtbot.waitUntil(lambda: dated.grid.currentIndex().row() == 95_000, timeout=20_000)
    assert top_row(dated) <= 95_000 < top_row(dated) + dated.grid.columns()


@pytest.fixture
def partly_dated(qtbot: QtBot, window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window with 300 photos by date, 40 of them without one."""
    client.come_up((folder(),))
    answer(client, 300, 300, "date")
    wanted = client.last(messages.Search).request  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: messages.FetchTimeline(request=wanted) in client.sent)
    client.event_received.emit(
        messages.Timeline(
            request=wanted, months=months((100, 100), (160, 160)), undated=40, undated_matches=40
        )
    )
    window.activateWindow()
    return window


def test_photos_without_a_date_stand_apart_at_the_end(
    qtbot: QtBot, partly_dated: MainWindow
) -> None:
    timeline = partly_dated.photos.order.timeline
    assert timeline.describe(timeline.months[-1]) == "No date · 40 photos"
    apart = timeline.place_of(2).y() - timeline.place_of(1).y()
    assert apart > timeline.place_of(1).y() - timeline.place_of(0).y()
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.place_of(2))
    assert partly_dated.grid.currentIndex().row() == 260
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert partly_dated.grid.currentIndex().row() == 0


def test_every_place_of_the_timeline_is_found_again(partly_dated: MainWindow) -> None:
    timeline = partly_dated.photos.order.timeline
    assert [timeline._index_at(timeline.place_of(place).y()) for place in range(3)] == [0, 1, 2]
    assert timeline._index_at(0) == timeline._index_at(timeline.height() - 1) == -1


def test_in_the_order_of_dates_it_is_said_where_those_without_one_begin(
    partly_dated: MainWindow, client: HandFedClient
) -> None:
    model = partly_dated.model
    rows = (hit(0), hit(1, taken_at=None), hit(2, taken_at=None))
    request = partly_dated._controller._answered
    client.event_received.emit(messages.Rows(request=request, start=0, rows=rows))
    assert [model.index(row).data(UNDATED_ROLE) for row in range(3)] == [False, True, False]
    partly_dated.search_bar.search_for("dog")
    answer(client, 3, 3, "relevance")
    request = partly_dated._controller._answered
    client.event_received.emit(messages.Rows(request=request, start=0, rows=rows))
    assert not any(model.index(row).data(UNDATED_ROLE) for row in range(3))
