from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.arrays import Float32Array
from photosearch.duplicates.near import bits_that_differ, close_pairs, stars
from photosearch.media.fingerprint import BLANK

HASH = st.integers(-(2**63), 2**63 - 1)
FLIP = st.lists(st.integers(0, 63), max_size=14, unique=True)


def same(count: int) -> Float32Array:
    return np.ones((count, 1), np.float32)


def flipped(value: int, *bits: int) -> int:
    for bit in bits:
        value ^= 1 << bit
    return int(np.array([value & (2**64 - 1)], np.uint64).view(np.int64)[0])


@given(st.lists(st.tuples(HASH, FLIP), min_size=1, max_size=8), st.integers(0, 12))
def test_all_close_pairs_are_found_and_no_other(
    planted: list[tuple[int, list[int]]], radius: int
) -> None:
    values = {one for value, bits in planted for one in (value, flipped(value, *bits))}
    hashes = np.array(sorted(values), np.int64)
    left, right = np.triu_indices(len(hashes), 1)
    close = bits_that_differ(hashes[left], hashes[right]) <= radius
    expected = list(zip(left[close].tolist(), right[close].tolist(), strict=True))
    found = close_pairs(hashes, radius)
    assert list(zip(*(side.tolist() for side in found), strict=True)) == expected


def test_each_of_a_group_is_near_its_centre_not_just_near_another() -> None:
    one = 0x1234_5678_9ABC_DEF0
    chain = [one, flipped(one, *range(6)), flipped(one, *range(12))]
    (star,) = stars(np.array(chain, np.int64), same(3), radius=8)
    assert (star.centre, star.rows.tolist(), star.distances.tolist()) == (0, [1], [6])


def test_the_vectors_have_the_last_word() -> None:
    hashes = np.array([77, 77, flipped(77, 1)], np.int64)
    vectors = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    (star,) = stars(hashes, vectors)
    assert (star.centre, star.rows.tolist()) == (0, [2])
    assert star.cosines.tolist() == [1.0]


def test_blank_pictures_are_like_no_other() -> None:
    hashes = np.array([BLANK, BLANK, 1], np.int64)
    assert list(stars(hashes, same(3))) == []


def test_nothing_has_no_groups() -> None:
    assert list(stars(np.zeros(0, np.int64), np.zeros((0, 4), np.float32))) == []
