"""Whether a fact of one photo is as a question says: "was this taken in Paris?", "这是2022年拍的吗？".

Where and when a photo was taken, and by which camera, is known or not; it is not seen.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from photosearch.answering.facts import PhotoFacts
from photosearch.answering.question import Asked
from photosearch.answering.reply import Told
from photosearch.answering.wording import day_name, listed, say
from photosearch.places import countries
from photosearch.query.language import Kind, maker_names
from photosearch.query.parse import Part, parse
from photosearch.query.values import DateRange
from photosearch.text.folding import fold
from photosearch.types import PhotoId


def told_by_facts(
    asked: Asked, photo: PhotoId, facts: PhotoFacts, today: date | None = None
) -> Told | None:
    """Return whether a photo is as the filters of a question say; None if its facts tell nothing.

    ``today`` is what "last summer" is reckoned from; the system's date if None.
    """
    told = [_part(one, photo, facts, asked.language) for one in parse(asked.query, today).parts]
    if not told or any(one is None for one in told):
        return None
    known = [one for one in told if one is not None]
    # One that is not so decides; then one that nobody knows.
    first = next((one for one in known if one.value is False), None)
    return first or next((one for one in known if one.value is None), known[0])


def _part(part: Part, photo: PhotoId, facts: PhotoFacts, language: str) -> Told | None:
    if part.negated:
        return None
    match part.kind:
        case Kind.DATE | Kind.BEFORE | Kind.AFTER if isinstance(part.value, DateRange):
            return _day(part.value, photo, facts, language)
        case Kind.CAMERA:
            return _camera(part.text, photo, facts, language)
        case Kind.EXACT:
            return _place(part.text, photo, facts, language)
        case _:
            return None


def _day(days: DateRange, photo: PhotoId, facts: PhotoFacts, language: str) -> Told:
    (day,) = facts.days(np.array([photo], np.int64))
    if day is None:
        return Told(say("undated", language), None, False)
    is_so = (days.start is None or days.start <= day) and (days.end is None or day < days.end)
    return _told(is_so, say("on", language, day_name(day, language)), language, sure=True)


def _camera(name: str, photo: PhotoId, facts: PhotoFacts, language: str) -> Told:
    found = {column: facts.cameras([photo], column).get(photo, "") for column in ("camera", "lens")}
    if not any(found.values()):
        return Told(say("untold", language), None, False)
    is_so = any(one in fold(has) for one in maker_names(name) for has in found.values())
    fact = say("which", language, found["camera"] or found["lens"])
    return _told(is_so, fact, language, sure=True)


def _place(name: str, photo: PhotoId, facts: PhotoFacts, language: str) -> Told:
    names = {one: facts.places([photo], one).get(photo, []) for one in ("en", "zh")}
    if not any(names.values()):
        return Told(say("unplaced", language), None, False)
    wanted = fold(name)
    is_so = any(wanted == fold(one) for some in names.values() for one in some)
    fact = say("in", language, listed(names[language], language))
    # A city may have parts and suburbs of other names; a country has one.
    return _told(is_so, fact, language, sure=is_so or wanted in countries())


def _told(is_so: bool, fact: str, language: str, sure: bool) -> Told:
    return Told(say("is so" if is_so else "is not so", language, fact), is_so, sure)
