"""The handler of people: it lists and changes them, and never waits for a batch."""

from __future__ import annotations

from photosearch.engine.handler import Emit, Handler
from photosearch.library import Library
from photosearch.library.people import FACES
from photosearch.wire import messages

# More tell nobody anything; those on most photos come first.
MOST_PEOPLE = 2_000


class PeopleHandler(Handler):
    """Tells who is on photos; to forget all of it stops the work in the background first."""

    commands = (
        messages.ListPeople,
        messages.ListFaces,
        messages.NamePerson,
        messages.MergePeople,
        messages.SplitPerson,
        messages.HidePerson,
        messages.TellSame,
    )

    def __init__(self, library: Library, emit: Emit) -> None:
        super().__init__(library, emit)
        self._everybody = False

    def _obey(self, command: object) -> None:
        match command:
            case messages.ListPeople(everybody=everybody):
                self._everybody = everybody
                self._emit(people_event(self._library, everybody))
            case messages.ListFaces(person=person):
                faces = tuple(self._library.people.faces(person))
                self._emit(messages.PersonFaces(person=person, faces=faces))
            case _:
                try:
                    self._change(command)
                finally:
                    self._emit(people_event(self._library, self._everybody))
                self._emit(messages.LibraryChanged(photos=self._library.searchable()))

    def _change(self, command: object) -> None:
        people = self._library.people
        match command:
            case messages.NamePerson(person=person, name=name):
                if name.strip():
                    people.name(person, name)
                else:
                    people.unname(person)
            case messages.MergePeople(people=(first, *others)):
                people.merge(first, others)
            case messages.SplitPerson(person=person, faces=faces):
                people.split(person, faces)
            case messages.HidePerson(person=person, hidden=hidden):
                people.hide(person, hidden)
            case messages.TellSame(person=person, other=other, same=True):
                people.merge(other, [person])
            case messages.TellSame(person=person, other=other):
                people.is_not(person, other)


def people_event(library: Library, everybody: bool = False) -> messages.People:
    """Return what tells who is on photos; see :class:`messages.ListPeople`."""
    found = library.people.all(hidden=True)
    shown = [one for one in found if everybody or (not one.hidden and (one.name or one.photos > 1))]
    (analyser,) = (one for one in library.analysers.all() if one.key == FACES)
    people = tuple(shown[:MOST_PEOPLE])
    return messages.People(people=people, others=len(found) - len(people), analyser=analyser)
