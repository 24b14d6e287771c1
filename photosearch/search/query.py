"""What was typed, understood: a pure function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_FOLDER = re.compile(r'(?:^|(?<=\s))(?:in|IN|In):(?:"([^"]*)"|(\S+))')
_LATIN = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]+(?:['’][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
# Words that say nothing of a photo, and so need not stand in its title.
STOP_WORDS: Final = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "he",
        "her", "his", "i", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our", "she",
        "some", "that", "the", "their", "them", "there", "they", "this", "to", "us", "was", "we",
        "were", "with", "you", "your", "photo", "photos", "picture", "pictures", "image", "images",
    }
)  # fmt: skip
_HAN_GLUE = re.compile(
    r"[的了着在上下里和与是有这那很正于把被给跟]|[一两几]?[个只条张位名群辆片座本朵棵件]|照片|图片|拍的"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question.

    ``text`` is what the encoders get, empty if nothing but filters was typed. ``terms`` are the
    telling words in it, lower case, for the literal match. ``folders`` are parts of folder names;
    a photo must lie in all of them.
    """

    text: str
    terms: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def parse(typed: str) -> Query:
    """Understand any text: free words and ``in:folder`` or ``in:"my folder"``."""
    folders = tuple(
        found for match in _FOLDER.finditer(typed) if (found := match[1] or match[2] or "")
    )
    text = " ".join(_FOLDER.sub(" ", typed).split())
    return Query(text, terms(text), folders)


def terms(text: str) -> tuple[str, ...]:
    """Return the telling words of a text in either language, each once, lower case."""
    latin = (word.lower() for word in _LATIN.findall(text))
    kept = [word for word in latin if word not in STOP_WORDS and (len(word) > 1)]
    for run in _HAN.findall(text):
        kept.extend(piece for piece in _HAN_GLUE.split(run) if piece)
    return tuple(dict.fromkeys(kept))
