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
        look_wanted(): the added model should look at the photos.
        stop_wanted(): it should say no more.
    """

    words_wanted = Signal()
    look_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reply")
        self._question = ""
        self.sentence = named(QLabel(wordWrap=True), "replySentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.seen = QLabel(wordWrap=True)
        self.seen.setTextFormat(Qt.TextFormat.PlainText)
        self.seen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.look = named(QPushButton(), "quiet")
        self.look.clicked.connect(self._toggle_look)
        self._is_looking = False
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
        self._end_look()
        self.seen.hide()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.basis, 1)
        foot.addWidget(self.look)
        foot.addWidget(self.why)
        foot.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 10)
        layout.setSpacing(4)
        layout.addWidget(self.sentence)
        layout.addWidget(self.seen)
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
            self._end_look()
            self.seen.clear()
            self.seen.hide()
        self._question = reply.question
        self.look.setVisible(reply.can_look or self._is_looking)
        self.sentence.setText(reply.answer)
        self.basis.setText(self._basis(reply, results))
        self.setAccessibleName(f"{reply.answer} {self.basis.text()}".strip())
        self.searched.setText(
            self.tr("SEARCHED FOR") if reply.query else self.tr("ALL PHOTOS WERE LOOKED AT")
        )
        self._show_search()

    def look_at_photos(self) -> None:
        """Let the added model look, if it may tell more and does not yet."""
        if self.isVisible() and not self.look.isHidden() and not self._is_looking:
            self._is_looking = True
            self.look.setText(self.tr("Stop"))
            self.seen.setText(self.tr("A model is looking at the photos…"))
            self.seen.setProperty("begun", False)
            self.seen.show()
            self.look_wanted.emit()

    def add_seen(self, piece: str, is_done: bool) -> None:
        """Show a piece of what the model says."""
        if not self._is_looking:
            return
        before = self.seen.text() if self.seen.property("begun") else ""
        if piece or is_done:
            self.seen.setText(before + piece)
            self.seen.setProperty("begun", True)
        if is_done:
            self._end_look()
            self.seen.setVisible(bool(self.seen.text().strip()))

    def end_look(self) -> None:
        """Nothing more will be said: it failed, or the engine has ended."""
        if self._is_looking:
            self._end_look()
            self.seen.setVisible(bool(self.seen.property("begun")))

    def _toggle_look(self) -> None:
        if self._is_looking:
            self.end_look()
            self.stop_wanted.emit()
        else:
            self.look_at_photos()

    def _end_look(self) -> None:
        self._is_looking = False
        self.look.setText(self.tr("Look at the photos"))
        self.look.setToolTip(self.tr("A model says what they show"))

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
