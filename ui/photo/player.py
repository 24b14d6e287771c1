"""What plays a video: Qt Multimedia where it is installed and works, else frames of the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QLoggingCategory, QObject, QTimer, Signal
from PySide6.QtGui import QImage

# How often the player of frames asks for one.
FRAME_MS = 250


class Signals(QObject):
    """What a player tells.

    Signals:
        frame_arrived(QImage): a frame to be shown.
        moved(float), lasts(float): where it is, and how long the video is (seconds).
        playing_changed(bool): it plays, or stands.
        failed(str): it can't play this.
    """

    frame_arrived = Signal(QImage)
    moved = Signal(float)
    lasts = Signal(float)
    playing_changed = Signal(bool)
    failed = Signal(str)


class Player(Protocol):
    """Plays one file at a time; times are in seconds."""

    tells: Signals

    def open(self, path: Path, at: float) -> None:
        """Take a file, and stand at a time."""

    def play(self) -> None:
        """Go on from where it is; from the beginning if it is at the end."""

    def pause(self) -> None:
        """Stand."""

    def seek(self, at: float) -> None:
        """Go to a time."""

    def step(self, frames: int) -> None:
        """Stand, so many frames on or back."""

    def close(self) -> None:
        """Let go of the file."""


class FramePlayer:
    """Shows frame after frame as the engine gives them: no sound, and few a second.

    ``ask`` asks for the frame at a time; :meth:`on_frame` is told when it has come.
    """

    def __init__(self, ask: Callable[[float], None], duration: float | None) -> None:
        self.tells = Signals()
        self._ask, self._duration = ask, duration
        self._at = 0.0
        self._waits = False
        self._passed = QElapsedTimer()
        self._timer = QTimer(self.tells, interval=FRAME_MS)
        self._timer.timeout.connect(self._go_on)

    def open(self, path: Path, at: float) -> None:
        """Stand at a time; the engine knows the file."""
        self._at = at
        if self._duration is not None:
            self.tells.lasts.emit(self._duration)

    def play(self) -> None:
        """Show the frames that follow."""
        if self._duration is not None and self._at >= self._duration - FRAME_MS / 1000:
            self._at = 0.0
        self._passed.start()
        self._timer.start()
        self.tells.playing_changed.emit(True)

    def pause(self) -> None:
        """Stand."""
        self._timer.stop()
        self.tells.playing_changed.emit(False)

    def seek(self, at: float) -> None:
        """Show the frame of a time."""
        self._at = max(0.0, at if self._duration is None else min(at, self._duration))
        self._waits = True
        self._passed.restart()
        self._ask(self._at)
        self.tells.moved.emit(self._at)

    def step(self, frames: int) -> None:
        """Stand, and show the frame before or after."""
        self.pause()
        self.seek(self._at + frames * FRAME_MS / 1000)

    def close(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()

    def on_frame(self) -> None:
        """Note that the frame that was asked for is here."""
        self._waits = False

    def _go_on(self) -> None:
        if self._waits:
            return
        at = self._at + self._passed.elapsed() / 1000
        if self._duration is not None and at >= self._duration:
            self.pause()
        else:
            self.seek(at)


def media_player() -> Player | None:
    """Return a player with sound, None where Qt Multimedia is not installed or can't be loaded.

    It is loaded when something is played: a twentieth of a second, and libraries that not every
    system has.
    """
    # What it says of libraries for hardware that is not there is of no use to anyone.
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    try:
        from ui.photo.media_player import MediaPlayer
    except ImportError:
        return None
    return MediaPlayer()
