"""What is said of the photos that may be learnt from, gathered from a recipe's collections."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from tokenizers import Tokenizer

from photosearch.query.terms import terms
from photosearch.training.data import read_captions, read_rows

# What the labels of a collection are names of.
LabelsTell: TypeAlias = Literal["thing", "place", "sport"]
# An answer to one of these is itself a caption: "Who is in the photo?" "A man on a bicycle."
_NAMING = ("what", "who", "where")
_ENGLISH = re.compile(r"[a-z]{3,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


class Collection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Photos and what people wrote about them; all paths are relative to the data folder.

    ``photos`` is a tar file. ``english`` and ``chinese`` are files of `image ⇥ caption`;
    ``translated`` is a translation of the first English file, line by line; ``answers`` are files
    of `image ⇥ question ⇥ answer`; ``labels`` of `image ⇥ English ⇥ Chinese`, and ``objects`` the
    same with several names, parted by ", " and "、". Photos named in ``without`` are left out, and
    one of every ``hold_out``, by name. ``weight`` is how often an epoch looks at a photo, in the
    mean. ``labels_tell`` says of what labels are names.
    """

    photos: str
    english: tuple[str, ...] = ()
    chinese: tuple[str, ...] = ()
    translated: str | None = None
    answers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    hold_out: int = 0
    weight: float = 1.0
    labels_tell: LabelsTell = "thing"


@dataclass(slots=True)
class Said:
    """What is said of one photo, and how often an epoch looks at it, in the mean.

    ``translated`` pairs a Chinese sentence with the English one that it translates, ``answers`` are
    questions with their answers, ``labels`` pairs names of what it shows, English and Chinese.
    ``asked`` pairs each question with its answer alone.
    """

    weight: float
    english: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    translated: list[tuple[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    labels_tell: LabelsTell = "thing"
    asked: list[tuple[str, str]] = field(default_factory=list)


def words_of(said: Said, tokenizer: Tokenizer) -> set[str]:
    """Return the telling words of what is said, Chinese ones as this tokenizer knows them."""
    texts = (*said.english, *said.answers)
    words = {word for text in texts for word in terms(text) if _ENGLISH.fullmatch(word)}
    for encoding in tokenizer.encode_batch(said.chinese, add_special_tokens=False):
        words.update(filter(_CHINESE.fullmatch, encoding.tokens))
    return words


def gather(
    collections: Sequence[Collection], data: Path, left_out: frozenset[str]
) -> Mapping[str, Said]:
    """Return what is said of each photo by its name; photos ``left_out`` are not among them."""
    said: dict[str, Said] = {}
    for collection in collections:
        mine: dict[str, Said] = defaultdict(
            lambda c=collection: Said(c.weight, labels_tell=c.labels_tell)  # type: ignore[misc]
        )
        for file in collection.english:
            for caption in read_captions(data / file):
                mine[caption.image].english.append(caption.text)
        for file in collection.chinese:
            for caption in read_captions(data / file):
                mine[caption.image].chinese.append(caption.text)
        for name, english, chinese in _translated(collection, data):
            mine[name].translated.append((chinese, english))
        for name, question, answer in _answers(collection, data):
            mine[name].asked.append((question, answer))
            mine[name].answers.append(f"{question} {answer}")
            if question.lower().startswith(_NAMING):
                mine[name].answers.append(answer)
        for name, label in _labels(collection, data):
            mine[name].labels.append(label)
        said.update({name: one for name, one in mine.items() if name not in left_out})
    return said


def is_held_out(name: str, part: int) -> bool:
    """Say whether a photo is one of every ``part`` that are not learned from, by its name."""
    return part > 0 and zlib.crc32(name.encode()) % part == 0


def _translated(collection: Collection, data: Path) -> Iterator[tuple[str, str, str]]:
    if collection.translated is None:
        return
    english = read_captions(data / collection.english[0])
    chinese = read_captions(data / collection.translated)
    for one, other in zip(english, chinese, strict=True):
        yield one.image, one.text, other.text


def _answers(collection: Collection, data: Path) -> Iterator[tuple[str, str, str]]:
    for file in collection.answers:
        for name, question, answer, *_ in read_rows(data / file, columns=3):
            yield name, question, answer


def _labels(collection: Collection, data: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for file in collection.labels:
        for name, english, chinese, *_ in read_rows(data / file, columns=3):
            yield name, (english, chinese)
    for file in collection.objects:
        for name, english, chinese, *_ in read_rows(data / file, columns=3):
            pairs = zip(english.split(", "), chinese.split("、"), strict=True)
            yield from ((name, pair) for pair in pairs)
