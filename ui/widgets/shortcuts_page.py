"""The page that shows all keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.named import named
from ui.widgets.screen import fit
from ui.widgets.scrolled import scrolled
from ui.widgets.shortcuts import Group, Shortcuts

COLUMNS = 2
_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


class ShortcutsPage(QDialog):
    """All keys by what they are for; any of the keys that opened it closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        page = named(QWidget(), "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(28, 22, 28, 26)
        layout.setSpacing(16)
        layout.addWidget(named(QLabel(self.tr("Keyboard shortcuts")), "panelTitle"))
        columns = QHBoxLayout()
        columns.setSpacing(44)
        groups = Shortcuts(self).groups()
        half = -(-len(groups) // COLUMNS)
        for start in range(0, len(groups), half):
            columns.addLayout(self._column(groups[start : start + half]))
        layout.addLayout(columns)
        scroll = scrolled(self, page)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # keys scroll it: it has nothing else
        self.ensurePolished()
        bar = scroll.verticalScrollBar().sizeHint().width()
        wanted = page.sizeHint() + QSize(bar + 2, 2)
        fit(self, wanted.width(), wanted.height())

    def _column(self, groups: Sequence[Group]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        row = 0
        for group in groups:
            title = named(QLabel(group.title), "groupTitle")
            grid.addWidget(title, row, 0, 1, 2)
            for key in group.keys:
                row += 1
                grid.addLayout(_caps(key.keys), row, 0)
                grid.addWidget(QLabel(key.does), row, 1)
            grid.setRowMinimumHeight(row + 1, 12)
            row += 2
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def _caps(keys: Sequence[str]) -> QHBoxLayout:
    caps = QHBoxLayout()
    caps.setSpacing(5)
    for key in keys:
        caps.addWidget(named(QLabel(key_name(key)), "keyCap"))
    caps.addStretch(1)
    return caps


def key_name(key: str) -> str:
    """Return what stands on the keys of this desktop's keyboards."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return _SIGNS.get(key, native)
