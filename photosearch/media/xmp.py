"""XMP: titles, captions, keywords, people, places, rating and date, from a packet or sidecar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from defusedxml import ElementTree

from photosearch.types import Word, WordSource

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg": "http://www.metadataworkinggroup.com/schemas/regions/",
}
_WORDS: Final = (
    ("dc:title", WordSource.TITLE),
    ("photoshop:Headline", WordSource.TITLE),
    ("dc:description", WordSource.CAPTION),
    ("ext:PersonInImage", WordSource.PERSON),
    ("mwg:Name", WordSource.PERSON),
    ("dc:subject", WordSource.KEYWORD),
    ("lr:hierarchicalSubject", WordSource.KEYWORD),
    ("iptc:Location", WordSource.PLACE),
    ("photoshop:City", WordSource.PLACE),
    ("photoshop:State", WordSource.PLACE),
    ("photoshop:Country", WordSource.PLACE),
)


@dataclass(frozen=True, slots=True)
class XmpFacts:
    """What an XMP packet says; what it doesn't is empty."""

    words: tuple[Word, ...] = ()
    rating: int | None = None
    taken_at: datetime | None = None


def read_xmp(packet: bytes) -> XmpFacts:
    """Read an XMP packet; an empty one says nothing.

    Raises:
        Exception: whatever broken XML makes the parser raise.
    """
    if not packet.strip(b"\0 \r\n\t"):
        return XmpFacts()
    root = ElementTree.fromstring(packet.strip(b"\0 \r\n\t"))
    words = dict.fromkeys(
        Word(source, text.replace("|", " "))
        for name, source in _WORDS
        for text in _values(root, name)
    )
    dates = [*_values(root, "exif:DateTimeOriginal"), *_values(root, "photoshop:DateCreated")]
    return XmpFacts(tuple(words), _rating(root), _date(dates[0]) if dates else None)


def _values(root: Element, name: str) -> Iterator[str]:
    """Yield a property's texts, written as attribute, element, or list of either."""
    prefix, local = name.split(":")
    tag = f"{{{_SPACES[prefix]}}}{local}"
    item = f"{{{_SPACES['rdf']}}}li"
    for element in root.iter():
        if tag in element.attrib:
            yield from _clean(element.attrib[tag])
        if element.tag == tag:
            items = list(element.iter(item))
            for part in items or [element]:
                yield from _clean(part.text or "")


def _clean(text: str) -> Iterator[str]:
    text = " ".join(text.split())
    if text:
        yield text


def _rating(root: Element) -> int | None:
    for text in _values(root, "xmp:Rating"):
        stars = round(float(text))
        if 0 <= stars <= 5:
            return stars
    return None


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
