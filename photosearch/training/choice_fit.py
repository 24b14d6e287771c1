"""`python -m photosearch.training.choice_fit`: what search counts beside the captioner in a choice.

"Is it a cat or a dog?": the answers are those to a question about a held-out photo and to the same
question about another. Conditional logistic regression (McFadden 1974) weighs the captioner's
log-probabilities and search's log-odds on one part of these photos, and the other part tells how
often the choice is right. It writes into the captioner of a pack that is calibrated already.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import msgspec
import numpy as np

from photosearch.answering.captioner_pack import (
    FOLDER,
    Weighing,
    read_captioner,
    write_captioner,
)
from photosearch.answering.choosing import read_choice
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.training.answer_figures import lowest_sure
from photosearch.training.caption_questions import LANGUAGES, Question, article
from photosearch.training.captions import gather
from photosearch.training.held_out_questions import held_out_photos
from photosearch.training.looked_at import NamedPixels, looked_at, photos_of
from photosearch.training.question_rules import questions_of
from photosearch.training.splits import Splits, told_of_splits

# Of choices that are called sure, so many are right on the photos that the weights are fitted to.
_WANTED: Final = 0.95
_LEAST: Final = 60
_RIDGE: Final = 0.1
# Of questions in so many wordings choices are made.
_WORDINGS: Final = ("colour", "doing", "animal", "vehicle", "label", "sport", "where", "when")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice between two answers; ``first`` says whether the first of them is right."""

    image: str
    question: str
    language: str
    wording: str
    first: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """By how much the right answer is ahead, in log-probability and in log-odds."""

    chosen: Chosen
    captioner: float
    search: float


def choices_of(asked: Mapping[str, Sequence[Question]], most: int, seed: int = 0) -> list[Chosen]:
    """Return up to ``most`` choices of each wording in each language; the same for the same."""
    rng = random.Random(seed)
    every: dict[str, list[tuple[str, Question]]] = defaultdict(list)
    for name in sorted(asked):
        for question in asked[name]:
            if question.wording in _WORDINGS:
                every[question.wording].append((name, question))
    found = []
    for wording, some in sorted(every.items()):
        for name, question in rng.sample(some, min(most, len(some))):
            other = _other(question, [one for _, one in some], rng)
            if other is None:
                continue
            first = rng.random() < 0.5
            for language in LANGUAGES:
                both = (question.answers[language][0], other[language])
                put = _put(question, *(both if first else both[::-1]), language)
                found.append(Chosen(name, put, language, wording, first))
    return found


def weigh(
    captioner: OnnxCaptioner, choices: Sequence[Chosen], photos: Iterable[NamedPixels]
) -> Iterator[Weighed]:
    """Yield what captioner and search say to choices about the photos."""
    for photo, of_photo in looked_at(captioner, choices, photos):
        for one in of_photo:
            choice = read_choice(one.question, one.language)
            if choice is None or len(choice.options) != 2:
                continue
            said, found = captioner.answerer.choice_evidence(photo, choice, one.language)
            sign = 1 if one.first else -1
            yield Weighed(one, sign * (said[0] - said[1]), sign * (found[0] - found[1]))


def fit_choice(told: Sequence[Weighed]) -> Weighing | None:
    """Return the weights; None if too little is known."""
    if len(told) < _LEAST:
        return None
    ahead = np.array([(one.captioner, one.search) for one in told])
    weights = np.array([0.5, 0.5])
    for _ in range(100):  # Newton's method in short steps
        likely = 1 / (1 + np.exp(-np.clip(ahead @ weights, -30, 30)))
        gradient = ahead.T @ (likely - 1) + _RIDGE * weights
        hessian = (ahead.T * (likely * (1 - likely))) @ ahead + _RIDGE * np.eye(2)
        weights = weights - np.clip(np.linalg.solve(hessian, gradient), -0.5, 0.5)
    likely = 1 / (1 + np.exp(-np.clip(ahead @ weights, -30, 30)))
    threshold = lowest_sure(np.maximum(likely, 1 - likely), likely > 0.5, _WANTED)
    captioner, search = (round(float(weight), 4) for weight in weights)
    return Weighing(captioner, search, threshold)


def right_by_wording(told: Sequence[Weighed], weighing: Weighing) -> dict[str, tuple[int, float]]:
    """Return of each wording and language, and of each language, how many there are and the share
    that is chosen rightly."""
    parts: dict[str, list[bool]] = defaultdict(list)
    for one in told:
        is_right = weighing.captioner * one.captioner + weighing.search * one.search > 0
        for key in (f"{one.chosen.wording} {one.chosen.language}", f"all {one.chosen.language}"):
            parts[key].append(is_right)
    return {key: (len(some), sum(some) / len(some)) for key, some in sorted(parts.items())}


def _other(
    question: Question, others: Sequence[Question], rng: random.Random
) -> dict[str, str] | None:
    """Return an answer to the same question about another photo, which is wrong here."""
    right = question.answers["en"]
    for _ in range(50):
        other = rng.choice(others)
        english = other.answers["en"][0]
        if not any(english in one or one in english for one in right):
            return {language: other.answers[language][0] for language in LANGUAGES}
    return None


def _put(question: Question, one: str, other: str, language: str) -> str:
    """Return the choice between two answers as it is asked."""
    of, wording = question.of, question.wording
    if language == "zh":
        if wording == "colour" and of is not None:
            return f"{of.chinese}是{one}还是{other}"
        if wording == "doing":
            return f"{of.chinese if of else '他'}在{one}还是在{other}"
        return f"这是{one}还是{other}"
    if wording == "colour" and of is not None:
        are = "are" if question.many and of.many else "is"
        return f"{are} the {of.many if are == 'are' else of.one} {one} or {other}"
    if wording == "doing":
        return f"is the {of.one} {one} or {other}" if of else f"are they {one} or {other}"
    if wording in ("sport", "when"):
        return f"is it {one} or {other}"
    return f"is it {_counted(one)} or {_counted(other)}"


def _counted(name: str) -> str:
    return name if name.endswith("s") and not name.endswith("ss") else f"{article(name)} {name}"


@click.command()
@told_of_splits
@click.option("--pack", type=Path, required=True, help="The pack with the captioner.")
@click.option("--most", type=int, default=60, help="The most choices of a wording and language.")
def main(splits: Splits, pack: Path, most: int) -> None:
    """Fit the weights and write them, and tell how often they choose rightly elsewhere."""
    every = gather(splits.recipe.collections, splits.data, frozenset())
    asked = questions_of(every)
    captioner = OnnxCaptioner(pack)

    def told(part: frozenset[str]) -> list[Weighed]:
        choices = choices_of({name: asked[name] for name in part & asked.keys()}, most)
        return [*weigh(captioner, choices, photos_of(splits, captioner, choices))]

    fitted = told(held_out_photos(splits, every, "fit"))
    found = fit_choice(fitted)
    folder = pack / FOLDER
    write_captioner(folder, msgspec.structs.replace(read_captioner(folder), choice=found))
    print(f"{len(fitted):,} choices: {found}")
    if found is not None:
        for key, (count, share) in right_by_wording(
            told(held_out_photos(splits, every, "measure")), found
        ).items():
            print(f"{key}\t{count}\t{share:.3f}")


if __name__ == "__main__":
    main()
