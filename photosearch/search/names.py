"""Names in a question's words: "Anna on the beach" asks for beaches among Anna's photos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np

from photosearch.arrays import Int64Array
from photosearch.catalogue.connections import Connections
from photosearch.catalogue.words import of_somebody
from photosearch.query.language import Kind
from photosearch.query.parse import Part, Query
from photosearch.query.terms import STOP_WORDS, terms
from photosearch.search.literal import stands_in
from photosearch.text.folding import Token, is_unspaced, located

# Names of more words than these are not looked for, nor such short ones: a letter, one character.
MOST_TOKENS: Final = 4
SHORTEST: Final = 3
# Words of a question that are looked at.
_MOST: Final = 40
# What joined the names that were taken out to the rest.
_JOINING: Final = re.compile(
    r"(?i)^(?:\s|,|&|and\b|with\b|or\b|[和与跟及、，])+|(?:\s|,|&|\band|[和与跟及、，])+$"
)
_OF: Final = re.compile(r"^['’][sS]\b|^的")


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A question about people: what is asked of their photos, and which these are, Int64[n].

    ``people`` are the names as they were typed.
    """

    rest: Query
    photos: Int64Array
    people: tuple[str, ...]


def named_people(connections: Connections, query: Query) -> Named | None:
    """Return whom a question names, or None: nobody, or nothing is asked but names.

    All that are named must be on a photo. The longest names are looked for first.
    """
    parts = [part for part in query.parts if part.kind in (Kind.TEXT, Kind.EXACT)]
    if [part.kind for part in parts if not part.negated] != [Kind.TEXT]:
        return None  # what stands in quotation marks is meant literally
    text = query.text
    spoken = located(text)[:_MOST]
    found: list[Int64Array] = []
    cut: list[tuple[int, int]] = []
    with connections.read() as connection:
        for run in _runs(spoken):
            span = run[0].start, run[-1].end
            if not any(start < span[1] and span[0] < end for start, end in cut):
                photos = of_somebody(connection, _joined(run), may_go_on=not _is_han(run))
                if len(photos):
                    found.append(photos)
                    cut.append(span)
    rest = _without(text, cut)
    if not found or not terms(rest):
        return None
    people = tuple(text[start:end] for start, end in sorted(cut))
    rest_of_it = Query((Part(Kind.TEXT, rest, rest),), rest)
    return Named(rest_of_it, reduce(np.intersect1d, found), people)


def people_asked(query: Query, named: Sequence[str]) -> tuple[str, ...]:
    """Return the names and numbers (#12) of people whose photos are wanted.

    ``named`` are those among the words of the question.
    """
    given = (part for part in query.filters if part.kind is Kind.PERSON and not part.negated)
    return (*(str(part.value) for part in given), *named)


def seen_at(shown: Sequence[tuple[int, int, str]], asked: Sequence[str]) -> tuple[int, ...]:
    """Return the moments at which a video shows the people asked for (ms), the best one first.

    If they are ever seen together, those moments; else any at which one of them is.

    Args:
        shown: moments, people and their names, the largest face first.
        asked: names or numbers, see :func:`people_asked`.
    """
    of_each = [
        [at for at, person, name in shown if one == f"#{person}" or (name and stands_in(one, name))]
        for one in asked
    ]
    together = [at for at in of_each[0] if all(at in some for some in of_each)] if of_each else []
    anyone = [at for some in of_each for at in some]
    return tuple(dict.fromkeys(together or anyone))


def _runs(spoken: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the runs of tokens that may be names, the longest first."""
    for length in range(min(MOST_TOKENS, len(spoken)), 0, -1):
        for start in range(len(spoken) - length + 1):
            run = spoken[start : start + length]
            if _may_be_a_name(run):
                yield run


def _may_be_a_name(run: Sequence[Token]) -> bool:
    if _is_han(run):
        return len(run) > 1
    if any(is_unspaced(letter) for token in run for letter in token.text):
        return False
    return len(run) > 1 or (len(run[0].text) >= SHORTEST and run[0].text not in STOP_WORDS)


def _is_han(run: Sequence[Token]) -> bool:
    return all(is_unspaced(letter) for token in run for letter in token.text)


def _joined(run: Sequence[Token]) -> str:
    return " ".join(token.text for token in run)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without some of its parts, and without what joined them to the rest."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {_OF.sub('', text[end:])}"
    return " ".join(_JOINING.sub("", text).split())
