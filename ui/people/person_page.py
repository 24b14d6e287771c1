"""One person: the name, the faces, and those that are of somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from photosearch.wire import messages
from photosearch.wire.clock import clock
from photosearch.wire.values import Person
from ui.engine.people import People
from ui.people.face_grid import FaceGrid, Tile
from ui.widgets.named import named
from ui.widgets.paths import shown


class PersonPage(QWidget):
    """Shows the faces of a person.

    Signals:
        left(): back to all people.
        photos_wanted(Person): the person's photos should be shown.
    """

    left = Signal()
    photos_wanted = Signal(object)

    def __init__(self, people: People, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = people
        self._person: Person | None = None
        back = named(QPushButton("‹ " + self.tr("All people")), "quiet")
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Who is this?"))
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaximumWidth(280)
        self.photos = QPushButton(self.tr("Show photos"))
        self.hint = named(QLabel(self.tr("Choose the faces of somebody else.")), "muted")
        self.split = QPushButton(self.tr("Somebody else"))
        self.split.setToolTip(self.tr("Makes another person of the chosen faces"))
        self.grid = FaceGrid(can_name=False)
        self.grid.setAccessibleName(self.tr("Faces"))
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for widget in (back, self.name, self.photos):
            top.addWidget(widget)
        top.addStretch(1)
        bottom.addWidget(self.split)
        bottom.addWidget(self.hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addLayout(bottom)
        for button in (back, self.photos, self.split):
            button.setAutoDefault(False)
        back.clicked.connect(self.left)
        self.name.editingFinished.connect(self._give_name)
        self.photos.clicked.connect(lambda: self.photos_wanted.emit(self._person))
        self.split.clicked.connect(self._split)
        self.grid.itemSelectionChanged.connect(self._enable)
        people.faces_arrived.connect(self._show_faces)
        self._enable()

    def show_person(self, person: Person) -> None:
        """Show another person."""
        self._person = person
        self.name.setText(person.name)
        self.grid.show_tiles([])
        self._engine.list_faces(person.id)

    def follow(self, people: Sequence[Person]) -> None:
        """Take what has changed; a person who is gone is left."""
        if self._person is None or not self.isVisible():
            return
        now = next((one for one in people if one.id == self._person.id), None)
        if now is None:
            self._person = None
            self.left.emit()
            return
        if now.faces != self._person.faces:
            self._engine.list_faces(now.id)
        if now.name != self._person.name:
            self.name.setText(now.name)
        self._person = now

    def _show_faces(self, found: messages.PersonFaces) -> None:
        if self._person is not None and found.person == self._person.id:
            tiles = []
            for face in found.faces:
                moment = "" if face.at is None else clock(face.at)
                tiles.append(Tile(face.id, str(face.picture), shown(face.path.name), moment))
            self.grid.show_tiles(tiles)
            self._enable()

    def _enable(self) -> None:
        chosen = len(self.grid.chosen())
        self.split.setEnabled(0 < chosen < self.grid.count())

    def _give_name(self) -> None:
        name = " ".join(self.name.text().split())
        if self._person is not None and name != self._person.name:
            self._engine.name(self._person.id, name)

    def _split(self) -> None:
        if self._person is not None:
            self._engine.split(self._person.id, self.grid.chosen())
