"""How folders are looked at: what is left out of them, and whether changes are noticed at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.wire.messages import FolderRules
from ui.engine.controller import Controller
from ui.widgets.named import named
from ui.widgets.sentences import sentences


class FoldersPage(QWidget):
    """Shows the rules as the engine keeps them; what is changed counts at once."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = controller.folder_rules
        self._known: FolderRules | None = None
        self._is_adding = False
        self.watch = QCheckBox(self.tr("Watch folders for changes"))
        self.watch.clicked.connect(self._rules.watch)
        self.pattern = QLineEdit()
        self.pattern.setPlaceholderText(self.tr("A name, such as Screenshots or *.draft.jpg"))
        self.pattern.setAccessibleName(self.tr("A name to leave out"))
        self.add = self._button(self.tr("Leave out"))
        self.remove = self._button(self.tr("Include again"))
        self.list = _Patterns(self)
        self.list.setAccessibleName(self.tr("Names that are left out"))
        self.message = named(QLabel(wordWrap=True), "warningText")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.hide()
        self.pattern.textChanged.connect(self._enable)
        self.pattern.returnPressed.connect(self._leave_out)
        self.add.clicked.connect(self._leave_out)
        self.remove.clicked.connect(self._look_again)
        self.list.removal_wanted.connect(self._look_again)
        self.list.itemSelectionChanged.connect(self._enable)
        self._lay_out()
        self._rules.changed.connect(self._show)
        controller.failed.connect(self._show_failure)
        self._enable()

    def _button(self, name: str) -> QPushButton:
        button = named(QPushButton(name), "small")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 2, 2)
        column.setSpacing(8)
        column.addWidget(self.watch)
        text = self.tr(
            "New, changed and deleted photos are noticed while the program runs. Otherwise they are"
            " when it starts, and when you press F5."
        )
        note = named(QLabel(text, wordWrap=True), "muted")
        note.setContentsMargins(26, 0, 0, 6)
        column.addWidget(note)
        column.addSpacing(6)
        column.addWidget(named(QLabel(self.tr("LEFT OUT")), "sectionTitle"))
        text = self.tr(
            "Files and folders of these names are not looked at; * stands for anything. Their"
            " photos leave the library, the files stay where they are. Hidden files, folders with a"
            " .nomedia file, and the bins and caches of systems are always left out."
        )
        column.addWidget(named(QLabel(text, wordWrap=True), "muted"))
        column.addLayout(_row(self.pattern, self.add))
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.remove)
        column.addLayout(last)

    def _show(self, rules: FolderRules) -> None:
        self._known = rules
        self.watch.setChecked(rules.watched)
        if self._is_adding:
            self._is_adding = False
            self.pattern.clear()
        if self.list.patterns() != rules.excludes:
            self.list.clear()
            self.list.addItems(rules.excludes)
            self._enable()
        self._say("")

    def _show_failure(self, title: str, reason: str, advice: str) -> None:
        if self.isVisible():
            self._say(sentences(f"{title}:", reason, advice))
        self._is_adding = False
        if self._known is not None:
            self.watch.setChecked(self._known.watched)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _enable(self) -> None:
        self.add.setEnabled(bool(self.pattern.text().strip()))
        self.remove.setEnabled(bool(self.list.selectedItems()))

    def _leave_out(self) -> None:
        pattern = self.pattern.text().strip()
        if pattern:
            self._is_adding = True
            self._rules.exclude((*self.list.patterns(), pattern))

    def _look_again(self) -> None:
        gone = {item.text() for item in self.list.selectedItems()}
        if gone:
            self._rules.exclude(one for one in self.list.patterns() if one not in gone)


class _Patterns(QListWidget):
    """The list of names: Delete takes the chosen one away.

    Signals:
        removal_wanted(): Delete was pressed.
    """

    removal_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("patterns")
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)

    def patterns(self) -> tuple[str, ...]:
        """Return the names that are shown."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen name away."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


def _row(field: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(field, 1)
    row.addWidget(button)
    return row
