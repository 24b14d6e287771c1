"""What the word at the cursor may become: prefixes, their values, keywords, past searches."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import PurePath
from typing import Final

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.leaps import distinct_names
from photosearch.places import gazetteer
from photosearch.query.language import PREFIXES, SEVERAL, Kind, Prefix, prefix_of
from photosearch.text.folding import fold
from photosearch.types import WordSource
from photosearch.wire.values import Suggestion

MOST: Final = 12
_MOST_OF_A_KIND: Final = 6
_DATES: Final = (
    "today", "yesterday", "this week", "last week", "this month", "last month", "this year",
    "last year", "last summer", "last winter", "今天", "昨天", "上周", "上个月", "今年", "去年",
    "去年夏天",
)  # fmt: skip
_NAMES = (name for p in PREFIXES if p.kind in SEVERAL for name in (p.name, *p.aliases))
_OF_SEVERAL_WORDS: Final = re.compile(
    rf"(?:^|\s)-?((?:{'|'.join(_NAMES)})[:：][^\s\"“”]+\s[^\"“”]*)$"
)


class Completer:
    """Completes what is typed from the library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def complete(self, text: str, cursor: int) -> list[Suggestion]:
        """Return at most MOST suggestions, past searches for the whole text last."""
        cursor = max(0, min(cursor, len(text)))
        starts = (_start_of_value(text, cursor), _start_of_word(text, cursor))
        words = (self._at(text, start, cursor) for start in starts if start is not None)
        offered = chain(chain.from_iterable(words), self._past(text, cursor))
        return list(islice(_distinct(offered), MOST))

    def _at(self, text: str, start: int, cursor: int) -> Iterator[Suggestion]:
        """Complete the word from ``start`` on; a minus before it stays."""
        start += text[start:cursor].startswith("-")
        return self._for_word(text[start:cursor], start, cursor)

    def _for_word(self, word: str, start: int, end: int) -> Iterator[Suggestion]:
        name, colon, value = word.replace("：", ":").partition(":")
        prefix = prefix_of(name)
        if colon and prefix is not None:
            wanted = fold(value.lstrip('"“'))
            values = (v for v in self._values(prefix, wanted) if wanted in fold(v))
            for found in islice(values, MOST):
                yield Suggestion(
                    f"{name}:{_quoted(found)}", "value", start, end, prefix.meaning_code
                )
            return
        for offered in PREFIXES:
            for name in (offered.name, *offered.aliases):
                if name.startswith(fold(word)) and (word or name == offered.name):
                    yield Suggestion(f"{name}:", "prefix", start, end, offered.meaning_code)
        if len(word) > (0 if word[:1] > "\u2e80" else 1):
            yield from (
                Suggestion(_quoted(found), "word", start, end, f"source.{source}")
                for found, source in self._catalogue.words.starting(word, _MOST_OF_A_KIND)
            )

    def _values(self, prefix: Prefix, wanted: str) -> Iterable[str]:
        match prefix.kind:
            case Kind.IN:
                return self._folders()
            case Kind.PERSON:
                return self._people(wanted)
            case Kind.CAMERA | Kind.LENS:
                with self._catalogue.read() as connection:
                    return distinct_names(connection, prefix.name)
            case Kind.DATE | Kind.BEFORE | Kind.AFTER:
                return _DATES
            case Kind.NEAR:
                places = gazetteer().complete(wanted, _MOST_OF_A_KIND) if wanted else []
                own = ((p.name, p.chinese) for p in places)
                return [next((n for n in names if wanted in fold(n)), "") for names in own]
            case _:
                return prefix.values

    def _people(self, wanted: str) -> list[str]:
        """Return the names of people, those of whom there are most faces first."""
        written = self._catalogue.words.starting(wanted, 3 * MOST) if wanted else []
        names = (text for text, source in written if source == WordSource.PERSON)
        return list(dict.fromkeys((*self._catalogue.people.names(), *names)))

    def _folders(self) -> list[str]:
        """Return the names of all folders with photos, each once, the library's own first."""
        roots = [folder.path.name for folder in self._catalogue.folders.uncounted()]
        below = chain.from_iterable(PurePath(d).parts for d in self._catalogue.photos.directories())
        return [name for name in dict.fromkeys(chain(roots, below)) if _is_text(name)]

    def _past(self, text: str, cursor: int) -> Iterator[Suggestion]:
        start, known = fold(text[:cursor].strip()), {text}
        for saved in self._catalogue.saved_searches.all():
            if any(fold(s).startswith(start) for s in (saved.text, saved.name)):
                known |= set() if saved.pictures else {saved.text}
                yield Suggestion(saved.text, "saved", 0, len(text), saved.name)
        for past in self._catalogue.searches.recent(_MOST_OF_A_KIND, start):
            if past.text not in known:
                yield Suggestion(past.text, "search", 0, len(text))


def _start_of_word(text: str, cursor: int) -> int:
    """Return where the word begins that ends at the cursor; quotation marks hold words together."""
    start, quoted = 0, False
    for place in range(cursor):
        if text[place] in '"“”':
            quoted = not quoted
        elif text[place].isspace() and not quoted:
            start = place + 1
    return start


def _start_of_value(text: str, cursor: int) -> int | None:
    """Return where a filter begins whose value of several words reaches to the cursor, or None."""
    found = list(_OF_SEVERAL_WORDS.finditer(text, 0, cursor))
    return found[-1].start(1) if found else None


def _quoted(text: str) -> str:
    return f'"{text}"' if any(letter.isspace() for letter in text) else text


def _is_text(name: str) -> bool:
    return name == os.fsencode(name).decode("utf-8", "ignore")


def _distinct(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield each suggestion once; saved searches are told apart by their names."""
    seen: set[tuple[str, str]] = set()
    for suggestion in suggestions:
        is_saved = suggestion.kind == "saved"
        key = (suggestion.detail if is_saved else suggestion.text, suggestion.kind)
        if key not in seen:
            seen.add(key)
            yield suggestion
