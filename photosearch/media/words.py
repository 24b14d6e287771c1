"""The words of a photo: what its name, folders and date say, and the one text they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

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
    """Return the words of a photo's file name and folders, without camera noise.

    Args:
        relative: the path below the library folder.
        root_name: the library folder's own name.
    """
    found = []
    if words := name_words(relative.stem):
        found.append(Word(WordSource.FILE, words))
    for folder in (root_name, *relative.parts[:-1]):
        if words := name_words(folder):
            found.append(Word(WordSource.FOLDER, words))
    return tuple(found)


def name_words(name: str) -> str:
    """Return the words in a file or folder name: "IMG_1234-Black cat" → "Black cat"."""
    readable = _UUID.sub(" ", name.encode("utf-8", "replace").decode("utf-8")).replace("?", " ")
    parts = (part for part in _SEPARATORS.split(readable) if part and not _NOISE.match(part))
    pieces = [piece for part in parts for piece in _CAMEL.split(part) if not _NOISE.match(piece)]
    return "" if all(piece in _GLUE for piece in pieces) else " ".join(pieces)


def date_words(taken_at: datetime) -> Word:
    """Return a date in the words people use, in both languages."""
    english, chinese = _SEASONS[taken_at.month]
    text = f"{taken_at:%B} {taken_at.year} {english} {taken_at.year}年{taken_at.month}月 {chinese}"
    return Word(WordSource.DATE, text)


def sentence(words: Iterable[Word]) -> str:
    """Return the one text that stands for a photo's words; empty if it has none.

    Dates are left out: they would make all photos of a month alike, and are matched literally.
    """
    kept: dict[str, None] = {}
    gathered = list(words)
    for source in _ORDER:
        for word in gathered:
            if word.source is source:
                kept.setdefault(word.text)
    return ", ".join(kept)
