"""The grid of thumbnails: square tiles that fill the width."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photosearch.wire.values import Hit
from ui.results.hover_moments import HoverMoments
from ui.results.results_model import CERTAIN_ROLE, HIT_ROLE, UNDATED_ROLE, ResultsModel
from ui.results.thumbnails import Thumbnails
from ui.widgets.moments import badge

TILE_SIZES = (96, 128, 160, 192, 240, 320)
DEFAULT_TILE = 192
GAP = 6
RADIUS = 6
# How opaque photos are whose drive is away, and those below the answer's line.
OFFLINE, LESS_CERTAIN = 0.45, 0.55


@dataclass(frozen=True, slots=True)
class _Goal:
    """A row that should stand ``below`` so many pixels from the top of what is seen."""

    row: int
    below: int
    becomes_current: bool = False


class TileDelegate(QStyledItemDelegate):
    """Paints one photo: its thumbnail cut to a square, a frame when chosen."""

    def __init__(self, thumbnails: Thumbnails, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.hover = HoverMoments(parent)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A tile fills its cell of the grid."""
        view = self.parent()
        assert isinstance(view, QListView)
        return view.gridSize()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a tile; a photo that is not here yet is a quiet square."""
        tile = option.rect.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(tile), RADIUS, RADIUS)
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillPath(outline, option.palette.color(QPalette.ColorRole.AlternateBase))
        hit: Hit | None = index.data(HIT_ROLE)
        if hit is not None:
            painter.setClipPath(outline)
            is_certain, begins = (bool(index.data(role)) for role in (CERTAIN_ROLE, UNDATED_ROLE))
            self._paint_photo(painter, tile, hit, is_certain, begins_undated=begins)
            painter.setClipping(False)
        self._paint_state(painter, option, outline)
        painter.restore()

    def _paint_photo(
        self, painter: QPainter, tile: QRect, hit: Hit, is_certain: bool, begins_undated: bool
    ) -> None:
        hit, moment = self.hover.shown(hit)
        pixmap = moment if not moment.isNull() else self._thumbnails.pixmap(hit)
        if pixmap is None:
            return
        if not hit.online:
            painter.setOpacity(OFFLINE)
        elif not is_certain:
            painter.setOpacity(LESS_CERTAIN)
        edge = min(pixmap.width(), pixmap.height())
        source = QRect((pixmap.width() - edge) // 2, (pixmap.height() - edge) // 2, edge, edge)
        painter.drawPixmap(tile, pixmap, source)
        painter.setOpacity(1.0)
        if begins_undated:
            self._paint_badge(painter, tile, *self._undated(), at_top=True)
        if not hit.online:
            self._paint_badge(painter, tile, self.tr("offline"))
        elif length := badge(hit):
            self._paint_badge(painter, tile, length)

    def _undated(self) -> tuple[str, str]:
        return self.tr("no date from here on"), self.tr("no date")

    def _paint_badge(
        self, painter: QPainter, tile: QRect, text: str, short: str = "", at_top: bool = False
    ) -> None:
        metrics = painter.fontMetrics()
        room = tile.width() - 24
        if short and metrics.horizontalAdvance(text) > room:
            text = short
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text) + 14
        left, top = tile.right() - width - 5, tile.bottom() - 27
        if at_top:
            left, top = tile.left() + 6, tile.top() + 6
        badge = QRect(left, top, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(badge, 11, 11)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, outline: QPainterPath
    ) -> None:
        view = self.parent()
        assert isinstance(view, QListView)
        accent = option.palette.color(QPalette.ColorRole.Highlight)
        if not view.hasFocus():
            accent = option.palette.color(QPalette.ColorRole.PlaceholderText)
        state = option.state
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(accent, 4))
            painter.drawPath(outline)
        elif state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(accent, 3, Qt.PenStyle.DotLine))
            painter.drawPath(outline)
        elif state & QStyle.StateFlag.State_MouseOver:
            accent.setAlpha(140)
            painter.setPen(QPen(accent, 2))
            painter.drawPath(outline)


class ResultsGrid(QListView):
    """Shows an answer.

    Signals:
        opened(int): a row should be shown large.
        menu_wanted(QPoint): a context menu for the chosen photos, at a global point.
        left_upwards(): the arrow key went up beyond the first row.
    """

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    left_upwards = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile = DEFAULT_TILE
        self.setAccessibleName(self.tr("Photos found"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.verticalScrollBar()
        bar.setSingleStep(40)
        bar.rangeChanged.connect(self._show_bar)
        bar.rangeChanged.connect(self._go_on)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.tiles = TileDelegate(thumbnails, self)
        self.setItemDelegate(self.tiles)
        self.activated.connect(self._open)
        thumbnails.arrived.connect(self._repaint_photo)

    def setModel(self, model: ResultsModel) -> None:  # type: ignore[override]
        """Show this model; the view keeps its place when the same question is answered again."""
        super().setModel(model)
        model.modelAboutToBeReset.connect(self._remember_place)

    def restore_place(self) -> None:
        """Go back to the photo and place that were shown before the model changed."""
        row = None if self._current is None else self.results().row_of(self._current)
        if row is not None:
            self.setCurrentIndex(self.results().index(row))
        self.verticalScrollBar().setValue(self._scroll)

    def show_from_start(self) -> None:
        """Go to the first photo."""
        self.verticalScrollBar().setValue(0)
        if self.results().rowCount():
            self.setCurrentIndex(self.results().index(0))

    def show_row(self, row: int) -> None:
        """Make a row the current one and show it on top, as soon as it has been laid out."""
        self._goal = _Goal(row, 0, becomes_current=True)
        self._go_on()

    def first_row(self) -> int:
        """Return the first row that is seen whole."""
        edge = max(1, self.gridSize().height())
        return -(-self.verticalScrollBar().value() // edge) * self.columns()

    def _go_on(self) -> None:
        """Go towards the goal; far rows are laid out in batches, a moment later."""
        if self._goal is not None:
            self.executeDelayedItemsLayout()  # the bar's range changes, perhaps up to the goal
        if self._goal is None:
            return
        edge, bar = self.gridSize().height(), self.verticalScrollBar()
        lines = -(-self.results().rowCount() // self.columns())
        end = max(0, lines * edge - self.viewport().height())
        place = max(0, min(end, self._goal.row // self.columns() * edge - self._goal.below))
        if bar.maximum() >= place:
            goal, self._goal = self._goal, None
            if goal.becomes_current:
                self.setCurrentIndex(self.results().index(goal.row))
            bar.setValue(place)

    def _held(self, height: int) -> _Goal | None:
        """Return what should stay in sight: the current photo if it was seen, else the first.

        Args:
            height: how much was seen, in pixels from the top.
        """
        if self._goal is not None:
            return self._goal
        place = self.visualRect(self.currentIndex())
        if place.isValid() and place.top() < height and place.bottom() > 0:
            return _Goal(self.currentIndex().row(), place.top())
        first = self.indexAt(QPoint(GAP, GAP))
        return _Goal(first.row(), self.visualRect(first).top()) if first.isValid() else None

    def results(self) -> ResultsModel:
        """The model."""
        model = self.model()
        assert isinstance(model, ResultsModel)
        return model

    def chosen(self) -> list[Hit]:
        """Return the chosen photos that are here."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [hit for row in rows if (hit := self.results().hit(row)) is not None]

    def grow_tiles(self, steps: int) -> None:
        """Make the tiles larger, or smaller for negative steps."""
        place = min(range(len(TILE_SIZES)), key=lambda i: abs(TILE_SIZES[i] - self._tile))
        self.set_tile(TILE_SIZES[max(0, min(len(TILE_SIZES) - 1, place + steps))])

    def set_tile(self, edge: int) -> None:
        """Let tiles be about ``edge`` pixels wide."""
        self._tile = edge
        self._fit(self.viewport().height())
        self._go_on()

    @property
    def tile(self) -> int:
        """The wanted width of a tile in pixels."""
        return self._tile

    _current: int | None = None
    _scroll = 0
    _goal: _Goal | None = None
    _columns = 0

    def _remember_place(self) -> None:
        hit = self.results().hit(self.currentIndex().row())
        self._current = hit.photo if hit is not None else None
        self._goal = None
        self._scroll = self.verticalScrollBar().value()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _show_bar(self, least: int, most: int) -> None:
        """The scroll bar keeps its room, and shows its handle where there is more to see."""
        self.verticalScrollBar().setEnabled(most > least)

    def _repaint_photo(self, photo: int) -> None:
        row = self.results().row_of(photo)
        if row is not None:
            self.update(self.results().index(row))

    def _fit(self, height: int) -> None:
        """Divide the width among whole tiles; what one is looking at stays in sight.

        Args:
            height: how much is seen so far, in pixels.
        """
        width = self.viewport().width() - 1
        columns = max(1, width // self._tile)
        edge = max(TILE_SIZES[0] // 2, width // columns)
        if (self.gridSize().width(), self._columns) == (edge, columns):
            return
        held, old = self._held(height), self.gridSize().height()
        self.setGridSize(QSize(edge, edge))
        self._columns = columns
        if held is not None:
            below = held.below if held.becomes_current else _kept(held.below, old, edge, self)
            self._goal = replace(held, below=below)

    def columns(self) -> int:
        """Return how many tiles stand side by side."""
        return max(1, self.viewport().width() // max(1, self.gridSize().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the tiles to the new width."""
        self._fit(event.oldSize().height())
        super().resizeEvent(event)
        self._go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space opens; up from the first line goes back to the search bar."""
        self._goal = None
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Up and row < self.columns():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls goes where they want."""
        self._goal = None
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu, by mouse or by key."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            point = self.visualRect(index).center()
        else:
            point = event.pos()
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))


def _kept(below: int, old: int, edge: int, view: QWidget) -> int:
    """Return where a tile's top stays if its middle does, and all of it is to be seen."""
    return max(0, min(below + (old - edge) // 2, view.height() - edge))
