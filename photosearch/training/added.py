"""Fit and measure the threshold of models that are added: `python -m photosearch.training.added`.

A model that comes without a calibration gets one from the user's own library: see
:mod:`photosearch.spaces.added`. The weights for that are fitted here to the built-in model, its
embeddings alone, as added ones have no places; and what they come to is measured with any pack as
if it had been added, beside four deviations and beside the pack's own calibration.
"""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import click
import msgspec
import numpy as np

from photosearch.arrays import Float32Array
from photosearch.encoders import open_text_encoder
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.added import LEAST_PHOTOS, Carried, Usual, calibrated
from photosearch.spaces.calibration import RECALL_WEIGHT, USUAL, Calibration, read_calibration
from photosearch.training.asked import Asked as AskedPack
from photosearch.training.calibration import (
    ABSENT,
    LANGUAGES,
    Asked,
    examples_of,
    fit_picture,
    fit_presence,
    wishes_of,
)
from photosearch.training.everyday_search import Measured, measure, of_size, quiet, summaries
from photosearch.training.looks import Look, Seer, parts, with_few
from photosearch.training.mixed_library import MixedLibrary, Part, absent_wishes
from photosearch.training.splits import Splits, told_of_splits

# The share of absent things for which nothing shall match: more than with the built-in model, as of
# an added one less is known.
QUIET: Final = 0.88
# Sizes of libraries that tell how it depends on them, beside the whole one.
SIZES: Final = (LEAST_PHOTOS, 150, 300, 500)


@dataclass(frozen=True, slots=True, eq=False)
class StandardSeer(Seer):
    """Looks at photos by standard features; what is usual is measured once for a library."""

    _usual: dict[int, tuple[MixedLibrary, Usual]] = field(default_factory=dict)

    def look(self, text: str, library: MixedLibrary) -> Look:
        """Return the best photos of a library."""
        if id(library) not in self._usual:
            self.know(library, Usual.of(self.bank, library.images))
        look = Seer.look(self, text, library)
        usual = self._usual[id(library)][1]
        return replace(look, picture=usual.standard(look.picture))

    def know(self, library: MixedLibrary, usual: Usual) -> None:
        """Take what is usual in a library for known."""
        self._usual.clear()
        self._usual[id(library)] = library, usual


def fit(library: MixedLibrary, texts: TextEncoder, sentences: TextEncoder) -> Carried:
    """Return weights of standard features, fitted to photos with known answers.

    ``library`` has no places; ``sentences`` knows which answers mean the same.
    """
    bank = texts.encode_texts([word.english for word in everyday_words()])
    see = StandardSeer(texts, bank, np.zeros((0, bank.shape[1]), np.float32), None)
    wishes = list(wishes_of(library, sentences))
    examples = list(examples_of(see, library, wishes))
    asked = [Asked(one.look, there=True) for one in examples]
    usual = Usual.of(bank, library.images)
    for wish, answers in wishes:
        for rows, there in with_few(answers, zlib.crc32(wish.english.encode())):
            if len(rows) < LEAST_PHOTOS:
                continue
            part = library.part(rows.tolist())
            if 2 * len(rows) > len(library.names):
                see.know(part, usual)
            asked += (Asked(see.look(getattr(wish, one), part), there) for one in LANGUAGES)
    absent = [part for rows in parts(len(library.names), (150,))
              for part in [library.part(rows.tolist())]]  # fmt: skip
    asked += [Asked(look, False, ABSENT) for part in absent for look in _absent(see, part)]
    presence = fit_presence(asked, late=False)
    sizes = [*(size for size in SIZES if size < len(library.names)), len(library.names)]
    odds = [_quiet_odds(see, library, size, presence) for size in sizes]
    growth, least = np.polyfit([math.log(size / USUAL) for size in sizes], odds, deg=1)
    of_words = read_calibration(builtin_folder())
    assert of_words is not None
    return Carried(
        picture=_numbers(fit_picture(examples, late=False)),
        presence=_numbers(presence),
        words=_numbers(of_words.words),
        least=round(1 / (1 + math.exp(-least)), 4),
        growth=round(max(0.0, float(growth)), 4),
        recall_weight=RECALL_WEIGHT,
    )


