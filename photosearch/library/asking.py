"""A question about the library: the search that is made of it, and the answer with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from photosearch.answering.facts import Facts
from photosearch.answering.form import SHOWS
from photosearch.answering.question import Asked, Wanted, search_for, understand
from photosearch.answering.reply import MOST_CITED, Found, Told, compare, reply
from photosearch.catalogue.database import Catalogue
from photosearch.errors import PhotoUnreadableError
from photosearch.library.answerers import LibraryAnswerers
from photosearch.library.asking_photo import AskedPhoto, AskingPhoto
from photosearch.library.captions import LibraryCaptions
from photosearch.models.looking import EDGE, MOST_PHOTOS, Look, ShownPhoto, cited
from photosearch.search.searcher import Answer, Searcher
from photosearch.settings import BUILTIN_MODEL
from photosearch.types import PhotoId
from photosearch.wire.values import Question, Reply

# Makes a picture of a photo, or of a moment (seconds): the longer side in pixels → a JPEG.
MakePreview: TypeAlias = Callable[[PhotoId, int, float | None], Path | None]


class Asking:
    """Answers questions from the photos that a search finds."""

    def __init__(
        self,
        catalogue: Catalogue,
        searcher: Searcher,
        answerers: LibraryAnswerers,
        captions: LibraryCaptions,
        preview: MakePreview,
        cache: Path,
    ) -> None:
        self._facts = Facts(catalogue)
        self._searcher = searcher
        self._answerers = answerers
        self._captions = captions
        self._preview = preview
        self._about_photo = AskingPhoto(
            self._facts, answerers, captions, preview, self._line, cache
        )

    def ask(self, text: str, tell: Callable[[str], None] | None, look: bool) -> Reply:
        """Return the answer to a question; photos of it where it is none.

        ``tell`` is told each piece of what an added model says, as it comes, if ``look``.

        Raises:
            QueryError: nothing is asked.
            ModelError: the added model fails.
        """
        asked = understand(text, known=self._facts.known) or search_for(text)
        told = self._answered(Question(text), asked, partial=False)[1]
        if not (look and told.can_look and not told.sure):
            return told
        pieces = []
        for piece in self._looked(asked, told):
            pieces.append(piece)
            if tell is not None:
                tell(piece)
        return self._said("".join(pieces).strip(), told)

    def ask_photo(
        self,
        text: str,
        photo: PhotoId | Path,
        at: float | None,
        tell: Callable[[str], None] | None,
        look: bool,
    ) -> Reply:
        """Return the answer to a question about one photo; see :class:`AskingPhoto`."""
        told = self._about_photo.ask(text, AskedPhoto(photo, at), tell, look)
        if isinstance(photo, Path):
            return told
        hit = self._searcher.hits(self._only(photo), 0, 1)
        return replace(told, photos=tuple(replace(one, at=at) for one in hit))

    @staticmethod
    def _only(photo: PhotoId) -> Answer:
        return Answer("", np.array([photo], np.int64), 1, 0.0)

    def answer(self, question: Question, partial: bool) -> tuple[Answer, Reply | None]:
        """Return the photos for what was typed, and a reply where that is a question.

        The photos that the reply rests on come first, as matches; the others follow.
        """
        asked = understand(question.text, known=self._facts.known)
        if asked is None:
            return self._searcher.search(question, partial), None
        return self._answered(question, asked, partial)

    def look(self, question: Question) -> Iterator[str]:
        """Yield what an added model says to a question, from its first photos; see :meth:`ask`.

        Raises:
            ModelError: the model fails.
        """
        asked = understand(question.text, known=self._facts.known)
        if asked is not None:
            told = self._answered(question, asked, partial=True)[1]
            if told.can_look:
                yield from self._looked(asked, told)

    def _answered(self, question: Question, asked: Asked, partial: bool) -> tuple[Answer, Reply]:
        sides = asked.sides or (asked,)
        answers = [
            self._searcher.search(replace(question, text=side.query), partial) for side in sides
        ]
        parted = [Found(*one.parted, one.is_complete, one.is_seen) for one in answers]
        at = 0
        if asked.sides:
            told, at = compare(asked, parted)
        else:
            told = reply(asked, parted[0], self._facts)
        found = answers[at]
        answer = _proof_first(found, told.photos, question.sort == "date")
        hits = tuple(self._searcher.hits(answer, 0, min(MOST_CITED, answer.matches)))
        typed = question.text
        return (
            replace(answer, text=typed),
            Reply(
                typed, told.text, told.sure, sides[at].query, told.value, hits,
                can_look=self._can_look(asked, told),
            ),
        )  # fmt: skip

    def _can_look(self, asked: Asked, told: Told) -> bool:
        """Say whether what photos show may tell more than facts do, to a model that is there."""
        shows = asked.wanted is Wanted.PHOTOS and asked.of == SHOWS
        unsure = not told.sure and asked.wanted is not Wanted.UNKNOWABLE
        if not (told.photos and (shows or unsure)):
            return False
        # The built-in captioner tells what photos show, whatever was asked.
        return self._answerers.chosen() is not None or (shows and self._captions.are_made)

    def _looked(self, asked: Asked, told: Reply) -> Iterator[str]:
        if self._answerers.chosen() is None:
            yield from self._captioned(asked, told)
            return
        hits = told.photos[:MOST_PHOTOS]
        shown = []
        for hit in hits:
            picture = self._preview(hit.photo, EDGE, hit.at)
            if picture is not None:
                shown.append(ShownPhoto(str(picture), self._line(hit.photo, asked.language)))
        if shown:
            look = Look(question=told.question, photos=tuple(shown), language=asked.language)
            yield from self._answerers.ask(look)

    def _captioned(self, asked: Asked, told: Reply) -> Iterator[str]:
        """Yield what the first photos show, each by its number."""
        for number, hit in enumerate(told.photos[:MOST_PHOTOS], 1):
            with suppress(PhotoUnreadableError):
                made = self._captions.of(hit.photo, (asked.language,), at=hit.at)
                text = "" if made is None else made.en or made.zh
                if text:
                    yield f"[{number}] {text}{'；' if asked.language == 'zh' else '; '}"

    def _line(self, photo: PhotoId, language: str) -> str:
        """Return what is known of a photo in a line: day, place, people, caption."""
        ids = [photo]
        days = self._facts.days(np.array(ids, np.int64))
        parts = [f"{day:%Y-%m-%d}" for day in days if day is not None]
        parts += [", ".join(self._facts.places(ids, language).get(photo, []))]
        parts += [", ".join(self._facts.people(ids).get(photo, []))]
        parts += [line.text for line in self._facts.written(photo)[:8]]
        return "; ".join(part for part in parts if part)[:400]

    def _said(self, text: str, told: Reply) -> Reply:
        """Return the answer that a model gave; the photos that it names come first."""
        chosen = self._answerers.chosen()
        if not text:
            return told
        named = [told.photos[at] for at in cited(text, min(MOST_PHOTOS, len(told.photos)))]
        photos = (*named, *(hit for hit in told.photos if hit not in named))
        by = BUILTIN_MODEL if chosen is None else chosen.id
        return replace(told, answer=text.rstrip("；; "), value=None, photos=photos, by=by)


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
