"""Plays the video, or what moves in the live photo, that is shown large."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent

from photosearch.wire.values import Hit
from ui.engine.controller import Controller
from ui.photo.player import FramePlayer, Player, media_player
from ui.photo.preview import LONGEST_EDGE, Preview

# Seconds that an arrow key goes on or back.
LEAP = 5.0


class Playing(QObject):
    """Brings preview, its bar and a player together; nothing is loaded before one plays.

    While a video is open in the player, Left and Right go on and back in it; Up and Down walk.
    """

    def __init__(self, controller: Controller, preview: Preview) -> None:
        super().__init__(preview)
        self._controller, self._preview = controller, preview
        self._bar = preview.player_bar
        self._hit: Hit | None = None
        self._player: Player | None = None
        self._has_media = True  # until it is found to be missing
        self._at = 0.0
        self._plays = False
        preview.installEventFilter(self)
        preview.hit_shown.connect(self._on_hit)
        preview.closed.connect(self.stop)
        self._bar.play_toggled.connect(self.toggle)
        self._bar.seek_wanted.connect(self.seek)
        controller.clip_made.connect(self._on_clip)
        controller.preview_made.connect(self._on_frame_made)

    @property
    def is_open(self) -> bool:
        """Whether something was begun to be played."""
        return self._player is not None

    @property
    def plays(self) -> bool:
        """Whether it plays now."""
        return self._plays

    def toggle(self) -> None:
        """Play, or stand."""
        hit = self._hit
        if hit is None or not moves(hit) or not hit.online:
            return
        if self._player is not None:
            if self._plays:
                self._player.pause()
            else:
                self._player.play()
        elif is_video(hit):
            self._open(hit.path)
        else:
            self._controller.make_clip(hit.photo)

    def seek(self, at: float) -> None:
        """Go to a time; what is not played yet shows its frame."""
        self._at = max(0.0, at)
        if self._player is not None:
            self._player.seek(self._at)
        elif self._hit is not None and is_video(self._hit):
            self._preview.decode_wanted.emit(self._hit.photo, LONGEST_EDGE, self._at)
        self._bar.show_position(self._at)

    def stop(self) -> None:
        """Play nothing."""
        player, self._player = self._player, None
        self._plays = False
        self._bar.show_playing(False)
        if player is not None:
            player.close()
            player.tells.deleteLater()

    def _on_hit(self, hit: Hit | None) -> None:
        self.stop()
        self._hit = hit
        shown = hit is not None and hit.online and moves(hit)
        self._bar.setVisible(shown)
        if hit is not None and shown:
            self._at = hit.at or 0.0
            self._bar.show_hit(hit)

    def _on_clip(self, photo: int, path: str) -> None:
        if self._hit is None or self._hit.photo != photo or self._player is not None or not path:
            return
        if self._has_media:
            self._open(Path(path))
        if self._player is None:  # frames of it the engine does not give
            self._preview.open_wanted.emit(Path(path))

    def _open(self, path: Path) -> None:
        player = media_player() if self._has_media and _is_text(path) else None
        if player is None:
            self._has_media = self._has_media and not _is_text(path)
            player = self._frames()
        if player is not None:
            self._take(player, path)

    def _frames(self) -> FramePlayer | None:
        hit = self._hit
        if hit is None or not is_video(hit):
            return None

        def ask(at: float) -> None:
            self._preview.decode_wanted.emit(hit.photo, LONGEST_EDGE, at)

        return FramePlayer(ask, hit.duration)

    def _take(self, player: Player, path: Path) -> None:
        self._player = player
        self._preview.canvas.lay_over(QImage())
        tells = player.tells
        tells.frame_arrived.connect(self._preview.show_frame)
        tells.moved.connect(self._on_moved)
        tells.lasts.connect(self._bar.show_duration)
        tells.playing_changed.connect(self._on_playing)
        tells.failed.connect(self._on_failed)
        player.open(path, self._at)
        player.play()

    def _on_moved(self, at: float) -> None:
        self._at = at
        self._bar.show_position(at)

    def _on_playing(self, plays: bool) -> None:
        self._plays = plays
        self._bar.show_playing(plays)
        if not plays and self._bar.is_at_end and self._hit and not is_video(self._hit):
            QTimer.singleShot(0, self._preview.show_again)

    def _on_failed(self, _: str) -> None:
        """Go on with frames where the player can't play a file."""
        self.stop()
        player = self._frames()
        if player is not None and self._hit is not None:
            self._take(player, self._hit.path)

    def _on_frame_made(self, photo: int, _: str) -> None:
        if isinstance(self._player, FramePlayer) and self._hit and self._hit.photo == photo:
            self._player.on_frame()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of a player before the preview does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._takes(event)
        if event.type() == QEvent.Type.Hide:
            self.stop()
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        if self._hit is None or not moves(self._hit) or not self._hit.online:
            return False
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_MediaTogglePlayPause | Qt.Key.Key_MediaPlay:
                self.toggle()
            case Qt.Key.Key_Left if self.is_open:
                self.seek(self._at - LEAP)
            case Qt.Key.Key_Right if self.is_open:
                self.seek(self._at + LEAP)
            case Qt.Key.Key_Comma | Qt.Key.Key_Period if self._player is not None:
                self._player.step(-1 if event.key() == Qt.Key.Key_Comma else 1)
            case _:
                return False
        return True


def _is_text(path: Path) -> bool:
    """Say whether a file's name is text: Qt Multimedia opens no other."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def is_video(hit: Hit) -> bool:
    """Say whether a row is a video."""
    return hit.duration is not None or hit.at is not None


def moves(hit: Hit) -> bool:
    """Say whether there is something to play: a video, or a photo that moves."""
    return is_video(hit) or hit.has_clip
