"""The files that could not be read: why, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.said import Said, say
from photosearch.wire.messages import ProblemState
from ui.engine.said import in_words
from ui.widgets.screen import fit

_PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole)
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_CELL_MARGIN = 14


class _RoomyDelegate(QStyledItemDelegate):
    """Gives each cell the height that its words need between the margins of the style sheet."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of the wrapped words, and air above and below."""
        table = self.parent()
        assert isinstance(table, QTableWidget)
        width = table.columnWidth(index.column())
        room = QRect(0, 0, width - 2 * _CELL_MARGIN, 10_000)
        words = option.fontMetrics.boundingRect(room, _WRAPPED, str(index.data()))
        return QSize(width, words.height() + 16)


class ProblemsDialog(QDialog):
    """Lists problems; stays open beside the window.

    Signals (paths travel as objects: Qt's own strings lose bytes that are no text):
        retry_wanted(tuple): these photos should be tried again; all if empty.
        reveal_wanted(str): a file should be shown in its folder.
    """

    retry_wanted = Signal(tuple)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that could not be read"))
        fit(self, 860, 420)
        self.summary = QLabel(wordWrap=True)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("Problems"))
        self.table.setItemDelegate(_RoomyDelegate(self.table))
        self.table.setHorizontalHeaderLabels(
            [self.tr("File"), self.tr("Reason"), self.tr("What you can do")]
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setColumnWidth(0, 220)
        self.table.setColumnWidth(1, 280)
        self.table.itemSelectionChanged.connect(self._enable_buttons)
        self.retry = QPushButton(self.tr("Try again"))
        self.retry.clicked.connect(lambda: self.retry_wanted.emit(self._chosen_photos()))
        self.retry_all = QPushButton(self.tr("Try all again"))
        self.retry_all.clicked.connect(lambda: self.retry_wanted.emit(()))
        self.reveal = QPushButton(self.tr("Show in folder"))
        self.reveal.clicked.connect(self._reveal)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        for button in (self.retry, self.retry_all, self.reveal):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.set_problems(())

    def set_problems(self, problems: Sequence[ProblemState]) -> None:
        """Show these."""
        self.table.setRowCount(len(problems))
        for row, problem in enumerate(problems):
            path = problem.path.encode("utf-8", "replace").decode()
            texts = (Path(path).name, self._reason(problem), in_words(_said(problem), "advice"))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(path if column == 0 else text)
                item.setData(_PROBLEM_ROLE, problem)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.retry_all.setEnabled(bool(problems))
        self.summary.setText(self._summary(len(problems)))
        self._enable_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words to the new width."""
        super().resizeEvent(event)
        self.table.resizeRowsToContents()

    def _summary(self, count: int) -> str:
        if not count:
            return self.tr("All files could be read.")
        return self.tr(
            "The other photos are not affected. A file is tried again by itself when it changes."
        )

    def _reason(self, problem: ProblemState) -> str:
        reason = in_words(_said(problem))
        if problem.detail is not None:
            reason = self.tr("{0} ({1})").format(reason, in_words(problem.detail))
        if not problem.analyser:
            return reason
        unseen = in_words(say(f"unseen.{problem.analyser}"))
        return self.tr("{0}: {1}").format(unseen, reason)

    def _chosen(self) -> list[ProblemState]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        items = (self.table.item(row, 0) for row in rows)
        return [item.data(_PROBLEM_ROLE) for item in items if item is not None]

    def _chosen_photos(self) -> tuple[int, ...]:
        return tuple(problem.photo for problem in self._chosen())

    def _reveal(self) -> None:
        for problem in self._chosen()[:1]:
            self.reveal_wanted.emit(problem.path)

    def _enable_buttons(self) -> None:
        chosen = bool(self._chosen())
        self.retry.setEnabled(chosen)
        self.reveal.setEnabled(chosen)


def _said(problem: ProblemState) -> Said:
    return say(f"problem.{problem.reason}")
