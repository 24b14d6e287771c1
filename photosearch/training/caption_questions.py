"""Questions about one photo and how they are worded, in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from photosearch.training.data import read_rows
from photosearch.training.things import Thing

KINDS: Final = ("what", "who", "doing", "colour", "number", "where", "when", "exists")
LANGUAGES: Final = ("en", "zh")
BESIDE: Final = {
    "on": "上", "in": "里", "behind": "后面", "under": "下面", "beneath": "下面", "below": "下面",
    "above": "上面", "near": "旁边", "in front of": "前面", "next to": "旁边",
    "to the left of": "左边", "to the right of": "右边", "on the left side of": "左边",
    "on the right side of": "右边",
}  # fmt: skip
_WORDINGS: Final = Path(__file__).with_name("wordings.tsv")
_UNCOUNTED: Final = frozenset(("hair", "snow", "grass", "water", "fire", "ice cream", "ice"))


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked of a photo.

    ``kind`` is one of :data:`KINDS`, by which figures are told. ``answers`` by language are those
    that are right, each as often as it was told, the most told first. ``wording`` is how it is put,
    ``of`` what it is about; a question that a person wrote is ``own``, in English alone.
    """

    kind: str
    answers: Mapping[str, tuple[str, ...]]
    wording: str = ""
    of: Thing | None = None
    acts: Thing | None = None
    many: bool = False
    beside: str = ""
    own: str = ""
    own_chinese: tuple[str, ...] = ()

    def wordings(self, language: str) -> list[str]:
        """Return how it may be put in a language, none where nobody can say."""
        if self.own:
            return [self.own] if language == "en" else [*self.own_chinese]
        fitting = (
            one.wordings[language]
            for one in _wordings()[self.wording]
            if not one.answers or one.answers.issuperset(self.answers["en"])
        )
        return [self._filled(one, language) for wordings in fitting for one in wordings]

    def _filled(self, wording: str, language: str) -> str:
        of, acts = self.of, self.acts
        if of is None:
            return wording
        one = of.one
        plain_many = self.many or not of.many
        return wording.format(
            one=one,
            many=of.many or one,
            a=one if language == "zh" or uncounted(of) else f"{article(one)} {one}",
            named=of.many if self.many and of.many else one,
            they="they" if self.many else "it" if of.kind == "animal" else "the person",
            **{"is": "are" if plain_many and (self.many or one.endswith("s")) else "is"},
            zh=of.chinese,
            measure=of.measure or "个",
            doing=acts.one if acts else one,
            doing_zh=acts.chinese if acts else "",
            beside=self.beside,
            beside_zh=BESIDE.get(self.beside, ""),
        )


def article(name: str) -> str:
    """Return the indefinite article of a name."""
    return "an" if name[0] in "aeiou" and not name.startswith("uni") else "a"


def uncounted(thing: Thing) -> bool:
    """Say whether a thing goes without an article."""
    return not thing.many and (thing.one.endswith("s") or thing.one in _UNCOUNTED)


class _Wordings(NamedTuple):
    """Ways to put a question to which all of ``answers``, in English, fit; if empty, any."""

    answers: frozenset[str]
    wordings: Mapping[str, tuple[str, ...]]


@cache
def _wordings() -> Mapping[str, Sequence[_Wordings]]:
    found: dict[str, list[_Wordings]] = defaultdict(list)
    for key, *cells in read_rows(_WORDINGS, columns=1):
        if key.startswith("#"):
            continue
        name, _, answers = key.partition(" for ")
        wordings = {
            language: tuple(filter(None, cell.split("|")))
            for language, cell in zip(LANGUAGES, cells, strict=True)
        }
        found[name].append(_Wordings(frozenset(filter(None, answers.split("|"))), wordings))
    return found
