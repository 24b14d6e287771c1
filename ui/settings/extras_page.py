"""The optional packages: what each gives, and how one that is missing is had."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photosearch.said import Said
from photosearch.wire.values import ExtraState, Folder
from ui.engine.controller import Controller
from ui.engine.said import in_words
from ui.settings.card import Action, Card, CardFrame
from ui.widgets.named import named
from ui.widgets.scrolled import scrolled
from ui.widgets.sentences import sentences

COPY = "copy"


class ExtrasPage(QWidget):
    """Shows a card for each package; nothing is installed from here."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[ExtraState, ...] = ()
        self._waiting: Counter[str] = Counter()
        self._copied = ""
        self.cards: dict[str, CardFrame] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._lay_out()
        controller.extras.changed.connect(self._show)
        controller.folders_changed.connect(self._count)

    def _lay_out(self) -> None:
        inner = named(QWidget(), "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 10, 2)
        column.setSpacing(8)
        text = self.tr(
            "More can be found with packages that are optional. Copy the line of one, run it in a"
            " terminal, and start the program again."
        )
        column.addWidget(named(QLabel(text, wordWrap=True), "muted"))
        column.addLayout(self._column)
        column.addStretch(1)
        scrolled(self, inner)

    def _show(self, states: tuple[ExtraState, ...]) -> None:
        self._states = states
        for state in states:
            if state.name not in self.cards:
                self._add(state.name)
            self.cards[state.name].show_card(self._card(state))

    def _add(self, name: str) -> None:
        card = self.cards[name] = CardFrame(self)
        card.acted.connect(lambda _: self._copy(name))
        self._column.addWidget(card)

    def _card(self, state: ExtraState) -> Card:
        said = Said(f"extra.{state.name}")
        is_here = bool(state.version)
        name = self.tr("Copied") if state.name == self._copied else self.tr("Copy")
        return Card(
            key=state.name,
            title=in_words(said, "title"),
            facts=sentences(in_words(said, "advice"), "" if is_here else self._files(state.name)),
            badge=self.tr("installed: {0}").format(state.version) if is_here else "",
            note="" if is_here else state.command,
            actions=() if is_here else (Action(COPY, name),),
        )

    def _files(self, name: str) -> str:
        """Say how many files of the library wait for a package."""
        count = self._waiting[name]
        return self.tr("%Ln file(s) of yours wait for it.", "", count) if count else ""

    def _count(self, folders: tuple[Folder, ...]) -> None:
        waiting = Counter[str]()
        for folder in folders:
            waiting.update(dict(folder.needing))
        if waiting != self._waiting:
            self._waiting = waiting
            self._show(self._states)

    def _copy(self, name: str) -> None:
        (command,) = (state.command for state in self._states if state.name == name)
        QGuiApplication.clipboard().setText(command)
        self._copied = name
        self._show(self._states)
