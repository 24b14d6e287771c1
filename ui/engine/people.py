"""What the engine knows of people: who is on photos, and what a person says of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from ui.engine.engine_client import EngineClient


class People(QObject):
    """Asks who is on photos, and hands on what is said of them.

    Signals:
        changed(People): who is on photos now.
        faces_arrived(PersonFaces): the faces of a person.
    """

    changed = Signal(object)
    faces_arrived = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        client.event_received.connect(self._on_event)

    def list_all(self, everybody: bool = False) -> None:
        """Ask who is on photos; everybody, or those with a name and on several photos."""
        self._client.send(messages.ListPeople(everybody=everybody))

    def list_faces(self, person: int) -> None:
        """Ask for a person's faces."""
        self._client.send(messages.ListFaces(person=person))

    def name(self, person: int, name: str) -> None:
        """Call a person so; an empty name takes theirs away."""
        self._client.send(messages.NamePerson(person=person, name=name))

    def merge(self, people: Sequence[int]) -> None:
        """Make one of several people."""
        self._client.send(messages.MergePeople(people=tuple(people)))

    def split(self, person: int, faces: Sequence[int]) -> None:
        """Make another person of some faces."""
        self._client.send(messages.SplitPerson(person=person, faces=tuple(faces)))

    def hide(self, person: int, hidden: bool) -> None:
        """Leave a person out of lists, or show them again."""
        self._client.send(messages.HidePerson(person=person, hidden=hidden))

    def tell_same(self, person: int, other: int, same: bool) -> None:
        """Say whether somebody is another person."""
        self._client.send(messages.TellSame(person=person, other=other, same=same))

    def look(self) -> None:
        """Look for faces from now on."""
        self._client.send(messages.SwitchAnalyser(analyser="faces", on=True))

    def forget(self) -> None:
        """Remove every trace of faces and people."""
        self._client.send(messages.ForgetPeople())

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.People():
                self.changed.emit(event)
            case messages.PersonFaces():
                self.faces_arrived.emit(event)
            case _:
                pass
