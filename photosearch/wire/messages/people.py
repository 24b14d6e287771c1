"""Who is on photos: faces, names, and which of them are the same."""

from __future__ import annotations

from photosearch.wire.messages.base import Message
from photosearch.wire.values import AnalyserState, Person, PersonFace


class ListPeople(Message, frozen=True, tag="list_people"):
    """Ask who is on photos; answered by `people`, as the commands on people that follow are.

    ``everybody`` includes nameless people on one photo alone, and those who were hidden.
    """

    everybody: bool = False


class ListFaces(Message, frozen=True, tag="list_faces"):
    """Ask for the faces of a person; answered by `person_faces`."""

    person: int


class NamePerson(Message, frozen=True, tag="name_person"):
    """Call a person so: one who is called so already becomes one with them; empty takes it away."""

    person: int
    name: str


class MergePeople(Message, frozen=True, tag="merge_people"):
    """Make one of several people: the first stays."""

    people: tuple[int, ...]


class SplitPerson(Message, frozen=True, tag="split_person"):
    """Make another person of some of a person's faces."""

    person: int
    faces: tuple[int, ...]


class HidePerson(Message, frozen=True, tag="hide_person"):
    """Leave a person out of lists, or show them again."""

    person: int
    hidden: bool = True


class TellSame(Message, frozen=True, tag="tell_same"):
    """Answer the question whether somebody is another person; it is not asked again."""

    person: int
    other: int
    same: bool


class ForgetPeople(Message, frozen=True, tag="forget_people"):
    """Remove every trace of faces and people, and look for them no longer."""


class People(Message, frozen=True, tag="people"):
    """Who is on photos, those with a name first.

    ``others`` counts those who are left out: nameless people on one photo, and hidden ones.
    ``analyser`` says whether faces are looked for, and how far that is.
    """

    people: tuple[Person, ...]
    others: int
    analyser: AnalyserState


class PersonFaces(Message, frozen=True, tag="person_faces"):
    """The faces of a person, the largest first."""

    person: int
    faces: tuple[PersonFace, ...]
