"""What a question about one photo asks: a fact that the catalogue knows, or what is to be seen.

"When was this taken?"    → when; the photo's date
"What is written here?"   → says; the text read in it
"What colour is the car?" → None: look at the photo
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from photosearch.answering.manners import plainly, plainly_chinese
from photosearch.answering.question import Asked, FindPlace, Known, Wanted, understand
from photosearch.answering.yes_or_no import affirmed, wants_yes_or_no
from photosearch.places import find_place
from photosearch.text.folding import simplified

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_END: Final = re.compile(r"[\s?？!！.。…~～]+\Z")
# What stands for the photo itself, or for nothing.
_THIS: Final = re.compile(
    r"(?i)\b(?:this|that|it|here|there|the|a|they|them|these|those|we|i|is|was|are|were|in|of|on|from|photos?|pictures?|pics?|images?|shots?"
    r"|scene|taken|shot|place|happening|happen|see|seen)\b"
    r"|这张|这个|这里|这儿|那张|那个|这|那|张|照片|图片|图中|图里|图|里面|里|上面|上|中|拍摄|拍的|拍|的|是|在|他们|她们|它们|他|她|它|有"
)
_WRITTEN: Final = re.compile(
    r"(?i)\b(?:written|printed|writing|inscription)\b|写[着了的]|什么字|文字"
)
# A day and its hours may be seen, too.
_HOUR: Final = re.compile(
    r"(?i)\bday or night|night or day|time of (?:the )?day|daytime|白天|晚上|夜里"
)


@dataclass(frozen=True, slots=True)
class PhotoQuestion:
    """A question about one photo, as it was typed and as it is understood.

    ``plain`` is without politeness and question mark. ``fact`` is what the catalogue is asked for;
    None where the photo itself must tell. ``whether``: only whether the photo is as the fact's
    filters say. ``language`` is en or zh.
    """

    text: str
    plain: str
    language: str
    fact: Asked | None
    whether: bool = False


def read_photo_question(
    typed: str, known: Callable[[], Known] = Known, find_place: FindPlace = find_place
) -> PhotoQuestion:
    """Return what is asked of a photo; any text is a question here.

    ``known`` returns names of people and cameras, and ``find_place`` looks up those of places.
    """
    text = " ".join(typed.split())
    bare = _END.sub("", text)
    in_chinese = _HAN.search(bare) is not None
    plain = plainly_chinese(simplified(bare), asks=True) if in_chinese else plainly(bare)
    language = "zh" if in_chinese else "en"
    said = affirmed(plain, language)
    if not wants_yes_or_no(said, language):
        said = bare
    asked = understand(f"{said}?", known=known, find_place=find_place)
    if (asked is None or asked.wanted is Wanted.PHOTOS) and _WRITTEN.search(plain):
        asked = Asked(Wanted.SAYS, of="text", language=language)
    whether = asked is not None and _is_whether(asked, plain, language)
    fact = asked if asked is not None and (whether or _is_fact(asked, plain)) else None
    return PhotoQuestion(text, plain, language, fact, whether)


def _is_whether(asked: Asked, plain: str, language: str) -> bool:
    """Say whether it is asked if the photo, as a whole, is as filters say: "is this Paris"."""
    return (
        asked.wanted in (Wanted.EXISTS, Wanted.PHOTOS)
        and bool(asked.filters)
        and not _THIS.sub("", asked.text).strip()
        and wants_yes_or_no(affirmed(plain, language), language)
    )


def _is_fact(asked: Asked, plain: str) -> bool:
    """Say whether the catalogue may know: of the photo as a whole, not of a thing on it."""
    match asked.wanted:
        case Wanted.SAYS:
            return True
        case Wanted.UNKNOWABLE:
            return asked.unknown not in ("compare", "me")
        case Wanted.WHEN | Wanted.WHERE | Wanted.WHO:
            return not _THIS.sub("", asked.text).strip() and not _HOUR.search(plain)
        case Wanted.WHICH:
            return asked.of in (
                "camera",
                "lens",
                "city",
                "country",
                "year",
                "month",
                "weekday",
                "day",
            )
        case _:
            return False
