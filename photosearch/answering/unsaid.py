"""What a made caption must not say of people: guesses of their origin, age, worth or health."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

# A full stop within a number ends nothing.
_SENTENCE_END: Final = re.compile(r"[。！？；\n]|[.!?;](?=\s)")
# A Chinese sentence from which the word that it was about is gone.
_BARE: Final = re.compile(r"是[。！？；]?\s*\Z")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_PEOPLE: Final = (
    "man|men|woman|women|boy|boys|girl|girls|child|children|kid|kids|people|person|persons|lady"
    "|ladies|guy|guys|couple|couples|male|males|female|females|toddler|toddlers|baby|babies"
    "|gentleman|gentlemen|family|families|father|mother|parent|parents|adult|adults|youth|youths"
    "|friend|friends|student|students|worker|workers|crowd|team|player|players|dancer|dancers"
)
# Up to two words may stand between ("an old bearded man"), but none that tell of something else
# ("a black shirted man", "a white dog and people").
_BETWEEN: Final = (
    r"(?:(?!(?:hair|clad|cloth|dress|shirt|suit|uniform|hat|cap|coat|belt|robe)"
    r"|(?:and|or|with|of|in|on|for|dog|dogs|horse|water)\b)[a-z-]+ ){0,2}?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is not said of people, if ``always`` not at all; ``instead`` may stand there."""

    about: str
    always: bool
    text: str
    instead: str = ""


@cache
def unsaid_words() -> tuple[Word, ...]:
    """Return the list that the program carries."""
    path = resources.files("resources") / "words" / "unsaid.tsv"
    rows = (
        (*line.split("\t"), "")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    )
    return tuple(Word(about, scope == "any", text, more[0]) for about, scope, text, *more in rows)


def judges_people(text: str) -> bool:
    """Say whether a caption, English or Chinese, has a word that is not said of people."""
    lowered = text.lower()
    return any(pattern.search(lowered) for pattern in _patterns())


def without_judgement(text: str) -> str:
    """Return a caption without such words, or nothing if it does not go without them."""
    if not judges_people(text):
        return text
    if _HAN.search(text):
        for word in _chinese():
            text = text.replace(word.text, word.instead)
    else:
        text = _spare().sub("", text)
        text = re.sub(r"\b([Aa])n (?=[^aeiouAEIOU ])", r"\1 ", text)
        text = re.sub(r"\b([Aa]) (?=[aeioAEIO])", r"\1n ", text)
    return "" if judges_people(text) else text


def withheld(pieces: Iterable[str]) -> Iterator[str]:
    """Yield a text that comes in pieces a sentence at a time, without such words.

    A sentence that does not go without them is left out.
    """
    open_text = ""
    for piece in pieces:
        open_text += piece
        while (end := _SENTENCE_END.search(open_text)) is not None:
            yield from _allowed(open_text[: end.end()])
            open_text = open_text[end.end() :]
    yield from _allowed(open_text)


def _allowed(sentence: str) -> Iterator[str]:
    kept = without_judgement(sentence)
    if kept == sentence:
        if sentence:
            yield sentence
    elif kept.strip() and not _BARE.search(kept):
        begin = len(kept) - len(kept.lstrip())
        yield kept[:begin] + kept[begin].upper() + kept[begin + 1 :]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds words that are never said, those of people, and Chinese ones."""
    chinese = "|".join(re.escape(word.text) for word in _chinese())
    always, of_people = _english(True), _english(False)
    return (
        re.compile(rf"(?<![a-z-])(?:{always})(?![a-z-])"),
        re.compile(rf"(?<![a-z-])(?:{of_people}) {_BETWEEN}(?:{_PEOPLE})(?![a-z-])"),
        re.compile(chinese),
    )


@cache
def _spare() -> re.Pattern[str]:
    """Return what finds an adjective that may be left out before those of whom it is said."""
    words = f"{_english(True)}|{_english(False)}"
    return re.compile(
        rf"(?<![a-z-])(?:{words}),? (?={_BETWEEN}(?:{_PEOPLE})(?![a-z-]))", re.IGNORECASE
    )


def _english(always: bool) -> str:
    words = [w.text for w in unsaid_words() if w.always == always and not _HAN.search(w.text)]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _chinese() -> tuple[Word, ...]:
    """Return the Chinese words, the longest first."""
    words = (word for word in unsaid_words() if _HAN.search(word.text))
    return tuple(sorted(words, key=lambda word: -len(word.text)))
