"""Faces become people: near ones together, each photo's apart, what the user settled untouched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from photosearch.catalogue.people import Embedded
from photosearch.people.clustering import DLIB, NOBODY, grow, who_may_be
from tests.people.faces import embedding

# Who is on a face, which of their faces it is, and its photo.
Row = tuple[int, int, int]


def faces(rows: Sequence[Row], persons: Sequence[int] = ()) -> Embedded:
    """Return faces with ids 100, 101, …; without ``persons`` none has one yet."""
    known = [*persons, *[NOBODY] * (len(rows) - len(persons))]
    return Embedded(
        ids=np.arange(100, 100 + len(rows)),
        persons=np.array(known, np.int64),
        photos=np.array([row[2] for row in rows], np.int64),
        given=np.zeros(len(rows), np.int64),
        embeddings=np.stack([embedding(person, number) for person, number, _ in rows]),
    )


def test_faces_of_the_same_person_come_together() -> None:
    rows = [(person, number, 10 * person + number) for number in range(5) for person in range(4)]
    growth = grow(faces(rows))
    assert growth.joined == {}
    assert sorted(growth.groups) == [list(range(100 + who, 120, 4)) for who in range(4)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_photos_come_does_not_matter(seed: int) -> None:
    rows = [(person, number, 10 * person + number) for number in range(6) for person in range(5)]
    order = np.random.default_rng(seed).permutation(len(rows))
    groups = grow(faces([rows[place] for place in order])).groups
    people = [{rows[order[face - 100]][0] for face in group} for group in groups]
    assert sorted(people, key=min) == [{0}, {1}, {2}, {3}, {4}]


def test_new_faces_join_the_people_that_are_there() -> None:
    growth = grow(faces([(1, 0, 1), (2, 0, 2), (1, 1, 3), (3, 0, 4)], persons=[7, 8]))
    assert growth.joined == {7: [102]}
    assert growth.groups == [[103]]


def test_nobody_is_on_a_photo_twice() -> None:
    growth = grow(faces([(1, 0, 1), (1, 1, 1)]))
    assert growth.groups == [[100], [101]]


def test_people_who_turn_out_to_be_the_same_become_one() -> None:
    rows = [(1, number, number) for number in range(7)]
    growth = grow(faces(rows, persons=[7, 7, 8, 8, 8, 8]))
    assert growth.groups == []
    assert growth.joined == {8: [100, 101, 106]}  # the larger one stays


def test_named_people_are_never_merged_but_single_faces_join_them() -> None:
    rows = [(1, number, number) for number in range(6)]
    apart = grow(faces(rows, persons=[7, 7, 8, 8, 8]), settled={7, 8})
    assert len(apart.joined) == 1
    assert next(iter(apart.joined.values())) == [105]
    assert grow(faces(rows, persons=[7, 7, 7, 8, 8]), settled={7}).joined in (
        {7: [105]},
        {8: [105]},
    )
    drawn_in = grow(faces(rows, persons=[7, 7, 7, 7, 8]), settled={7})
    assert drawn_in.joined == {7: [104, 105]}


def test_people_whom_the_user_told_apart_stay_apart() -> None:
    rows = [(1, number, number) for number in range(6)]
    growth = grow(faces(rows, persons=[7, 7, 7, 7, 8]), settled={7}, apart={(7, 8)})
    assert growth.joined == {7: [105]}


def test_the_user_is_asked_who_may_be_somebody_known() -> None:
    rows = [(1, 0, 0), (1, 1, 1), (1, 2, 2), (1, 3, 3), (2, 0, 4)]
    asked = who_may_be(faces(rows, persons=[7, 7, 8, 8, 9]), [7], set())
    assert set(asked) == {8}
    assert (asked[8].known, asked[8].distance < DLIB.alike) == (7, True)
    assert who_may_be(faces(rows, persons=[7, 7, 8, 8, 9]), [7], {(7, 8)}) == {}
    assert who_may_be(faces(rows, persons=[7, 7, 8, 8, 9]), [], set()) == {}
    on_one_photo = [(1, 0, 0), (1, 1, 1), (1, 2, 1), (1, 3, 3)]
    assert who_may_be(faces(on_one_photo, persons=[7, 7, 8, 8]), [7], set()) == {}


def test_nothing_becomes_of_no_faces() -> None:
    no = np.zeros(0, np.int64)
    none = Embedded(no, no, no, no, np.zeros((0, 1), np.float32))
    assert who_may_be(none, [7], set()) == {}
    assert grow(none).groups == []
    growth = grow(faces([(1, 0, 1)], persons=[7]))
    assert (growth.groups, growth.joined) == ([], {})
