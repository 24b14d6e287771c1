"""One photo, large; the arrow keys walk through the answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal, SignalInstance
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from photosearch.wire.values import Hit
from ui.photo.caption_strip import CaptionStrip
from ui.photo.photo_canvas import PhotoCanvas
from ui.photo.player_bar import PlayerBar
from ui.photo.question_strip import PhotoQuestionStrip
from ui.results.results_model import ResultsModel
from ui.widgets.elided_label import ElidedLabel, PathLabel
from ui.widgets.moments import moment_facts
from ui.widgets.named import named
from ui.widgets.paths import shown

# Photos are decoded no larger than this on their long side.
LONGEST_EDGE = 2560
# What Qt decodes itself; the engine turns the rest into JPEG.
_QT_READS = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".bmp", ".gif", ".webp"})


class _Relay(QObject):
    """Carries images to the GUI thread."""

    done = Signal(int, QImage)


class _Decode(QRunnable):
    """Decodes one photo, upright and no larger than needed."""

    def __init__(self, photo: int, path: str, relay: _Relay) -> None:
        super().__init__()
        self._photo, self._path, self._relay = photo, path, relay

    def run(self) -> None:
        """Read the file and hand the image over, or an empty one."""
        reader = QImageReader(self._path)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > LONGEST_EDGE:
            scaled = size.scaled(LONGEST_EDGE, LONGEST_EDGE, Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(scaled)
        image = reader.read()
        self._relay.done.emit(self._photo, image)


class Preview(QFrame):
    """Shows the photo of one row.

    Signals (paths travel as objects: Qt's own strings lose bytes that are no text):
        closed(): back to the grid.
        row_shown(int): another row is shown now.
        hit_shown(Hit): its photo, None while it is on its way.
        question_wanted(): something should be asked about it.
        text_wanted(): what was read in it should be copied.
        why_wanted(), map_wanted(): tell why the photo is here, or no longer; show where, or hide.
        decode_wanted(int, int, object): the engine should decode this photo to so many pixels; of
            a video, the frame at so many seconds.
        similar_wanted(int): photos like this one should be found.
        open_wanted(str), reveal_wanted(str): a path, for other programs.
    """

    closed = Signal()
    row_shown = Signal(int)
    hit_shown = Signal(object)
    question_wanted = Signal()
    text_wanted = Signal()
    why_wanted = Signal()
    map_wanted = Signal()
    decode_wanted = Signal(int, int, object)
    similar_wanted = Signal(int)
    open_wanted = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._model = model
        self._row = -1
        self._hit: Hit | None = None
        self._relay = _Relay(self)
        self._relay.done.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.canvas = PhotoCanvas(self)
        self.player_bar = PlayerBar()
        self.player_bar.hide()
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.canvas, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.player_bar)
        self.caption = CaptionStrip()
        layout.addWidget(self.caption)
        self.question = PhotoQuestionStrip()
        layout.addWidget(self.question)
        layout.addWidget(self._make_facts())
        model.dataChanged.connect(self._on_rows_arrived)
        model.modelReset.connect(self._follow)

    def _make_facts(self) -> QFrame:
        bar = named(QFrame(), "facts")
        self.name = PathLabel()
        self.facts = named(ElidedLabel(Qt.TextElideMode.ElideRight), "muted")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.addLayout(words, 1)
        self.why_button = QPushButton(self.tr("Why?"))
        self.why_button.setCheckable(True)
        self.why_button.setToolTip(self.tr("Why this photo is here (W)"))
        self.why_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.why_button.clicked.connect(self.why_wanted)
        layout.addWidget(self.why_button)
        self.copy_text_button = QPushButton(self.tr("Copy text"))
        self.copy_text_button.setToolTip(self.tr("Copy what is written in the picture (T)"))
        self.copy_text_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy_text_button.clicked.connect(self.text_wanted)
        self.copy_text_button.hide()
        layout.addWidget(self.copy_text_button)
        for text, slot in (
            (self.tr("Find similar"), lambda: self._with_hit(self.similar_wanted, "photo")),
            (self.tr("Open"), lambda: self._with_hit(self.open_wanted, "path")),
            (self.tr("Show in folder"), lambda: self._with_hit(self.reveal_wanted, "path")),
            (self.tr("Close"), self.closed.emit),
        ):
            button = QPushButton(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(slot)
            layout.addWidget(button)
        return bar

    def _with_hit(self, signal: SignalInstance, field: str) -> None:
        if self._hit is not None:
            signal.emit(getattr(self._hit, field))

    def add_side_panel(self, panel: QWidget) -> None:
        """Put a panel at the right of the photo."""
        self._middle.addWidget(panel)

    @property
    def row(self) -> int:
        """The row that is shown."""
        return self._row

    def chosen(self) -> list[Hit]:
        """Return the photo that is shown, if it is here."""
        return [] if self._hit is None else [self._hit]

    def show_row(self, row: int) -> None:
        """Show the photo of a row; rows beyond the ends are not there."""
        if not 0 <= row < self._model.rowCount():
            return
        self._row = row
        self.row_shown.emit(row)
        self._show_hit(self._model.hit(row))

    def show_again(self) -> None:
        """Show the photo as it is, after what moves in it was played."""
        self._show_hit(self._hit)

    def show_decoded(self, photo: int, path: str) -> None:
        """Show what the engine decoded; an empty path means that it can't be read."""
        if self._hit is None or self._hit.photo != photo:
            return
        if path:
            self._pool.start(_Decode(photo, path, self._relay))
        else:
            self._say(self.tr("This photo can't be read."))

    def show_frame(self, image: QImage) -> None:
        """Show a frame of the video that is played."""
        self.canvas.pixmap, self.canvas.message = QPixmap.fromImage(image), ""
        self.canvas.update()

    def wait(self) -> None:
        """Wait for the threads that read pictures."""
        self.player_bar.wait()
        self._pool.clear()
        self._pool.waitForDone()

    def _on_rows_arrived(self) -> None:
        if self._hit is None and self._row >= 0 and self.isVisible():
            self._show_hit(self._model.hit(self._row))

    def _follow(self) -> None:
        """Stay with the photo when new ones move it, and close when it is no longer there."""
        if self._row < 0 or not self.isVisible():
            return
        row = None if self._hit is None else self._model.row_of(self._hit.photo)
        if row is not None and self._hit is not None:
            self._row = row
            self.facts.show_text(self._describe(self._hit), self._describe_score(self._hit))
        elif self._model.rowCount() == 0:
            self.closed.emit()
        elif self._hit is None:
            self.show_row(min(self._row, self._model.rowCount() - 1))

    def _show_hit(self, hit: Hit | None) -> None:
        self._hit = hit
        self.hit_shown.emit(hit)
        if hit is None:
            self._say(self.tr("Loading…"))
            return
        self.name.show_text(shown(hit.path))
        self.facts.show_text(self._describe(hit), self._describe_score(hit))
        self.setAccessibleName(self.tr("Photo {0}").format(shown(hit.path.name)))
        if not hit.online:
            self._say(self.tr("Its drive is not connected."))
            return
        self._show_thumbnail(hit)
        if hit.path.suffix.lower() in _QT_READS:
            self._pool.clear()
            self._pool.start(_Decode(hit.photo, str(hit.path), self._relay))
        else:
            self.decode_wanted.emit(hit.photo, LONGEST_EDGE, hit.at)

    def _show_thumbnail(self, hit: Hit) -> None:
        """Show something at once: the thumbnail, as large as the photo will be."""
        small = QPixmap(str(hit.thumbnail)) if hit.thumbnail else QPixmap()
        if not small.isNull() and hit.width and hit.height:
            room = self.canvas.size()
            full = QSize(hit.width, hit.height)
            if full.width() > room.width() or full.height() > room.height():
                full = full.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            small = small.scaled(full, Qt.AspectRatioMode.IgnoreAspectRatio)
        self.canvas.pixmap, self.canvas.message = small, ""
        self.canvas.update()

    def _on_decoded(self, photo: int, image: QImage) -> None:
        if self._hit is None or self._hit.photo != photo:
            return
        if image.isNull():
            if self._hit.path.suffix.lower() in _QT_READS:
                self.decode_wanted.emit(photo, LONGEST_EDGE, self._hit.at)
            return
        self.canvas.pixmap = QPixmap.fromImage(image)
        self.canvas.update()

    def _say(self, text: str) -> None:
        self.canvas.pixmap, self.canvas.message = QPixmap(), text
        self.canvas.update()

    def _describe(self, hit: Hit) -> str:
        parts = [self.tr("{0} of {1}").format(f"{self._row + 1:,}", f"{self._model.rowCount():,}")]
        if hit.taken_at:
            parts.append(f"{hit.taken_at:%Y-%m-%d %H:%M}")
        if hit.width:
            parts.append(f"{hit.width} × {hit.height}")
        parts += moment_facts(hit)
        if hit.parts.total:
            parts.append(self.tr("score {0}").format(f"{hit.parts.total:.2f}"))
        return "  ·  ".join(parts)

    def _describe_score(self, hit: Hit) -> str:
        why = self.tr("score {0} = picture {1} + words {2} + exact words {3}")
        parts = hit.parts
        numbers = (parts.total, parts.picture, parts.words, parts.exact)
        return why.format(*(f"{number:.2f}" for number in numbers)) if parts.total else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; Escape, Enter, Space go back; W, Q, H and T: why, ask, where, copy text."""
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self.show_row(self._row + 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                self.show_row(self._row - 1)
            case Qt.Key.Key_Home:
                self.show_row(0)
            case Qt.Key.Key_End:
                self.show_row(self._model.rowCount() - 1)
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.closed.emit()
            case Qt.Key.Key_W:
                self.why_wanted.emit()
            case Qt.Key.Key_Q:
                self.question_wanted.emit()
            case Qt.Key.Key_T:
                self.text_wanted.emit()
            case Qt.Key.Key_H:
                self.map_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes back."""
        self.closed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel walks."""
        step = event.angleDelta().y()
        if step:
            self.show_row(self._row + (1 if step < 0 else -1))
