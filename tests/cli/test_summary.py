"""The last line of an answer counts all photos looked at; filters in the way are named."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.cli.terminal import print_answer, summary
from photosearch.query.parse import parse
from photosearch.search.ranking import Ranking
from photosearch.search.searcher import Answer
from photosearch.wire.values import Loosened


def answer(total: int, matches: int, searched: int, ranked: bool = True) -> Answer:
    ids, zeros = np.arange(total), np.zeros(total, np.float32)
    ranking = Ranking(ids, zeros, zeros, zeros, matches) if ranked else None
    return Answer("dog", ids, matches, 7.6, ranking, searched=searched)


@pytest.mark.parametrize(
    ("given", "shown", "said"),
    [
        (answer(1000, 0, 3050), 20, "0 of 3,050 photos match; 20 shown, in 8 ms."),
        (answer(1000, 12, 3050), 20, "12 of 3,050 photos match; 20 shown, in 8 ms."),
        (answer(1000, 1000, 3050), 20, "At least 1,000 of 3,050 photos match; 20 shown, in 8 ms."),
        (answer(5, 5, 5), 5, "5 of 5 photos match; 5 shown, in 8 ms."),
        (answer(1, 1, 1), 1, "1 of 1 photo matches; 1 shown, in 8 ms."),
        (
            answer(3050, 3050, 3050, ranked=False),
            20,
            "3,050 of 3,050 photos match; 20 shown, in 8 ms.",
        ),
        (answer(0, 0, 0), 0, "0 of 0 photos match; 0 shown, in 8 ms."),
    ],
)
def test_the_summary_counts_all_photos_that_were_looked_at(
    given: Answer, shown: int, said: str
) -> None:
    assert summary(given, shown) == said


def test_an_empty_answer_names_the_filters_in_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    query = parse('in:"Lake Garda" dog type:gif')
    freer = (Loosened((2,), 1200), Loosened((0,), 3))
    print_answer(Answer("", np.arange(0), 0, 1.0, query=query, loosened=freer), [], False)
    told = capsys.readouterr().out.splitlines()
    assert told[1:3] == [
        "Without type:gif there would be 1,200.",
        'Without in:"Lake Garda" there would be 3.',
    ]
    print_answer(Answer("", np.arange(0), 0, 1.0, query=query, loosened=freer), [], True)
    assert '"searched": 0' in capsys.readouterr().out
