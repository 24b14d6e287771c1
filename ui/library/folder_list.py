"""The library's folders at the left: what they hold and how far they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.said import Said
from photosearch.wire.values import Folder
from ui.engine.said import in_words
from ui.widgets.named import named
from ui.widgets.paths import shown

_FOLDER_ROLE = int(Qt.ItemDataRole.UserRole)
WIDTH = 240


class _FolderDelegate(QStyledItemDelegate):
    """Paints a folder: its name, its state, and below what is not searched in it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """Two or three lines and some air."""
        lines = 1 + len(str(index.data()).splitlines())  # type: ignore[attr-defined]
        return QSize(WIDTH - 40, lines * option.fontMetrics.height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Paint the lines, elided."""
        folder: Folder = index.data(_FOLDER_ROLE)  # type: ignore[attr-defined]
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 7, 7)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(3, 2, -3, -2), 7, 7)
        inner = option.rect.adjusted(12, 7, -12, -7)
        metrics = option.fontMetrics
        line = inner.adjusted(0, 0, 0, metrics.height() - inner.height())
        name = metrics.elidedText(shown_name(folder), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        for text in str(index.data()).splitlines():  # type: ignore[attr-defined]
            line.translate(0, metrics.height() + 2)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class FolderList(QFrame):
    """Shows folders.

    Signals (paths travel as objects: Qt's own strings lose bytes that are no text):
        add_wanted(), people_wanted(), duplicates_wanted(), settings_wanted(): the button was
        pressed.
        removal_confirmed(int): a folder should be forgotten.
        folder_chosen(str): photos of the folder at this path should be shown.
        reveal_wanted(str): the folder should be shown in the file manager.
    """

    add_wanted = Signal()
    people_wanted = Signal()
    duplicates_wanted = Signal()
    settings_wanted = Signal()
    removal_confirmed = Signal(int)
    folder_chosen = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        title = named(QLabel(self.tr("FOLDERS")), "sectionTitle")
        self.list = _List(self)
        self.list.removal_wanted.connect(self._confirm_removal)
        self.list.itemActivated.connect(
            lambda item: self.folder_chosen.emit(str(_folder(item).path))
        )
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.add_button = QPushButton(self.tr("Add folder…"))
        self.add_button.clicked.connect(self.add_wanted)
        self.people_button = named(QPushButton(self.tr("People…")), "quiet")
        self.people_button.setToolTip(self.tr("Who is on your photos (Ctrl+P)"))
        self.people_button.clicked.connect(self.people_wanted)
        self.people_button.hide()
        self.duplicates_button = named(QPushButton(self.tr("Find duplicates…")), "quiet")
        self.duplicates_button.setToolTip(self.tr("Review photos that show the same (Ctrl+D)"))
        self.duplicates_button.clicked.connect(self.duplicates_wanted)
        self.duplicates_button.hide()
        self.settings_button = named(QPushButton(self.tr("Settings…")), "quiet")
        self.settings_button.setToolTip(self.tr("Models, folders, language, appearance (Ctrl+,)"))
        self.settings_button.clicked.connect(self.settings_wanted)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 14, 12, 12)
        self._layout.addWidget(title)
        self._layout.addWidget(self.list, 1)
        self._layout.addWidget(self.people_button)
        self._layout.addWidget(self.duplicates_button)
        self._layout.addWidget(self.add_button)
        self._layout.addWidget(self.settings_button)

    def add_section(self, section: QWidget) -> None:
        """Put something else below the folders."""
        self._layout.insertWidget(self._layout.indexOf(self.people_button), section)

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """Show these folders, keeping the chosen one."""
        self.people_button.setVisible(bool(folders))
        self.duplicates_button.setVisible(bool(folders))
        current = self.list.currentItem()
        chosen = _folder(current).id if current else None
        if len(folders) == self.list.count():
            for row, folder in enumerate(folders):
                self._fill(self.list.item(row), folder)
            return
        self.list.clear()
        for folder in folders:
            item = QListWidgetItem(self.list)
            self._fill(item, folder)
            if folder.id == chosen:
                self.list.setCurrentItem(item)

    def _fill(self, item: QListWidgetItem, folder: Folder) -> None:
        lines = [self._state(folder), *self._not_searched(folder)]
        state = "\n".join(lines)
        if len(lines) != len(item.text().splitlines()):
            self.list.scheduleDelayedItemsLayout()
        item.setData(_FOLDER_ROLE, folder)
        item.setText(state)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join([shown_name(folder), *lines]))
        path = shown(folder.path)
        item.setToolTip("\n".join([path, *self._not_searched(folder), *self._needing(folder)]))

    def _state(self, folder: Folder) -> str:
        if not folder.online:
            return self.tr("offline · %Ln photo(s)", "", folder.photos)
        done = folder.searchable + folder.problems
        if done < folder.photos:
            return self.tr("{0} of {1}").format(f"{folder.searchable:,}", f"{folder.photos:,}")
        if folder.photos == 0:
            return self.tr("no photos")
        text = self.tr("%Ln photo(s)", "", folder.searchable)
        if folder.problems:
            text += " · " + self.tr("%Ln unreadable", "", folder.problems)
        return text

    def _not_searched(self, folder: Folder) -> Iterator[str]:
        """Yield a line of files that are there and can't be found, by kind."""
        if folder.unsearched:
            kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in folder.unsearched)
            yield self.tr("not searched: {0}").format(kinds)
        for name, files in folder.needing:
            yield self.tr("{0} need photosearch[{1}]").format(f"{files:,}", name)

    def _needing(self, folder: Folder) -> Iterator[str]:
        """Yield what to install so that more of its files are found."""
        for name, files in folder.needing:
            yield in_words(Said(f"needs.{name}", {"files": f"{files:,}"}))

    def _show_menu(self, point: QPoint) -> None:
        item = self.list.itemAt(point)
        if item is None:
            return
        folder = _folder(item)
        menu = QMenu(self)
        menu.addAction(
            self.tr("Show its photos"), lambda: self.folder_chosen.emit(str(folder.path))
        )
        menu.addAction(self.tr("Open folder"), lambda: self.reveal_wanted.emit(str(folder.path)))
        menu.addSeparator()
        menu.addAction(self.tr("Remove from library…"), lambda: self._confirm_removal(item))
        menu.exec(self.list.viewport().mapToGlobal(point))

    def _confirm_removal(self, item: QListWidgetItem) -> None:
        folder = _folder(item)
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Remove folder"))
        box.setText(self.tr("Remove “{0}” from the library?").format(shown_name(folder)))
        box.setInformativeText(self.tr("The photos stay where they are; no file is touched."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is remove:
            self.removal_confirmed.emit(folder.id)


class _List(QListWidget):
    """The list itself: Delete asks to remove.

    Signals:
        removal_wanted(QListWidgetItem).
    """

    removal_wanted = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("folders")
        self.setAccessibleName(self.tr("Folders of the library"))
        self.setItemDelegate(_FolderDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard one is on the first folder, so that it is seen where one is."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            # Not selected: the focus may only pass by, on its way to another widget.
            self.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to remove the chosen folder."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removal_wanted.emit(item)
        else:
            super().keyPressEvent(event)


def shown_name(folder: Folder) -> str:
    """Return a folder's name as it can be shown."""
    path = folder.path
    return shown(path.name or path)


def _folder(item: QListWidgetItem) -> Folder:
    folder: Folder = item.data(_FOLDER_ROLE)
    return folder
