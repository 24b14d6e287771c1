"""What text is compared by: the same for what is stored and for what is asked.

:func:`fold` takes away what people leave out or write otherwise: case, width, accents, the form of
apostrophes and dashes, the way of composing letters (NFC or NFD), and whether a Chinese character
is traditional or simplified. It keeps what makes another letter: voiced kana, the Russian й.

:func:`tokens` cuts the rest into the pieces that literal search goes by: words, single characters
of the scripts that put no spaces between words, and symbols that mean something (``c++``, ``#``,
emoji). One text stands in another if its tokens stand there in a row; spaces, dashes, dots and the
like are the same to it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

# What is written in many ways: apostrophes, quotation marks, dashes; and letters that Unicode does
# not take for another with a mark.
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("`´‘’‚‛ʹʻʼʽ′＇", "'"),
        **dict.fromkeys("“”„‟″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "þ": "th", "Þ": "th",
    }
)  # fmt: skip
# What leaves no trace: joiners, direction marks, soft hyphens, variation selectors, keycaps; the
# vowel points of Hebrew and Arabic, which most people do not type; Arabic's stretching stroke.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef\u20d0-\u20f0\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
# Accents; after a Cyrillic letter only stress, and the dots of ё: й, ї and ў are other letters.
_ACCENTS: Final = re.compile(
    "(?<![\u0400-\u04ff])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+"
    "|(?<=[\u0400-\u04ff])[\u0300\u0301]|(?<=\u0435)\u0308"
)
# Scripts without spaces: Han, kana, Hangul (whose endings are written on), Thai, Lao, Tibetan,
# Burmese, Khmer. Each of their characters is a token. (The rare ones beyond U+FFFF pass for words,
# for which a pattern takes milliseconds less to compile.)
_UNSPACED: Final = (
    "\u0e00-\u109f", "\u1100-\u11ff", "\u1780-\u17ff", "\u2e80-\u2fdf", "\u3005-\u3007",
    "\u3040-\u30fa", "\u30fc-\u30ff", "\u3100-\u31ff", "\u3400-\u9fff", "\ua960-\ua97f",
    "\uac00-\ud7ff", "\uf900-\ufaff",
)  # fmt: skip
_OPEN: Final = "".join(_UNSPACED)
# Signs within the words of other scripts, which Python does not count among letters.
_SIGNS: Final = r"\u0300-\u036f\u0483-\u0487\u0900-\u0963\u0971-\u0dff"
_TOKEN: Final = re.compile(rf"[{_OPEN}]|(?:[^\W_{_OPEN}]|[{_SIGNS}])+|[^\w\s]")
_WORD_SIGNS: Final = frozenset("#&@%*")
# Between words that were written as one: SummerHoliday, iPhone12.
CAMEL: Final = re.compile(
    r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])"
)
# Stands in the index between two ways to read one text; no token is like it.
BREAK: Final = "\u2028"
_PLURAL: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and where it stands in the text: ``start`` … ``end`` in code points."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text as it is compared; folding twice changes nothing."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKD", text.translate(_SAME)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_SAME)
    text = _ACCENTS.sub("", _UNSEEN.sub("", text))
    text = unicodedata.normalize("NFKC", text)
    return simplified(text)


def simplified(text: str) -> str:
    """Return a text with simplified characters in place of traditional ones."""
    return text.translate(_simplified()) if max(text, default="") >= "\u3400" else text


def tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a text."""
    return tuple(token for token in _TOKEN.findall(fold(text)) if _means_something(token))


def located(text: str, *, apart: bool = False) -> list[Token]:
    """Return the tokens of a text and where in it they stand; words written as one may be apart."""
    between = {match.start() for match in CAMEL.finditer(text)} if apart else set()
    folded, places = "", []
    for start, end in _clusters(text):
        piece = (" " if start in between else "") + fold(text[start:end])
        folded += piece
        places += [(start, end)] * len(piece)
    return [
        Token(match[0], places[match.start()][0], places[match.end() - 1][1])
        for match in _TOKEN.finditer(folded)
        if _means_something(match[0])
    ]


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a text's tokens, and if some of its words were written as one, those of them apart."""
    found = (tokens(text), tokens(CAMEL.sub(" ", unicodedata.normalize("NFKC", text))))
    return tuple(dict.fromkeys(reading for reading in found if reading))


def indexed(text: str) -> str:
    """Return what the index of literal words holds of a text: its readings, tokens apart."""
    return f" {BREAK} ".join(map(" ".join, readings(text)))


def is_unspaced(letter: str) -> bool:
    """Say whether a letter is of a script that puts no spaces between words."""
    return any(scripts[0] <= letter <= scripts[2] for scripts in _UNSPACED)


def wordings(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the tokens, and their plural: "cat" is looked for as cats and cates, too."""
    yield tuple(tokens)
    if tokens and len(tokens[-1]) > 1 and _PLURAL.fullmatch(tokens[-1]):
        for ending in ("s", "es"):
            yield (*tokens[:-1], tokens[-1] + ending)


def readable(name: str) -> str:
    """Return a file name as text, its bytes that are no UTF-8 (``os.fsdecode``) as is plausible."""
    try:
        name.encode()
    except UnicodeEncodeError:
        from photosearch.text.encodings import decoded_text  # few need its tables

        return decoded_text(os.fsencode(name))
    return name


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified characters of traditional ones; read when first needed."""
    from importlib import resources  # not needed for the first question in English

    path = resources.files("resources") / "words" / "simplified.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {ord(one): other for one, other in rows}


def _means_something(token: str) -> bool:
    """Say whether a token is more than punctuation."""
    if len(token) > 1 or token.isalnum() or token in _WORD_SIGNS:
        return True
    return unicodedata.category(token)[0] in "SM" or unicodedata.category(token) == "Co"


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter with its marks begins and ends."""
    start = 0
    for place in range(1, len(text)):
        if not _goes_on(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _goes_on(letter: str) -> bool:
    """Say whether it belongs to the letter before: marks, half-width voicing, parts of Hangul."""
    if letter.isascii():
        return False
    in_pieces = "\u1160" <= letter <= "\u11ff" or letter in "\uff9e\uff9f"
    return in_pieces or unicodedata.category(letter)[0] == "M"
