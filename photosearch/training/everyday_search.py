"""Measure everyday queries: `python -m photosearch.training.everyday_search`.

Over photos of all kinds that nothing was fitted to: precision at ten, what is shown above the
threshold, and for how many things that are not there nothing is; by kind of query and by language.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.training.asked import Asked, Shown
from photosearch.training.calibration import LANGUAGES, joined
from photosearch.training.mixed_library import (
    LEAST_PHOTOS,
    Answers,
    Judge,
    MixedLibrary,
    Wish,
    absent_wishes,
    label_wishes,
    read_wishes,
)
from photosearch.training.splits import Splits, pack_option, told_of_splits

FIRST = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """What one query came to; figures are of the photos of which something is known.

    ``precision`` is None where nothing is shown.
    """

    kind: str
    query: str
    language: str
    photos: int
    precision_at_10: float
    best_at_10: float
    shown: int
    precision: float | None
    recall: float
    f1: float
    best_f1: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over the queries of one kind and language."""

    kind: str
    language: str
    queries: int
    precision_at_10: float
    best_at_10: float
    median_shown: float
    silent: int
    precision: float
    recall: float
    f1_ratio: float


def f1_along(right: NDArray[np.bool_], photos: int) -> NDArray[np.float64]:
    """Return the F1 of showing the first 1, 2, … n rows, given which of them are right."""
    shown = np.arange(1, len(right) + 1)
    f1: NDArray[np.float64] = 2 * np.cumsum(right) / (shown + photos)
    return f1


def measured(wish: Wish, language: str, answers: Answers, shown: Shown) -> Measured:
    """Return the figures of one query."""
    known = (answers.right | answers.wrong)[shown.rows]
    right = answers.right[shown.rows]
    photos = int(answers.right.sum())
    first = right[known][:FIRST]
    above = slice(0, shown.matches)
    judged = int(known[above].sum())
    found = int(right[above].sum())
    along = f1_along(right[known], photos)
    return Measured(
        kind=wish.kind,
        query=getattr(wish, language),
        language=language,
        photos=photos,
        precision_at_10=float(first.mean()),
        best_at_10=min(1.0, photos / FIRST),
        shown=shown.matches,
        precision=found / judged if judged else None,
        recall=found / photos,
        f1=float(along[judged - 1]) if judged else 0.0,
        best_f1=float(along.max()),
    )


def measure(library: MixedLibrary, asked: Asked) -> list[Measured]:
    """Ask for all that enough of a library's photos show, in both languages."""
    judge = Judge(library, asked.sentences)
    rows = []
    for wish in [*read_wishes(), *label_wishes(library)]:
        answers = judge.answers(wish)
        if answers.right.sum() < LEAST_PHOTOS:
            continue
        for language in LANGUAGES:
            shown = asked.search(getattr(wish, language), library.images, library.places)
            rows.append(measured(wish, language, answers, shown))
    return rows


def quiet(library: MixedLibrary, asked: Asked, language: str) -> tuple[int, int]:
    """Return for how many things that are not there nothing is shown, and how many were asked."""
    wishes = absent_wishes(library)
    shown = [asked.search(getattr(one, language), library.images, library.places) for one in wishes]
    return sum(one.matches == 0 for one in shown), len(wishes)


def alike(library: MixedLibrary, asked: Asked) -> float:
    """Return how much of what both languages show is the same, in the mean of queries (Jaccard)."""
    shares = []
    for wish in read_wishes():
        both = [
            set(shown.rows[: shown.matches].tolist())
            for one in LANGUAGES
            for shown in [asked.search(getattr(wish, one), library.images, library.places)]
        ]
        if both[0] | both[1]:
            shares.append(len(both[0] & both[1]) / len(both[0] | both[1]))
    return float(np.mean(shares))


def summaries(rows: Sequence[Measured]) -> Iterator[Summary]:
    """Return the means by kind and language, all kinds together last."""
    kinds = [*dict.fromkeys(row.kind for row in rows), "all"]
    for kind in kinds:
        for language in LANGUAGES:
            some = [row for row in rows if row.language == language and kind in (row.kind, "all")]
            if not some:
                continue
            told = [row.precision for row in some if row.precision is not None]
            yield Summary(
                kind=kind,
                language=language,
                queries=len(some),
                precision_at_10=float(np.mean([row.precision_at_10 for row in some])),
                best_at_10=float(np.mean([row.best_at_10 for row in some])),
                median_shown=float(np.median([row.shown for row in some])),
                silent=sum(row.shown == 0 for row in some),
                precision=float(np.mean(told)) if told else 0.0,
                recall=float(np.mean([row.recall for row in some])),
                f1_ratio=float(np.mean([row.f1 / max(row.best_f1, 1e-9) for row in some])),
            )


def of_size(measure_by: MixedLibrary, others: MixedLibrary | None, size: int) -> MixedLibrary:
    """Return a library of a size: part of the photos, or these and some of the others."""
    everything = measure_by if others is None else joined(measure_by, others)
    begin = range(len(measure_by.names))
    rng = random.Random(size)
    if size <= len(begin):
        return everything.part(sorted(rng.sample(begin, size)))
    more = range(len(begin), len(everything.names))
    return everything.part([*begin, *sorted(rng.sample(more, min(len(more), size - len(begin))))])


def print_table(rows: Sequence[Measured]) -> None:
    """Print the means as a table."""
    print("| kind | queries | asked | P@10 | best | shown | silent | right | recall | F1 |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for one in summaries(rows):
        print(
            f"| {one.kind} | {one.language} | {one.queries} | {one.precision_at_10:.3f}"
            f" | {one.best_at_10:.3f} | {one.median_shown:.0f} | {one.silent}"
            f" | {one.precision:.3f} | {one.recall:.3f} | {one.f1_ratio:.3f} |"
        )


@click.command()
@told_of_splits
@pack_option
@click.option("--size", type=int, multiple=True, help="Libraries of so many photos.")
@click.option("--each", is_flag=True, help="A line for every query, too.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def main(splits: Splits, pack: Path, size: tuple[int, ...], each: bool, as_json: bool) -> None:
    """Print the table."""
    asked, whole = Asked.open(pack), splits.library(pack, "measure")
    more = size and max(size) > len(whole.names)
    others = splits.library(pack, None) if more else None
    for library in [of_size(whole, others, one) for one in size] or [whole]:
        rows = measure(library, asked)
        if as_json:
            print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
            continue
        print(f"\n{len(library.names):,} photos; same shown in both languages"
              f" {alike(library, asked):.3f}")  # fmt: skip
        for language in LANGUAGES:
            silent, absent = quiet(library, asked, language)
            print(f"nothing shown for {silent} of {absent} absent things, {language}")
        print_table(rows)
        for row in rows if each else ():
            precision = "none" if row.precision is None else f"{row.precision:.2f}"
            print(f"{row.kind}: {row.query}: {row.photos} photos, P@10 {row.precision_at_10:.1f},"
                  f" {row.shown} shown, right {precision}, recall {row.recall:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
