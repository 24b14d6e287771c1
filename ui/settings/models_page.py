"""The models: which there are, what each is good at, and adding, using, measuring and removing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.wire.messages import IndexingProgress
from ui.engine.controller import Controller
from ui.settings.card import Card, CardFrame
from ui.settings.model_cards import (
    ADD,
    CANCEL,
    MEASURE,
    PAUSE,
    REMOVE,
    USE,
    installed_cards,
    other_cards,
)
from ui.widgets.named import named
from ui.widgets.scrolled import scrolled
from ui.widgets.sentences import sentences


class ModelsPage(QWidget):
    """Shows a card for each model; nothing is downloaded unless a button is pressed."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = controller.models
        self._indexing: IndexingProgress | None = None
        self.cards: dict[str, CardFrame] = {}
        self.message = named(QLabel(wordWrap=True), "warningText")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.installed, self.others = QVBoxLayout(), QVBoxLayout()
        names = (self.tr("INSTALLED"), self.tr("MORE MODELS"))
        self.titles = [named(QLabel(name), "sectionTitle") for name in names]
        self.source = QLineEdit()
        self.source.setPlaceholderText(self.tr("OWNER/NAME on the Hugging Face hub, or a folder"))
        self.source.setAccessibleName(self.tr("Another model"))
        self.add = self._button(self.tr("Add"), self._add_other)
        self.browse = self._button(self.tr("Folder…"), self._choose_folder)
        self.source.textChanged.connect(self._enable)
        self.source.returnPressed.connect(self._add_other)
        self._lay_out()
        controller.models.changed.connect(self._show)
        controller.progress_changed.connect(self._show_indexing)
        controller.failed.connect(self._show_failure)
        for widget in (*self.titles, self.message):
            widget.hide()
        self._show()

    def _button(self, name: str, slot: object) -> QPushButton:
        button = named(QPushButton(name), "small")
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        inner = named(QWidget(), "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 10, 2)
        column.setSpacing(8)
        text = self.tr(
            "The model sees your photos and understands what you ask. Photos and questions never"
            " leave this computer; only a download that you start uses the network."
        )
        column.addWidget(named(QLabel(text, wordWrap=True), "muted"))
        column.addWidget(self.message)
        column.addWidget(self.titles[0])
        column.addLayout(self.installed)
        column.addSpacing(6)
        column.addWidget(self.titles[1])
        column.addLayout(self.others)
        column.addSpacing(6)
        column.addWidget(named(QLabel(self.tr("ANOTHER ONE")), "sectionTitle"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.source, 1)
        row.addWidget(self.browse)
        row.addWidget(self.add)
        column.addLayout(row)
        text = self.tr(
            "CLIP, SigLIP, SigLIP 2 and Chinese-CLIP with safetensors, or an ONNX export."
            " Programs that come with a model are never run."
        )
        column.addWidget(named(QLabel(text, wordWrap=True), "muted"))
        column.addStretch(1)
        scrolled(self, inner)

    # What is shown --------------------------------------------------------------------------------

    def _show(self) -> None:
        models, known = self._models, self._models.known
        if known is not None:
            installed = list(installed_cards(known, models.progress, self._indexing))
            others = list(other_cards(known, models.progress))
            self._forget({card.key for card in (*installed, *others)})
            self._fill(self.titles[0], self.installed, installed)
            self._fill(self.titles[1], self.others, others)
        if models.is_busy:
            self._say("")
        self._enable()

    def _fill(self, title: QWidget, column: QVBoxLayout, cards: Sequence[Card]) -> None:
        title.setVisible(bool(cards))
        for place, card in enumerate(cards):
            widget = self.cards.get(card.key) or self._add_card(card.key)
            if column.indexOf(widget) != place:
                column.insertWidget(place, widget)
            widget.show_card(card)

    def _add_card(self, key: str) -> CardFrame:
        widget = self.cards[key] = CardFrame(self)
        widget.acted.connect(lambda does: self._act(does, key))
        return widget

    def _forget(self, kept: set[str]) -> None:
        for key in set(self.cards) - kept:
            widget = self.cards.pop(key)
            widget.hide()
            widget.deleteLater()

    def _show_indexing(self, progress: IndexingProgress) -> None:
        was, self._indexing = self._indexing, progress
        if self.isVisible() and progress.state == "idle" and was and was.state != "idle":
            self._models.list_all()  # the chosen one may answer now
        self._show()

    def _show_failure(self, title: str, reason: str, advice: str) -> None:
        if self.isVisible():
            self._say(sentences(f"{title}:", reason, advice))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _enable(self) -> None:
        self.add.setEnabled(bool(self.source.text().strip()) and not self._models.is_busy)

    # What is done ---------------------------------------------------------------------------------

    def _act(self, does: str, key: str) -> None:
        match does:
            case _ if does == USE:
                self._models.use(key)
            case _ if does == MEASURE:
                self._models.measure(key)
            case _ if does == ADD:
                self._models.add(key)
            case _ if does == PAUSE:
                self._models.pause()
            case _ if does == CANCEL:
                self._models.cancel(key)
            case _ if does == REMOVE:
                self._ask_to_remove(key)

    def _add_other(self) -> None:
        source = self.source.text().strip()
        if source and not self._models.is_busy:
            self.source.clear()
            self._models.add(source)

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self, self.tr("The folder of a model"), str(Path.home())
        )
        if path:
            self.source.setText(path)

    def _ask_to_remove(self, key: str) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Remove model"))
        box.setText(self.tr("Remove “{0}”?").format(self.cards[key].title.full))
        box.setInformativeText(self.tr("Your photos stay as they are, and it can be added again."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(lambda: self._models.remove(key))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
