"""Measure names: `python -m photosearch.training.naming --recipe R --data FOLDER`.

By everyday words photos are described; by the names of labels and of ImageNet's classes they are
found. All of it on photos that the model has not learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.encoders.protocol import TextEncoder
from photosearch.search.vocabulary import EverydayWord, everyday_words
from photosearch.spaces.tagging import CONSIDERED, Tagging, read_tagging
from photosearch.training.asked import Asked
from photosearch.training.cache import features
from photosearch.training.calibration import joined
from photosearch.training.data import read_photos
from photosearch.training.mixed_library import MixedLibrary
from photosearch.training.names import chinese_class_names, read_class_synonyms
from photosearch.training.recipe import Recipe
from photosearch.training.splits import Splits, pack_option, told_of_splits
from photosearch.training.tag_stage import meant_words, related_words, word_embeddings
from photosearch.training.towers import ImageTower

# So many words describe a photo, and so many first photos are looked at.
WORDS: Final = 5
FIRST: Final = 10
# A photo shows a class if ImageNet's classifier is surer than this.
SURE: Final = 0.5
# In this collection labels name some of many things that a photo shows.
_OF_MANY: Final = "coco"


@dataclass(frozen=True, slots=True)
class Described:
    """Means over photos: ``words`` told, the share of these that have to do with the photo.

    ``first`` and ``any`` are the shares of photos for which the first word, or one of them, is
    meant by what is said; ``odd`` of those with a word that has nothing to do with it.
    """

    words: float
    related: float
    first: float
    any: float
    odd: float


@dataclass(frozen=True, slots=True)
class Found:
    """Means over names: the share of the photos that ten can hold, and of names with one."""

    share: float
    hit: float


def described(
    scores: Float32Array,
    meant: NDArray[np.bool_],
    related: NDArray[np.bool_],
    tagging: Tagging | None,
) -> Described:
    """Return how well the words with the highest scores Float32[photos, words] describe.

    Args:
        scores: with the words' bias.
        meant: which words are meant by what is said of photos, Bool[photos, words].
        related: which have to do with it.
        tagging: tells the likely ones; without it the first words are taken as they come.
    """
    told = []
    for row in scores:
        order = np.argsort(-row, kind="stable")
        likely = order if tagging is None else tagging.likely(row, order[:CONSIDERED])
        told.append(likely[:WORDS])
    counts = np.array([len(one) for one in told])
    fits = [related[row][one] for row, one in enumerate(told)]
    right = [meant[row][one] for row, one in enumerate(told)]
    return Described(
        words=float(counts.mean()),
        related=float(np.concatenate(fits).mean()),
        first=float(np.mean([one[0] for one in right])),
        any=float(np.mean([one.any() for one in right])),
        odd=float(np.mean([not one.all() for one in fits])),
    )


def found(asked: Asked, library: MixedLibrary, names: Mapping[str, set[int]]) -> Found:
    """Return how well names find the rows that bear them among the first ten."""
    shares = []
    for name, rows in names.items():
        first = asked.search(name, library.images, library.places).rows[:FIRST]
        shares.append(len(rows.intersection(first.tolist())) / min(FIRST, len(rows)))
    return Found(float(np.mean(shares)), float(np.mean([share > 0 for share in shares])))


def labels_of(library: MixedLibrary, language: int) -> dict[str, set[int]]:
    """Return the rows that bear each label, by its English (0) or Chinese (1) name."""
    rows: dict[tuple[str, str], set[int]] = {}
    for row, said in enumerate(library.said):
        if library.collection[row] != _OF_MANY:
            for label in said.labels:
                rows.setdefault(label, set()).add(row)
    return {label[language]: some for label, some in rows.items()}


def classes_of(library: MixedLibrary, recipe: Recipe, data: Path) -> dict[int, set[int]]:
    """Return the rows of which ImageNet's own classifier is sure, by class."""
    from photosearch.training.workshop import Workshop

    tower = Workshop(recipe, data, data)._image_tower().eval()
    row_of = {name: row for row, name in enumerate(library.names)}
    rows: dict[int, set[int]] = {}
    for name, chances in _classified(tower, recipe, data, set(row_of)):
        for index in np.flatnonzero(chances > SURE).tolist():
            rows.setdefault(index, set()).add(row_of[name])
    return rows


def _classified(
    tower: ImageTower, recipe: Recipe, data: Path, wanted: set[str]
) -> Iterator[tuple[str, Float32Array]]:
    """Yield photos' names and the classifier's probabilities, Float32[1000]."""
    edge = tower.backbone.edge
    for collection in recipe.collections:
        for name, pixels in read_photos(data / collection.photos, edge):
            if name in wanted:
                pooled, _ = features(tower, torch.from_numpy(np.stack([pixels])))
                with torch.inference_mode():
                    yield name, tower.classes(pooled).softmax(1)[0].numpy()


def _print_described(
    library: MixedLibrary, texts: TextEncoder, words: Sequence[EverydayWord], tagging: Tagging
) -> None:
    embedded = word_embeddings(words, texts)
    print("| photos | words | told | related | first right | any right | with an odd one |")
    print("|---|---|---|---|---|---|---|")
    for name, captioned in (("labelled", False), ("captioned", True)):
        rows = [
            row
            for row, said in enumerate(library.said)
            if (bool(said.english) if captioned else bool(said.labels and not said.english))
        ]
        said = [library.said[row] for row in rows]
        scores = library.images[rows] @ embedded.T + tagging.bias
        meant = meant_words(said, words, texts)
        related = related_words(said, meant, words, texts)
        for kind, by in (("first five", None), ("likely ones", tagging)):
            one = described(scores, meant, related, by)
            print(
                f"| {len(rows):,} {name} | {kind} | {one.words:.1f} | {one.related:.2f}"
                f" | {one.first:.2f} | {one.any:.2f} | {one.odd:.2f} |"
            )


@click.command()
@told_of_splits
@pack_option
def main(splits: Splits, pack: Path) -> None:
    """Print the tables."""
    measure, fit = splits.library(pack, "measure"), splits.library(pack, "fit")
    asked, tagging = Asked.open(pack), read_tagging(pack)
    if tagging is not None:
        _print_described(measure, asked.texts, everyday_words(), tagging)
    known = set(splits.tuning)
    every = joined(measure, fit)
    every = every.part([row for row, name in enumerate(every.names) if name not in known])
    print(f"\n{len(every.names):,} photos\n\n| names | | share of ten | one of ten |")
    print("|---|---|---|---|")
    classes = classes_of(every, splits.recipe, splits.data)
    synonyms = read_class_synonyms(splits.data / splits.recipe.classes)
    chinese = chinese_class_names()
    for place, language in enumerate(("english", "chinese")):
        named = synonyms if language == "english" else chinese
        for kind, names in (
            ("labels", labels_of(every, place)),
            ("classes", {named[index][0]: rows for index, rows in classes.items()}),
        ):
            one = found(asked, every, names)
            print(f"| {len(names)} {kind} | {language} | {one.share:.3f} | {one.hit:.3f} |")


if __name__ == "__main__":
    main()
