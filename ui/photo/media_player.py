"""Plays videos with Qt Multimedia: sound, every frame, any format that its FFmpeg knows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import (
    QAudioOutput,
    QMediaMetaData,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from ui.photo.player import Signals

_STATUS, _STATE = QMediaPlayer.MediaStatus, QMediaPlayer.PlaybackState
# A frame's length where the file does not tell it.
_USUAL_RATE = 25.0


class MediaPlayer:
    """A :class:`ui.photo.player.Player` on Qt Multimedia."""

    def __init__(self) -> None:
        self.tells = Signals()
        self._begin = 0
        self._wants_to_play = False
        self._player = QMediaPlayer(self.tells)
        self._sound = QAudioOutput(self.tells)
        self._player.setAudioOutput(self._sound)
        self._sink = QVideoSink(self.tells)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.positionChanged.connect(lambda ms: self.tells.moved.emit(ms / 1000))
        self._player.durationChanged.connect(self._on_duration)
        self._player.playbackStateChanged.connect(
            lambda state: self.tells.playing_changed.emit(state == _STATE.PlayingState)
        )
        self._player.errorOccurred.connect(lambda _, text: self.tells.failed.emit(text))

    def open(self, path: Path, at: float) -> None:
        """Take a file; it stands at a time as soon as it is loaded."""
        self._begin, self._wants_to_play = round(at * 1000), False
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def play(self) -> None:
        """Go on; from the beginning if it is at the end."""
        if self._is_loading():
            self._wants_to_play = True
        else:
            self._player.play()

    def pause(self) -> None:
        """Stand."""
        self._wants_to_play = False
        self._player.pause()

    def seek(self, at: float) -> None:
        """Go to a time."""
        ms = max(0, round(at * 1000))
        if self._is_loading():
            self._begin = ms
        else:
            self._player.setPosition(min(ms, self._player.duration() or ms))

    def step(self, frames: int) -> None:
        """Stand, so many frames on or back."""
        self.pause()
        rate = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate) or _USUAL_RATE
        self.seek(self._player.position() / 1000 + frames / float(rate))

    def close(self) -> None:
        """Let go of the file."""
        self._wants_to_play = False
        self._player.stop()
        self._player.setSource(QUrl())

    def _is_loading(self) -> bool:
        return self._player.mediaStatus() in (_STATUS.LoadingMedia, _STATUS.NoMedia)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _STATUS.LoadedMedia and self._begin:
            self._player.setPosition(self._begin)
            self._begin = 0
        if status == _STATUS.LoadedMedia and self._wants_to_play:
            self._wants_to_play = False
            self._player.play()

    def _on_duration(self, ms: int) -> None:
        if ms > 0:
            self.tells.lasts.emit(ms / 1000)

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage() if frame.isValid() else None
        if image is not None and not image.isNull():
            self.tells.frame_arrived.emit(image)
