"""A line of text that is shortened where there is no room, and copied whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

_ELLIPSIS = "…"


class ElidedLabel(QLabel):
    """Shows as much of a text as there is room for; what is left out is in the tooltip.

    It takes the room that it is given; with a ``longest`` width, what its text needs up to that,
    and no less than ``least``, if it needs so much.
    """

    def __init__(
        self,
        mode: Qt.TextElideMode,
        parent: QWidget | None = None,
        *,
        longest: int | None = None,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self._mode, self._longest, self._least = mode, longest, least
        self._has_room = False  # until the layout has given some
        self.full = self._note = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        ignored, maximum = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum
        self.setSizePolicy(ignored if longest is None else maximum, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str, note: str = "") -> None:
        """Show a text; a note on it is in the tooltip, too."""
        self.full, self._note = text, note
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the whole text, or of as much as there may be."""
        return QSize(self._needed(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least that will do."""
        return QSize(min(self._least, self._needed()), super().minimumSizeHint().height())

    def _needed(self) -> int:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.full) + 1
        return width if self._longest is None else min(width, self._longest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more, or less."""
        super().resizeEvent(event)
        self._has_room = True
        self._fit()

    def _fit(self) -> None:
        shown = self.full
        if self._has_room:
            shown = self.fontMetrics().elidedText(self.full, self._mode, self.width())
        if shown != self.text():
            self.setText(shown)
        tips = (self.full if shown != self.full else "", self._note)
        self.setToolTip("\n".join(tip for tip in tips if tip))


class PathLabel(ElidedLabel):
    """A path, shortened in its middle; all of it or a part can be selected by mouse and copied.

    A selection that goes over the gap stands for what is left out there, too.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.TextElideMode.ElideMiddle, parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def selected(self) -> str:
        """Return what is selected, with what is left out within it."""
        start = self.selectionStart()
        if start < 0:
            return ""
        return self.full[self._place(start) : self._place(start + len(self.selectedText()))]

    def copy(self) -> None:
        """Copy what is selected; without a selection, all."""
        QGuiApplication.clipboard().setText(self.selected() or self.full)

    def _place(self, shown: int) -> int:
        """Return the place in the whole text of a place in the text that is shown."""
        gap = len(self.full) - len(self.text())
        head = self.text().find(_ELLIPSIS) if gap else len(self.full)
        return shown if shown <= head else shown + gap

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected; all other keys are for others."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self.copy()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        name = self.tr("Copy selection") if self.hasSelectedText() else self.tr("Copy path")
        menu.addAction(name, self.copy)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
