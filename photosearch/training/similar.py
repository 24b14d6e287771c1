"""Measure pictures as queries: `python -m photosearch.training.similar --recipe R --data FOLDER`.

Each photo asks for photos like it. Which are, is told by what people wrote of them: two photos are
alike if the means of their captions are near.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, unit_length
from photosearch.encoders import open_text_encoder
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.spaces.baseline import Baseline
from photosearch.training.mixed_library import MixedLibrary
from photosearch.training.splits import Splits, pack_option, told_of_splits

# Photos with fewer captions are asked, but not judged.
LEAST_CAPTIONS: Final = 5
# Cosines of mean captions from which two photos are alike: loosely, and nearly.
ALIKE: Final = (0.45, 0.55)
DEVIATIONS: Final = (1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0)


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over queries: how many photos are shown (the median), and for how many queries none.

    ``precision`` is the share of alike ones among the judged that are shown, of queries that show
    any; ``recall`` that of shown ones among all alike, ``f1`` and ``f_half`` join the two (0 where
    nothing is shown), of queries that have alike ones.
    """

    shown: float
    none: float
    precision: float
    recall: float
    f1: float
    f_half: float


def standing(images: Float32Array) -> Float32Array:
    """Return by how many deviations each photo stands out for each other, Float32[n, n].

    A row is a query; that of a photo with itself is the lowest there is.
    """
    rows = []
    for row, scores in enumerate(images @ images.T):
        usual = Baseline.of(scores)
        rows.append((scores - usual.median) / usual.deviation)
        rows[row][row] = -np.inf
    return np.stack(rows)


def figures(
    standing: Float32Array, judged: NDArray[np.int64], alike: NDArray[np.bool_], deviations: float
) -> Figures:
    """Return what a threshold of so many deviations comes to.

    Args:
        standing: see :func:`standing`.
        judged: the photos of which it is known what they are like, Int64[m].
        alike: Bool[m, m], false on the diagonal.
        deviations: the threshold.
    """
    shown = (standing >= deviations).sum(1)
    among = standing[np.ix_(judged, judged)] >= deviations
    right, told, there = (among & alike).sum(1), among.sum(1), alike.sum(1)
    precision = right / np.maximum(told, 1)
    recall = right / np.maximum(there, 1)
    some = there > 0
    f1, f_half = (
        ((1 + b) * precision * recall / np.maximum(b * precision + recall, 1e-9))[some].mean()
        for b in (1.0, 0.25)
    )
    return Figures(
        shown=float(np.median(shown)),
        none=float((shown == 0).mean()),
        precision=float(precision[told > 0].mean()) if told.any() else 0.0,
        recall=float(recall[some].mean()),
        f1=float(f1),
        f_half=float(f_half),
    )


def captioned(
    library: MixedLibrary, sentences: TextEncoder
) -> tuple[NDArray[np.int64], Float32Array]:
    """Return the photos with enough captions, Int64[m], and these captions' mean Float32[m, s]."""
    rows = [row for row, said in enumerate(library.said) if len(said.english) >= LEAST_CAPTIONS]
    means = [sentences.encode_sentences(list(library.said[row].english)).mean(0) for row in rows]
    return np.array(rows), unit_length(np.stack(means))


@click.command()
@told_of_splits
@pack_option
def main(splits: Splits, pack: Path) -> None:
    """Print a table for each cosine from which two photos are alike."""
    library = splits.library(pack, "measure")
    judged, meant = captioned(library, open_text_encoder(builtin_folder(), threads=2))
    stands, near = standing(library.images), meant @ meant.T
    np.fill_diagonal(near, -1.0)
    for least in ALIKE:
        print(f"\nAlike from {least}: {(near >= least).mean():.1%} of pairs\n")
        print("| deviations | shown | none | alike among shown | shown of alike | F1 | F0.5 |")
        print("|---|---|---|---|---|---|---|")
        for deviations in DEVIATIONS:
            one = figures(stands, judged, near >= least, deviations)
            print(
                f"| {deviations} | {one.shown:.0f} | {one.none:.1%} | {one.precision:.2f}"
                f" | {one.recall:.2f} | {one.f1:.2f} | {one.f_half:.2f} |"
            )


if __name__ == "__main__":
    main()
