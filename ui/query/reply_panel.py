"""The answer to a question, above the photos that prove it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.wire.messages import Results
from photosearch.wire.values import Reply
from ui.query.chips import ChipRow, ChipSpec
from ui.widgets.named import named


class ReplyPanel(QFrame):
    """A sentence, what it rests on, and on request the search that was made of the question.

    Signals:
        words_wanted(): it was meant as a search for these words.
    """

    words_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reply")
        self._question = ""
        self.sentence = named(QLabel(wordWrap=True), "replySentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.basis = named(QLabel(wordWrap=True), "muted")
        self.why = named(QPushButton(self.tr("Why?")), "quiet")
        self.why.setCheckable(True)
        self.why.setToolTip(self.tr("The search that was made of the question"))
        self.words = named(QPushButton(self.tr("Search for the words")), "quiet")
        self.words.setToolTip(self.tr("It is no question: find photos for these words"))
        self.words.clicked.connect(self.words_wanted)
        self.searched = named(QLabel(), "sectionTitle")
        self.chips = ChipRow(self.why)
        self._specs: list[ChipSpec] = []
        self.why.toggled.connect(self._show_search)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.basis, 1)
        foot.addWidget(self.why)
        foot.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 10)
        layout.setSpacing(4)
        layout.addWidget(self.sentence)
        layout.addLayout(foot)
        layout.addWidget(self.searched)
        layout.addWidget(self.chips)

    def show_reply(self, results: Results, specs: Sequence[ChipSpec]) -> None:
        """Show the reply of an answer, if it has one; another question's begins without its why."""
        reply = results.reply
        self.setVisible(reply is not None)
        self._specs = list(specs)
        if reply is None:
            self._question = ""
            self.why.setChecked(False)
            self.chips.set_chips(())
            return
        if reply.question != self._question:
            self.why.setChecked(False)
        self._question = reply.question
        self.sentence.setText(reply.answer)
        self.basis.setText(self._basis(reply, results))
        self.setAccessibleName(f"{reply.answer} {self.basis.text()}".strip())
        self.searched.setText(
            self.tr("SEARCHED FOR") if reply.query else self.tr("ALL PHOTOS WERE LOOKED AT")
        )
        self._show_search()

    def _basis(self, reply: Reply, results: Results) -> str:
        if not results.matches or (reply.sure and reply.value == results.matches):
            return ""
        if reply.sure:
            return self.tr("%Ln photo(s) below show it.", "", results.matches)
        return self.tr("Not certain: %Ln photo(s) below to see for yourself.", "", results.matches)

    def _show_search(self) -> None:
        shown = self.why.isChecked()
        self.searched.setVisible(shown)
        self.chips.set_chips(self._specs if shown else ())
