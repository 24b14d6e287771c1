"""What the word at the cursor may become, in a list below the search bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.said import say
from photosearch.wire.values import Suggestion
from ui.engine.said import in_words
from ui.engine.searches import Searches
from ui.query.codepoints import to_points
from ui.query.search_bar import SearchBar

DEBOUNCE_MS = 90
MOST_ROWS = 9
WIDTH = 560
_ROLE = int(Qt.ItemDataRole.UserRole)
# Past searches, and those that have a name.
_SEARCH, _SAVED = "search", "saved"


class _Delegate(QStyledItemDelegate):
    """Paints a suggestion: its text, and what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """One line and some air."""
        return QSize(100, option.fontMetrics.height() + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the text at the left, what it is at the right; the text has the first right."""
        suggestion: Suggestion = index.data(_ROLE)
        palette, metrics = option.palette, option.fontMetrics
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 7, 7)
        inner = option.rect.adjusted(14, 0, -14, 0)
        middle, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        text = metrics.elidedText(_shown(suggestion), elide, inner.width())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(inner, middle, text)
        rest = inner.width() - metrics.horizontalAdvance(text) - 24
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        detail = metrics.elidedText(str(index.data()), elide, max(0, rest))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()


class Completion(QFrame):
    """Suggests while one types; the focus stays in the bar.

    Signals:
        search_chosen(str), saved_chosen(str): a text of before, or the search that was saved under
        a name, should be asked again.
        save_wanted(str), rename_wanted(str): they should get a name, or another.
    """

    search_chosen = Signal(str)
    saved_chosen = Signal(str)
    save_wanted = Signal(str)
    rename_wanted = Signal(str)

    def __init__(self, bar: SearchBar, searches: Searches, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar, self._searches = bar, searches
        self._above = parent
        self._asked_for = ""
        self.setObjectName("popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget(self)
        self.list.setObjectName("completions")
        self.list.setAccessibleName(self.tr("Suggestions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(lambda item: self._accept(_suggestion(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 5, 1, 5)
        layout.addWidget(self.list)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._rest.timeout.connect(self.ask)
        bar.textEdited.connect(self._on_typed)
        bar.asked.connect(self._on_asked)
        bar.installEventFilter(self)
        searches.completed.connect(self._on_completed)
        searches.changed.connect(self._on_searches_changed)
        self.hide()

    def ask(self) -> None:
        """Ask what the word at the cursor may become."""
        text = self._bar.text()
        self._asked_for = text
        self._searches.complete(text, to_points(text, self._bar.cursorPosition()))

    def close_list(self) -> None:
        """Go away, and stay away until one types on."""
        self._rest.stop()
        self._searches.drop_completions()
        self.hide()

    def _on_typed(self, text: str) -> None:
        """Suggest once typing rests; a word has to be begun."""
        before = text[: to_points(text, self._bar.cursorPosition())]
        if before and not before[-1].isspace():
            self._rest.start()
        else:
            self.close_list()

    def _on_asked(self, text: str) -> None:
        """A text that came from elsewhere needs no suggestions."""
        if not self._bar.hasFocus():
            self.close_list()

    def _on_completed(self, suggestions: Sequence[Suggestion]) -> None:
        text = self._bar.text()
        if text == self._asked_for and self._bar.hasFocus():
            self._show([one for one in suggestions if one.kind == _SAVED or _changes(one, text)])

    def _on_searches_changed(self) -> None:
        if self.isVisible() and not self._bar.text():
            self._show(self._searches.suggested())

    def _show(self, suggestions: Sequence[Suggestion]) -> None:
        self.list.clear()
        for suggestion in suggestions:
            item = QListWidgetItem(self._detail(suggestion), self.list)
            item.setData(_ROLE, suggestion)
            spoken = self.tr("{0}, {1}").format(_shown(suggestion), item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.setVisible(bool(suggestions))
        if suggestions:
            self._fit()
            self.raise_()

    def _detail(self, suggestion: Suggestion) -> str:
        match suggestion.kind:
            case "search":
                return self.tr("searched before")
            case "saved":
                return f"★ {suggestion.detail}" if suggestion.text else self.tr("★ saved")
            case _:
                return in_words(say(suggestion.detail)) if suggestion.detail else ""

    def _fit(self) -> None:
        rows = min(self.list.count(), MOST_ROWS)
        height = rows * max(1, self.list.sizeHintForRow(0)) + 12
        place = self._bar.mapTo(self._above, QPoint(14, self._bar.height() + 4))
        self.setGeometry(place.x(), place.y(), min(WIDTH, self._bar.width() - 28), height)

    # Keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the bar's keys that are meant for the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self._on_focus_lost(event)
        return super().eventFilter(watched, event)

    def _on_focus_lost(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # the list's own menu
            self.close_list()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key == Qt.Key.Key_Space:
                self.ask()
            return key == Qt.Key.Key_Space
        if not self.isVisible():
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.close_list()
            return key == Qt.Key.Key_Down and self._open_searches()
        return self._on_key_in_list(key)

    def _on_key_in_list(self, key: int) -> bool:
        row = self.list.currentRow()
        match key:
            case Qt.Key.Key_Down:
                self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
            case Qt.Key.Key_Up:
                self.list.setCurrentRow(max(row - 1, -1))
            case Qt.Key.Key_Tab:
                self._accept(_suggestion(self.list.item(max(row, 0))))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self._accept(_suggestion(self.list.item(row)))
            case Qt.Key.Key_Escape:
                self.close_list()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close_list()
                return False
            case Qt.Key.Key_Delete if row >= 0 and self._is_past(row):
                self._forget(_suggestion(self.list.item(row)))
            case _:
                return False
        return True

    def _open_searches(self) -> bool:
        """Where nothing is typed, offer what was asked before; tell whether there is any."""
        if self._bar.text() or not self._searches.suggested():
            return False
        self._show(self._searches.suggested())
        self.list.setCurrentRow(0)
        return True

    def _accept(self, suggestion: Suggestion) -> None:
        """Put a suggestion in the place of what was typed."""
        self.close_list()
        if suggestion.kind == _SEARCH:
            self.search_chosen.emit(suggestion.text)
            return
        if suggestion.kind == _SAVED:
            self.saved_chosen.emit(suggestion.detail)
            return
        self._bar.select_points(suggestion.start, suggestion.end)
        is_whole = suggestion.kind != "prefix"
        at_end = suggestion.end == len(self._bar.text())
        self._bar.insert(suggestion.text + (" " if is_whole and at_end else ""))

    # Menu -----------------------------------------------------------------------------------------

    def _is_past(self, row: int) -> bool:
        return _suggestion(self.list.item(row)).kind in (_SEARCH, _SAVED)

    def _forget(self, suggestion: Suggestion) -> None:
        if suggestion.kind == _SAVED:
            self._searches.forget_saved(suggestion.detail)
        else:
            self._searches.forget(suggestion.text)

    def _show_menu(self, point: QPoint) -> None:
        item = self.list.itemAt(point)
        if item is None or not self._is_past(self.list.row(item)):
            return
        past = _suggestion(item)
        menu = QMenu(self)
        if past.kind == _SAVED:
            menu.addAction(self.tr("Rename…"), lambda: self.rename_wanted.emit(past.detail))
        else:
            menu.addAction(self.tr("Save under a name…"), lambda: self.save_wanted.emit(past.text))
        menu.addAction(self.tr("Forget"), lambda: self._forget(past))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(point))


def _suggestion(item: QListWidgetItem) -> Suggestion:
    suggestion: Suggestion = item.data(_ROLE)
    return suggestion


def _shown(suggestion: Suggestion) -> str:
    """Return what stands for it; a saved search of pictures alone has nothing but its name."""
    return suggestion.text or suggestion.detail


def _changes(suggestion: Suggestion, text: str) -> bool:
    """Say whether a text becomes another with it."""
    return text[: suggestion.start] + suggestion.text + text[suggestion.end :] != text
