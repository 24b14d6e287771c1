from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photosearch.answering.beam import Text, beam_search
from photosearch.arrays import Float32Array

END, BEGIN = 0, 1
# What each piece is followed by, and how likely.
LIKELY = {
    1: {2: 0.6, 3: 0.4},
    2: {4: 0.5, 5: 0.5},
    3: {6: 1.0},
    4: {END: 1.0},
    5: {END: 1.0},
    6: {END: 1.0},
    7: {7: 0.9, END: 0.1},
}


def step(last: Sequence[int], past: Float32Array) -> tuple[Float32Array, Float32Array]:
    scores = np.full((len(last), 8), -np.inf, np.float32)
    for row, piece in enumerate(last):
        for following, chance in LIKELY[piece].items():
            scores[row, following] = np.log(chance)
    return scores, past


def search(width: int, begin: int = BEGIN, **more: object) -> list[Text]:
    past = np.zeros((1, 1, 1), np.float32)
    fields: dict[str, object] = {"longest": 6, "length_weight": 0.0, **more}
    return beam_search(step, past, begin, END, width=width, **fields)  # type: ignore[arg-type]


def test_a_beam_finds_what_a_greedy_search_misses() -> None:
    assert search(1)[0].pieces[0] == 2
    best = search(2)[0]
    assert best.pieces == (3, 6)
    assert np.isclose(best.log_probability, np.log(0.4))


def test_what_is_not_allowed_is_not_written() -> None:
    assert search(2, allowed=lambda pieces: 6 not in pieces)[0].pieces[0] == 2
    assert all(3 not in text.pieces for text in search(3, barred=[3]))


def test_three_pieces_do_not_stand_there_twice() -> None:
    for text in search(2, begin=7, length_weight=1.0):
        assert len(text.pieces) <= 3


def test_a_text_that_never_ends_is_cut() -> None:
    assert len(search(1, begin=7, longest=2, allowed=lambda pieces: True)[0].pieces) <= 3
