"""What Picasa says of the photos of a folder: the file that it keeps in each, ``.picasa.ini``.

A section for each photo has its star, caption, keywords and faces; the section ``Contacts2`` names
the faces' people. Where in the picture they are is told by Picasa in the photo's XMP, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from photosearch.media.found import Found
from photosearch.text.encodings import decoded_text
from photosearch.types import WordSource

# A photo is starred or not.
_STARRED: Final = 5
_SECTION: Final = re.compile(r"\[(.*)\]\s*")
_CONTACTS: Final = ("contacts2", "contacts")
_FACE: Final = re.compile(r"rect64\([0-9a-fA-F]+\),([0-9a-fA-F]+)")
_NOBODY: Final = "ffffffffffffffff"


def read_picasa(data: bytes, photo: str) -> Found:
    """Return what a folder's file tells of one of its photos, by the photo's name."""
    sections = _sections(decoded_text(data))
    own = sections.get(photo.casefold(), {})
    found = Found(rating=_STARRED if own.get("star", "").lower() == "yes" else None)
    found.add(WordSource.CAPTION, own.get("caption", ""))
    for keyword in own.get("keywords", "").split(","):
        found.add(WordSource.KEYWORD, keyword)
    people: dict[str, str] = {}
    for name in _CONTACTS:
        for number, contact in sections.get(name, {}).items():
            people.setdefault(number.lstrip("0"), contact.split(";")[0])
    for number in _FACE.findall(own.get("faces", "")):
        if number.lower() != _NOBODY:
            found.add(WordSource.PERSON, people.get(number.lower().lstrip("0"), ""))
    return found


def _sections(text: str) -> Mapping[str, dict[str, str]]:
    """Return the values of each section; names in lower case, the first of two counts."""
    sections: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for line in text.lstrip("\ufeff").splitlines():
        if head := _SECTION.fullmatch(line):
            section = sections.setdefault(head[1].casefold(), {})
        elif "=" in line:
            name, _, value = line.partition("=")
            section.setdefault(name.strip().lower(), value.strip())
    return sections
