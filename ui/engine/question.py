"""What is asked beside the text, changed step by step: pictures to be like, hits to be like or not.

Pure functions from a question to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from photosearch.wire.values import Hit, Picture, Question
from ui.engine.pasted import is_pasted

# The weights a picture can have; the text weighs 1.
WEIGHTS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)


def picture_of(hit: Hit) -> Picture:
    """Return a photo of the library as a picture to ask with."""
    return Picture(hit.path, hit.photo, thumbnail=hit.thumbnail)


def asked_again(search: Question) -> Question:
    """Return a saved search as a question of the window: its weights are those that chips have."""
    images = (
        replace(image, weight=min(WEIGHTS, key=lambda known: abs(known - image.weight)))
        for image in search.images
    )
    return Question(search.text, tuple(images), search.more, search.less, search.sort)


def same(one: Question, other: Question) -> bool:
    """Say whether two questions ask the same; a pasted picture is the same wherever it lies."""
    return _essence(one) == _essence(other)


def like(question: Question, pictures: Iterable[Picture]) -> Question:
    """Add pictures to be like, each once."""
    known = {picture.source for picture in question.images}
    new = (picture for picture in pictures if picture.source not in known)
    return replace(question, images=(*question.images, *new))


def more_like(question: Question, pictures: Sequence[Picture]) -> Question:
    """Add hits that the answer should be more like; they are wanted less no longer."""
    rest = _without_feedback(question, pictures)
    return replace(rest, more=(*rest.more, *pictures))


def less_like(question: Question, pictures: Sequence[Picture]) -> Question:
    """Add hits that the answer should be less like; they are wanted more no longer."""
    rest = _without_feedback(question, pictures)
    return replace(rest, less=(*rest.less, *pictures))


def weighing(question: Question, index: int, steps: int) -> Question:
    """Give a picture more weight, or less for negative steps."""
    images = list(question.images)
    place = WEIGHTS.index(images[index].weight) + steps
    weight = WEIGHTS[max(0, min(len(WEIGHTS) - 1, place))]
    images[index] = replace(images[index], weight=weight)
    return replace(question, images=tuple(images))


def without(question: Question, group: str, index: int) -> Question:
    """Take a picture out of its group: images, more or less."""
    kept: tuple[Picture, ...] = getattr(question, group)
    rest = kept[:index] + kept[index + 1 :]
    return replace(question, **{group: rest})  # type: ignore[arg-type]


def _without_feedback(question: Question, pictures: Sequence[Picture]) -> Question:
    gone = {picture.photo for picture in pictures}
    return replace(
        question,
        more=tuple(one for one in question.more if one.photo not in gone),
        less=tuple(one for one in question.less if one.photo not in gone),
    )


def _essence(question: Question) -> tuple[object, ...]:
    images = tuple((_what(image), image.weight) for image in question.images)
    return question.text, images, question.feedback, question.sort


def _what(picture: Picture) -> object:
    if isinstance(picture.source, Path) and is_pasted(picture.source):
        return picture.source.name
    return picture.source
