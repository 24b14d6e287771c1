"""`python -m photosearch.training.presence_fit`: what search counts beside the captioner.

Where something is asked to be there, logistic regression (Platt 1999) weighs the log-odds of both,
fitted to questions about held-out photos. It writes into the captioner of a pack that is calibrated
already, and again after each calibration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
import msgspec
import numpy as np

from photosearch.answering.captioner_pack import (
    CLOSED,
    FOLDER,
    YES,
    Presence,
    read_captioner,
    write_captioner,
)
from photosearch.answering.counting import thing_counted, whether_any
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.presence import stated
from photosearch.training.answer_figures import AskedRow, lowest_sure
from photosearch.training.held_out_questions import held_out_rows
from photosearch.training.looked_at import NamedPixels, looked_at, photos_of
from photosearch.training.splits import Splits, told_of_splits

# Of answers that are called sure, so many are right on the photos that the weights are fitted to.
_WANTED: Final = 0.92
# Of counted things that are there, so many are told as not there at the most, on the photos that
# the threshold is fitted to; and never what is as likely there as not.
_WRONGLY_NONE: Final = 0.03
_MOST_ABSENT: Final = 0.5
# Weights are fitted to no fewer questions, and drawn to nothing a little.
_LEAST: Final = 60
_RIDGE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the captioner and search say of a thing's being there, in log-odds, and the truth."""

    captioner: float
    search: float
    is_there: bool


def asks_presence(row: AskedRow) -> bool:
    """Say whether a row asks for something to be so that search can look for."""
    return row.answers[0] in CLOSED and stated(row.question, row.language) is not None


def evidence(
    captioner: OnnxCaptioner, asked: Sequence[AskedRow], photos: Iterable[NamedPixels]
) -> Iterator[Evidence]:
    """Yield what both say to questions about the photos."""
    for photo, of_photo in looked_at(captioner, asked, photos):
        for row in of_photo:
            found = captioner.answerer.found(photo, row.question, row.language)
            if found is not None:
                said = captioner.answerer.yes_odds(photo, row.question, row.language)
                yield Evidence(said, found, row.answers[0] in YES)


def counts_as_there(row: AskedRow) -> AskedRow | None:
    """Return what asks how many there are of a thing as what asks whether any is there."""
    thing = thing_counted(row.question, row.language)
    if thing is None or row.kind != "number":
        return None
    question = whether_any(thing, row.language)
    return replace(row, question=question, answers=("yes" if row.language == "en" else "有",))


def fit_absent(presence: Presence, counted: Sequence[Evidence]) -> float:
    """Return below which probability of its being there a counted thing is told as not there.

    Of things that are there, no more than ``_WRONGLY_NONE`` lie below it.
    """
    likely = sorted(presence.probability(one.captioner, one.search) for one in counted)
    if len(likely) < _LEAST:
        return 0.0
    return min(_MOST_ABSENT, math.floor(1e4 * likely[int(_WRONGLY_NONE * len(likely))]) / 1e4)


def fit_presence(told: Sequence[Evidence]) -> Presence | None:
    """Return the weights; None if too little is known."""
    if len(told) < _LEAST:
        return None
    features = np.array([(1.0, one.captioner, one.search) for one in told])
    truth = np.array([one.is_there for one in told], float)
    weights = np.array([0.0, 0.5, 0.5])
    drawn = _RIDGE * np.array([0.0, 1.0, 1.0])
    for _ in range(100):  # Newton's method in short steps
        likely = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        gradient = features.T @ (likely - truth) + drawn * weights
        hessian = (features.T * (likely * (1 - likely))) @ features + np.diag(drawn + 1e-6)
        weights = weights - np.clip(np.linalg.solve(hessian, gradient), -0.5, 0.5)
    likely = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
    right = (likely >= 0.5) == truth
    threshold = lowest_sure(np.maximum(likely, 1 - likely), right, _WANTED)
    bias, captioner, search = (round(float(weight), 4) for weight in weights)
    return Presence(bias, captioner, search, threshold)


@click.command()
@told_of_splits
@click.option("--pack", type=Path, required=True, help="The pack with the captioner.")
@click.option("--most", type=int, default=500, help="The most questions of a language.")
def main(splits: Splits, pack: Path, most: int) -> None:
    """Fit the weights and write them."""
    asked = held_out_rows(splits, "fit", most)
    rows = [*filter(asks_presence, asked)]
    counts = [*filter(None, map(counts_as_there, asked))]
    captioner = OnnxCaptioner(pack)
    told = [*evidence(captioner, rows, photos_of(splits, captioner, rows))]
    found = fit_presence(told)
    if found is not None:
        counted = [*evidence(captioner, counts, photos_of(splits, captioner, counts))]
        found = msgspec.structs.replace(found, absent=fit_absent(found, counted))
    folder = pack / FOLDER
    write_captioner(folder, msgspec.structs.replace(read_captioner(folder), presence=found))
    print(f"{len(told):,} questions: {found}")


if __name__ == "__main__":
    main()
