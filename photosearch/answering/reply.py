"""From what a question wants and the photos found to an answer: value, sentence, proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from photosearch.answering.extracting import extract, line_with
from photosearch.answering.facts import PhotoFacts, counted, days_of
from photosearch.answering.form import SHOWS
from photosearch.answering.question import Asked, Wanted
from photosearch.answering.wording import (
    day_name,
    hour_name,
    listed,
    month_name,
    photos_counted,
    say,
    span_name,
    weekday_name,
)
from photosearch.arrays import Int64Array
from photosearch.types import PhotoId, TextLine
from photosearch.wire.values import ReplyValue

# The most photos that an answer cites beside its sentence.
MOST_CITED: Final = 12
# Of what only came near, so many are shown.
_NEAR: Final = 6
# Text of so many photos, the likeliest, is looked at.
_READ: Final = 20
# Letters of a text that are quoted in a sentence; its value is whole.
_QUOTED: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The photos that a question's search found.

    ``matches`` Int64[n], the likeliest or newest first; ``nearest`` Int64[m] are those that came
    near. ``complete``: there are no more matches. ``seen``: some match by nothing but what they
    show.
    """

    matches: Int64Array
    nearest: Int64Array
    complete: bool = True
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: a sentence, its value, and the photos that prove it.

    ``sure`` says whether it rests on photos that match and on facts that they tell.
    """

    text: str
    value: ReplyValue
    sure: bool
    photos: tuple[PhotoId, ...] = ()


def reply(asked: Asked, found: Found, facts: PhotoFacts, today: date | None = None) -> Told:
    """Return the answer to a question, in its language.

    ``today`` is what "how long ago" is reckoned from; the system's date if None.
    """
    language = asked.language
    if asked.unknown in _WITHOUT_PHOTOS:
        return Told(_sentence(say(asked.unknown, language)), None, False)
    if len(found.matches):
        told = _REPLIES[asked.wanted](asked, found, facts)
        if asked.leaves_out:
            told = replace(told, sure=False)
        return _ago(told, today or date.today(), language) if asked.of == "ago" else told
    near = _cited(found.nearest[:_NEAR])
    if asked.wanted is Wanted.UNKNOWABLE:
        text = say(asked.unknown, language) + say("no photos", language)
        return Told(text, None, False)
    value: ReplyValue = {Wanted.HOW_MANY: 0, Wanted.EXISTS: False}.get(asked.wanted)
    if near and asked.wanted is Wanted.SAYS:
        told = _says(asked, Found(np.array(near, np.int64), found.nearest[:0]), facts)
        if told.value is not None:
            return replace(told, text=say("perhaps", language, told.text), sure=False)
    # With filters alone it is certain that there is none.
    if not near:
        return Told(say("none", language), value, not asked.text)
    return Told(say("nearest", language), value, False, near)


def compare(asked: Asked, found: Sequence[Found]) -> tuple[Told, int]:
    """Return the answer to which of two there are more photos of, and which of them proves it.

    Args:
        asked: what is asked, with its two sides.
        found: the photos of each side.
    """
    language, (one, other) = asked.language, (side.query.replace('"', "") for side in asked.sides)
    counts = [len(each.matches) for each in found]
    sure = all(each.complete for each in found)
    if counts[0] == counts[1]:
        text = say("as many", language, one, other, photos_counted(counts[0], language))
        return Told(text, None, sure, _cited(found[0].matches)), 0
    first = counts.index((max if asked.order == "most" else min)(counts))
    names = (one, other) if first == 0 else (other, one)
    numbers = [photos_counted(counts[at], language) for at in (first, 1 - first)]
    key = "more of" if asked.order == "most" else "fewer of"
    text = say(key, language, names[0], numbers[0], names[1], numbers[1])
    shown = first if counts[first] else 1 - first
    return Told(text, names[0], sure, _cited(found[shown].matches)), shown


# What photos can't help with at all.
_WITHOUT_PHOTOS: Final = frozenset({"compare", "never", "future", "me"})


def _sentence(clause: str) -> str:
    """Return a clause that another was to follow as a sentence."""
    return re.sub("[;；]$", lambda end: "。" if end[0] == "；" else ".", clause)


def _ago(told: Told, today: date, language: str) -> Told:
    """Add how long ago that was."""
    if not isinstance(told.value, str):
        return told
    day = date.fromisoformat(told.value)
    key = "today" if day == today else "ago"
    return replace(told, text=told.text + say(key, language, span_name(day, today, language)))


def _clock(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    """When by the clock: that of the likeliest photo, or of the first or last of its day."""
    language = asked.language
    dated = [
        (moment, photo)
        for moment, photo in zip(facts.moments(found.matches), found.matches.tolist(), strict=True)
        if moment is not None
    ]
    if not dated:
        return Told(say("undated", language), None, False, _cited(found.matches))
    chosen = {"first": min, "last": max}.get(asked.pick, lambda all_of_them: all_of_them[0])(dated)
    moment = chosen[0]
    text = say("at", language, day_name(moment, language), f"{moment:%H:%M}")
    clocks = sorted(f"{one:%H:%M}" for one, _ in dated if one.date() == moment.date())
    if clocks[0] != clocks[-1]:
        text += say("times", language, clocks[0], clocks[-1])
    of_day = [photo for one, photo in dated if one.date() == moment.date() and photo != chosen[1]]
    return Told(text, f"{moment:%Y-%m-%dT%H:%M}", True, _cited([chosen[1], *of_day]))


def _when(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    if asked.of == "time":
        return _clock(asked, found, facts)
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


def _where(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    language = asked.language
    places = facts.places(found.matches.tolist(), language)
    with_place = [photo for photo in found.matches.tolist() if photo in places]
    if not with_place:
        return _in_folder(asked, found, facts)
    if asked.pick:
        told = _where_picked(asked, with_place, places, facts)
        if told is not None:
            return told
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


def _where_picked(
    asked: Asked,
    photos: Sequence[PhotoId],
    places: Mapping[PhotoId, Sequence[str]],
    facts: PhotoFacts,
) -> Told | None:
    """Where for the first or the last time; None if no photo has a date."""
    language = asked.language
    moments = facts.moments(np.array(photos, np.int64))
    dated = [
        (moment, photo) for moment, photo in zip(moments, photos, strict=True) if moment is not None
    ]
    if not dated:
        return None
    moment, photo = (min if asked.pick == "first" else max)(dated)
    names = places[photo]
    place = {"country": names[-1], "city": names[0]}.get(asked.of, listed(names, language))
    text = say(f"{asked.pick} place", language, place, day_name(moment.date(), language))
    there = [one for one in photos if places[one] == names and one != photo]
    return Told(text, place, True, _cited([photo, *there]))


def _in_folder(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    """Where no photo has a position, its folder may say where."""
    photo = int(found.matches[0])
    folder = facts.folders([photo]).get(photo, "")
    key = "folder" if folder else "unplaced"
    return Told(say(key, asked.language, folder), folder or None, False, _cited(found.matches))


def _how_many(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    language, count = asked.language, len(found.matches)
    if not asked.of:
        if not found.complete:
            return Told(
                say("at least", language, f"{count:,}"), count, False, _cited(found.matches)
            )
        number = photos_counted(count, language)
        text = say("about" if found.seen or asked.leaves_out else "which", language, number)
        return Told(text, count, True, _cited(found.matches))
    groups = _grouped(asked, found.matches, facts)
    counts = counted(name for some in groups.values() for name in some)
    names = [name for name, _ in counts]
    if names and asked.order == "each":
        return _of_each(asked, found, facts, groups, counts)
    if not names:
        return Told(say("zero", language), 0, False, _cited(found.matches))
    proof = _one_each(found.matches.tolist(), groups)
    text = say("count", language, f"{len(names):,}", listed(names, language))
    return Told(text, len(names), found.complete, proof)


def _of_each(
    asked: Asked,
    found: Found,
    facts: PhotoFacts,
    groups: Mapping[PhotoId, Sequence[str]],
    counts: Sequence[tuple[str, int]],
) -> Told:
    """How many of each: in order of time where that is what they are counted by."""
    number_of = dict(counts)
    names = [name for name, _ in counts]
    if asked.of in ("year", "month", "day", "hour"):
        days = dict(zip(found.matches.tolist(), facts.days(found.matches), strict=True))
        known = [photo for photo in groups if days[photo] is not None]
        known.sort(key=lambda photo: days[photo] or date.min)
        names = list(dict.fromkeys(name for photo in known for name in groups[photo]))
        if asked.of == "hour":
            names.sort()
    each = tuple(f"{name}: {number_of[name]:,}" for name in names)
    text = say("which", asked.language, listed(each, asked.language, 24))
    proof = [photo for photo in found.matches.tolist() if photo in groups]
    return Told(text, each, found.complete, _cited(proof))


def _who(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    language = asked.language
    people = facts.people(found.matches.tolist())
    named = {filter_.strip('"') for filter_ in asked.filters}
    names = [
        name
        for name, _ in counted(name for photo in people.values() for name in photo)
        if name not in named
    ]
    strangers = facts.unnamed(found.matches.tolist())
    count = len(set().union(*strangers.values()))
    others = say("stranger" if count == 1 else "strangers", language, count) if count else ""
    if not names:
        seen = [photo for photo in found.matches.tolist() if photo in strangers]
        text = f"{say('nobody', language)}{others}"
        return Told(text, (), False, _cited(seen) if seen else _cited(found.matches))
    with_people = [photo for photo in found.matches.tolist() if set(people.get(photo, ())) - named]
    text = f"{say('people', language, listed(names, language))}{others}"
    return Told(text, tuple(names), True, _cited(with_people))


def _which(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
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


def _says(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    """What is written: the piece that is asked for, of the likeliest photo that has it."""
    language, piece = asked.language, asked.of or "text"
    photos = found.matches[:_READ].tolist()
    read = {photo: lines for photo in photos if (lines := facts.written(photo))}
    if not read:
        return Told(say("unread", language), None, False, tuple(photos[:MOST_CITED]))
    for photo, lines in read.items():
        part = extract(piece, lines)
        if part is not None:
            others = [one for one in photos[:MOST_CITED] if one != photo]
            return Told(_quoted(part, piece, lines, language), part, True, (photo, *others))
    photo, lines = next(iter(read.items()))
    text = _shortened(" ".join(line.text for line in lines))
    return Told(say("not found", language, text), None, False, (photo,))


def _quoted(part: str, piece: str, lines: Sequence[TextLine], language: str) -> str:
    line = "" if piece == "text" else line_with(part, lines)
    if piece == "text" or not line:
        return say("says", language, _shortened(part))
    return say("piece", language, part, _shortened(line))


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


def _exists(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    count = photos_counted(len(found.matches), asked.language)
    text = say("yes", asked.language, say("which", asked.language, count))
    return Told(text, True, True, _cited(found.matches))


def _photos(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    language = asked.language
    if asked.of == SHOWS:
        return Told(say("see", language), None, False, _cited(found.matches))
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


def _unknowable(asked: Asked, found: Found, facts: PhotoFacts) -> Told:
    text = say(asked.unknown, asked.language) + say("here", asked.language)
    return Told(text, None, False, _cited(found.matches))


_REPLIES: Final[dict[Wanted, Callable[[Asked, Found, PhotoFacts], Told]]] = {
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


def _grouped(asked: Asked, ids: Int64Array, facts: PhotoFacts) -> dict[PhotoId, list[str]]:
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
        case "hour":
            moments = zip(photos, facts.moments(ids), strict=True)
            return {p: [hour_name(moment.hour)] for p, moment in moments if moment is not None}
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
