"""What was understood of a question, as chips that can be changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.named import named
from ui.widgets.small_pictures import SmallPictures

_PICTURE_EDGE = 22
# In a narrow window a text makes room for the note first.
_LONGEST_TEXT, _LEAST_TEXT = 300, 70
_LONGEST_NOTE, _LEAST_NOTE = 460, 240


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """One chip. ``key`` says what it stands for: a group and a place in it.

    ``look`` is text, filter, not, error or picture; ``note`` is what is wrong with it, ``spoken``
    its accessible name, ``weight`` is shown between − and + where there is one.
    """

    key: tuple[str, int]
    text: str
    look: str
    spoken: str
    note: str = ""
    thumbnail: str = ""
    weight: str = ""


class Chip(QFrame):
    """One chip: Enter or a click changes it, × or Delete removes it, + and - weigh it.

    Signals:
        edited(), removed(): by mouse or key.
        weighed(int): steps up or down.
        moved(int): to the next chip, or the one before.
        left(int): upwards (-1) or downwards (1).
    """

    edited = Signal()
    removed = Signal()
    weighed = Signal(int)
    moved = Signal(int)
    left = Signal(int)

    def __init__(self, spec: ChipSpec, pictures: SmallPictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self._pictures = pictures
        self.setObjectName("chip")
        self.setProperty("look", spec.look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(spec.spoken)
        self.setAccessibleDescription(self.tr("Enter changes it, Delete removes it"))
        self.setToolTip(spec.note or spec.text)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(10, 2, 4, 2)
        self._layout.setSpacing(6)
        self.picture = QLabel(self)
        self._add_picture()
        self.text = self._add_text(spec.text, "chipText", _LONGEST_TEXT, _LEAST_TEXT)
        self.note = self._add_text(spec.note, "chipNote", _LONGEST_NOTE, _LEAST_NOTE)
        self.lighter = self._add_button("−", self.tr("Less weight"), lambda: self.weighed.emit(-1))
        self.weight = self._add_text(spec.weight, "chipText", _LONGEST_TEXT, _LEAST_TEXT)
        self.heavier = self._add_button("+", self.tr("More weight"), lambda: self.weighed.emit(1))
        for widget in (self.lighter, self.weight, self.heavier):
            widget.setVisible(bool(spec.weight))
        remove = self.tr("Remove {0}").format(spec.spoken)
        self.remove = self._add_button("×", remove, self.removed.emit)

    def _add_picture(self) -> None:
        self.picture.setFixedSize(_PICTURE_EDGE, _PICTURE_EDGE)
        self.picture.setScaledContents(True)
        self._layout.addWidget(self.picture)
        self.show_picture()

    def show_picture(self) -> None:
        """Show the thumbnail as soon as it is here."""
        path = self.spec.thumbnail
        pixmap = self._pictures.pixmap(path) if path else None
        self.picture.setVisible(pixmap is not None and not pixmap.isNull())
        if pixmap is not None and not pixmap.isNull():
            self.picture.setPixmap(pixmap)

    def _add_text(self, text: str, name: str, longest: int, least: int) -> ElidedLabel:
        middle = Qt.TextElideMode.ElideMiddle
        label = named(ElidedLabel(middle, self, longest=longest, least=least), name)
        label.show_text(text)
        label.setVisible(bool(text))
        self._layout.addWidget(label)
        return label

    def _add_button(self, sign: str, name: str, slot: object) -> QToolButton:
        button = named(QToolButton(self), "chipButton")
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(slot)
        self._layout.addWidget(button)
        return button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click changes it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus, all round."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything the mouse can do."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.edited.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.removed.emit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.weighed.emit(1)
            case Qt.Key.Key_Minus:
                self.weighed.emit(-1)
            case Qt.Key.Key_Left:
                self.moved.emit(-1)
            case Qt.Key.Key_Right:
                self.moved.emit(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Escape:
                self.left.emit(-1)
            case Qt.Key.Key_Down:
                self.left.emit(1)
            case _:
                super().keyPressEvent(event)


class ChipRow(QWidget):
    """The chips of a question; the row is there only if it has any.

    Signals (a key is what the chip stands for):
        edited(tuple), removed(tuple): a chip should be changed, or go.
        weighed(tuple, int): a picture should weigh more or less.
        left_upwards(), left_downwards(): the arrow keys went on.
    """

    edited = Signal(object)
    removed = Signal(object)
    weighed = Signal(object, int)
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before  # in the order of the Tab key
        self.setAccessibleName(self.tr("What was understood"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.pictures = SmallPictures(self)
        self.pictures.arrived.connect(self._show_picture)
        self.chips: list[Chip] = []
        self._flow = FlowLayout(self, 6)
        self.hide()

    def set_chips(self, specs: Sequence[ChipSpec]) -> None:
        """Show these chips; the focus stays at its place."""
        if [chip.spec for chip in self.chips] == list(specs):
            return
        focused = next((i for i, chip in enumerate(self.chips) if chip.hasFocus()), None)
        old, self.chips = self.chips, [self._chip(spec) for spec in specs]
        for one, next_one in pairwise((self._before, *self.chips)):
            QWidget.setTabOrder(one, next_one)
        self.setVisible(bool(specs))
        if focused is not None:
            self._focus(focused)
        for chip in old:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.updateGeometry()

    def focus_first(self) -> None:
        """Go to the first chip."""
        self._focus(0)

    def _chip(self, spec: ChipSpec) -> Chip:
        chip = Chip(spec, self.pictures, self)
        chip.edited.connect(lambda: self.edited.emit(spec.key))
        chip.removed.connect(lambda: self.removed.emit(spec.key))
        chip.weighed.connect(lambda steps: self.weighed.emit(spec.key, steps))
        chip.moved.connect(lambda step: self._focus(self.chips.index(chip) + step))
        chip.left.connect(
            lambda way: (self.left_upwards if way < 0 else self.left_downwards).emit()
        )
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _focus(self, index: int) -> None:
        if not self.chips:
            self.left_upwards.emit()
            return
        chip = self.chips[max(0, min(index, len(self.chips) - 1))]
        chip.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_picture(self, path: str) -> None:
        for chip in self.chips:
            if chip.spec.thumbnail == path:
                chip.show_picture()
        self._flow.invalidate()
