"""Names of the ImageNet classes in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

_SEPARATOR = "、"


def read_class_synonyms(path: Path) -> list[list[str]]:
    """Return the synonyms of each of the 1,000 classes; the file's first line is "background"."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [[synonym.strip() for synonym in line.split(",")] for line in lines]


def english_names(synonyms: Sequence[str]) -> list[str]:
    """Return four phrasings of a class's name."""
    first, last = synonyms[0], synonyms[-1]
    return list(dict.fromkeys([f"a photo of a {first}", first, ", ".join(synonyms), last]))


def chinese_class_names() -> list[list[str]]:
    """Return the Chinese names of each of the 1,000 classes, the most common one first."""
    table = resources.files("photosearch.training") / "imagenet_zh.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1].split(_SEPARATOR) for line in lines]


def chinese_phrases(name: str) -> list[str]:
    """Return sentences that name a thing in a photo."""
    return [f"一张{name}的照片"]
