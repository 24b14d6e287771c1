"""The people on photos: their faces and names, and what a person says of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.wire import messages
from photosearch.wire.values import AnalyserState, Person
from ui.engine.people import People
from ui.people.face_grid import FaceGrid, Tile
from ui.people.person_page import PersonPage
from ui.people.question_strip import QuestionStrip
from ui.widgets.named import named
from ui.widgets.screen import fit

# While faces are looked for, the list is asked for again this often.
AGAIN_MS = 3000


class PeopleDialog(QDialog):
    """Stays open beside the window; what is said counts at once.

    Signals:
        photos_wanted(str): the photos that this question finds should be shown.
    """

    photos_wanted = Signal(str)

    def __init__(self, people: People, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = people
        self._people: tuple[Person, ...] = ()
        self.setWindowTitle(self.tr("People"))
        fit(self, 900, 640)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._list)
        self.pages = QStackedWidget()
        self.offer = self._build_offer()
        self.list_page = self._build_list()
        self.person = PersonPage(people)
        self.person.left.connect(self._show_list)
        self.person.photos_wanted.connect(self._show_photos)
        for page in (self.offer, self.list_page, self.person):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(self.pages)
        people.changed.connect(self._show)

    # Building -------------------------------------------------------------------------------------

    def _build_offer(self) -> QWidget:
        """What it does, said before it is switched on."""
        page = QWidget()
        heading = named(QLabel(self.tr("Who is on your photos?")), "heading")
        self.what = named(QLabel(wordWrap=True), "subheading")
        self.what.setText(
            self.tr(
                "Faces are looked for in all photos and videos, and those of the same person are "
                "put together. Then you can give them names, and search for them.\n\n"
                "This is done on this computer, and nothing of it leaves it. Your photos are not "
                "changed. You can have all of it forgotten at any time, without a trace."
            )
        )
        self.what.setMaximumWidth(560)
        self.look = named(QPushButton(self.tr("Look for people")), "primary")
        self.look.clicked.connect(self._engine.look)
        self.needs = named(QLabel(wordWrap=True), "muted")
        self.needs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(page)
        layout.setSpacing(18)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget in (heading, self.what, self.look, self.needs):
            layout.addWidget(widget, 0, centre)
        layout.addStretch(2)
        return page

    def _build_list(self) -> QWidget:
        page = QWidget()
        self.question = QuestionStrip()
        self.question.answered.connect(self._engine.tell_same)
        self.summary = named(QLabel(), "muted")
        self.everybody = QCheckBox(self.tr("Show everybody"))
        self.everybody.toggled.connect(self._list)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.everybody)
        self.grid = FaceGrid(can_name=True)
        self.grid.setAccessibleName(self.tr("People"))
        self.grid.opened.connect(self._show_photos_of)
        self.grid.named.connect(self._engine.name)
        self.grid.itemSelectionChanged.connect(self._enable)
        self.nobody = named(QLabel(wordWrap=True), "subheading")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photos = self._button(self.tr("Show photos"), self._show_chosen)
        self.faces = self._button(self.tr("Faces…"), self._open_chosen)
        self.faces.setToolTip(self.tr("Look at all faces, and take out those of others"))
        self.rename = self._button(self.tr("Name…"), self.grid.edit_current)
        self.merge = self._button(self.tr("Same person"), self._merge)
        self.hide_button = self._button(self.tr("Hide"), self._hide)
        self.forget = named(self._button(self.tr("Forget all…"), self._ask_to_forget), "quiet")
        close = self._button(self.tr("Close"), self.close)
        bottom = QHBoxLayout()
        for button in (self.photos, self.faces, self.rename, self.merge, self.hide_button):
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(self.forget)
        bottom.addWidget(close)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.question)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.nobody, 1)
        layout.addLayout(bottom)
        return page

    def _button(self, name: str, action: object) -> QPushButton:
        button = QPushButton(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: action())  # type: ignore[operator]
        return button

    # What is shown --------------------------------------------------------------------------------

    def start(self) -> None:
        """Ask who is on photos, and show it."""
        self._list()
        self._again.start()
        self.show()
        self.raise_()
        self.activateWindow()

    def _list(self) -> None:
        self._engine.list_all(self.everybody.isChecked())

    def _show(self, found: messages.People) -> None:
        self._people = found.people
        state = found.analyser
        if not (state.runs or found.people or found.others):
            self._show_offer(state)
            return
        if self.pages.currentWidget() is self.offer:
            self.pages.setCurrentWidget(self.list_page)
        self.summary.setText(self._summary(found))
        self.grid.show_tiles([self._tile(person) for person in found.people])
        self.question.ask_about(found.people)
        self.grid.setVisible(bool(found.people))
        self.nobody.setVisible(not found.people)
        self.nobody.setText(self._why_nobody(state))
        self.person.follow(found.people)
        self._enable()

    def _show_offer(self, state: AnalyserState) -> None:
        self.look.setEnabled(state.installed)
        needs = self.tr("It needs a package: {0}").format(
            f"pip install 'photosearch[{state.extra}]'"
        )
        self.needs.setText("" if state.installed else needs)
        self.pages.setCurrentWidget(self.offer)

    def _tile(self, person: Person) -> Tile:
        note = self.tr("%Ln photo(s)", "", person.photos)
        offered = self.tr("Who is this?")
        return Tile(person.id, str(person.picture), person.name, note, offered, person.hidden)

    def _summary(self, found: messages.People) -> str:
        parts = [self.tr("%Ln people", "", len(found.people))]
        if found.others:
            parts.append(self.tr("%Ln more on single photos, or hidden", "", found.others))
        state = found.analyser
        if not state.runs:
            parts.append(self.tr("Faces are not looked for any more."))
        elif state.seen < state.total:
            looked = self.tr("Looked for in {0} of %Ln photo(s).", "", state.total)
            parts.append(looked.format(f"{state.seen:,}"))
        return " · ".join(parts)

    def _why_nobody(self, state: AnalyserState) -> str:
        if state.seen < state.total:
            return self.tr("Looking for faces…")
        return self.tr("Nobody is on several photos.")

    def _enable(self) -> None:
        count = len(self.grid.chosen())
        self.photos.setEnabled(count == 1)
        self.faces.setEnabled(count == 1)
        self.rename.setEnabled(count == 1)
        self.merge.setEnabled(count > 1)
        self.hide_button.setEnabled(count > 0)
        hidden = {person.id for person in self._people if person.hidden}
        are_hidden = count > 0 and hidden.issuperset(self.grid.chosen())
        self.hide_button.setText(self.tr("Show again") if are_hidden else self.tr("Hide"))

    # What is done ---------------------------------------------------------------------------------

    def _chosen(self) -> list[Person]:
        chosen = self.grid.chosen()
        return [person for person in self._people if person.id in chosen]

    def _open_chosen(self) -> None:
        for person in self._chosen()[:1]:
            self.person.show_person(person)
            self.pages.setCurrentWidget(self.person)

    def _show_photos_of(self, number: int) -> None:
        for person in self._people:
            if person.id == number:
                self._show_photos(person)

    def _show_list(self) -> None:
        self.pages.setCurrentWidget(self.list_page)
        self.grid.setFocus()

    def _show_chosen(self) -> None:
        for person in self._chosen()[:1]:
            self._show_photos(person)

    def _show_photos(self, person: Person) -> None:
        self.photos_wanted.emit(photos_of(person))

    def _merge(self) -> None:
        """Those who have a name come first: the others become them."""
        chosen = sorted(self._chosen(), key=lambda one: (not one.name, -one.photos))
        self._engine.merge([person.id for person in chosen])

    def _hide(self) -> None:
        chosen = self._chosen()
        hidden = not all(person.hidden for person in chosen)
        for person in chosen:
            self._engine.hide(person.id, hidden)

    def _ask_to_forget(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Forget all people"))
        box.setText(self.tr("Forget all faces, people, and the names you gave?"))
        box.setInformativeText(
            self.tr(
                "No trace of them stays, and faces are not looked for any more. Names that stand "
                "in your photos' files stay there. In a large library this takes a minute."
            )
        )
        forget = box.addButton(self.tr("Forget all"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        forget.clicked.connect(self._engine.forget)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete hides who is chosen; Escape leaves a person, then the dialog."""
        is_list = self.pages.currentWidget() is self.list_page
        if event.key() == Qt.Key.Key_Delete and is_list and self._chosen():
            self._hide()
        elif event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is self.person:
            self._show_list()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more while nobody looks."""
        self._again.stop()
        super().hideEvent(event)

    def wait(self) -> None:
        """Wait until pictures are read."""
        for reader in (self.grid, self.person.grid, self.question):
            reader.wait()


def photos_of(person: Person) -> str:
    """Return the question that finds a person's photos."""
    if not person.name or '"' in person.name:
        return f"person:#{person.id}"
    return f'person:"{person.name}"' if " " in person.name else f"person:{person.name}"
