"""The months of an answer, as a slim bar beside the photos: where the hits lie, and a way there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from photosearch.wire.messages import Timeline as TimelineState
from photosearch.wire.values import Month

WIDTH, YEARS_WIDTH, MARGIN = 74, 40, 6
# Photos without a date stand apart below the months, under their name.
UNDATED_HEIGHT, NAME_HEIGHT = 44, 26
# Months are no taller than this, and their bars no thicker than that, in pixels.
TALLEST, THICKEST = 26, 10


def undated(timeline: TimelineState) -> Iterator[Month]:
    """Yield what stands for the photos without a date, if there are any: a month without a year."""
    if timeline.undated:
        yield Month(
            year=0,
            month=0,
            matches=timeline.undated_matches,
            total=timeline.undated,
            first_match=sum(month.matches for month in timeline.months),
            first=sum(month.total for month in timeline.months),
        )


def row_of(month: Month, matches: int) -> int:
    """Return the row at which a month begins in an answer by date, less certain ones at its end."""
    if month.matches or month.first == month.first_match:
        return month.first_match
    return matches + month.first - month.first_match


class Timeline(QWidget):
    """One bar a month, newest on top; photos without a date stand apart at the end.

    Signals:
        month_chosen(Month): the photos should be shown from this month on.
    """

    month_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[Month, ...] = ()
        self._all = False
        self._most = 1
        self._hovered = self._current = self._place = -1
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self.hide()

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that are shown."""
        return self._months

    def show_months(self, months: Sequence[Month], all_rows: bool) -> None:
        """Show the months of an answer: its matches, or all its rows; one month needs no bar."""
        self._months, self._all = tuple(months), all_rows
        self._most = max((self._count(month) for month in months), default=1)
        self._hovered = self._current = self._place = -1
        wanted = len(self._months) > 1
        if wanted:  # once it has been there it keeps its room: the photos must not jump
            policy = self.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.setSizePolicy(policy)
        self.setVisible(wanted)
        if self.hasFocus() and wanted:
            self._current = next(iter(self._places()), -1)
        self.update()

    def show_place(self, row: int, matches: int) -> None:
        """Mark the month of a row of an answer by date; -1 where it has no such order."""
        starts = [] if row < 0 else [row_of(month, matches) for month in self._shown()]
        place = sum(start <= row for start in starts) - 1
        place = self._places()[place] if place >= 0 else -1
        if place != self._place:
            self._place = place
            self.update()

    def describe(self, month: Month) -> str:
        """Return a month and how many photos it has, in words."""
        return f"{self._name(month)} · {self._counted(self._count(month))}"

    def _name(self, month: Month) -> str:
        if not month.year:
            return self.tr("No date")
        return QLocale().toString(QDate(month.year, month.month, 1), self.tr("MMMM yyyy"))

    def _counted(self, count: int) -> str:
        if self._all:
            return self.tr("%Ln photo(s)", "", count)
        return self.tr("%Ln match(es)", "", count)

    def _count(self, month: Month) -> int:
        return month.total if self._all else month.matches

    def _places(self) -> list[int]:
        """Return which months have photos that are shown."""
        return [place for place, month in enumerate(self._months) if self._count(month)]

    def _shown(self) -> Iterator[Month]:
        return (month for month in self._months if self._count(month))

    # Geometry -----------------------------------------------------------------------------------

    def _dated(self) -> int:
        """Return how many months have a year: all but a last one."""
        return sum(1 for month in self._months if month.year)

    def _height(self) -> float:
        undated = UNDATED_HEIGHT if self._dated() < len(self._months) else 0
        room = self.height() - 2 * MARGIN - undated
        return min(TALLEST, room / max(1, self._dated()))

    def _middle(self, index: int) -> float:
        """Return how far down the middle of a month's bar is."""
        if self._months[index].year:
            return MARGIN + (index + 0.5) * self._height()
        return MARGIN + index * self._height() + (UNDATED_HEIGHT + NAME_HEIGHT) / 2

    def place_of(self, index: int) -> QPoint:
        """Return where a month is painted."""
        return QPoint(YEARS_WIDTH + 4, int(self._middle(index)))

    def _index_at(self, y: float) -> int:
        dated, height = self._dated(), self._height()
        below = y - MARGIN - dated * height
        if below >= 0:
            return dated if below < UNDATED_HEIGHT and dated < len(self._months) else -1
        return int((y - MARGIN) / height) if y >= MARGIN else -1

    def sizeHint(self) -> QSize:
        """Slim, as tall as there is room."""
        return QSize(WIDTH, 120)

    # Painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, the years, where one is, and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self._months)):
            self._paint_month(painter, index)
        self._paint_years(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_month(self, painter: QPainter, index: int) -> None:
        month, middle = self._months[index], self._middle(index)
        thick = max(1.0, min(THICKEST, self._height() - 2)) if month.year else THICKEST
        room = WIDTH - YEARS_WIDTH - MARGIN
        if index in (self._hovered, self._current):
            wide = QRectF(2, middle - max(thick, 8) / 2 - 2, WIDTH - 4, max(thick, 8) + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(wide, 4, 4)
        count = self._count(month)
        # The root: a month with a tenth of the most is still seen.
        length = max(3.0, room * math.sqrt(count / max(1, self._most))) if count else 2.0
        colour = self._colour(QPalette.ColorRole.Highlight if count else QPalette.ColorRole.Mid)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        bar = QRectF(YEARS_WIDTH, middle - thick / 2, length, thick)
        painter.drawRoundedRect(bar, min(3, thick / 2), min(3, thick / 2))
        if index == self._place:
            painter.setBrush(self._colour(QPalette.ColorRole.Text))
            painter.drawRoundedRect(QRectF(YEARS_WIDTH - 6, middle - 5, 3, 10), 1.5, 1.5)

    def _paint_years(self, painter: QPainter) -> None:
        """Name the years where they begin, as far as there is room."""
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        line, free = QFontMetrics(font).height(), 0.0
        last = None
        for index, month in enumerate(self._months):
            middle = self._middle(index)
            top = max(0.0, middle - line / 2)
            if not month.year:
                name = QRectF(3, middle - NAME_HEIGHT, WIDTH - 6, line)
                painter.drawText(name, self.tr("No date"))
            elif month.year != last and top >= free:
                painter.drawText(QRectF(3, top, YEARS_WIDTH, line), str(month.year))
                free = top + line
            last = month.year

    # Mouse and keys -------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the month under the pointer."""
        self._hover(self._index_at(event.position().y()))
        if self._hovered >= 0:
            text = self.describe(self._months[self._hovered])
            QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def leaveEvent(self, event: QEvent) -> None:
        """No month is under the pointer any more."""
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the month that was clicked."""
        index = self._index_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through the months with hits, Enter or Space goes there."""
        places = self._places()
        before = [place for place in places if place < self._current]
        after = [place for place in places if place > self._current]
        match event.key():
            case Qt.Key.Key_Up if before:
                self._make_current(before[-1])
            case Qt.Key.Key_Down if after:
                self._make_current(after[0])
            case Qt.Key.Key_Home if places:
                self._make_current(places[0])
            case Qt.Key.Key_End if places:
                self._make_current(places[-1])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._current >= 0:
                self._choose(self._current)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                pass
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard one begins at the month that is on screen."""
        places = self._places()
        if self._current < 0 and places and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._make_current(self._place if self._place >= 0 else places[0])
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has left."""
        self._current = -1
        super().focusOutEvent(event)
        self.update()

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _make_current(self, index: int) -> None:
        self._current = index
        text = self.describe(self._months[index])
        self.setAccessibleDescription(text)
        QToolTip.showText(self.mapToGlobal(self.place_of(index)), text, self)
        self.update()

    def _choose(self, index: int) -> None:
        self.month_chosen.emit(self._months[index])
