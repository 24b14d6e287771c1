"""One thing of a page: what it is, how far it is, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.named import named

_BAR_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it does, its name, and whether it can be pressed."""

    does: str
    name: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: ``key`` tells it from the others of its page.

    ``done`` of ``total`` is how far something is; no bar is there without a total.
    """

    key: str
    title: str
    facts: str
    badge: str = ""
    note: str = ""
    done: int = 0
    total: int = 0
    actions: tuple[Action, ...] = ()


class CardFrame(QFrame):
    """Shows a card and keeps its buttons, so that the focus stays while figures change.

    Signals:
        acted(str): a button was pressed; what it does.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = named(ElidedLabel(Qt.TextElideMode.ElideMiddle, longest=420), "groupTitle")
        self.badge = named(QLabel(), "badge")
        self.facts = named(QLabel(wordWrap=True), "muted")
        self.note = QLabel(wordWrap=True)
        for label in (self.facts, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, _BAR_STEPS)
        self.buttons: dict[str, QPushButton] = {}
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(self.title)
        heading.addWidget(self.badge)
        heading.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(heading)
        words.addWidget(self.facts)
        words.addWidget(self.note)
        words.addWidget(self.bar)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 11, 12, 12)
        layout.setSpacing(14)
        layout.addLayout(words, 1)
        layout.addLayout(self._row)

    def show_card(self, card: Card) -> None:
        """Show what is known now."""
        self.title.show_text(card.title)
        for label, text in (
            (self.badge, card.badge),
            (self.facts, card.facts),
            (self.note, card.note),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.bar.setVisible(card.total > 0)
        self.bar.setValue(round(_BAR_STEPS * card.done / max(1, card.total)))
        self.bar.setAccessibleName(card.note)
        self._show_actions(card)

    def _show_actions(self, card: Card) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        for does in set(self.buttons) - {action.does for action in card.actions}:
            button = self.buttons.pop(does)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place, action in enumerate(card.actions):
            button = self.buttons.get(action.does) or self._add(action.does, place)
            button.setText(action.name)
            button.setAccessibleName(f"{action.name} {card.title}")
            button.setEnabled(action.enabled)
        if had_focus and not any(button.hasFocus() for button in self.buttons.values()):
            enabled = (self.buttons[one.does] for one in card.actions if one.enabled)
            next(enabled, self).setFocus()

    def _add(self, does: str, place: int) -> QPushButton:
        button = self.buttons[does] = named(QPushButton(), "small")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.acted.emit(does))
        self._row.insertWidget(place, button)
        button.show()
        return button
