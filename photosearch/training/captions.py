"""What is said of the photos that may be learnt from, gathered from a recipe's collections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from photosearch.query.terms import terms
from photosearch.training.data import read_captions, read_rows
from photosearch.training.recipe import Collection

# An answer to one of these is itself a caption: "Who is in the photo?" "A man on a bicycle."
_NAMING = ("what", "who", "where")
_ENGLISH = re.compile(r"[a-z]{3,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(slots=True)
class Said:
    """The sentences about one photo, and the chance that an epoch looks at it.

    ``translated`` pairs a Chinese sentence with the English one that it translates.
    """

    weight: float
    english: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    translated: list[tuple[str, str]] = field(default_factory=list)


def words_of(said: Said, tokenizer: Tokenizer) -> set[str]:
    """Return the telling words of what is said, Chinese ones as this tokenizer knows them."""
    words = {word for text in said.english for word in terms(text) if _ENGLISH.fullmatch(word)}
    for encoding in tokenizer.encode_batch(said.chinese, add_special_tokens=False):
        words.update(filter(_CHINESE.fullmatch, encoding.tokens))
    return words


def gather(
    collections: Sequence[Collection], data: Path, left_out: frozenset[str]
) -> Mapping[str, Said]:
    """Return what is said of each photo by its name; photos ``left_out`` are not among them."""
    said: dict[str, Said] = {}
    for collection in collections:
        mine: dict[str, Said] = defaultdict(lambda c=collection: Said(c.weight))  # type: ignore[misc]
        for file in collection.english:
            for caption in read_captions(data / file):
                mine[caption.image].english.append(caption.text)
        for file in collection.chinese:
            for caption in read_captions(data / file):
                mine[caption.image].chinese.append(caption.text)
        for name, english, chinese in _translated(collection, data):
            mine[name].translated.append((chinese, english))
        for name, sentence in _answers(collection, data):
            mine[name].english.append(sentence)
        said.update({name: one for name, one in mine.items() if name not in left_out})
    return said


def _translated(collection: Collection, data: Path) -> Iterator[tuple[str, str, str]]:
    if collection.translated is None:
        return
    english = read_captions(data / collection.english[0])
    chinese = read_captions(data / collection.translated)
    for one, other in zip(english, chinese, strict=True):
        yield one.image, one.text, other.text


def _answers(collection: Collection, data: Path) -> Iterator[tuple[str, str]]:
    for file in collection.answers:
        for name, question, answer, *_ in read_rows(data / file, columns=3):
            yield name, f"{question} {answer}"
            if question.lower().startswith(_NAMING):
                yield name, answer
