"""What can be said of photos, and is learned from: captions, words, short queries, labels, classes.

Each text is a number in a :class:`photosearch.training.texts.TextList`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from photosearch.arrays import unit_length
from photosearch.training.captions import Said, words_of
from photosearch.training.names import chinese_class_names, chinese_phrases, english_names
from photosearch.training.phrases import (
    exchanged,
    exchanged_chinese,
    label_phrases,
    short_chinese_queries,
    short_queries,
)
from photosearch.training.texts import TextList, TextTable

# A word counts that at least so many photos are described with.
LEAST_PHOTOS: Final = 8
# Words whose sentence embeddings have this cosine mean the same: "dogs" and "小狗", not "cat".
SAME_MEANING: Final = 0.85
# A label this near to another, or to a caption, may hold of the photo, too: it is no negative.
PERHAPS: Final = 0.55
PERHAPS_SAID: Final = 0.4
# Of short queries that only one photo is described with, this share is kept.
RARE: Final = 0.35
# Captions of a photo that get an exchanged one beside them.
EXCHANGED: Final = (3, 2)


@dataclass(slots=True)
class OfPhoto:
    """The texts of one photo. ``untrue`` ones nearly describe it; ``queries`` are words and short.

    ``positives`` are the queries that it answers, among them words of the same meaning.
    """

    english: list[int] = field(default_factory=list)
    chinese: list[int] = field(default_factory=list)
    translated: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    untrue: list[int] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    positives: set[int] = field(default_factory=set)
    labels: list[int] = field(default_factory=list)

    @property
    def captions(self) -> list[int]:
        """The English captions, else the answers."""
        return self.english or self.answers

    def one(self, rng: random.Random) -> int:
        """Return one of its sentences."""
        if self.answers and (not self.english or rng.random() < 0.2):
            return rng.choice(self.answers)
        if self.chinese and rng.random() < 0.5:
            machine = self.translated and rng.random() < 0.2
            return rng.choice(self.translated if machine else self.chinese)
        return rng.choice(self.english or self.chinese)


@dataclass(frozen=True, slots=True)
class Phrasings:
    """How one thing is asked for, in both languages."""

    english: Sequence[int]
    chinese: Sequence[int]

    def one(self, rng: random.Random) -> int:
        """Return one of them."""
        return rng.choice(self.english if rng.random() < 0.5 else self.chinese)


@dataclass(frozen=True, slots=True)
class Spoken:
    """All that can be said: ``photos`` by row of the cache; ``labels`` and ``classes`` in order."""

    photos: Mapping[int, OfPhoto]
    labels: Sequence[Phrasings]
    classes: Sequence[Phrasings]


@dataclass(frozen=True, slots=True)
class Related:
    """Bool[labels, labels] ``same``; ``perhaps`` Bool[labels] of each photo that may show them."""

    same: NDArray[np.bool_]
    perhaps: Mapping[int, NDArray[np.bool_]]


def spoken(
    said: Mapping[int, Said],
    synonyms: Sequence[Sequence[str]],
    tokenizer: Tokenizer,
    texts: TextList,
    seed: int = 0,
) -> tuple[Spoken, set[int]]:
    """Gather the texts of photos, by row of the cache, and number them.

    With them come the numbers of single words among the queries.
    """
    rng = random.Random(seed)
    labels: dict[str, Phrasings] = {}
    numbers: dict[str, int] = {}
    photos: dict[int, OfPhoto] = {}
    words, queries = _words(said, tokenizer), _queries(said, tokenizer, rng)
    for row, one in said.items():
        for english, chinese in one.labels:
            if english not in labels:
                numbers[english] = len(labels)
                phrases = label_phrases(english, chinese)
                labels[english] = Phrasings(*(texts.add_all(some) for some in phrases))
        photos[row] = OfPhoto(
            english=texts.add_all(one.english),
            chinese=texts.add_all(one.chinese),
            translated=texts.add_all([chinese for chinese, _ in one.translated]),
            answers=texts.add_all(one.answers),
            untrue=texts.add_all(_untrue(one, rng)),
            queries=texts.add_all(sorted(words[row] | queries[row])),
            labels=sorted({numbers[english] for english, _ in one.labels}),
        )
    classes = [
        Phrasings(
            texts.add_all(list(dict.fromkeys([*english_names(english), *english]))),
            texts.add_all([*chinese, *chinese_phrases(chinese[0]), f"{chinese[0]}的照片"]),
        )
        for english, chinese in zip(synonyms, chinese_class_names(), strict=True)
    ]
    single = {texts.add(word) for some in words.values() for word in some}
    return Spoken(photos, list(labels.values()), classes), single


def relate(known: Spoken, words: set[int], table: TextTable) -> Related:
    """Find what means the same, by the sentence embeddings; fills in the photos' ``positives``.

    ``words`` are the numbers of single words among the queries.
    """
    listed = sorted(words)
    vectors = unit_length(table.sentences[listed])
    alike = {
        word: {listed[place] for place in np.flatnonzero(row >= SAME_MEANING)}
        for word, row in zip(listed, vectors @ vectors.T, strict=True)
    }
    names = unit_length(table.sentences[[label.english[0] for label in known.labels]])
    between = names @ names.T if len(names) else np.zeros((0, 0), np.float32)
    perhaps: dict[int, NDArray[np.bool_]] = {}
    for row, photo in known.photos.items():
        photo.positives = set(photo.queries).union(*(alike.get(one, ()) for one in photo.queries))
        may = np.asarray((between[photo.labels] >= PERHAPS).any(axis=0))
        if photo.captions and len(names):
            said = unit_length(table.sentences[photo.captions]) @ names.T
            may |= said.max(0) > PERHAPS_SAID
        perhaps[row] = may
    return Related(between >= SAME_MEANING, perhaps)


def _words(said: Mapping[int, Said], tokenizer: Tokenizer) -> dict[int, set[str]]:
    """Return the words of each photo that enough photos are described with."""
    words = {row: words_of(one, tokenizer) for row, one in said.items()}
    times = Counter(word for some in words.values() for word in some)
    return {row: {w for w in some if times[w] >= LEAST_PHOTOS} for row, some in words.items()}


def _queries(
    said: Mapping[int, Said], tokenizer: Tokenizer, rng: random.Random
) -> dict[int, set[str]]:
    """Return the short queries of each photo; of those that only one has, a share."""
    found = {
        row: set().union(
            *(short_queries(caption) for caption in one.english),
            *(short_chinese_queries(caption, tokenizer) for caption in one.chinese),
        )
        for row, one in said.items()
    }
    times = Counter(query for some in found.values() for query in some)
    kept = {query for query in sorted(times) if times[query] > 1 or rng.random() < RARE}
    return {row: some & kept for row, some in found.items()}


def _untrue(said: Said, rng: random.Random) -> list[str]:
    english, chinese = (
        rng.sample(captions, min(count, len(captions)))
        for captions, count in zip((said.english, said.chinese), EXCHANGED, strict=True)
    )
    made = [
        *(exchanged(one, rng) for one in english),
        *(exchanged_chinese(c, rng) for c in chinese),
    ]
    return [one for one in made if one is not None]
