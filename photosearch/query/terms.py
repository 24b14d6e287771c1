"""The telling words of a text, for the literal match."""

from __future__ import annotations

import re
from typing import Final

_LATIN = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]+(?:['’][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
# Words that say nothing of a photo, and so need not stand in its title.
STOP_WORDS: Final = frozenset(
    {
        "a", "an", "and", "another", "are", "as", "at", "be", "being", "by", "for", "from", "has",
        "have", "he", "her", "him", "his", "i", "in", "into", "is", "it", "its", "me", "my", "near",
        "next", "of", "on", "or", "other", "our", "out", "over", "she", "some", "that", "the",
        "their", "them", "there", "they", "this", "through", "to", "us", "very", "was", "we",
        "were", "which", "while", "who", "with", "you", "your",
        "photo", "photos", "picture", "pictures", "image", "images",
    }
)  # fmt: skip
_HAN_GLUE = re.compile(
    r"[的了着在上下里和与是有这那很正于把被给跟]|[一两几]?[个只条张位名群辆片座本朵棵件]|照片|图片|拍的"
)


def terms(text: str) -> tuple[str, ...]:
    """Return the telling words of a text in either language, each once, lower case."""
    latin = (word.lower() for word in _LATIN.findall(text))
    kept = [word for word in latin if word not in STOP_WORDS and (len(word) > 1)]
    for run in _HAN.findall(text):
        kept.extend(piece for piece in _HAN_GLUE.split(run) if piece)
    return tuple(dict.fromkeys(kept))
