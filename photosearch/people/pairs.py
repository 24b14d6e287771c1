"""How well faces of known people are told apart, by group, in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.errors import PeopleError
from photosearch.people.clustering import Distances

# The name of all groups together.
EVERYBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photo of one person, whom somebody has named, and the group that they belong to."""

    path: Path
    person: str
    group: str


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """How well the faces of one group are found and told apart; ``group`` is "" for everybody.

    ``photos`` of ``people`` were looked at, a face was ``found`` in so many of them. Of ``same``
    pairs of one person ``same_told`` are near enough to be taken for one, of ``others`` of two
    people of the group ``others_told`` are not.
    """

    group: str
    people: int
    photos: int
    found: int
    same: int
    same_told: int
    others: int
    others_told: int


def read_portraits(path: Path) -> list[Portrait]:
    """Read lines of `image ⇥ person ⇥ group`; images are relative to the file.

    Raises:
        PeopleError: the file can't be read, or a line has less.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise PeopleError("labels_not_read", path=path, error=error) from error
    portraits = []
    for number, line in enumerate(lines, 1):
        fields = [field.strip() for field in line.split("\t")]
        if line.strip():
            if len(fields) < 3 or not all(fields[:3]):
                raise PeopleError("labels_short", path=path, line=number)
            portraits.append(Portrait(path.parent / fields[0], *fields[1:3]))
    return portraits


def figures(
    portraits: Sequence[Portrait], faces: Sequence[Float32Array | None], distances: Distances
) -> list[GroupFigures]:
    """Return the figures of each group by name, and those of everybody last.

    Args:
        portraits: who is on each photo.
        faces: the embedding of the face in each, Float32[d], or None where none was found.
        distances: of the model that made them.
    """
    groups = sorted({one.group for one in portraits})
    return [
        _figures(group, *_of_group(portraits, faces, group), distances)
        for group in (*groups, EVERYBODY)
    ]


def largest(faces: Iterable[tuple[int, Float32Array | None]]) -> Float32Array | None:
    """Return the embedding of the largest face, given pixels and embeddings."""
    return max(faces, key=lambda one: one[0], default=(0, None))[1]


def _of_group(
    portraits: Sequence[Portrait], faces: Sequence[Float32Array | None], group: str
) -> tuple[list[str], list[Float32Array | None]]:
    some = [
        (one.person, face)
        for one, face in zip(portraits, faces, strict=True)
        if group in (one.group, EVERYBODY)
    ]
    return [person for person, _ in some], [face for _, face in some]


def _figures(
    group: str, people: list[str], faces: list[Float32Array | None], distances: Distances
) -> GroupFigures:
    seen = [(one, face) for one, face in zip(people, faces, strict=True) if face is not None]
    same, away = _pairs([one for one, _ in seen], [face for _, face in seen])
    near = away < distances.same
    return GroupFigures(
        group=group,
        people=len(set(people)),
        photos=len(people),
        found=len(seen),
        same=int(same.sum()),
        same_told=int((same & near).sum()),
        others=int((~same).sum()),
        others_told=int((~same & ~near).sum()),
    )


def _pairs(people: list[str], faces: list[Float32Array]) -> tuple[NDArray[np.bool_], Float32Array]:
    """Return of all pairs whether they are of one person, Bool[n], and the distance Float32[n]."""
    if len(faces) < 2:
        return np.zeros(0, bool), np.zeros(0, np.float32)
    one, other = np.triu_indices(len(faces), 1)
    stacked, names = np.stack(faces), np.array(people)
    away = np.linalg.norm(stacked[one] - stacked[other], axis=1)
    return names[one] == names[other], away.astype(np.float32)
