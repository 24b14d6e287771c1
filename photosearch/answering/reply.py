"""From what a question wants and the photos found to an answer: value, sentence, proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from photosearch.answering.facts import WRITTEN, Facts, counted, days_of
from photosearch.answering.question import Asked, Wanted
from photosearch.answering.wording import (
    day_name,
    listed,
    month_name,
    photos_counted,
    say,
    weekday_name,
)
from photosearch.arrays import Int64Array
from photosearch.types import PhotoId
from photosearch.wire.values import ReplyValue

# The most photos that an answer cites beside its sentence.
MOST_CITED: Final = 12
# Of what only came near, so many are shown.
_NEAR: Final = 6
# Text of so many photos, the likeliest, is looked at.
_READ: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The photos that a question's search found.

    ``matches`` Int64[n], the likeliest or newest first; ``nearest`` Int64[m] are those that came
    near. ``complete``: there are no more matches.
    """

    matches: Int64Array
    nearest: Int64Array
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: a sentence, its value, and the photos that prove it.

    ``sure`` says whether it rests on photos that match and on facts that they tell.
    """

    text: str
    value: ReplyValue
    sure: bool
    photos: tuple[PhotoId, ...] = ()


def reply(asked: Asked, found: Found, facts: Facts) -> Told:
    """Return the answer to a question, in its language."""
    if len(found.matches):
        return _REPLIES[asked.wanted](asked, found, facts)
    language = asked.language
    near = _cited(found.nearest[:_NEAR])
    if asked.wanted is Wanted.UNKNOWABLE:
        text = say(asked.unknown, language) + say("no photos", language)
        return Told(text, None, False)
    value: ReplyValue = {Wanted.HOW_MANY: 0, Wanted.EXISTS: False}.get(asked.wanted)
    # With filters alone it is certain that there is none.
    if not near:
        return Told(say("none", language), value, not asked.text)
    return Told(say("nearest", language), value, False, near)


def _when(asked: Asked, found: Found, facts: Facts) -> Told:
    days = facts.days(found.matches)
    known = days_of(days)
    language = asked.language
    if not known:
        return Told(say("undated", language), None, False, _cited(found.matches))
    likeliest = next(day for day in days if day is not None)
    day = {"first": known[0], "last": known[-1]}.get(
        asked.pick, likeliest if asked.text else known[-1]
    )
    text = say(asked.pick or "on", language, day_name(day, language))
    if len(known) > 1:
        ends = (day_name(known[0], language), day_name(known[-1], language))
        text += say("days", language, f"{len(known):,}", *ends)
    of_day = found.matches[np.array([one == day for one in days], bool)]
    return Told(text, day.isoformat(), True, _cited(of_day))


def _where(asked: Asked, found: Found, facts: Facts) -> Told:
    language = asked.language
    places = facts.places(found.matches.tolist(), language)
    with_place = [photo for photo in found.matches.tolist() if photo in places]
    if not with_place:
        return _in_folder(asked, found, facts)
    if asked.of or not asked.text:  # where have I been: all of them
        last = -1 if asked.of == "country" else 0
        names = [name for name, _ in counted(places[photo][last] for photo in with_place)]
        proof = _one_each(with_place, {photo: [places[photo][last]] for photo in with_place})
        return Told(say("in", language, listed(names, language)), tuple(names), True, proof)
    whole = {photo: listed(places[photo], language) for photo in with_place}
    place = whole[with_place[0]]
    others = [name for name, _ in counted(whole.values()) if name != place]
    text = say("in", language, place)
    if others:
        cities = [places[photo][0] for photo in with_place if whole[photo] != place]
        text += say("also", language, listed([name for name, _ in counted(cities)], language))
    proof = _cited([photo for photo in with_place if whole[photo] == place])
    return Told(text, place, True, proof)


def _in_folder(asked: Asked, found: Found, facts: Facts) -> Told:
    """Where no photo has a position, its folder may say where."""
    photo = int(found.matches[0])
    folder = facts.folders([photo]).get(photo, "")
    key = "folder" if folder else "unplaced"
    return Told(say(key, asked.language, folder), folder or None, False, _cited(found.matches))


def _how_many(asked: Asked, found: Found, facts: Facts) -> Told:
    language, count = asked.language, len(found.matches)
    if not asked.of:
        if not found.complete:
            return Told(
                say("at least", language, f"{count:,}"), count, False, _cited(found.matches)
            )
        return Told(f"{photos_counted(count, language)}{say('which', language, '')}", count, True,
                     _cited(found.matches))  # fmt: skip
    groups = _grouped(asked, found.matches, facts)
    names = [name for name, _ in counted(name for some in groups.values() for name in some)]
    if not names:
        return Told(say("zero", language), 0, False, _cited(found.matches))
    proof = _one_each(found.matches.tolist(), groups)
    text = say("count", language, f"{len(names):,}", listed(names, language))
    return Told(text, len(names), found.complete, proof)


def _who(asked: Asked, found: Found, facts: Facts) -> Told:
    language = asked.language
    people = facts.people(found.matches.tolist())
    named = {filter_.strip('"') for filter_ in asked.filters}
    names = [
        name
        for name, _ in counted(name for photo in people.values() for name in photo)
        if name not in named
    ]
    if not names:
        return Told(say("nobody", language), (), False, _cited(found.matches))
    with_people = [photo for photo in found.matches.tolist() if set(people.get(photo, ())) - named]
    return Told(
        say("people", language, listed(names, language)), tuple(names), True, _cited(with_people)
    )


def _which(asked: Asked, found: Found, facts: Facts) -> Told:
    language = asked.language
    groups = _grouped(asked, found.matches, facts)
    counts = counted(name for some in groups.values() for name in some)
    if not counts:
        return Told(say("untold", language), None, False, _cited(found.matches))
    if not asked.order:
        names = [name for name, _ in counts]
        proof = [photo for photo in found.matches.tolist() if groups.get(photo)]
        value: ReplyValue = names[0] if len(names) == 1 else tuple(names)
        return Told(say("which", language, listed(names, language)), value, True, _cited(proof))
    best = counts[0][1] if asked.order == "most" else counts[-1][1]
    names = [name for name, count in counts if count == best]
    text = say("most", language, listed(names, language), photos_counted(best, language))
    proof = [p for p in found.matches.tolist() if set(groups.get(p, ())) & set(names)]
    return Told(text, names[0] if len(names) == 1 else tuple(names), found.complete, _cited(proof))


def _says(asked: Asked, found: Found, facts: Facts) -> Told:
    photos = found.matches[:_READ].tolist()
    for source in WRITTEN:
        texts = facts.words(photos, source)
        for photo in photos:
            if texts.get(photo):
                text = " ".join(texts[photo])
                others = tuple(one for one in photos if one != photo)
                return Told(say("says", asked.language, text), text, True, (photo, *others))
    return Told(say("unread", asked.language), None, False, tuple(photos))


def _exists(asked: Asked, found: Found, facts: Facts) -> Told:
    count = photos_counted(len(found.matches), asked.language)
    text = say("yes", asked.language, say("which", asked.language, count))
    return Told(text, True, True, _cited(found.matches))


def _photos(asked: Asked, found: Found, facts: Facts) -> Told:
    language = asked.language
    if not asked.pick:
        counted_photos = photos_counted(len(found.matches), language)
        text = say("which", language, counted_photos)
        return Told(text, len(found.matches), found.complete, _cited(found.matches))
    moments = facts.moments(found.matches)
    dated = [(moment, photo) for moment, photo in zip(moments, found.matches.tolist(), strict=True)
             if moment is not None]  # fmt: skip
    if not dated:
        return Told(say("undated", language), None, False, _cited(found.matches))
    dated.sort(reverse=asked.pick == "last")
    day = dated[0][0].date()
    text = say(f"the {asked.pick}", language, day_name(day, language))
    return Told(text, day.isoformat(), True, tuple(photo for _, photo in dated))


def _unknowable(asked: Asked, found: Found, facts: Facts) -> Told:
    text = say(asked.unknown, asked.language) + say("here", asked.language)
    return Told(text, None, False, _cited(found.matches))


_REPLIES: Final[dict[Wanted, Callable[[Asked, Found, Facts], Told]]] = {
    Wanted.WHEN: _when,
    Wanted.WHERE: _where,
    Wanted.HOW_MANY: _how_many,
    Wanted.WHO: _who,
    Wanted.WHICH: _which,
    Wanted.SAYS: _says,
    Wanted.EXISTS: _exists,
    Wanted.PHOTOS: _photos,
    Wanted.UNKNOWABLE: _unknowable,
}


# Groups ---------------------------------------------------------------------------------------


def _grouped(asked: Asked, ids: Int64Array, facts: Facts) -> dict[PhotoId, list[str]]:
    """Return the names of what photos are counted by: their month, camera, city …"""
    photos = ids.tolist()
    match asked.of:
        case "camera" | "lens":
            return {p: [name] for p, name in facts.cameras(photos, asked.of).items()}
        case "person":
            return facts.people(photos)
        case "place" | "city" | "country":
            at = -1 if asked.of == "country" else 0
            places = facts.places(photos, asked.language)
            return {photo: [names[at]] for photo, names in places.items()}
        case "folder":
            return {photo: [name] for photo, name in facts.folders(photos).items() if name}
        case _:
            days = zip(photos, facts.days(ids), strict=True)
            return {p: [_day_group(asked, day)] for p, day in days if day is not None}


def _day_group(asked: Asked, day: date) -> str:
    match asked.of:
        case "year":
            return str(day.year)
        case "month":
            return month_name(day.year, day.month, asked.language)
        case "weekday":
            return weekday_name(day, asked.language)
        case _:
            return day_name(day, asked.language)


def _one_each(
    photos: Sequence[PhotoId], groups: Mapping[PhotoId, Sequence[str]]
) -> tuple[PhotoId, ...]:
    """Return the photos that are the first to show one of the names."""
    seen: set[str] = set()
    first: list[PhotoId] = []
    for photo in photos:
        names = set(groups.get(photo, ()))
        if names - seen:
            first.append(photo)
            seen |= names
    return _cited(first)


def _cited(photos: Int64Array | Sequence[PhotoId]) -> tuple[PhotoId, ...]:
    return tuple(int(photo) for photo in photos)
