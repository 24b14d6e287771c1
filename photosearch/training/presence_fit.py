"""`python -m photosearch.training.presence_fit`: what search counts beside the captioner.

Where something is asked to be there, logistic regression (Platt 1999) weighs the log-odds of both,
fitted to questions about held-out photos. It writes into the captioner of a pack that is calibrated
already, and again after each calibration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

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
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.presence import stated
from photosearch.arrays import UInt8Array
from photosearch.training.answer_figures import AskedRow, lowest_sure
from photosearch.training.evaluate import read_pixels
from photosearch.training.held_out_questions import held_out_rows
from photosearch.training.splits import Splits, told_of_splits

# A photo's name and its pixels, as an encoder takes them.
NamedPixels: TypeAlias = tuple[str, UInt8Array]
# Of answers that are called sure, so many are right on the photos that the weights are fitted to.
_WANTED: Final = 0.92
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
    rows: dict[str, list[AskedRow]] = defaultdict(list)
    for row in asked:
        rows[row.image].append(row)
    for name, pixels in photos:
        photo = captioner.look(pixels)
        for row in rows[name]:
            found = captioner.answerer.found(photo, row.question, row.language)
            if found is not None:
                said = captioner.answerer.yes_odds(photo, row.question, row.language)
                yield Evidence(said, found, row.answers[0] in YES)


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
    rows = [*filter(asks_presence, held_out_rows(splits, "fit", most))]
    captioner = OnnxCaptioner(pack)
    wanted = {row.image for row in rows}
    photos = (
        photo
        for one in splits.recipe.collections
        for photo in read_pixels(splits.data / one.photos, wanted, captioner.pack.image)
    )
    told = [*evidence(captioner, rows, photos)]
    found = fit_presence(told)
    folder = pack / FOLDER
    write_captioner(folder, msgspec.structs.replace(read_captioner(folder), presence=found))
    print(f"{len(told):,} questions: {found}")


if __name__ == "__main__":
    main()
