"""Faces as circles, each with a line or two below: of people, or of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets.small_pictures import SmallPictures

_TILE_ROLE = int(Qt.ItemDataRole.UserRole)
FACE = 104
TILE = QSize(136, 172)
# Read this large, so that circles are sharp on fine screens.
EDGE = 160


@dataclass(frozen=True, slots=True)
class Tile:
    """What a circle stands for: a number, its picture's file, a name, and a line below.

    A name that is only ``offered`` stands where one may be given. ``is_pale``: it is hidden.
    """

    id: int
    picture: str
    name: str
    note: str
    offered: str = ""
    is_pale: bool = False


Index = QModelIndex | QPersistentModelIndex


class FaceGrid(QListWidget):
    """Circles in rows; several can be chosen.

    Signals:
        opened(int): one was opened, by a double click or by key.
        named(int, str): a name was typed.
    """

    opened = Signal(int)
    named = Signal(int, str)

    def __init__(self, can_name: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = SmallPictures(self, edge=EDGE)
        self._pictures.arrived.connect(lambda _: self.viewport().update())
        self._can_name = can_name
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed if can_name else triggers.NoEditTriggers)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setItemDelegate(_FaceDelegate(self._pictures, self))
        self.itemActivated.connect(lambda item: self.opened.emit(tile_of(item).id))
        self.itemChanged.connect(self._tell_name)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these, keeping what is chosen; while a name is typed nothing changes."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        if [tile_of(self.item(row)) for row in range(self.count())] == list(tiles):
            return
        chosen, bar = set(self.chosen()), self.verticalScrollBar().value()
        current = self.current()
        self.blockSignals(True)
        self.clear()
        for tile in tiles:
            item = QListWidgetItem(tile.name, self)
            item.setData(_TILE_ROLE, tile)
            item.setData(
                int(Qt.ItemDataRole.AccessibleTextRole), f"{tile.name or tile.offered}, {tile.note}"
            )
            if self._can_name:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if tile.id == current:
                self.setCurrentItem(item)
        for row in range(self.count()):
            self.item(row).setSelected(tile_of(self.item(row)).id in chosen)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(bar)
        self.itemSelectionChanged.emit()

    def chosen(self) -> list[int]:
        """Return the numbers of what is chosen, in the order shown."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [tile_of(self.item(row)).id for row in rows]

    def current(self) -> int | None:
        """Return the number of the one that keys go to."""
        item = self.currentItem()
        return None if item is None else tile_of(item).id

    def edit_current(self) -> None:
        """Let the name of the current one be typed."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())

    def wait(self) -> None:
        """Wait until pictures are read."""
        self._pictures.wait()

    def _tell_name(self, item: QListWidgetItem) -> None:
        tile, name = tile_of(item), " ".join(item.text().split())
        if name != tile.name:
            self.named.emit(tile.id, name)


def tile_of(item: QListWidgetItem) -> Tile:
    """Return what an item shows."""
    tile = item.data(_TILE_ROLE)
    assert isinstance(tile, Tile)
    return tile


class _FaceDelegate(QStyledItemDelegate):
    """Paints a circle, a name and a note; the name is edited where it stands."""

    def __init__(self, pictures: SmallPictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All are of one size."""
        return TILE

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Edit the name in its line."""
        line = _name_line(option.rect, option.fontMetrics.height())
        editor.setGeometry(line.adjusted(0, -5, 0, 5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one."""
        tile: Tile = index.data(_TILE_ROLE)
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 10, 10)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(option.rect.adjusted(3, 3, -3, -3), 9, 9)
        painter.setOpacity(0.5 if tile.is_pale else 1.0)
        place = QRect(0, 0, FACE, FACE)
        place.moveCenter(QPoint(option.rect.center().x(), option.rect.top() + 10 + FACE // 2))
        paint_face(painter, place, self._pictures.pixmap(tile.picture), palette, tile.name)
        self._write(painter, option, tile)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile) -> None:
        metrics, palette = option.fontMetrics, option.palette
        line = _name_line(option.rect, metrics.height())
        for text, role in (
            (tile.name, QPalette.ColorRole.Text) if tile.name
            else (tile.offered, QPalette.ColorRole.Link),
            (tile.note, QPalette.ColorRole.PlaceholderText),
        ):  # fmt: skip
            painter.setPen(palette.color(role))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
            line.translate(0, metrics.height() + 2)


def paint_face(
    painter: QPainter, place: QRect, picture: QPixmap, palette: QPalette, name: str
) -> None:
    """Paint a face as a circle; without a picture the first letter of a name."""
    painter.save()
    circle = QPainterPath()
    circle.addEllipse(place)
    painter.setClipPath(circle)
    if picture.isNull():
        painter.fillRect(place, palette.color(QPalette.ColorRole.Mid))
        font = painter.font()
        font.setPixelSize(place.height() // 3)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Base))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
    else:
        painter.drawPixmap(place, picture)
    painter.restore()


def _name_line(tile: QRect, height: int) -> QRect:
    return QRect(tile.left() + 8, tile.top() + FACE + 18, tile.width() - 16, height)
