"""What was typed, understood: a pure function from text to parts.

    query   = { part }
    part    = [ "-" ] ( prefix ":" value | '"' words '"' | word )
    value   = '"' words '"' | word          words may follow in: date:last summer, near:New York

A space may follow the colon where a value follows it: ``date: 2023``.

Anything may be typed: a part that is not understood, an unknown prefix too, keeps its place and
says what is wrong with it (``error``), and the search goes on without it. A colon in an address or
a time (``http://x``, ``10:30``) makes no prefix. ``str(query)`` is the query's text, tidied; read
again it gives the same query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from typing import Final

from photosearch.places import find_place
from photosearch.query.language import BY_KIND, SEVERAL, Kind, Prefix, names_like, prefix_of
from photosearch.query.terms import STOP_WORDS, terms
from photosearch.query.values import FindPlace, Reading, Value
from photosearch.said import Said, say
from photosearch.text.folding import simplified, tokens

__all__ = ["STOP_WORDS", "Part", "Query", "parse", "terms", "with_part", "without_part"]

_QUOTES: Final = '"“”„‟＂「」『』'
_MINUS: Final = "-－−﹣–‐‑"
_TOKEN = re.compile(
    rf"""(?x)
    (?P<minus>[{_MINUS}](?=\S))?
    (?: (?P<prefix>[^\W\d_]+)[:：] )?
    (?: [{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|\Z) | (?P<word>\S*) )
    """
)
_SPACE = re.compile(r"\s*")
# The longest value: 14 May 2023 to 20 May 2023.
_MOST_WORDS: Final = 7
# What follows the colon of an address, a path or a name of C++.
_NO_VALUE: Final = ("//", "\\", ":", "：")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a query: what a chip shows.

    ``text`` is what was typed without prefix, quotation marks and minus; ``value`` what it means
    (see :mod:`photosearch.query.values`; the words themselves for text), None if it has an
    ``error``. ``start`` and ``end`` say where it stands in the typed text, in code points.
    """

    kind: Kind
    text: str
    value: Value = None
    negated: bool = False
    error: Said | None = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def label(self) -> str:
        """The part's own text, tidied: ``-in:"Lake Garda"``."""
        return _printed(self, quoted=_has_space(self.text))


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its parts in the order typed."""

    parts: tuple[Part, ...] = ()
    typed: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """What the encoders get: words and phrases, composed (NFKC) and in simplified characters.

        Empty if nothing but filters, or punctuation, was typed. The encoders know few traditional
        characters: of 150 captions, 49 % found their photo first among 62; simplified, 60 %.
        """
        kinds = (Kind.TEXT, Kind.EXACT)
        text = " ".join(p.text for p in self.parts if p.kind in kinds and not p.negated)
        return simplified(unicodedata.normalize("NFKC", text)) if tokens(text) else ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The telling words of the text, for the literal match; a phrase is one of them."""
        found: dict[str, None] = {}
        for part in self.parts:
            if part.kind is Kind.EXACT and not part.negated:
                found.setdefault(part.text)
            elif part.kind is Kind.TEXT and not part.negated:
                found.update(dict.fromkeys(terms(part.text)))
        return tuple(found)

    @property
    def phrases(self) -> tuple[Part, ...]:
        """The words in quotation marks, wanted or not."""
        return tuple(part for part in self.parts if part.kind is Kind.EXACT)

    @property
    def is_literal(self) -> bool:
        """Whether all that is asked for stands in quotation marks: what has it, matches."""
        asked = [p.kind for p in self.parts if not p.negated and p.kind in (Kind.TEXT, Kind.EXACT)]
        return Kind.EXACT in asked and Kind.TEXT not in asked

    @property
    def excluded(self) -> tuple[Part, ...]:
        """The words that must not be."""
        return tuple(part for part in self.parts if part.kind is Kind.TEXT and part.negated)

    @property
    def filters(self) -> tuple[Part, ...]:
        """The prefixes' filters that were understood."""
        rest = (Kind.TEXT, Kind.EXACT, Kind.SORT, Kind.UNKNOWN)
        return tuple(part for part in self.parts if part.kind not in rest and not part.error)

    @property
    def errors(self) -> tuple[Part, ...]:
        """The parts that were not understood."""
        return tuple(part for part in self.parts if part.error)

    @property
    def sort(self) -> str:
        """``relevance`` or ``date``; the last one typed counts."""
        orders = [p.value for p in self.parts if p.kind is Kind.SORT and not p.error]
        return str(orders[-1]) if orders else "relevance"

    def __str__(self) -> str:
        pairs = zip_longest(self.parts, self.parts[1:])
        return " ".join(_printed(part, _needs_quotes(part, after)) for part, after in pairs)


def parse(typed: str, today: date | None = None, find_place: FindPlace = find_place) -> Query:
    """Understand any text.

    Args:
        typed: what stands in the search box.
        today: what "last summer" is reckoned from; the system's date if None.
        find_place: where ``near:`` looks names up.
    """
    reading = Reading(today or date.today(), find_place)
    return Query(tuple(_joined(_parts(typed, reading))), typed)


def without_part(query: Query, index: int) -> str:
    """Return the typed text without one part."""
    return with_part(query, index, "")


def with_part(query: Query, index: int, text: str) -> str:
    """Return the typed text with one part replaced by another text."""
    part = query.parts[index]
    pieces = (query.typed[: part.start].rstrip(), text.strip(), query.typed[part.end :].lstrip())
    return " ".join(piece for piece in pieces if piece)


# Reading --------------------------------------------------------------------------------------


def _parts(typed: str, reading: Reading) -> Iterator[Part]:
    place = 0
    while True:
        place = _after_space(typed, place)
        if place == len(typed):
            return
        part = _part(typed, place, reading)
        place = part.end
        if part.text or part.error:
            yield part


def _after_space(typed: str, place: int) -> int:
    match = _SPACE.match(typed, place)
    assert match is not None
    return match.end()


def _part(typed: str, start: int, reading: Reading) -> Part:
    match = _TOKEN.match(typed, start)
    assert match is not None
    prefix = _known_prefix(match)
    negated = match["minus"] is not None
    if prefix is not None:
        return _filter(typed, match, prefix.kind, reading)
    if _is_unknown(match):
        return _unknown(match)
    if match["prefix"] is None and match["quoted"] is not None:
        text = _tidy(match["quoted"])
        return Part(Kind.EXACT, text, text or None, negated, None, start, match.end())
    end = _end_of_word(typed, start)
    text = typed[start + negated : end]
    if not text.strip(_MINUS) or (negated and not tokens(text)):
        text = ""  # a minus before nothing is none
    return Part(Kind.TEXT, text, text, negated, None, start, end)


def _known_prefix(match: re.Match[str]) -> Prefix | None:
    return prefix_of(match["prefix"]) if match["prefix"] else None


def _value(match: re.Match[str]) -> str:
    """Return what stands after a token's prefix, tidied."""
    quoted = match["quoted"]
    return _tidy(_unquoted(match["word"]) if quoted is None else quoted)


def _is_unknown(match: re.Match[str]) -> bool:
    """Say whether a token looks like a filter, but has a name that is none."""
    name, value = match["prefix"], _value(match)
    if not name or (len(name) == 1 and name.isascii()) or _known_prefix(match) is not None:
        return False
    return bool(tokens(value)) and not value.startswith(_NO_VALUE)


def _unknown(match: re.Match[str]) -> Part:
    name, value = match["prefix"], _value(match)
    text = f'{name}:"{value}"' if _has_space(value) else f"{name}:{value}"
    nothing, error = _no_filter(name, names_like(name))
    negated = match["minus"] is not None
    return Part(Kind.UNKNOWN, text, nothing, negated, error, match.start(), match.end())


def _no_filter(name: str, like: str) -> tuple[Value, Said | None]:
    return None, say("part.no_filter", name=name, like=like)


def _filter(typed: str, match: re.Match[str], kind: Kind, reading: Reading) -> Part:
    text, end = _value(match), match.end()
    if not text and match["quoted"] is None:
        text, end = _after_colon(typed, end, kind, reading)
    if kind in SEVERAL and match["quoted"] is None and text:
        text, end = _longest(typed, text, end, kind, reading)
    value, error = reading.read(kind, text)
    negated = match["minus"] is not None
    if negated and not error and kind is Kind.SORT:
        value, error = None, say("part.order_excluded")
    return Part(kind, text, value, negated, error, match.start(), end)


def _after_colon(typed: str, end: int, kind: Kind, reading: Reading) -> tuple[str, int]:
    """Return the value that stands after a space (date: 2023), and where it ends, if it is one."""
    match = _TOKEN.match(typed, _after_space(typed, end))
    if match is None or not _is_plain(match):
        quoted = match["quoted"] if match and not (match["minus"] or match["prefix"]) else None
        if match is None or not quoted or reading.read(kind, _tidy(quoted))[1]:
            return "", end
        return _tidy(quoted), match.end()
    start, after = match.start(), _end_of_word(typed, match.start())
    text = _tidy(_unquoted(typed[start:after]))
    if kind in SEVERAL and text:
        text, after = _longest(typed, text, after, kind, reading)
    return ("", end) if not text or reading.read(kind, text)[1] else (text, after)


def _longest(typed: str, text: str, end: int, kind: Kind, reading: Reading) -> tuple[str, int]:
    """Return the longest run of words that makes a value, and where it ends."""
    best, best_end = text, end
    for _ in range(_MOST_WORDS - 1):
        start = _after_space(typed, end)
        match = _TOKEN.match(typed, start)
        if start in (end, len(typed)) or match is None or not _is_plain(match):
            break
        end = _end_of_word(typed, start)
        word = _unquoted(typed[start:end])
        if not _goes_on(text, word):
            break
        text = f"{text} {word}"
        if not reading.read(kind, text)[1]:
            best, best_end = text, end
    return best, best_end


def _goes_on(words: str, word: str) -> bool:
    from photosearch.query.dates import goes_on  # its many forms take a while to load

    return goes_on(words, word)


def _is_plain(match: re.Match[str]) -> bool:
    """Say whether a token is a word, and neither phrase nor filter nor excluded."""
    is_filter = _known_prefix(match) is not None or _is_unknown(match)
    return not (is_filter or match["minus"]) and (match["quoted"] is None or bool(match["prefix"]))


def _has_space(text: str) -> bool:
    return any(letter.isspace() for letter in text)


def _end_of_word(typed: str, start: int) -> int:
    end = start
    while end < len(typed) and not typed[end].isspace():
        end += 1
    return end


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _unquoted(word: str) -> str:
    return "".join(letter for letter in word if letter not in _QUOTES)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Make one part of words that stand side by side."""
    last: Part | None = None
    for part in parts:
        if last is not None and _is_free(last) and _is_free(part):
            text = f"{last.text} {part.text}"
            last = replace(last, text=text, value=text, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _is_free(part: Part) -> bool:
    return part.kind is Kind.TEXT and not part.negated


# Printing -------------------------------------------------------------------------------------


def _needs_quotes(part: Part, after: Part | None) -> bool:
    """Say whether a value would fall apart, or take in the words after it."""
    if _has_space(part.text):
        return True
    if not part.text and part.kind not in (Kind.TEXT, Kind.EXACT, Kind.UNKNOWN):
        return after is not None and after.kind in (Kind.TEXT, Kind.EXACT) and not after.negated
    if part.kind not in SEVERAL or not part.text or after is None or not _is_free(after):
        return False
    return _goes_on(part.text, after.text.split()[0])


def _printed(part: Part, quoted: bool) -> str:
    minus = "-" if part.negated else ""
    if part.kind in (Kind.TEXT, Kind.UNKNOWN):
        return minus + part.text
    if part.kind is Kind.EXACT:
        return f'{minus}"{part.text}"'
    name = BY_KIND[part.kind].name
    return f'{minus}{name}:"{part.text}"' if quoted else f"{minus}{name}:{part.text}"
