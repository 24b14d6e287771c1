"""A question about the library: the search that is made of it, and the answer with its proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photosearch.answering.facts import Facts
from photosearch.answering.question import Asked, search_for, understand
from photosearch.answering.reply import MOST_CITED, Found, reply
from photosearch.catalogue.database import Catalogue
from photosearch.search.searcher import Answer, Searcher
from photosearch.types import PhotoId
from photosearch.wire.values import Question, Reply


class Asking:
    """Answers questions from the photos that a search finds."""

    def __init__(self, catalogue: Catalogue, searcher: Searcher) -> None:
        self._facts = Facts(catalogue)
        self._searcher = searcher

    def ask(self, text: str) -> Reply:
        """Return the answer to a question; photos of it where it is none.

        Raises:
            QueryError: nothing is asked.
        """
        asked = understand(text, known=self._facts.known) or search_for(text)
        return self._answered(Question(text), asked, partial=False)[1]

    def answer(self, question: Question, partial: bool) -> tuple[Answer, Reply | None]:
        """Return the photos for what was typed, and a reply where that is a question.

        The photos that the reply rests on come first, as matches; the others follow.
        """
        asked = understand(question.text, known=self._facts.known)
        if asked is None:
            return self._searcher.search(question, partial), None
        return self._answered(question, asked, partial)

    def _answered(self, question: Question, asked: Asked, partial: bool) -> tuple[Answer, Reply]:
        found = self._searcher.search(replace(question, text=asked.query), partial)
        told = reply(asked, Found(*found.parted, found.is_complete), self._facts)
        answer = _proof_first(found, told.photos, question.sort == "date")
        cited = min(MOST_CITED, answer.matches)
        hits = tuple(self._searcher.hits(answer, 0, cited))
        typed = question.text
        return (
            replace(answer, text=typed),
            Reply(typed, told.text, told.sure, asked.query, told.value, hits),
        )


def _proof_first(answer: Answer, proof: tuple[PhotoId, ...], by_date: bool) -> Answer:
    """Return an answer whose matches are these photos, in their order or the answer's by date."""
    _, rows, places = np.intersect1d(
        answer.ids, np.array(proof, np.int64), assume_unique=True, return_indices=True
    )
    place = np.full(len(answer), len(proof))
    place[rows] = 0 if by_date else places
    order = np.argsort(place, kind="stable")
    is_as_before = bool((order == np.arange(len(order))).all())
    sort = answer.sort if is_as_before or by_date else "relevance"
    return replace(answer.reordered(order, len(rows)), sort=sort)
