"""Videos in the large view: played from their moment, by key and by click."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.paths import moment_thumbnail
from photosearch.wire import messages
from tests.ui.conftest import HandFedClient, hit
from ui.main_window import MainWindow
from ui.photo import playing
from ui.photo.player import FramePlayer, Signals, media_player

VIDEO = {"path": Path("/videos/a.mp4"), "at": 42.0, "duration": 65.0, "moments": (3.0, 42.0)}


class ToldPlayer:
    """Stands in for Qt Multimedia: notes what it is told."""

    def __init__(self) -> None:
        self.tells = Signals()
        self.told: list[tuple[object, ...]] = []

    def open(self, path: Path, at: float) -> None:
        self.told.append(("open", path, at))

    def play(self) -> None:
        self.told.append(("play",))
        self.tells.playing_changed.emit(True)

    def pause(self) -> None:
        self.told.append(("pause",))
        self.tells.playing_changed.emit(False)

    def seek(self, at: float) -> None:
        self.told.append(("seek", at))
        self.tells.moved.emit(at)

    def step(self, frames: int) -> None:
        self.told.append(("step", frames))

    def close(self) -> None:
        self.told.append(("close",))


def last(player: ToldPlayer) -> tuple[object, ...]:
    return player.told[-1]


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> ToldPlayer:
    made = ToldPlayer()
    monkeypatch.setattr(playing, "media_player", lambda: made)
    return made


@pytest.fixture
def shown(window: MainWindow, client: HandFedClient) -> MainWindow:
    """A window with a video, a photo and a live photo in its answer; the video is shown large."""
    client.come_up()
    question = client.last(messages.Search)
    assert isinstance(question, messages.Search)
    rows = (hit(0, **VIDEO), hit(1), hit(2, has_clip=True))
    client.event_received.emit(
        messages.Results(
            request=question.request, text="", total=3, matches=3, milliseconds=1.0, rows=rows
        )
    )
    window.stack.open(0)
    return window


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(window.preview, key)


def test_a_video_has_a_bar_and_a_photo_has_none(shown: MainWindow) -> None:
    bar = shown.preview.player_bar
    assert bar.isVisible()
    assert bar.time.text() == "0:42 / 1:05"
    assert bar.slider.value() == 42_000
    shown.preview.show_row(1)
    assert not bar.isVisible()
    shown.preview.show_row(2)
    assert bar.isVisible()


def test_space_plays_from_the_moment_and_stands(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    playing = shown.stack.playing
    states = []
    for _ in range(2):
        press(shown, qtbot, Qt.Key.Key_Space)
        states.append(playing.plays)
    assert states == [True, False]
    shown.preview.player_bar.button.click()
    path = Path("/videos/a.mp4")
    assert player.told == [("open", path, 42.0), ("play",), ("pause",), ("play",)]


def test_keys_go_on_and_back_while_it_is_played_and_walk_before(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    press(shown, qtbot, Qt.Key.Key_Right)
    assert shown.preview.row == 1
    press(shown, qtbot, Qt.Key.Key_Left)
    press(shown, qtbot, Qt.Key.Key_Space)
    press(shown, qtbot, Qt.Key.Key_Right)
    assert last(player) == ("seek", 47.0)
    press(shown, qtbot, Qt.Key.Key_Left)
    assert last(player) == ("seek", 42.0)
    press(shown, qtbot, Qt.Key.Key_Comma)
    press(shown, qtbot, Qt.Key.Key_Period)
    assert list(player.told[-2:]) == [("step", -1), ("step", 1)]
    press(shown, qtbot, Qt.Key.Key_Down)
    assert last(player) == ("close",)
    assert shown.preview.row == 1


def test_frames_are_shown_and_the_bar_follows(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    press(shown, qtbot, Qt.Key.Key_Space)
    frame = QImage(32, 20, QImage.Format.Format_RGB32)
    frame.fill(Qt.GlobalColor.red)
    player.tells.frame_arrived.emit(frame)
    assert shown.preview.canvas.pixmap.size() == frame.size()
    player.tells.lasts.emit(66.0)
    player.tells.moved.emit(50.0)
    assert shown.preview.player_bar.time.text() == "0:50 / 1:06"


def test_leaving_the_large_view_ends_the_player(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    press(shown, qtbot, Qt.Key.Key_Space)
    press(shown, qtbot, Qt.Key.Key_Escape)
    assert last(player) == ("close",)
    assert not shown.stack.playing.is_open


def test_a_click_on_a_moment_goes_there_before_it_is_played_and_then(
    shown: MainWindow, client: HandFedClient, player: ToldPlayer, qtbot: QtBot, tmp_path: Path
) -> None:
    thumbnail = tmp_path / "abc-42000.jpg"
    Image.new("RGB", (64, 48), (200, 0, 0)).save(thumbnail)
    bar = shown.preview.player_bar
    with qtbot.waitSignal(bar._pictures.arrived):
        bar.show_hit(hit(0, **VIDEO, thumbnail=thumbnail))
    assert [bar.strip.item(row).text() for row in range(bar.strip.count())] == ["0:03", "0:42"]
    assert bar.strip.isVisible()
    assert not bar.strip.item(1).icon().isNull()
    bar.strip.itemClicked.emit(bar.strip.item(0))
    asked = client.last(messages.MakePreview)
    assert isinstance(asked, messages.MakePreview)
    assert asked.at == 3.0
    press(shown, qtbot, Qt.Key.Key_Space)
    assert player.told[0] == ("open", Path("/videos/a.mp4"), 3.0)
    bar.strip.itemClicked.emit(bar.strip.item(1))
    assert last(player) == ("seek", 42.0)


def test_a_click_on_the_line_goes_there(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    press(shown, qtbot, Qt.Key.Key_Space)
    slider = shown.preview.player_bar.slider
    middle = slider.rect().center()
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    (_, at) = last(player)
    assert at == pytest.approx(32.5, abs=1.5)


def test_a_live_photo_plays_its_clip_and_is_itself_again(
    shown: MainWindow, client: HandFedClient, player: ToldPlayer, qtbot: QtBot
) -> None:
    shown.preview.show_row(2)
    press(shown, qtbot, Qt.Key.Key_Space)
    assert client.sent[-1] == messages.MakeClip(photo=3)
    client.event_received.emit(messages.Clip(photo=3, path="/photos/3.mov"))
    assert player.told == [("open", Path("/photos/3.mov"), 0.0), ("play",)]
    player.tells.lasts.emit(2.0)
    player.tells.moved.emit(2.0)
    with qtbot.waitSignal(shown.preview.hit_shown):
        player.tells.playing_changed.emit(False)
    assert last(player) == ("close",)


def test_without_qt_multimedia_frames_of_the_engine_are_shown(
    shown: MainWindow, client: HandFedClient, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(playing, "media_player", lambda: None)
    before = len(client.sent)
    press(shown, qtbot, Qt.Key.Key_Space)

    def frames() -> list[float | None]:
        asked = client.sent[before:]
        return [one.at for one in asked if isinstance(one, messages.MakePreview)]

    qtbot.waitUntil(lambda: len(frames()) == 1)
    client.event_received.emit(messages.Preview(photo=1, path=""))
    qtbot.waitUntil(lambda: len(frames()) == 2)
    first, second = frames()
    assert first is not None
    assert second is not None
    assert 42.0 < first < second
    press(shown, qtbot, Qt.Key.Key_Space)
    assert not shown.stack.playing.plays


def test_without_qt_multimedia_a_clip_is_opened_in_the_systems_player(
    shown: MainWindow, client: HandFedClient, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(playing, "media_player", lambda: None)
    monkeypatch.setattr("ui.widgets.desktop.open_path", lambda path: None, raising=False)
    opened: list[Path] = []
    shown.preview.open_wanted.disconnect()
    shown.preview.open_wanted.connect(opened.append)
    shown.preview.show_row(2)
    shown.stack.playing._has_media = False
    press(shown, qtbot, Qt.Key.Key_Space)
    client.event_received.emit(messages.Clip(photo=3, path="/photos/3.mov"))
    assert opened == [Path("/photos/3.mov")]


def test_a_video_whose_name_is_no_text_is_shown_by_the_engine(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    shown.stack.playing._open(Path(os.fsdecode(b"/videos/\xe9.mp4")))
    assert player.told == []
    assert isinstance(shown.stack.playing._player, FramePlayer)
    shown.stack.playing.stop()
    press(shown, qtbot, Qt.Key.Key_Space)
    assert player.told[0] == ("open", Path("/videos/a.mp4"), 42.0)


def test_what_the_player_cannot_play_is_shown_by_the_engine(
    shown: MainWindow, player: ToldPlayer, qtbot: QtBot
) -> None:
    press(shown, qtbot, Qt.Key.Key_Space)
    player.tells.failed.emit("no such codec")
    assert last(player) == ("close",)
    assert isinstance(shown.stack.playing._player, FramePlayer)


def test_over_a_tile_the_moments_are_seen_one_after_the_other(
    shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    thumbnail = tmp_path / "abc-42000.jpg"
    row = hit(0, **VIDEO, thumbnail=thumbnail)
    Image.new("RGB", (64, 48), (0, 0, 200)).save(moment_thumbnail(thumbnail, 3.0))
    shown.stack.show_browser()
    shown.model.add_rows(messages.Rows(request=1, start=0, rows=(row,)))
    grid, hover = shown.grid, shown.grid.tiles.hover
    tile = grid.visualRect(shown.model.index(0))

    def move(x: float) -> None:
        at = QPointF(tile.left() + x * tile.width(), tile.center().y())
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, grid.viewport().mapToGlobal(at), none, none,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(grid.viewport(), event)

    assert hover.shown(row)[1].isNull()
    move(0.2)
    with qtbot.waitSignal(hover._pictures.arrived):
        hover.shown(row)
    seen, picture = hover.shown(row)
    assert seen.at == 3.0
    assert not picture.isNull()
    QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    assert hover.shown(row)[1].isNull()


@pytest.mark.qt_log_ignore("QRhi", "PulseAudio", extend=True)
def test_qt_multimedia_plays_a_film_from_its_moment(qtbot: QtBot, tmp_path: Path) -> None:
    pytest.importorskip("av")
    player = media_player()
    if player is None:
        pytest.skip("Qt Multimedia is not installed, or its libraries are missing")
    from tests.videos import make_video

    scenes = [Image.new("RGB", (96, 64), colour) for colour in ("red", "lime", "blue")]
    path = make_video(tmp_path / "a.mp4", scenes)
    path = path.rename(tmp_path / "视频 #%41.mp4")
    with qtbot.waitSignal(player.tells.lasts, timeout=20_000) as told:
        player.open(path, 2.5)
    assert told.args is not None
    assert told.args[0] == pytest.approx(6.0, abs=0.2)

    def is_green(image: QImage) -> bool:
        pixel = image.pixelColor(20, 20)
        return pixel.green() > 150 > pixel.red()

    with qtbot.waitSignal(player.tells.frame_arrived, timeout=20_000, check_params_cb=is_green):
        player.play()
    with qtbot.waitSignal(player.tells.playing_changed, timeout=20_000):
        player.pause()
    with qtbot.waitSignal(
        player.tells.frame_arrived,
        timeout=20_000,
        check_params_cb=lambda image: image.pixelColor(20, 20).blue() > 150,
    ):
        player.seek(5.0)
    player.close()
    with qtbot.waitSignal(player.tells.failed):
        player.open(tmp_path / "none.mp4", 0.0)
    player.tells.deleteLater()
