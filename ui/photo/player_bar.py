"""Below a video: play, where one is, how long it is, and the moments that match, to click."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSlider,
    QStyle,
    QVBoxLayout,
)

from photosearch.paths import moment_thumbnail
from photosearch.wire.clock import clock
from photosearch.wire.values import Hit
from ui.widgets.named import named
from ui.widgets.small_pictures import SmallPictures

# The side of a moment's picture, and the strip's height with its time below.
EDGE = 84
STRIP_HEIGHT = EDGE + 32
_AT_ROLE = int(Qt.ItemDataRole.UserRole)
_PATH_ROLE = _AT_ROLE + 1


class PlayerBar(QFrame):
    """Controls of a video.

    Signals:
        play_toggled(): play, or stand.
        seek_wanted(float): go to so many seconds.
    """

    play_toggled = Signal()
    seek_wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("player")
        self._pictures = SmallPictures(self, edge=2 * EDGE)
        self._pictures.arrived.connect(self._on_picture)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setFixedWidth(44)
        self.button.clicked.connect(self.play_toggled)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName(self.tr("Position in the video"))
        self.slider.sliderMoved.connect(lambda ms: self.seek_wanted.emit(ms / 1000))
        self.time = named(QLabel(), "muted")
        self.strip = self._make_strip()
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in (self.button, self.slider, self.time):
            line.addWidget(widget, int(widget is self.slider))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 2)
        layout.setSpacing(6)
        layout.addWidget(self.strip)
        layout.addLayout(line)
        self._at, self._duration = 0.0, 0.0
        self.show_playing(False)

    def _make_strip(self) -> QListWidget:
        strip = named(QListWidget(), "moments")
        strip.setAccessibleName(self.tr("Moments that match"))
        strip.setViewMode(QListWidget.ViewMode.IconMode)
        strip.setFlow(QListWidget.Flow.LeftToRight)
        strip.setWrapping(False)
        strip.setMovement(QListWidget.Movement.Static)
        strip.setIconSize(QSize(EDGE, EDGE))
        strip.setGridSize(QSize(EDGE + 14, STRIP_HEIGHT - 4))
        strip.setFixedHeight(STRIP_HEIGHT)
        strip.setFrameShape(QFrame.Shape.NoFrame)
        strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        strip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for chosen in (strip.itemClicked, strip.itemActivated):
            chosen.connect(lambda item: self.seek_wanted.emit(item.data(_AT_ROLE)))
        return strip

    def show_hit(self, hit: Hit) -> None:
        """Show a video's length and its moments; one alone needs no strip."""
        self.show_duration(hit.duration or 0.0)
        self.show_position(hit.at or 0.0)
        self._show_moments(hit.moments if hit.thumbnail else (), hit.thumbnail or Path(), hit.at)

    def _show_moments(self, moments: Sequence[float], thumbnail: Path, best: float | None) -> None:
        self.strip.clear()
        self.strip.setVisible(len(moments) > 1)
        for at in moments if len(moments) > 1 else ():
            item = QListWidgetItem(clock(at))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(_AT_ROLE, at)
            path = str(moment_thumbnail(thumbnail, at))
            item.setData(_PATH_ROLE, path)
            item.setIcon(self._icon(path))
            self.strip.addItem(item)
            if at == best:
                self.strip.setCurrentItem(item)

    def _on_picture(self, path: str) -> None:
        for row in range(self.strip.count()):
            item = self.strip.item(row)
            if item.data(_PATH_ROLE) == path:
                item.setIcon(self._icon(path))

    def _icon(self, path: str) -> QIcon:
        """Return a moment's picture, which keeps its colours when it is chosen."""
        picture = self._pictures.pixmap(path)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        return icon

    def show_playing(self, plays: bool) -> None:
        """Show whether it plays."""
        self.button.setText("❚❚" if plays else "▶")
        text = self.tr("Pause (Space)") if plays else self.tr("Play (Space)")
        self.button.setToolTip(text)
        self.button.setAccessibleName(text)

    def show_duration(self, seconds: float) -> None:
        """Show how long it is; 0 if that is not known."""
        self._duration = seconds
        self.slider.setEnabled(seconds > 0)
        self.slider.setRange(0, round(seconds * 1000))
        self._show_time()

    @property
    def is_at_end(self) -> bool:
        """Whether the end was reached."""
        return 0 < self._duration <= self._at + 0.15

    def show_position(self, seconds: float) -> None:
        """Show where one is."""
        self._at = seconds
        if not self.slider.isSliderDown():
            self.slider.setValue(round(seconds * 1000))
        self._show_time()

    def _show_time(self) -> None:
        length = f" / {clock(self._duration)}" if self._duration else ""
        self.time.setText(f"{clock(self._at)}{length}")

    def wait(self) -> None:
        """Wait for the thread that reads pictures."""
        self._pictures.wait()


class _Slider(QSlider):
    """A slider that goes where it is clicked."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there first; then it is dragged from there."""
        value = QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(event.position().x()), max(1, self.width())
        )
        self.setValue(value)
        self.sliderMoved.emit(value)
        super().mousePressEvent(event)
