"""Which faces are of the same person: clusters that grow face by face; pure functions.

A new face joins the person to whose nearest faces it is nearest, if that is near enough; else it is
a new person. What the user has settled stays as it is: people with a name are only ever joined by
single faces. Of the others two become one where their faces are near on the whole (average linkage;
Sokal and Michener 1958), since the first few photos may not tell. Nobody is on a photo twice.

Distances are Euclidean, between embeddings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.catalogue.people import Embedded

# Of somebody's faces so many of the nearest count: people look older, and others look like one of
# their photos.
NEAREST: Final = 3
NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Distances:
    """How near faces of the same person are, for one model.

    A face nearer than ``same`` on the average joins a person; up to ``alike`` the user is asked.
    """

    same: float
    alike: float


# dlib's, measured: see docs/people.md.
DLIB: Final = Distances(same=0.48, alike=0.56)
# Of networks trained as ArcFace is, whose embeddings are of unit length: cosines of 0.5 and 0.4.
ARCFACE: Final = Distances(same=1.0, alike=1.1)


@dataclass(slots=True)
class Growth:
    """What becomes of new faces, by their ids.

    ``groups`` are new people; ``joined`` are the faces that people get, by person: new ones, and
    those of others who were found to be the same.
    """

    groups: list[list[int]] = field(default_factory=list)
    joined: dict[int, list[int]] = field(default_factory=dict)


class Clusters:
    """Faces and whose they are; people have negative numbers until they are stored."""

    def __init__(self, faces: Embedded, distances: Distances) -> None:
        self._faces = faces
        self._distances = distances
        self._squares: Float32Array = (faces.embeddings**2).sum(axis=1)
        self._persons = faces.persons.copy()
        self._members: dict[int, list[int]] = defaultdict(list)
        for row, person in enumerate(self._persons.tolist()):
            if person != NOBODY:
                self._members[person].append(row)
        self._photos = {
            person: set(faces.photos[rows].tolist()) for person, rows in self._members.items()
        }
        self._next = NOBODY - 1

    def grow(self, settled: Set[int], apart: Set[tuple[int, int]]) -> Growth:
        """Give each face without a person one, and join people who turn out to be the same."""
        rows = np.flatnonzero(self._persons == NOBODY)
        touched = {self._place(int(row)) for row in rows}
        for person in sorted(touched & settled):
            self._draw_in(person, settled, apart)
        for person in sorted(touched - settled, key=lambda one: -len(self._members.get(one, ()))):
            if person in self._members:
                self._merge_alike(person, settled, apart)
        return self._growth()

    def _place(self, row: int) -> int:
        """Give a face its person; return whom."""
        away = self._away([row])[0]
        near = np.flatnonzero((away < self._distances.alike) & (self._persons != NOBODY))
        best, least = NOBODY, self._distances.same
        for person in sorted(set(self._persons[near].tolist())):
            if self._faces.photos[row] in self._photos[person]:
                continue
            nearest = np.sort(away[self._members[person]])[:NEAREST]
            if float(nearest.mean()) < least:
                best, least = person, float(nearest.mean())
        if best == NOBODY:
            best, self._next = self._next, self._next - 1
            self._photos[best] = set()
        self._persons[row] = best
        self._members[best].append(row)
        self._photos[best].add(int(self._faces.photos[row]))
        return best

    def _merge_alike(self, person: int, settled: Set[int], apart: Set[tuple[int, int]]) -> None:
        """Join a person with others who are the same on the whole, the nearest first.

        A single face may turn out to be of somebody settled.
        """
        while True:
            best, least = NOBODY, self._distances.same
            for other in self._near(person):
                if self._may_merge(person, other, settled, apart):
                    away = self._linkage(person, other)
                    if away < least:
                        best, least = other, away
            if best == NOBODY:
                return
            into, gone = best, person
            if best not in settled and self._order(best) > self._order(person):
                into, gone = person, best
            self._merge(into, gone)
            if into in settled:
                return
            person = into

    def _draw_in(self, person: int, settled: Set[int], apart: Set[tuple[int, int]]) -> None:
        """Join single faces of nobody known with somebody settled, who has grown."""
        for other in sorted(self._near(person) - settled):
            if (
                len(self._members[other]) == 1
                and self._may_merge(other, person, settled, apart)
                and self._linkage(other, person) < self._distances.same
            ):
                self._merge(person, other)

    def _order(self, person: int) -> tuple[bool, int, int]:
        """Return what decides which of two people stays: the stored, larger, older one."""
        return person < 0, -len(self._members[person]), abs(person)

    def _near(self, person: int) -> set[int]:
        """Return the people with a face that may be this person's."""
        rows = self._members[person]
        away = self._away(rows).min(axis=0)
        near = np.flatnonzero(away < self._distances.alike)
        return set(self._persons[near].tolist()) - {person, NOBODY}

    def _may_merge(
        self, person: int, other: int, settled: Set[int], apart: Set[tuple[int, int]]
    ) -> bool:
        if other in settled and len(self._members[person]) > 1:
            return False
        pair = (min(person, other), max(person, other))
        return pair not in apart and self._photos[person].isdisjoint(self._photos[other])

    def _linkage(self, person: int, other: int) -> float:
        """Return the mean distance between two people's faces; of a single one, to the nearest."""
        ours, theirs = self._members[person], self._members[other]
        away = self._away(ours, theirs)
        if len(ours) == 1:
            return float(np.sort(away[0])[:NEAREST].mean())
        return float(away.mean())

    def _away(self, ours: Sequence[int], theirs: Sequence[int] | None = None) -> Float32Array:
        """Return the distances of m faces from n others, or from all: Float32[m, n]."""
        others = slice(None) if theirs is None else theirs
        products = self._faces.embeddings[ours] @ self._faces.embeddings[others].T
        squares = self._squares[ours][:, None] + self._squares[others][None] - 2 * products
        away: Float32Array = np.sqrt(np.maximum(squares, 0.0))
        return away

    def _merge(self, into: int, gone: int) -> None:
        rows = self._members.pop(gone)
        self._persons[rows] = into
        self._members[into] += rows
        self._photos[into] |= self._photos.pop(gone)

    def _growth(self) -> Growth:
        """Return what has changed."""
        growth = Growth()
        changed: dict[int, list[int]] = defaultdict(list)
        for row in np.flatnonzero(self._persons != self._faces.persons).tolist():
            changed[int(self._persons[row])].append(int(self._faces.ids[row]))
        for person, faces in changed.items():
            if person < 0:
                growth.groups.append(faces)
            else:
                growth.joined[person] = faces
        return growth


