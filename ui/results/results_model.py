"""The answer as Qt's views see it: all rows are counted, and fetched when they come in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from photosearch.wire.messages import Results, Rows
from photosearch.wire.values import Hit
from ui.widgets.paths import file_url, shown

HIT_ROLE = int(Qt.ItemDataRole.UserRole)
# Whether a row lies above the answer's line.
CERTAIN_ROLE = HIT_ROLE + 1
# Whether a row is the first at the end of an answer by date that has none.
UNDATED_ROLE = HIT_ROLE + 2
Index = QModelIndex | QPersistentModelIndex
# Missing rows are asked for in whole blocks.
BLOCK = 200
# Captions that are held.
MOST_CAPTIONS = 10_000


class ResultsModel(QAbstractListModel):
    """Rows of an answer, matches only or all.

    Signals:
        rows_needed(int, int): start and count of rows that came in sight and aren't here.
        shown_changed(): another answer, or more or fewer of its rows are shown.
    """

    rows_needed = Signal(int, int)
    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, Hit] = {}
        self._places: dict[int, int] = {}
        self._captions: dict[int, str] = {}
        self.text = ""
        self.total = 0
        self.matches = 0
        self.milliseconds = 0.0
        self.people: tuple[str, ...] = ()  # whose photos alone were looked at
        self.order = ""
        self._shows_all = False
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._ask_for_rows)

    @property
    def shows_all(self) -> bool:
        """Whether the less certain rows are shown too."""
        return self._shows_all

    def set_results(self, results: Results, same_question: bool, refined: bool = False) -> None:
        """Show an answer. The same or a refined question's keeps what the user chose to see."""
        if same_question and self._unchanged(results):
            self.milliseconds = results.milliseconds
            self._ask_anew()
            return
        self.beginResetModel()
        self._rows = dict(enumerate(results.rows))
        self._places = {hit.photo: row for row, hit in self._rows.items()}
        self.text, self.total, self.matches = results.text, results.total, results.matches
        self.milliseconds, self.order = results.milliseconds, results.sort
        self.people = results.people
        self._shows_all = self._shows_all and (same_question or refined)
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()
        self.shown_changed.emit()

    def _unchanged(self, results: Results) -> bool:
        same_size = (self.total, self.matches, self.text, self.order) == (
            results.total,
            results.matches,
            results.text,
            results.sort,
        )
        return same_size and all(self._rows.get(row) == hit for row, hit in enumerate(results.rows))

    def add_rows(self, rows: Rows) -> None:
        """Fill in rows that have come."""
        for row, hit in enumerate(rows.rows, rows.start):
            self._rows[row] = hit
            self._places[hit.photo] = row
        last = min(rows.start + len(rows.rows), self.rowCount()) - 1
        if last >= rows.start:
            self.dataChanged.emit(self.index(rows.start), self.index(last))

    def show_all(self, shows_all: bool) -> None:
        """Show the less certain rows too, or only the matches."""
        if shows_all == self._shows_all:
            return
        if shows_all and self.total > self.matches:
            self.beginInsertRows(QModelIndex(), self.matches, self.total - 1)
            self._shows_all = True
            self.endInsertRows()
        elif self.total > self.matches:
            self.beginRemoveRows(QModelIndex(), self.matches, self.total - 1)
            self._shows_all = False
            self.endRemoveRows()
        self.shown_changed.emit()

    def hit(self, row: int) -> Hit | None:
        """Return a row if it is here; else ask for it."""
        hit = self._rows.get(row)
        if hit is None and 0 <= row < self.rowCount() and row // BLOCK not in self._asked:
            self._wanted.add(row // BLOCK)
            if not self._ask.isActive():
                self._ask.start()
        return hit

    def row_of(self, photo: int) -> int | None:
        """Return where a photo stands, if it is here and shown."""
        row = self._places.get(photo)
        return row if row is not None and row < self.rowCount() else None

    def caption(self, photo: int) -> str:
        """Return what a photo shows, as far as that was told; else an empty text."""
        return self._captions.get(photo, "")

    def set_captions(self, texts: Mapping[int, str]) -> None:
        """Note what photos show: screen readers tell it of their tiles."""
        for photo, text in texts.items():
            self.set_caption(photo, text)

    def set_caption(self, photo: int, text: str) -> None:
        """Note what a photo shows."""
        if len(self._captions) >= MOST_CAPTIONS:
            self._captions.clear()
        is_new = self._captions.get(photo) != text
        self._captions[photo] = text
        row = self.row_of(photo)
        if row is not None and is_new:
            roles = [int(Qt.ItemDataRole.AccessibleTextRole)]
            self.dataChanged.emit(self.index(row), self.index(row), roles)

    def _ask_for_rows(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        self._asked.update(wanted)
        for block in wanted:
            start = block * BLOCK
            self.rows_needed.emit(start, min(BLOCK, self.total - start))

    def _ask_anew(self) -> None:
        """Let views ask again for rows that are on their way: the engine dropped them."""
        if not self._asked:
            return
        self._asked.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    # Qt's side ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are shown."""
        if parent is not None and parent.isValid():
            return 0
        return self.total if self._shows_all else self.matches

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a view wants to know of a row."""
        if not index.isValid():
            return None
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(hit.path.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self.caption(hit.photo) or self._facts(hit)
            return " ".join(filter(None, (told, shown(hit.path.name))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(hit)
        if role == CERTAIN_ROLE:
            return index.row() < self.matches
        if role == UNDATED_ROLE:
            return self._begins_undated(index.row(), hit)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "" if index.row() < self.matches else self.tr("less certain")
        return None

    def _facts(self, hit: Hit) -> str:
        """Return what a tile without a caption is told by: what it is, of which day."""
        kind = self.tr("Video") if hit.duration is not None else self.tr("Photo")
        if hit.taken_at is None:
            return f"{kind}."
        return self.tr("{0} of {1}.").format(kind, f"{hit.taken_at:%Y-%m-%d}")

    def _begins_undated(self, row: int, hit: Hit) -> bool:
        before = self._rows.get(row - 1)
        was_dated = before is not None and before.taken_at is not None
        return self.order == "date" and hit.taken_at is None and was_dated

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Photos can be chosen and dragged out."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag(0)

    def mimeTypes(self) -> list[str]:
        """Photos leave as files."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the photos' files, for other programs."""
        hits = (self.hit(index.row()) for index in indexes)
        data = QMimeData()
        data.setUrls([file_url(hit.path) for hit in hits if hit is not None])
        return data


def _tooltip(hit: Hit) -> str:
    lines = [shown(hit.path)]
    if hit.taken_at:
        lines.append(f"{hit.taken_at:%Y-%m-%d  %H:%M}")
    if hit.width:
        lines.append(f"{hit.width} × {hit.height}")
    return "\n".join(lines)
