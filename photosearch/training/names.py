"""Names of the ImageNet classes, in English and, through a dictionary, in Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from photosearch.training.data import read_cedict

# How many translations of one English name are kept.
TRANSLATIONS = 2
LONGEST_TRANSLATION = 6


def read_class_synonyms(path: Path) -> list[list[str]]:
    """Return the synonyms of each of the 1,000 classes; the file's first line is "background"."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [[synonym.strip() for synonym in line.split(",")] for line in lines]


def english_names(synonyms: Sequence[str]) -> list[str]:
    """Return four phrasings of a class's name."""
    first, last = synonyms[0], synonyms[-1]
    return list(dict.fromkeys([f"a photo of a {first}", first, ", ".join(synonyms), last]))


def chinese_names(synonyms: Sequence[str], translations: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the Chinese names of a class, perhaps none, and a phrase with the first of them.

    A name that the dictionary lacks is put together from its words: "Egyptian cat", 埃及猫.
    """
    found = [word for name in synonyms for word in translations.get(name.lower(), ())]
    names = list(dict.fromkeys(found))[: 2 * TRANSLATIONS]
    if not names:
        names = [name for synonym in synonyms[:1] if (name := _composed(synonym, translations))]
    return [*names, f"一张{names[0]}的照片"] if names else []


def translations(cedict: Path) -> dict[str, list[str]]:
    """Turn the dictionary around: English gloss → simplified Chinese words.

    Words whose first gloss it is come first, and of those the short ones: they are the everyday
    ones.
    """
    ranked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for _, word, glosses in read_cedict(cedict):
        if len(word) <= LONGEST_TRANSLATION:
            for place, gloss in enumerate(glosses[:3]):
                ranked[gloss.lower()].append((place, abs(len(word) - 2), word))
    return {
        gloss: list(dict.fromkeys(word for _, _, word in sorted(words)))[:TRANSLATIONS]
        for gloss, words in ranked.items()
    }


def _composed(name: str, translations: Mapping[str, Sequence[str]]) -> str:
    parts = [translations.get(word) for word in name.lower().replace("-", " ").split()]
    return "".join(part[0] for part in parts if part) if all(parts) else ""