def distances_of(model: str) -> Distances:
    """Return how near faces of the same person are for a model, by its name."""
    return ARCFACE if model.startswith("onnx") else DLIB


def grow(
    faces: Embedded,
    settled: Set[int] = frozenset(),
    apart: Set[tuple[int, int]] = frozenset(),
    distances: Distances = DLIB,
) -> Growth:
    """Return what becomes of the faces that have no person yet.

    Args:
        faces: all faces that can be compared.
        settled: people whom the machine must not join with others.
        apart: pairs of people who are not the same, the lower number first.
        distances: of the model.
    """
    return Clusters(faces, distances).grow(settled, apart)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two people who may be the same: nobody settled, and one whom the user knows."""

    person: int
    known: int
    distance: float


def who_may_be(
    faces: Embedded, known: Iterable[int], apart: Set[tuple[int, int]], distances: Distances = DLIB
) -> dict[int, Alike]:
    """Return whom of those ``known`` other people may be, by person: the nearest.

    By the root mean square of the distances between their faces, which follows from the middles of
    both and how far their faces lie around these.
    """
    people = _middles(faces)
    names = [person for person in known if person in people]
    if not names:
        return {}
    middles = np.stack([people[one].middle for one in names])
    around = np.array([people[one].around for one in names], np.float32)
    found: dict[int, Alike] = {}
    for person, own in people.items():
        if person in names:
            continue
        away = np.sqrt(((middles - own.middle) ** 2).sum(axis=1) + around + own.around)
        for place in np.argsort(away).tolist():
            if away[place] >= distances.alike:
                break
            pair = (min(person, names[place]), max(person, names[place]))
            if pair not in apart and own.photos.isdisjoint(people[names[place]].photos):
                found[person] = Alike(person, names[place], float(away[place]))
                break
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Middle:
    """The mean of a person's faces Float32[d], their mean square distance from it, and photos."""

    middle: Float32Array
    around: float
    photos: set[int]


def _middles(faces: Embedded) -> Mapping[int, _Middle]:
    order = np.argsort(faces.persons, kind="stable")
    persons, starts = np.unique(faces.persons[order], return_index=True)
    ends = [*starts.tolist(), len(order)][1:]
    found: dict[int, _Middle] = {}
    for person, start, end in zip(persons.tolist(), starts.tolist(), ends, strict=True):
        if person == NOBODY:
            continue
        rows = order[start:end]
        own = faces.embeddings[rows]
        middle = own.mean(axis=0)
        around = float(((own - middle) ** 2).sum(axis=1).mean())
        found[person] = _Middle(middle, around, set(faces.photos[rows].tolist()))
    return found
