"""What the window says of people is done, and answered by who is on photos then."""

from __future__ import annotations

import queue

from photosearch.engine.people_handler import PeopleHandler
from photosearch.engine.priority import Questions
from photosearch.engine.upkeep_handler import UpkeepHandler
from photosearch.library import Library
from photosearch.wire import messages
from tests.people.conftest import finding, library, settings

__all__ = ["finding", "library", "settings"]  # the fixtures


def told(events: queue.SimpleQueue[messages.Event], kind: type[messages.Message]) -> object:
    while True:
        event = events.get(timeout=40)
        if isinstance(event, kind | messages.Failure):
            return event


def test_people_are_listed_changed_and_forgotten(library: Library) -> None:
    events = queue.SimpleQueue[messages.Event]()
    handler = PeopleHandler(library, events.put)
    handler.start()

    def after(command: messages.Command) -> messages.People:
        handler.put(command)
        event = told(events, messages.People)
        assert isinstance(event, messages.People)
        return event

    one, two = after(messages.ListPeople()).people
    assert after(messages.NamePerson(person=one.id, name="Anna")).people[0].name == "Anna"
    handler.put(messages.ListFaces(person=one.id))
    faces = told(events, messages.PersonFaces)
    assert isinstance(faces, messages.PersonFaces)
    assert len(faces.faces) == 2
    assert after(messages.HidePerson(person=two.id)).others == 1
    assert len(after(messages.ListPeople(everybody=True)).people) == 2
    assert after(messages.TellSame(person=two.id, other=one.id, same=False)).others == 0
    (only,) = after(messages.MergePeople(people=(one.id, two.id))).people
    assert (only.id, only.photos) == (one.id, 3)
    split = after(messages.SplitPerson(person=one.id, faces=(faces.faces[0].id,)))
    assert len(split.people) == 2
    handler.put(messages.NamePerson(person=999, name="Bob"))
    assert isinstance(told(events, messages.People), messages.People)  # it is told as it is
    failure = told(events, messages.Failure)
    assert isinstance(failure, messages.Failure)
    assert failure.said.code == "people.unknown"
    assert after(messages.NamePerson(person=one.id, name="")).people[0].name == ""
    handler.stop()


def test_forgetting_stops_what_looks_for_faces(library: Library) -> None:
    events = queue.SimpleQueue[messages.Event]()
    handler = UpkeepHandler(library, events.put, Questions())
    handler.start()
    handler.put(messages.ForgetPeople())
    event = told(events, messages.People)
    assert isinstance(event, messages.People)
    assert event.people == ()
    assert not event.analyser.on
    handler.stop()
    assert library.people.all() == []
