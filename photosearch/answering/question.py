"""What a question asks of the library: which photos, and what of them. A pure function.

    "When was I last in Paris?"              → when, last; "Paris"
    "How many photos with a dog in 2023?"    → how many; dog date:2023
    "去年哪个月照片最多？"                      → which month, most; date:去年

A text is a question if it ends in a question mark or begins as one in English or Chinese. What it
asks becomes a search in the search language, so that it can be shown as chips and changed there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias

from photosearch.answering import chinese, english
from photosearch.answering.comparing import compared
from photosearch.answering.conditions import conditions
from photosearch.answering.form import SHOWS
from photosearch.answering.narrowing import Narrowing
from photosearch.errors import QueryError
from photosearch.places import Place, find_place
from photosearch.text.folding import simplified, tokens

FindPlace: TypeAlias = Callable[[str], Place | None]
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# What is longer is no question, but a text that was pasted.
_LONGEST: Final = 300
# Nobody has told who that is.
_MYSELF: Final = re.compile(
    r"(?i)\b(?:of|with|show|shows) (?:me|myself)\b|\bi am in\b|我自己|有我的"
)
# Without a question mark, "more cats or dogs" is a search.
_ASKS_OF_TWO: Final = re.compile(r"(?i)(?:do|did|have|are|is|were|which|what)\b")
# What is left of "not taken with the Canon", "不是用佳能拍的".
_NOT: Final = re.compile(r"(?i)not|不是?用?|没有?用?|不在")
# With a full stop it is a sentence.
_STATED: Final = re.compile(r"[^.。…?？][.。]\Z")
_END: Final = re.compile(r"[\s?？!！.。…~～]+\Z")


class Wanted(StrEnum):
    """What is wanted of the photos."""

    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHO = "who"
    WHICH = "which"
    SAYS = "says"
    EXISTS = "exists"
    COMPARES = "compares"
    PHOTOS = "photos"
    UNKNOWABLE = "unknowable"


@dataclass(frozen=True, slots=True)
class Known:
    """Names of the library: people, and cameras and lenses."""

    people: Collection[str] = ()
    cameras: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, understood.

    ``text`` is what the photos show, ``filters`` in which way they are narrowed, both in the search
    language. ``pick`` is first, last or "". ``of`` is what :attr:`Wanted.WHICH` and
    :attr:`Wanted.HOW_MANY` count photos by, or count: year, month, weekday, day, camera, lens,
    hour, place, city, country, person, folder; "" for photos. Of :attr:`Wanted.WHEN` it is time or
    ago, where the clock or how long ago is asked for, and of :attr:`Wanted.SAYS` the piece of the
    text, one of :data:`photosearch.answering.extracting.PIECES`; of :attr:`Wanted.PHOTOS` it is
    shows, where what is on them is asked. ``order`` is most, least, each for
    the number of each, or "" for all. Of :attr:`Wanted.COMPARES` it is most or least, and ``sides``
    are the two that are counted. ``unknown`` names what no photo tells: age, size, reason …
    ``language`` is en or zh.
    """

    wanted: Wanted
    text: str = ""
    filters: tuple[str, ...] = ()
    pick: str = ""
    of: str = ""
    order: str = ""
    unknown: str = ""
    language: str = field(default="en", compare=False)
    sides: tuple[Asked, ...] = ()

    @property
    def leaves_out(self) -> bool:
        """Whether a thing is to be left out, of which only words about photos tell: -people."""
        return any(one.startswith("-") and ":" not in one for one in self.filters)

    @property
    def query(self) -> str:
        """The search that finds the photos."""
        return " ".join(part for part in (self.text, *self.filters) if part)


def search_for(text: str) -> Asked:
    """Return what is asked by a text that is no question: photos of it.

    Raises:
        QueryError: nothing is asked.
    """
    plain = " ".join(text.split())
    if not tokens(plain):
        raise QueryError("nothing_asked")
    return Asked(Wanted.PHOTOS, plain, language="zh" if _HAN.search(plain) else "en")


def warm_up() -> None:
    """Load what tells a question from a search, in both languages."""
    for text in ("who", "谁"):
        understand(text)


def understand(
    typed: str,
    today: date | None = None,
    known: Callable[[], Known] = Known,
    find_place: FindPlace = find_place,
) -> Asked | None:
    """Return what a question asks, or None if the text is no question but a search.

    Args:
        typed: what was typed.
        today: what "last summer" is reckoned from; the system's date if None.
        known: returns the names of the library, which are looked for as such.
        find_place: where names of places are looked up.
    """
    text = " ".join(unicodedata.normalize("NFKC", typed).split())
    plain = _END.sub("", text)
    if not tokens(plain) or len(plain) > _LONGEST or _STATED.search(text):
        return None
    in_chinese = _HAN.search(plain) is not None
    forms = chinese if in_chinese else english
    asks = "?" in text[len(plain) :]
    names = cache(known)
    comparison = compared(simplified(plain) if in_chinese else plain, in_chinese=in_chinese)
    if comparison is not None and (asks or in_chinese or _ASKS_OF_TWO.match(plain)):
        both = (comparison.one, comparison.other)
        sides = tuple(_counted(side, in_chinese, today, names(), find_place) for side in both)
        if all(side.query for side in sides):
            order = "least" if comparison.fewer else "most"
            return Asked(Wanted.COMPARES, order=order, language=sides[0].language, sides=sides)
    form = forms.read(simplified(plain) if in_chinese else plain, asks=asks)
    if form is None or (
        plain == text and not (form.rest or form.pick or form.unknown or form.of not in ("", SHOWS))
    ):
        return None  # "who" alone is the begin of a question, or a word to look for
    text, filters = _narrowed(form.rest, in_chinese, today, names(), find_place)
    asked = Asked(
        Wanted(form.wanted),
        text,
        filters,
        form.pick,
        form.of,
        form.order,
        form.unknown,
        "zh" if in_chinese else "en",
    )
    if not asked.query and _MYSELF.search(form.rest):
        return Asked(Wanted.UNKNOWABLE, unknown="me", language=asked.language)
    return asked


def _narrowed(
    rest: str, in_chinese: bool, today: date | None, names: Known, find_place: FindPlace
) -> tuple[str, tuple[str, ...]]:
    """Return what the photos show, and in which way they are narrowed, of what a question says."""
    narrowing = Narrowing(
        today or date.today(), find_place, tuple(names.people), tuple(names.cameras)
    )
    rest, met = conditions(rest, in_chinese=in_chinese)
    rest, narrowed = narrowing.apply(rest, in_chinese=in_chinese)
    text = (chinese if in_chinese else english).subject(rest)
    if _NOT.fullmatch(text) and len(narrowed) == 1 and not met:
        return "", (f"-{narrowed[0]}",)
    return text, narrowed + met


def _counted(
    side: str, in_chinese: bool, today: date | None, names: Known, find_place: FindPlace
) -> Asked:
    """Return the question how many photos there are of one of two."""
    text, filters = _narrowed(side, in_chinese, today, names, find_place)
    language = "zh" if in_chinese else "en"
    return Asked(Wanted.HOW_MANY, text, filters, language=language)
