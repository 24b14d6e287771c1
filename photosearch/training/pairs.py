"""Pairs of sentences for the text stage: a student's, and the English one that it must reach."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from photosearch.training.captions import Collection
from photosearch.training.data import read_captions, read_cedict, read_rows
from photosearch.training.names import chinese_class_names, chinese_phrases, read_class_synonyms
from photosearch.training.recipe import Recipe
from photosearch.training.text_stage import Pair

# Longer dictionary entries are proverbs and institutions.
LONGEST_ENTRY = 6


def text_pairs(recipe: Recipe, data: Path, left_out: frozenset[str]) -> list[Pair]:
    """Return all pairs of a recipe; photos that are ``left_out`` give none."""
    sentences = [
        *_translations(recipe.collections, data, left_out),
        *_parallel(recipe.parallel, data),
        *_class_names(data / recipe.classes),
    ]
    pairs = [*sentences * recipe.text.sentence_rounds, *_dictionary(data / recipe.dictionary)]
    return [*pairs, *_replayed(pairs, recipe.text.english, random.Random(recipe.seed))]


def _translations(
    collections: Sequence[Collection], data: Path, left_out: frozenset[str]
) -> Iterator[Pair]:
    for collection in collections:
        if collection.translated is not None:
            english = read_captions(data / collection.english[0])
            chinese = read_captions(data / collection.translated)
            for one, other in zip(english, chinese, strict=True):
                if one.image not in left_out:
                    yield Pair(other.text, one.text)


def _parallel(files: Sequence[str], data: Path) -> Iterator[Pair]:
    for file in files:
        for english, chinese, *_ in read_rows(data / file, columns=2):
            yield Pair(chinese, english)


def _dictionary(path: Path) -> Iterator[Pair]:
    for _, word, glosses in read_cedict(path):
        if len(word) <= LONGEST_ENTRY:
            yield Pair(word, glosses[0])


def _class_names(labels: Path) -> Iterator[Pair]:
    for synonyms, names in zip(read_class_synonyms(labels), chinese_class_names(), strict=True):
        for name in names:
            yield Pair(name, synonyms[0])
        for phrase in chinese_phrases(names[0]):
            yield Pair(phrase, f"a photo of a {synonyms[0]}")


def _replayed(pairs: Sequence[Pair], share: float, rng: random.Random) -> list[Pair]:
    """Return English sentences that must stay where they are, as a share of all pairs."""
    english = sorted({pair.teacher for pair in pairs})
    count = min(len(english), round(share * len(pairs)))
    return [Pair(text, text) for text in rng.sample(english, count)]
