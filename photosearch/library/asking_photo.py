"""A question about one photo: what is known of it, else what is seen on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from photosearch.answering.captioner_pack import CLOSED, YES
from photosearch.answering.counting import NONE, thing_counted
from photosearch.answering.facts import Facts, PhotoFacts
from photosearch.answering.facts_asked import told_by_facts
from photosearch.answering.file_facts import FILE, FileFacts
from photosearch.answering.onnx_captioner import sentence
from photosearch.answering.people_asked import PeopleAsked, people_asked, told_of_people
from photosearch.answering.photo_question import PhotoQuestion, read_photo_question
from photosearch.answering.question import Known, Wanted
from photosearch.answering.reply import Found, Told, reply
from photosearch.answering.wording import say
from photosearch.errors import QueryError
from photosearch.library.answerers import LibraryAnswerers
from photosearch.library.captions import LibraryCaptions
from photosearch.media.previews import shown_file
from photosearch.models.looking import EDGE, Look, ShownPhoto
from photosearch.query.language import MAKERS
from photosearch.settings import BUILTIN_MODEL
from photosearch.text.folding import tokens
from photosearch.types import PhotoId
from photosearch.wire.values import Reply


@dataclass(frozen=True, slots=True)
class AskedPhoto:
    """The photo that a question is about, of the library or not; of a video, a moment (seconds)."""

    photo: PhotoId | Path
    at: float | None = None


class AskingPhoto:
    """Answers questions about one photo: from facts, by an added model, or by the captioner."""

    def __init__(
        self,
        facts: Facts,
        answerers: LibraryAnswerers,
        captions: LibraryCaptions,
        preview: Callable[[PhotoId, int, float | None], Path | None],
        line: Callable[[PhotoId, str], str],
        cache: Path,
    ) -> None:
        self._facts = facts
        self._cache = cache
        self._answerers = answerers
        self._captions = captions
        self._preview = preview
        self._line = line

    def ask(
        self, text: str, about: AskedPhoto, tell: Callable[[str], None] | None, look: bool = True
    ) -> Reply:
        """Return the answer; ``tell`` is told each piece of what an added model says, if ``look``.

        Raises:
            QueryError: nothing is asked.
            PhotoUnreadableError: the photo can't be read.
            ModelError: a model fails.
        """
        if not tokens(text):
            raise QueryError("nothing_asked")
        known = self._facts_of(about.photo)
        question = read_photo_question(text, lambda: self._names(*known))
        people, on_it = self._people(question, *known)
        if people is not None and on_it is not None and people.alone:
            return Reply(question.text, on_it.text, on_it.sure, "", on_it.value)
        told = self._known(question, *known)
        if told is not None and told.sure:
            beside = self._seen_beside(question, about, *known)
            return Reply(question.text, told.text + beside, True, "", told.value)
        pieces = []
        for piece in self._looked(question, about) if look else ():
            pieces.append(piece)
            if tell is not None:
                tell(piece)
        chosen = self._answerers.chosen()
        if pieces and chosen is not None:
            said = "".join(pieces).strip()
            return Reply(question.text, said, False, "", by=chosen.id)
        # Places, dates and print are not guessed from what a photo looks like.
        if told is not None and _is_not_seen(question):
            return Reply(question.text, told.text, False, "", told.value)
        if people is not None and on_it is not None:
            plain = replace(question, plain=people.plain)
            return self._seen(plain, about, told, is_here=on_it.value is not False)
        return self._seen(question, about, told)

    def _names(self, photo: PhotoId, facts: PhotoFacts) -> Known:
        """Return the names that a question may hold: of makers, and of cameras that are known."""
        cameras = [
            name for one in ("camera", "lens") for name in facts.cameras([photo], one).values()
        ]
        return Known((), (*self._facts.known().cameras, *cameras, *MAKERS, *MAKERS.values()))

    def _people(
        self, question: PhotoQuestion, photo: PhotoId, facts: PhotoFacts
    ) -> tuple[PeopleAsked | None, Told | None]:
        """Return the people whom a question names, and whether they are on the photo."""
        named = facts.people([photo]).get(photo, [])
        names = [*self._facts.known().people, *named]
        people = people_asked(question.plain, question.language, names)
        if people is None:
            return None, None
        return people, told_of_people(people, named, facts.nameless(photo), question.language)

    def _seen_beside(
        self, question: PhotoQuestion, about: AskedPhoto, photo: PhotoId, facts: PhotoFacts
    ) -> str:
        """Return whom the captioner sees, where who is asked and not all faces have a name."""
        asked, language = question.fact, question.language
        if asked is None or asked.wanted is not Wanted.WHO or not facts.nameless(photo):
            return ""
        answer = self._captions.answer(about.photo, question.plain, language, at=about.at)
        if answer is None or not answer.text or not answer.sure:
            return ""
        return say("seen beside", language, sentence(answer.text, language))

    def _known(self, question: PhotoQuestion, photo: PhotoId, facts: PhotoFacts) -> Told | None:
        """Return what is known of the photo, sure or not; None if a fact is not asked for.

        The catalogue knows those of the library; of another, its file tells.
        """
        asked, language = question.fact, question.language
        if asked is None:
            return None
        if asked.wanted is Wanted.UNKNOWABLE:
            return Told(
                say(asked.unknown, language).rstrip(";；") + (".", "。")[language == "zh"],
                None,
                True,
            )
        if question.whether:
            return told_by_facts(asked, photo, facts)
        if asked.wanted is Wanted.SAYS and not facts.written(photo):
            return Told(say("this unread", language), None, False)
        if asked.wanted is Wanted.WHERE and not asked.of:
            asked = replace(asked, text="photo")  # the whole place, not where one has been
        found = Found(np.array([photo], np.int64), np.array([], np.int64))
        return reply(asked, found, facts)

    def _facts_of(self, photo: PhotoId | Path) -> tuple[PhotoId, PhotoFacts]:
        if isinstance(photo, Path):
            return FILE, FileFacts(photo, self._cache)
        return photo, self._facts

    def _looked(self, question: PhotoQuestion, about: AskedPhoto) -> Iterator[str]:
        """Yield what an added model says of the photo."""
        if self._answerers.chosen() is None:
            return
        if isinstance(about.photo, Path):
            at_ms = None if about.at is None else round(1000 * about.at)
            with shown_file(about.photo, EDGE, at_ms, self._cache) as picture:
                yield from self._told_of(question, ShownPhoto(str(picture)))
            return
        preview = self._preview(about.photo, EDGE, about.at)
        if preview is not None:
            line = self._line(about.photo, question.language)
            yield from self._told_of(question, ShownPhoto(str(preview), line))

    def _told_of(self, question: PhotoQuestion, shown: ShownPhoto) -> Iterator[str]:
        look = Look(question=question.text, photos=(shown,), language=question.language)
        yield from self._answerers.ask(look)

    def _seen(
        self,
        question: PhotoQuestion,
        about: AskedPhoto,
        told: Told | None,
        is_here: bool = True,
    ) -> Reply:
        """Return what the captioner answers; it is not sure of somebody who is not named here."""
        language = question.language
        answer = self._captions.answer(about.photo, question.plain, language, at=about.at)
        if answer is None or not answer.text:
            text = told.text if told is not None else say("cannot see", language)
            return Reply(question.text, text, False, "")
        said, sure = sentence(answer.text, language), answer.sure and is_here
        return Reply(
            question.text,
            said if sure else say("unseen", language, said),
            sure,
            "",
            _value(answer.text, question),
            by=BUILTIN_MODEL,
            probability=answer.probability,
        )


def _is_not_seen(question: PhotoQuestion) -> bool:
    return question.fact is not None and (
        question.whether or question.fact.wanted in (Wanted.SAYS, Wanted.WHICH)
    )


def _value(text: str, question: PhotoQuestion) -> str | bool | int:
    """Return the answer without words: yes and no as such, and 0 for none of what is counted."""
    language = question.language
    if text == NONE[language] and thing_counted(question.plain, language) is not None:
        return 0
    return text in YES if text in CLOSED else text
