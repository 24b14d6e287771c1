"""Photos that show the same, side by side: which stay, and which go to the trash."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.wire.messages import DuplicateGroups, MovedToTrash
from photosearch.wire.values import Duplicate, DuplicateGroup
from ui.duplicates.duplicate_card import DuplicateCard
from ui.duplicates.duplicates_choice import Choice
from ui.duplicates.trash_strip import TrashStrip
from ui.widgets.named import named
from ui.widgets.screen import fit
from ui.widgets.sentences import sentences
from ui.widgets.sizes import size_text

LIST_WIDTH = 210


class _GroupList(QListWidget):
    """Groups by number: typed letters and digits are for the dialog, not for finding names."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what is text to the dialog."""
        if event.text().strip() or event.key() == Qt.Key.Key_Delete:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DuplicatesDialog(QDialog):
    """Reviews groups; moves nothing by itself.

    Signals:
        groups_wanted(): the groups should be looked for.
        move_wanted(tuple): these photos should go to the trash.
    """

    groups_wanted = Signal()
    move_wanted = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Duplicates"))
        fit(self, 1040, 620)
        self._choice = Choice()
        self._can_restore = True
        self._waits = False
        self.cards: list[DuplicateCard] = []
        self.summary = QLabel(wordWrap=True)
        self.message = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        named(self.message, "subheading")
        self.groups = _GroupList()
        self.groups.setObjectName("groups")
        self.groups.setAccessibleName(self.tr("Groups of photos that show the same"))
        self.groups.setFixedWidth(LIST_WIDTH)
        self.groups.currentRowChanged.connect(self._show_group)
        self.note = named(QLabel(wordWrap=True), "warningText")
        self.undo_strip = TrashStrip()
        self.chosen = named(QLabel(), "muted")
        self.tick_copies = self._button(self.tr("Tick all equal copies"), self._tick_copies)
        self.untick = self._button(self.tr("Untick all"), self._untick)
        self.move_button = self._button(self.tr("Move to trash"), self._ask_to_move)
        self.close_button = self._button(self.tr("Close"), self.close)
        self._lay_out()
        self._show_all("")

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 8)
        self._row.setSpacing(12)
        self._row.addStretch(1)
        inner = named(QWidget(), "cards")
        inner.setLayout(self._row)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.groups)
        middle.addWidget(scroll, 1)
        self._scroll = scroll
        buttons = QHBoxLayout()
        buttons.addWidget(self.tick_copies)
        buttons.addWidget(self.untick)
        buttons.addStretch(1)
        buttons.addWidget(self.chosen)
        buttons.addSpacing(10)
        buttons.addWidget(self.move_button)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addLayout(middle, 1)
        layout.addWidget(self.message, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.undo_strip)
        layout.addLayout(buttons)

    # What is shown --------------------------------------------------------------------------------

    def start(self) -> None:
        """Look for groups and show what is found."""
        self._choice = Choice()
        self._show_all(self.tr("Comparing your photos…"))
        self._waits = True
        self.show()
        self.raise_()
        self.groups_wanted.emit()

    def ask_again(self) -> None:
        """Look again, if the engine ended before it answered."""
        if self._waits and self.isVisible():
            self.groups_wanted.emit()

    def show_groups(self, found: DuplicateGroups) -> None:
        """Show what was found."""
        self._waits = False
        self._can_restore = found.can_restore
        self._choice = Choice(found.groups)
        self._show_all(self._summary(found.total))

    def say(self, reason: str, advice: str) -> None:
        """Tell why there is nothing to show."""
        self._waits = False
        self._show_all(sentences(reason, advice))

    def show_moved(self, moved: MovedToTrash) -> None:
        """Take what has gone out of the review."""
        self.undo_strip.show_moved(moved)
        if moved.paths:
            row = self.groups.currentRow()
            self._choice.forget(moved.paths)
            self._show_all(self._summary(len(self._choice.groups)), row)

    def _summary(self, total: int) -> str:
        listed = len(self._choice.groups)
        if not total:
            return self.tr("No two photos show the same.")
        if total > listed:
            text = self.tr("The {0} groups with most to gain, of %Ln.", "", total)
            return text.format(f"{listed:,}")
        return self.tr("Nothing goes unless you tick it. One photo of each group always stays.")

    def _show_all(self, summary: str, row: int = 0) -> None:
        for label, is_seen in (
            (self.summary, bool(self._choice.groups)),
            (self.message, not self._choice.groups),
        ):
            label.setText(summary if is_seen else "")
            label.setVisible(is_seen)
        self.groups.blockSignals(True)
        self.groups.clear()
        for group in self._choice.groups:
            self.groups.addItem(QListWidgetItem(self._describe(group)))
        self.groups.setCurrentRow(max(0, min(row, self.groups.count() - 1)))
        self.groups.blockSignals(False)
        self.groups.setVisible(bool(self._choice.groups))
        self._scroll.setVisible(bool(self._choice.groups))
        self._show_group(self.groups.currentRow())
        if self._choice.groups:
            self.groups.setFocus()

    def _describe(self, group: DuplicateGroup) -> str:
        kind = self.tr("equal files") if group.kind == "exact" else self.tr("much alike")
        gain = sum(photo.size for photo in group.photos[1:])
        count = self.tr("%Ln photo(s)", "", len(group.photos))
        return f"{count} · {kind}\n" + self.tr("{0} to gain").format(size_text(gain))

    def _show_group(self, row: int) -> None:
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        if 0 <= row < len(self._choice.groups):
            for place, photo in enumerate(self._choice.groups[row].photos):
                card = DuplicateCard(photo, place + 1, suggested=place == 0)
                card.tick_wanted.connect(lambda on, one=photo: self._tick(one, on))
                self._row.insertWidget(place, card)
                self.cards.append(card)
        self._show_choice()

    def _show_choice(self) -> None:
        for card in self.cards:
            card.show_tick(self._choice.ticked(card.photo))
        chosen = self._choice.chosen()
        size = size_text(sum(photo.size for photo in chosen))
        count = self.tr("%Ln photo(s) ticked", "", len(chosen))
        self.chosen.setText(f"{count} · {size}" if chosen else "")
        self.move_button.setEnabled(bool(chosen))
        self.untick.setEnabled(bool(chosen))
        self.tick_copies.setEnabled(any(group.kind == "exact" for group in self._choice.groups))
        self._warn("" if self._can_restore else self._no_way_back())

    def _warn(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _no_way_back(self) -> str:
        return self.tr(
            "On this system photosearch can't undo it: files come back from the system's own trash."
        )

    # What is done ---------------------------------------------------------------------------------

    def _tick(self, photo: Duplicate, ticked: bool) -> None:
        done = self._choice.tick(self._choice.groups[self.groups.currentRow()], photo, ticked)
        self._show_choice()
        if not done:
            self._warn(self.tr("One photo of each group stays: untick another first."))

    def _tick_copies(self) -> None:
        self._choice.tick_copies()
        self._show_choice()

    def _untick(self) -> None:
        self._choice.clear()
        self._show_choice()

    def _ask_to_move(self) -> None:
        """Move what is ticked; where there is no way back from here, say so before."""
        if not self._choice.chosen():
            return
        if self._can_restore:
            self._move()
            return
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Move to trash"))
        box.setText(self.tr("Move {0} to the trash?").format(self.chosen.text()))
        box.setInformativeText(self._no_way_back())
        move = box.addButton(self.tr("Move to trash"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        move.clicked.connect(self._move)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _move(self) -> None:
        self.move_button.setEnabled(False)
        self.move_wanted.emit(tuple(photo.photo for photo in self._choice.chosen()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 … 9 tick a photo of the group, Delete moves what is ticked, Ctrl+Z undoes."""
        place = event.key() - Qt.Key.Key_1
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not control and 0 <= place < min(9, len(self.cards)):
            if self.cards[place].photo.online:
                self.cards[place].box.click()
        elif event.key() == Qt.Key.Key_Delete:
            self._ask_to_move()
        elif control and event.key() == Qt.Key.Key_Z:
            self.undo_strip.undo()
        else:
            super().keyPressEvent(event)
