"""Whether somebody whom the library knows by name is on one photo: who is asked for, and the answer.

"Is Anna in the picture?", "Is this Anna or Bob?", "照片里有安娜吗？". Names of people and of regions
are facts; what a photo looks like tells nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from photosearch.answering.narrowing import find_name, is_thing
from photosearch.answering.reply import Told
from photosearch.answering.wording import listed, say
from photosearch.answering.yes_or_no import affirmed
from photosearch.text.folding import fold

_CLOSED: Final = {
    "en": re.compile(r"(?i)\A(?:is|are|was|were|do|does|did|can|could|has|have)\b"),
    "zh": re.compile(r"吗|吧\Z|有没有|有无|是不是|是否|在不在|还是"),
}
# What says no more than that somebody is on the photo.
_SHOWN: Final = re.compile(
    r"(?i)\b(?:is|are|was|were|do|does|did|can|could|has|have|there|it|this|that|these|those|he|she|they|you|i|we|see|seen|show|shows"
    r"|shown|visible|present|depicted|pictured|photographed|appears?|in|on|at|of|the|photos?|pictures?|pics?|images?|shots?|here|and|or|both"
    r"|either|also|too|really|person|man|woman|boy|girl|called|named)\b"
    r"|照片|图片|图中|图里|图|画面|这张|这里|这个|这|那|里面|里边|里|中|上面|上|有没有|没有|有|是不是|是否|不是|是|在不在|不在|在|吗|么|吧|人|和|跟|与|还是"
    r"|或者|或|看得到|看得见|看到|看见|能|出现|的|了|叫|都|也"
)
_OR: Final = re.compile(r"(?i)\bor\b|还是|或")
# Before it stands a thing, and no name.
_ARTICLE: Final = re.compile(r"(?i)\b(?:an?|any|some|many|no)\s*\Z")
# Somebody by a name that nobody has been given.
_NOBODY: Final = re.compile(
    r"\A(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere) (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?: (?:in|on))"
    r" (?:the|this) (?:photo|picture|pic|image|shot)s?\Z"
)
_SOMEBODY: Final = {"en": "the person", "zh": "人"}


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """The names that a question about a photo holds, as the library writes them.

    ``alone``: whether these people are on the photo is all that is asked; ``either``: which of
    them. ``unknown`` is a name that nobody has. ``plain`` is the question with "the person" for
    each name, for who sees nobody's name.
    """

    names: tuple[str, ...]
    alone: bool
    either: bool
    unknown: str
    plain: str


def people_asked(question: str, language: str, known: Iterable[str]) -> PeopleAsked | None:
    """Return the people whom a question, in ``en`` or ``zh``, names; None if nobody.

    A first name alone means all who have it. ``question`` is without politeness and question mark.
    """
    rest, plain, names = affirmed(question, language), question, []
    for called, of in _called(known):
        place = find_name(called, rest)
        if place is None or not _is_name(called, rest, place):
            continue
        rest = f"{rest[: place[0]]} {rest[place[1] :]}"
        names += [one for one in of if one not in names]
        if (place := find_name(called, plain)) is not None:
            whose = "'s" if plain[: place[1]].endswith(("'s", "’s")) else ""
            plain = f"{plain[: place[0]]}{_SOMEBODY[language]}{whose}{plain[place[1] :]}"
    is_closed = _CLOSED[language].search(affirmed(question, language)) is not None
    if names:
        alone = is_closed and not re.sub(r"[\W_]", "", _SHOWN.sub("", rest))
        return PeopleAsked(tuple(names), alone, _OR.search(rest) is not None, "", plain)
    if (nobody := _NOBODY.match(question)) is not None and not is_thing(nobody["name"]):
        return PeopleAsked((), True, False, nobody["name"], plain)
    return None


def told_of_people(
    asked: PeopleAsked, named: Sequence[str], nameless: int | None, language: str
) -> Told:
    """Return whether the people asked for are on a photo.

    Args:
        asked: who is asked for; ``alone``.
        named: who is named on the photo.
        nameless: how many faces without a name were found on it; None if none were looked for, or
            none found.
        language: of the answer.
    """
    if asked.unknown:
        return Told(say("no such name", language, asked.unknown), None, False)
    on_it = set(map(fold, named))
    there = [name for name in asked.names if fold(name) in on_it]
    lacking = [name for name in asked.names if name not in there]
    if there and (asked.either or not lacking):
        value = (there[0] if len(there) == 1 else tuple(there)) if asked.either else True
        key = "people" if asked.either else "is named"
        return Told(say(key, language, listed(there, language)), value, True)
    # All faces have other names: then it is none of theirs.
    sure = nameless == 0
    text = say("is not named", language, listed(lacking, language))
    if named:
        text += say("named are", language, listed(list(dict.fromkeys(named)), language))
    if nameless:
        text += say("stranger" if nameless == 1 else "strangers", language, nameless)
    return Told(text, False, sure)


def _called(known: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return what people are called, the longest first: by the whole name, or the first one."""
    of: dict[str, list[str]] = {}
    names = [name for name in dict.fromkeys(known) if name.strip()]
    for name in names:
        of.setdefault(name, []).append(name)
    for name in names:
        first, *others = name.split()
        if others and len(first) > 1:
            of.setdefault(first, []).append(name)
    return sorted(of.items(), key=lambda one: -len(one[0]))


def _is_name(called: str, text: str, place: tuple[int, int]) -> bool:
    """Say whether a word of a question is meant as a name: "a rose" is none, "Rose" is."""
    if _ARTICLE.search(text[: place[0]]):
        return False
    return not is_thing(called) or text[place[0] : place[1]].startswith(called[0].upper())