def _absent(see: Seer, library: MixedLibrary) -> Iterator[Look]:
    for wish in absent_wishes(library):
        for language in LANGUAGES:
            yield see.look(getattr(wish, language), library)


def _quiet_odds(see: Seer, library: MixedLibrary, size: int, presence: Float32Array) -> float:
    """Return the log odds below which QUIET of absent things find nothing among so many photos."""
    rows = random.Random(size).sample(range(len(library.names)), size)
    told = [look.presence(False) for look in _absent(see, library.part(sorted(rows)))]
    return float(np.quantile(presence[0] + np.stack(told) @ presence[1:], QUIET))


def _numbers(weights: Float32Array) -> tuple[float, ...]:
    return tuple(round(float(weight), 4) for weight in weights)


def ways(asked: AskedPack, library: MixedLibrary) -> Iterator[tuple[str, Calibration | None]]:
    """Yield the ways to place a pack's threshold in a library, by name."""
    yield "four deviations", None
    bank = asked.texts.encode_texts([word.english for word in everyday_words()])
    yield "as an added model", calibrated(bank, library.images, len(library.names))
    if asked.calibration is not None:
        yield "its own", replace(asked.calibration, places=None, late=None, late_presence=None)


def where_both_answer(one: Sequence[Measured], other: Sequence[Measured]) -> tuple[float, float]:
    """Return the mean precision of each over the queries for which both show something."""
    both = [
        (a.precision, b.precision)
        for a, b in zip(one, other, strict=True)
        if a.precision is not None and b.precision is not None
    ]
    first, second = np.mean(both, axis=0) if both else (0.0, 0.0)
    return float(first), float(second)


def print_rows(name: str, library: MixedLibrary, asked: AskedPack) -> None:
    """Print a row for each way and language, the last figures beside the first way's."""
    first: list[Measured] = []
    for way, calibration in ways(asked, library):
        judged = replace(asked, calibration=calibration)
        rows = measure(library, judged)
        first = first or rows
        for one in summaries(rows):
            if one.kind != "all":
                continue
            silent, absent = quiet(library, judged, one.language)
            right, of_first = where_both_answer(
                *([row for row in some if row.language == one.language] for some in (rows, first))
            )
            print(
                f"| {name} | {len(library.names):,} | {way} | {one.language}"
                f" | {one.median_shown:.0f} | {one.silent} of {one.queries}"
                f" | {one.precision:.3f} | {one.recall:.3f} | {one.f1_ratio:.3f}"
                f" | {silent} of {absent} | {right:.3f} ({of_first:.3f}) |",
                flush=True,
            )


@click.command()
@told_of_splits
@click.option("--pack", type=Path, multiple=True, help="Packs to measure; else the built-in.")
@click.option("--size", type=int, multiple=True, help="Libraries of so many photos.")
@click.option("--write", type=Path, help="Fit anew, and write the weights into this file.")
def main(splits: Splits, pack: tuple[Path, ...], size: tuple[int, ...], write: Path | None) -> None:
    """Print the table, or fit."""

    def photos(folder: Path, part: Part) -> MixedLibrary:
        return replace(splits.library(folder, part), places=None)

    if write is not None:
        texts = open_text_encoder(builtin_folder(), threads=2)
        fitted = fit(photos(builtin_folder(), "fit"), texts, texts)
        write.write_bytes(msgspec.json.format(msgspec.json.encode(fitted)) + b"\n")
        return
    columns = ("pack", "photos", "threshold", "asked", "shown", "silent", "right", "recall", "F1")
    print(f"| {' | '.join([*columns, 'quiet', 'right where the first answers, too (it)'])} |")
    print("|---" * (len(columns) + 2) + "|")
    for folder in pack or [builtin_folder()]:
        whole, asked = photos(folder, "measure"), AskedPack.open(folder)
        for library in [of_size(whole, None, one) for one in size] or [whole]:
            print_rows(folder.name, library, asked)


if __name__ == "__main__":
    main()
