"""From a question about a photo to its answer: what the captioner says, weighed with search.

What is asked decides how: whether something is so, which of the answers it names, a number in the
word that counts, or that there is none, and all else, which the captioner writes freely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np

from photosearch.answering.captioner import Answer, Remembered
from photosearch.answering.captioner_pack import CaptionerPack, Weighing
from photosearch.answering.choosing import Choice, read_choice
from photosearch.answering.closed_answers import colour_named, counts_in
from photosearch.answering.counting import (
    NONE,
    asks_number,
    number_claimed,
    thing_counted,
    whether_any,
)
from photosearch.answering.naming_people import named_sex
from photosearch.answering.presence import SearchEvidence, stated
from photosearch.answering.presumed import thing_presumed, thing_with_it, whether_one
from photosearch.answering.unsaid import judges_people
from photosearch.answering.yes_or_no import (
    ANSWERS,
    affirmed,
    answer_word,
    asks_relation,
    is_untold,
    wants_yes_or_no,
)

# Never sure: nothing was fitted.
_UNFITTED: Final = Weighing(0.5, 0.5, 1.1)
_PEOPLE: Final = re.compile(
    r"(?i)\b(?:he|she|they|man|men|woman|women|boys?|girls?|person|people|child|children)\b|他|她|人"
)
_NONE_OF_THEM: Final = {"en": "neither", "zh": "都没有"}
_ALL_OF_THEM: Final = {"en": "both", "zh": "都有"}


class Decoder(Protocol):
    """What writes answers."""

    def likeliest(self, photo: Remembered, question: str, language: str) -> tuple[str, float]:
        """Return the answer that is written with the highest probability, and that."""

    def log_probabilities(
        self, photo: Remembered, question: str, answers: Sequence[str], language: str
    ) -> list[float]:
        """Return with which log-probability each of some answers is written."""


class Answerer:
    """Answers questions about photos that a captioner remembers."""

    def __init__(self, decoder: Decoder, search: SearchEvidence, pack: CaptionerPack) -> None:
        self._decoder = decoder
        self._search = search
        self._pack = pack

    def answer(self, photo: Remembered, question: str, language: str) -> Answer:
        """Return the likeliest answer to a question, in ``en`` or ``zh``, about the photo.

        It says nothing of people that made captions must not: its text is empty then.
        """
        asked = affirmed(question, language)
        if (choice := read_choice(asked, language)) is not None:
            if _judges(asked, choice):
                return Answer("", 0.0, False)
            return self._chosen(photo, choice, language)
        if wants_yes_or_no(asked, language):
            return self._judged(photo, asked, language)
        there = self._counted_there(photo, asked, language)
        if there is not None and self._pack.presence and there < self._pack.presence.absent:
            sure = 1 - there >= self._pack.presence.threshold
            return Answer(NONE[language], round(1 - there, 4), sure)
        if numbers := counts_in(asked, language):
            logs = self._decoder.log_probabilities(photo, asked, numbers, language)
            said, likelihood = numbers[int(np.argmax(logs))], math.exp(max(logs))
        else:
            said, likelihood = self._decoder.likeliest(photo, asked, language)
        sureness = self._pack.answers["open"]
        probability = sureness.probability(likelihood)
        sure = probability >= sureness.threshold and self._counts(asked, language, there)
        sure = sure and not asks_relation(asked, language)
        if sure and self._pack.presence is not None:
            # Who asks for a thing knows more than that it is likelier there than not.
            least, thing = self._pack.presence.absent, thing_presumed(asked, language)
            sure = self._may_be_there(photo, thing, language, least)
        return Answer(said, round(probability, 4), sure)

    def _may_be_there(
        self, photo: Remembered, thing: str | None, language: str, least: float
    ) -> bool:
        """Say whether a thing that is taken for granted is there with this probability."""
        if thing is None:
            return True
        likely = self._likely(photo, whether_one(thing, language), language)
        return likely is None or likely >= least

    @staticmethod
    def _counts(question: str, language: str, there: float | None) -> bool:
        """Say whether a number may be sure: not of parts, nor of what is likelier not there."""
        if not asks_number(question, language):
            return True
        return thing_counted(question, language) is not None and (there is None or there >= 0.5)

    def found(self, photo: Remembered, question: str, language: str) -> float | None:
        """Return the log-odds by search that it is so what is asked; None if it can't tell."""
        wish = stated(question, language)
        if wish is None or photo.seen is None:
            return None
        return self._search.log_odds(photo.seen, wish)

    def yes_odds(self, photo: Remembered, question: str, language: str) -> float:
        """Return the captioner's log-odds of yes."""
        said = self._decoder.log_probabilities(photo, question, ANSWERS[language], language)
        half = len(said) // 2
        return float(np.logaddexp.reduce(said[:half]) - np.logaddexp.reduce(said[half:]))

    def choice_evidence(
        self, photo: Remembered, choice: Choice, language: str
    ) -> tuple[list[float], list[float]]:
        """Return of each answer of a choice what the captioner says, a log-probability, and search.

        Search tells log-odds, all 0 where it can't tell. Of several open questions the one to which
        the answers are likeliest is what is meant.
        """
        said = max(
            (
                self._decoder.log_probabilities(photo, one, choice.answers, language)
                for one in choice.opens
            ),
            key=np.logaddexp.reduce,
        )
        found = [self.found(photo, one, language) for one in choice.questions]
        seen = [one for one in found if one is not None]
        return said, seen if len(seen) == len(found) else [0.0] * len(found)

    def _likely(self, photo: Remembered, question: str, language: str) -> float | None:
        """Return how likely it is so what is asked, by captioner and search; None if unknown."""
        if self._pack.presence is None:
            return None
        found = self.found(photo, question, language)
        if found is None:
            return None
        return self._pack.presence.probability(self.yes_odds(photo, question, language), found)

    def _counted_there(self, photo: Remembered, question: str, language: str) -> float | None:
        """Return how likely there is any of what is counted; None if nothing is, or it's unknown."""
        thing = thing_counted(question, language)
        if thing is None:
            return None
        return self._likely(photo, whether_any(thing, language), language)

    def _judged(self, photo: Remembered, question: str, language: str) -> Answer:
        if (claim := number_claimed(question, language)) is not None:
            counted = self.answer(photo, claim[1], language)
            said = answer_word(counted.text == claim[0], question, language)
            return Answer(said, counted.probability, counted.sure)
        likely = self._likely(photo, question, language)
        if self._pack.presence is not None and likely is not None:
            probability, threshold = max(likely, 1 - likely), self._pack.presence.threshold
            is_so = likely >= 0.5
        else:
            odds = self.yes_odds(photo, question, language)
            sureness, is_so = self._pack.answers["closed"], odds >= 0
            probability = sureness.probability(1 / (1 + math.exp(-min(abs(odds), 50.0))))
            threshold = sureness.threshold
        said = answer_word(is_so, question, language)
        sure = probability >= threshold and not is_untold(question, language)
        if sure and is_so:
            sure = self._may_be_there(photo, thing_with_it(question, language), language, 0.5)
        return Answer(said, round(probability, 4), sure)

    def _chosen(self, photo: Remembered, choice: Choice, language: str) -> Answer:
        if choice.may_lack and self._pack.presence is not None:
            return self._there(photo, choice, language)
        weighing = self._pack.choice or _UNFITTED
        likely = weighing.probabilities(*self.choice_evidence(photo, choice, language))
        best = int(np.argmax(likely))
        # Nobody's sex is told for sure from a photo.
        guesses = any(named_sex(one, language) for one in choice.options)
        sure = likely[best] >= weighing.threshold and not guesses
        return Answer(_told(choice.options[best], language), round(likely[best], 4), sure)

    def _there(self, photo: Remembered, choice: Choice, language: str) -> Answer:
        """Return which of several things are there: one, some, all, or none of them."""
        answers = [self._judged(photo, one, language) for one in choice.questions]
        there = [
            option
            for option, answer in zip(choice.options, answers, strict=True)
            if answer.text in ("yes", "有", "是")
        ]
        if not there:
            said = (
                _NONE_OF_THEM[language] if len(answers) == 2 else answer_word(False, "有", language)
            )
        elif len(there) == len(answers) == 2:
            said = _ALL_OF_THEM[language]
        else:
            said = ("、" if language == "zh" else " and ").join(there)
        least = min(answers, key=lambda one: one.probability)
        return Answer(said, least.probability, least.sure)


def _judges(question: str, choice: Choice) -> bool:
    """Say whether a choice is asked of people that captions must not tell."""
    if _PEOPLE.search(question) is None:
        return any(map(judges_people, choice.options))
    return any(judges_people(f"a {one} man; {one}人") for one in choice.answers)


def _told(option: str, language: str) -> str:
    return colour_named(option) if language == "zh" else option
