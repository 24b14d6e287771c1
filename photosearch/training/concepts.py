"""Everyday things with known answers: which photos show them, by the captions people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.training.data import read_rows

# A concept counts where at least so many photos show it.
LEAST_PHOTOS = 5
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing as people ask for it, and the forms by which captions name it.

    ``forms`` is a regular expression of whole English words, ``chinese_forms`` one of Chinese
    text, empty where English captions alone decide.
    """

    english: str
    chinese: str
    forms: str
    chinese_forms: str = ""

    def is_named(self, captions: Iterable[str]) -> bool:
        """Say whether one of the English captions names it, in any case."""
        named = re.compile(rf"(?<!\w)(?:{self.forms})(?!\w)", re.IGNORECASE)
        return any(named.search(caption) for caption in captions)

    def is_named_in_chinese(self, captions: Iterable[str]) -> bool:
        """Say whether one of the Chinese captions names it."""
        named = re.compile(self.chinese_forms)
        return bool(self.chinese_forms) and any(named.search(caption) for caption in captions)


def read_concepts() -> list[Concept]:
    """Return what people look for."""
    return _read("concepts.tsv", 3)


def read_absent() -> list[Concept]:
    """Return what few photo collections show; see :func:`absent_from`."""
    return _read("absent.tsv", 4)


def _read(name: str, columns: int) -> list[Concept]:
    rows = read_rows(_HERE / name, columns=1)
    return [Concept(*row[:columns]) for row in rows if not row[0].startswith("#")]


def shown(
    concepts: Sequence[Concept], names: Sequence[str], captions: Mapping[str, Sequence[str]]
) -> NDArray[np.bool_]:
    """Return which photos show which concepts, Bool[concepts, photos]: a caption names it."""
    rows = [[one.is_named(captions.get(name, ())) for name in names] for one in concepts]
    return np.array(rows, bool).reshape(len(concepts), len(names))


def absent_from(
    concepts: Sequence[Concept],
    names: Sequence[str],
    english: Mapping[str, Sequence[str]],
    chinese: Mapping[str, Sequence[str]],
) -> list[Concept]:
    """Return the concepts that no caption of these photos names, in either language."""
    return [
        one
        for one in concepts
        if not any(one.is_named(english.get(name, ())) for name in names)
        and not any(one.is_named_in_chinese(chinese.get(name, ())) for name in names)
    ]
