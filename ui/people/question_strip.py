"""The question whether somebody without a name is a person who has one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from photosearch.wire.values import Person
from ui.people.face_grid import EDGE, paint_face
from ui.widgets.named import named
from ui.widgets.small_pictures import SmallPictures

CIRCLE = 56


class FaceCircle(QWidget):
    """One face as a circle."""

    def __init__(self, pictures: SmallPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._picture = self._name = ""
        self.setFixedSize(QSize(CIRCLE, CIRCLE))
        pictures.arrived.connect(lambda _: self.update())

    def show_face(self, picture: str, name: str) -> None:
        """Show another."""
        self._picture, self._name = picture, name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the circle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = self._pictures.pixmap(self._picture)
        paint_face(painter, self.rect(), picture, self.palette(), self._name)
        painter.end()


class QuestionStrip(QFrame):
    """Asks one question after the other.

    Signals:
        answered(int, int, bool): whether the first person is the second.
    """

    answered = Signal(int, int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoStrip")
        self._pictures = SmallPictures(self, edge=EDGE)
        self._asked: Person | None = None
        self._skipped: set[tuple[int, int]] = set()
        self._people: Sequence[Person] = ()
        self.unknown, self.known = FaceCircle(self._pictures), FaceCircle(self._pictures)
        self.text = named(QLabel(), "groupTitle")
        self.yes = named(QPushButton(self.tr("Yes")), "small")
        self.no = named(QPushButton(self.tr("No")), "small")
        self.later = named(QPushButton(self.tr("Not sure")), "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(12)
        layout.addWidget(self.unknown)
        layout.addWidget(self.known)
        layout.addWidget(self.text, 1)
        for button in (self.yes, self.no, self.later):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.yes.clicked.connect(lambda: self._answer(True))
        self.no.clicked.connect(lambda: self._answer(False))
        self.later.clicked.connect(self._skip)
        self.hide()

    def ask_about(self, people: Sequence[Person]) -> None:
        """Ask about the first of these who may be somebody known."""
        self._people = people
        known = {person.id: person for person in people}
        asked = (one for one in people if one.may_be in known)
        self._asked = next((one for one in asked if _pair(one) not in self._skipped), None)
        self.setVisible(self._asked is not None)
        if self._asked is not None and self._asked.may_be is not None:
            other = known[self._asked.may_be]
            self.unknown.show_face(str(self._asked.picture), self._asked.name)
            self.known.show_face(str(other.picture), other.name)
            self.text.setText(self.tr("Is this {0}?").format(other.name))

    def wait(self) -> None:
        """Wait until pictures are read."""
        self._pictures.wait()

    def _answer(self, same: bool) -> None:
        if self._asked is not None and self._asked.may_be is not None:
            person, other = self._asked.id, self._asked.may_be
            self._skip()  # the next one, until the engine has replied
            self.answered.emit(person, other, same)

    def _skip(self) -> None:
        if self._asked is not None:
            self._skipped.add(_pair(self._asked))
        self.ask_about(self._people)


def _pair(person: Person) -> tuple[int, int]:
    return person.id, person.may_be or 0
