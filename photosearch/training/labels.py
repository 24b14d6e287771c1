"""`photosearch evaluate --labels`: how well a model finds photos by the names of what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from photosearch.spaces.space import EmbeddingSpace
from photosearch.training.evaluate import Embedded, embed, search_scores
from photosearch.training.metrics import ranks
from photosearch.training.table import Row
from photosearch.types import Progress

FIRST = 10


class LabelFigures(msgspec.Struct, frozen=True):
    """How one label is found.

    ``precision_at_10`` is the share of right photos among the first ten, ``best`` what it can be
    with so many ``photos``, ``recall_at_10`` 100 where one of the first ten is right, else 0.
    """

    photos: int
    precision_at_10: float
    best: float
    recall_at_10: float


class LabelEvaluation(msgspec.Struct, frozen=True):
    """All figures: ``labels`` by language and label, ``mean`` by language."""

    model: str
    photos: int
    labels: dict[str, dict[str, LabelFigures]]
    mean: dict[str, LabelFigures]


def evaluate_labels(
    space: EmbeddingSpace, photos: Path, rows: Sequence[Row]
) -> Iterator[Progress | LabelEvaluation]:
    """Yield progress, and at last the figures; the rows' captions are the labels.

    Raises:
        TrainingError: a photo is missing or can't be read.
    """
    for step in embed(space, photos, rows):
        if isinstance(step, Embedded):
            yield from _evaluated(space, rows, step)
        else:
            yield step


def _evaluated(
    space: EmbeddingSpace, rows: Sequence[Row], embedded: Embedded
) -> Iterator[Progress | LabelEvaluation]:
    first_of: dict[tuple[str, str], int] = {}
    for place, row in enumerate(rows):
        first_of.setdefault((row.language, row.caption), place)
    number = {key: at for at, key in enumerate(first_of)}
    match = np.zeros((len(first_of), len(embedded.names)), bool)
    for row, owner in zip(rows, embedded.owner, strict=True):
        match[number[row.language, row.caption], owner] = True
    texts = embedded.texts[list(first_of.values())]
    asked = [label for _, label in first_of]
    for step in search_scores(space, asked, texts, embedded.images, embedded.places):
        if isinstance(step, Progress):
            yield step
            continue
        labels: dict[str, dict[str, LabelFigures]] = {}
        found = zip(first_of, ranks(step, match), strict=True)
        for (language, label), places in found:
            labels.setdefault(language, {})[label] = _figures(places)
        mean = {language: _mean(list(some.values())) for language, some in labels.items()}
        yield LabelEvaluation(space.pack.id, len(embedded.names), labels, mean)


def _figures(places: np.ndarray) -> LabelFigures:
    right = int((places <= FIRST).sum())
    return LabelFigures(
        photos=len(places),
        precision_at_10=right / FIRST,
        best=min(1.0, len(places) / FIRST),
        recall_at_10=100.0 * bool(right),
    )


def _mean(some: Sequence[LabelFigures]) -> LabelFigures:
    return LabelFigures(
        photos=sum(one.photos for one in some),
        precision_at_10=round(float(np.mean([one.precision_at_10 for one in some])), 4),
        best=round(float(np.mean([one.best for one in some])), 4),
        recall_at_10=round(float(np.mean([one.recall_at_10 for one in some])), 2),
    )
