"""The words of a photo: what its name, folders and date say, and the one text they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from photosearch.text.folding import readable, simplified, tokens
from photosearch.types import Word, WordSource

_SEPARATORS = re.compile(r"[\s_\-.,;+()\[\]{}#&@!~=]+")
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What cameras, phones, messengers and copying programs write into names.
_NOISE = re.compile(
    r"""(?ix) ^(?:
        (?:img|dsc[nf]?|pxl|mvimg|vid|mov|pic|pict|pano|photo|image|screenshot|scan|gopr|dji|sam|p
          |imag|cimg|hpim|kimg|burst|wa|copy|edited|final|export|original|signal|whatsapp
          |fb|mmexport|wechat|wx|camera|dcim|photos?|pictures?|images?|misc|new|untitled|unnamed
          |untitled|tmp|temp|jpe?g|png|heic|mp|sans|titre|kopie|照片|图片|图像|相册|屏幕截图|微信图片|副本)\d*
        | \d+ (?: st|nd|rd|th)? | v\d+ | \d+x\d+ | \d{3}[a-z_]{5} | [a-z]?\d{3,}[a-z]?
        | (?=[0-9a-f]*\d)[0-9a-f]{6,}
        )$"""
)
# Of these, what is no answer to a question either; "screenshot" or "whatsapp" is one.
_SAYS_NOTHING = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvimg|vid|mov|pics?|picts?|photos?|images?|pictures?|p|imag|cimg|hpim|kimg|wa"
    r"|copy|edited|final|export|original|camera|dcim|misc|new|untitled|unnamed|tmp|temp|jpe?g|png|heic|mp"
    r"|照 片|图 片|图 像|相 册|副 本|(?:19|20)\d\d)(?:\d+)?"
)
# What is left between dates and times.
_GLUE = frozenset({"at", "um", "à", "a", "of"})
_SEASONS = {
    12: ("winter", "冬天"), 1: ("winter", "冬天"), 2: ("winter", "冬天"),
    3: ("spring", "春天"), 4: ("spring", "春天"), 5: ("spring", "春天"),
    6: ("summer", "夏天"), 7: ("summer", "夏天"), 8: ("summer", "夏天"),
    9: ("autumn", "秋天"), 10: ("autumn", "秋天"), 11: ("autumn", "秋天"),
}  # fmt: skip
# The encoder's context is short: what people wrote themselves comes first, dates last.
_ORDER = (
    WordSource.TITLE, WordSource.CAPTION, WordSource.PERSON, WordSource.KEYWORD,
    WordSource.PLACE, WordSource.FILE, WordSource.FOLDER,
)  # fmt: skip


def path_words(relative: PurePath, root_name: str) -> tuple[Word, ...]:
    """Return the names of a photo's file and folders, as they are written.

    Args:
        relative: the path below the library folder.
        root_name: the library folder's own name.
    """
    folders = (name for name in (root_name, *relative.parts[:-1]) if name)
    return (
        Word(WordSource.FILE, readable(relative.name)),
        *(Word(WordSource.FOLDER, readable(folder)) for folder in folders),
    )


def is_noise(term: str) -> bool:
    """Say whether a term in the name of a file or folder says nothing of the photo: "IMG"."""
    return _SAYS_NOTHING.fullmatch(" ".join(tokens(term))) is not None


def name_words(name: str) -> str:
    """Return the words in a file or folder name: "IMG_1234-Black cat" → "Black cat"."""
    words = _SEPARATORS.split(_UUID.sub(" ", readable(name)).replace("?", " "))
    parts = (part for part in words if part and not _NOISE.match(part))
    pieces = [piece for part in parts for piece in _CAMEL.split(part) if not _NOISE.match(piece)]
    return "" if all(piece in _GLUE for piece in pieces) else " ".join(pieces)


def date_words(taken_at: datetime) -> Word:
    """Return a date in the words people use, in both languages."""
    english, chinese = _SEASONS[taken_at.month]
    text = f"{taken_at:%B} {taken_at.year} {english} {taken_at.year}年{taken_at.month}月 {chinese}"
    return Word(WordSource.DATE, text)


def sentence(words: Iterable[Word]) -> str:
    """Return the one text that stands for a photo's words; empty if it has none.

    Dates are left out: they would make all photos of a month alike, and are matched literally; so
    is what cameras, phones and programs write into names. Its characters are simplified, as a
    question's are: encoders know few traditional ones.
    """
    kept: dict[str, None] = {}
    gathered = list(words)
    for source in _ORDER:
        for word in gathered:
            if word.source is source and (said := _said(word)):
                kept.setdefault(said)
    return simplified(", ".join(kept))


def _said(word: Word) -> str:
    """Return what a word says; of a name without camera noise."""
    match word.source:
        case WordSource.FILE:
            return name_words(PurePath(word.text).stem)
        case WordSource.FOLDER:
            return name_words(word.text)
        case _:
            return word.text
