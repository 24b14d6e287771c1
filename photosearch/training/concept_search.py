"""Measure concept search: `python -m photosearch.training.concept_search --data FOLDER`.

Over the photos of a split: mean precision@10, how near the query's own line comes to the best one,
and for how many things that are not there nothing matches; by language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.ranking import Chances, rank
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.calibration import Calibration, read_calibration
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.training.calibration import present
from photosearch.training.captioned import Captioned
from photosearch.training.concepts import LEAST_PHOTOS, Concept, absent_from, read_absent

# As many candidates are ranked as a search ranks.
CANDIDATES = 1000
# A line this near to the best one is a good one.
GOOD = 0.8


@dataclass(frozen=True, slots=True)
class Measured:
    """What one query came to; ``ratio`` is the F1 of what is shown by that of the best line."""

    query: str
    language: str
    photos: int
    precision_at_10: float
    best_f1: float
    f1: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over the concepts of one language, and over the things that are not there."""

    language: str
    concepts: int
    precision_at_10: float
    best_f1: float
    f1_ratio: float
    good: int
    absent: int
    quiet: int


def f1_along(answer: NDArray[np.bool_], photos: int) -> NDArray[np.float64]:
    """Return the F1 of showing the first 1, 2, … n rows, given which of them are right."""
    shown = np.arange(1, len(answer) + 1)
    f1: NDArray[np.float64] = 2 * np.cumsum(answer) / (shown + photos)
    return f1


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """How a pack is asked: ``sentences`` encodes what the fuser takes for words."""

    texts: TextEncoder
    sentences: TextEncoder
    fuser: Fuser
    calibration: Calibration | None

    def queries(self, concepts: Sequence[Concept], language: str) -> list[Float32Array]:
        """Return a query for each concept, Float32[dimensions]."""
        said = [getattr(one, language) for one in concepts]
        embedded, sentences = self.texts.encode_texts(said), self.sentences.encode_sentences(said)
        return [self.fuser.query(*pair) for pair in zip(embedded, sentences, strict=True)]

    def matches(self, query: Float32Array, images: Float32Array) -> tuple[NDArray[np.int64], int]:
        """Return rows in order of their score, as a search ranks them, and how many match."""
        cut = self.fuser.text_dimensions
        scores = images @ self.fuser.picture_query(query)
        nearest = np.argsort(-scores, kind="stable")[:CANDIDATES]
        nothing = np.zeros(len(nearest), np.float32)
        line: Baseline | Chances = Baseline.of(scores)
        if self.calibration is not None:
            chances = self.calibration.chances(query[cut:], images[nearest], nothing, images)
            line = Chances(chances, self.calibration.least_among(len(images)))
        ranking = rank(nearest, nothing, scores[nearest], {}, line)
        return ranking.ids, ranking.strong


def measure(
    library: Captioned, asked: Asked, language: str, least: int = LEAST_PHOTOS
) -> tuple[Summary, list[Measured]]:
    """Ask for what at least so many photos show, and for what none does."""
    rows = [row for row in _there(library, asked, language) if row.photos >= least]
    absent = absent_from(read_absent(), library.names, library.english, library.chinese)
    queries = asked.queries(absent, language)
    quiet = [asked.matches(query, library.images)[1] == 0 for query in queries]
    summary = Summary(
        language=language,
        concepts=len(rows),
        precision_at_10=float(np.mean([row.precision_at_10 for row in rows])),
        best_f1=float(np.mean([row.best_f1 for row in rows])),
        f1_ratio=float(np.mean([row.ratio for row in rows])),
        good=sum(row.ratio >= GOOD for row in rows),
        absent=len(quiet),
        quiet=sum(quiet),
    )
    return summary, rows


def _there(library: Captioned, asked: Asked, language: str) -> Iterator[Measured]:
    concepts, named = present(library)
    queries = asked.queries(concepts, language)
    for concept, query, answer in zip(concepts, queries, named, strict=True):
        order, strong = asked.matches(query, library.images)
        along = f1_along(answer[order], int(answer.sum()))
        f1 = float(along[strong - 1]) if strong else 0.0
        best = float(along.max())
        precision = float(answer[order[:10]].mean())
        text = getattr(concept, language)
        yield Measured(text, language, int(answer.sum()), precision, best, f1, f1 / best)


@click.command()
@click.option("--data", type=Path, required=True, help="The folder of training data.")
@click.option("--pack", type=Path, help="A pack's folder; else the built-in.")
@click.option("--split", default="val", help="train or val")
@click.option("--least", default=LEAST_PHOTOS, help="Ask for what so many show.")
@click.option("--each", is_flag=True, help="A line for every concept, too.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def main(data: Path, pack: Path | None, split: str, least: int, each: bool, as_json: bool) -> None:
    """Print the table."""
    folder = pack or builtin_folder()
    library = Captioned.read(data, split, folder, open_image_encoder(folder, threads=2))
    described, texts = read_pack(folder), open_text_encoder(folder, threads=2)
    sentences = texts if described.sentence_dimensions else open_text_encoder(builtin_folder(), 2)
    fuser = load_fuser(folder, builtin_folder(), described.dimensions)
    asked = Asked(texts, sentences, fuser, read_calibration(folder))
    measured = [measure(library, asked, one, least) for one in ("english", "chinese")]
    if as_json:
        print(json.dumps([asdict(summary) for summary, _ in measured], indent=2))
        return
    print("| queries | concepts | P@10 | best F1 | F1 ratio | ratio ≥ 0.8 | nothing matches |")
    print("|---|---|---|---|---|---|---|")
    for one, _ in measured:
        print(
            f"| {one.language} | {one.concepts} | {one.precision_at_10:.3f} | {one.best_f1:.3f}"
            f" | {one.f1_ratio:.3f} | {one.good} of {one.concepts} | {one.quiet} of {one.absent} |"
        )
    for row in (row for _, rows in measured if each for row in rows):
        print(
            f"{row.query}: {row.photos} photos, P@10 {row.precision_at_10:.1f},"
            f" F1 {row.f1:.2f} of {row.best_f1:.2f}"
        )


if __name__ == "__main__":
    main()
