"""XMP: words, people, places, dates, camera, position and rating, from a packet or a sidecar.

Packets are written by anyone: prefixes without a declaration, bare ampersands, bytes that are no
UTF-8 and texts of megabytes cost that field at most; what stands before a fault in the structure
is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax

from photosearch.media.dates import Moment, read_moment
from photosearch.media.found import (
    LONGEST_TEXT,
    Found,
    degrees,
    position,
    stars,
    stars_of_percent,
    tidy,
)
from photosearch.media.regions import named_regions
from photosearch.text.encodings import decoded
from photosearch.types import WordSource

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

_DEEPEST: Final = 40
_MOST_PROPERTIES: Final = 5000
_LONGEST_VALUE: Final = 4 * LONGEST_TEXT

# Namespaces by the prefix that they usually have; it counts, too, where none is declared.
_SPACES: Final = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://ns.adobe.com/xap/1.0": "xmp",
    "http://ns.adobe.com/xap/1.0/mm": "xmpMM",
    "http://ns.adobe.com/lightroom/1.0": "lr",
    "http://ns.adobe.com/photoshop/1.0": "photoshop",
    "http://ns.adobe.com/tiff/1.0": "tiff",
    "http://ns.adobe.com/exif/1.0": "exif",
    "http://ns.adobe.com/exif/1.0/aux": "aux",
    "http://cipa.jp/exif/1.0": "exifEX",
    "http://iptc.org/std/iptc4xmpcore/1.0/xmlns": "iptc4xmpcore",
    "http://iptc.org/std/iptc4xmpext/2008-02-29": "iptc4xmpext",
    "http://www.metadataworkinggroup.com/schemas/regions": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords": "mwg-kw",
    "http://www.digikam.org/ns/1.0": "digikam",
    "http://ns.adobe.com/xmp/stype/area": "starea",
    "http://ns.adobe.com/xap/1.0/stype/area": "starea",
    "http://ns.adobe.com/xap/1.0/stype/dimensions": "stdim",
    "http://ns.microsoft.com/photo/1.0": "microsoftphoto",
    "http://ns.microsoft.com/photo/1.2": "mp",
    "http://ns.microsoft.com/photo/1.2/t/region": "mpreg",
    "http://ns.microsoft.com/photo/1.2/t/regioninfo": "mpri",
    "http://ns.acdsee.com/iptc/1.0": "acdsee",
    "http://ns.acdsee.com/regions": "acdsee-rs",
    "http://ns.iview-multimedia.com/mediapro/1.0": "mediapro",
    "http://ns.microsoft.com/expressionmedia/1.0": "mediapro",
    "https://photosearch.example/xmp/1.0": "photosearch",
}
_OTHER_PREFIXES: Final = {"xap": "xmp", "expressionmedia": "mediapro", "mwg_rs": "mwg-rs"}

_WORDS: Final = {
    "dc:title": WordSource.TITLE,
    "photoshop:headline": WordSource.TITLE,
    "acdsee:caption": WordSource.TITLE,
    "dc:description": WordSource.CAPTION,
    "tiff:imagedescription": WordSource.CAPTION,
    "exif:usercomment": WordSource.CAPTION,
    "acdsee:notes": WordSource.CAPTION,
    "iptc4xmpcore:alttextaccessibility": WordSource.CAPTION,
    "iptc4xmpcore:extdescraccessibility": WordSource.CAPTION,
    "iptc4xmpext:personinimage": WordSource.PERSON,
    "iptc4xmpext:personname": WordSource.PERSON,
    "mwg-rs:name": WordSource.PERSON,
    "acdsee-rs:name": WordSource.PERSON,
    "mpreg:persondisplayname": WordSource.PERSON,
    "mediapro:people": WordSource.PERSON,
    "dc:subject": WordSource.KEYWORD,
    "acdsee:keywords": WordSource.KEYWORD,
    "acdsee:categories": WordSource.KEYWORD,
    "microsoftphoto:lastkeywordxmp": WordSource.KEYWORD,
    "microsoftphoto:lastkeywordiptc": WordSource.KEYWORD,
    "digikam:tagslist": WordSource.KEYWORD,
    "lr:hierarchicalsubject": WordSource.KEYWORD,
    "lr:weightedflatsubject": WordSource.KEYWORD,
    "mediapro:catalogsets": WordSource.KEYWORD,
    "mwg-kw:keyword": WordSource.KEYWORD,
    "photoshop:supplementalcategories": WordSource.KEYWORD,
    "iptc4xmpext:event": WordSource.KEYWORD,
    "iptc4xmpext:organisationinimagename": WordSource.KEYWORD,
    "mediapro:event": WordSource.KEYWORD,
    "mediapro:location": WordSource.PLACE,
    "iptc4xmpcore:location": WordSource.PLACE,
    "photoshop:city": WordSource.PLACE,
    "photoshop:state": WordSource.PLACE,
    "photoshop:country": WordSource.PLACE,
    "iptc4xmpext:sublocation": WordSource.PLACE,
    "iptc4xmpext:locationname": WordSource.PLACE,
    "iptc4xmpext:city": WordSource.PLACE,
    "iptc4xmpext:provincestate": WordSource.PLACE,
    "iptc4xmpext:countryname": WordSource.PLACE,
}
_PLACES: Final = {name: place for place, name in enumerate(_WORDS)}
# What parts the levels of a keyword: Lightroom's bar, digiKam's and Windows' slash.
_LEVELS: Final = {
    "dc:subject": "|",
    "lr:hierarchicalsubject": "|",
    "mediapro:catalogsets": "|",
    "acdsee:keywords": "|",
    "digikam:tagslist": "/",
    "microsoftphoto:lastkeywordxmp": "/",
    "microsoftphoto:lastkeywordiptc": "/",
}
# The top levels below which programs keep the names of people.
_PEOPLE: Final = frozenset(
    {"people", "person", "persons", "personen", "personnes", "personas", "persone", "人物", "люди"}
)
_DATES: Final = (
    ("exif:datetimeoriginal", "original"),
    ("photoshop:datecreated", "original"),
    ("acdsee:datetime", "original"),
    ("xmp:createdate", "created"),
    ("exif:datetimedigitized", "created"),
    ("tiff:datetime", "changed"),
    ("xmp:modifydate", "changed"),
    ("exif:gpstimestamp", "located"),
    ("exif:gpsdatetime", "located"),
)
_ITEM: Final = "rdf:li"
_STRUCTURE: Final = frozenset({"rdf", "x", "xml", "xmlns"})

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:xmpmeta|xapmeta|RDF)\b")
_END = re.compile(r"</(?:[\w.-]+:)?(?:xmpmeta|xapmeta|RDF)\s*>")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});)?")
_TAG = re.compile(r"<[^>]*>")
_DECIMAL_COMMA = re.compile(r"\s*(-?\d{1,3}),(\d{3,})(\s*[A-Za-z]?)\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")


@dataclass(frozen=True, slots=True)
class _Property:
    """A value and where it stands: the names of its property and of those around it.

    ``item`` is the number of the list's item that it belongs to, 0 outside lists.
    """

    path: tuple[str, ...]
    text: str
    item: int = 0


def read_xmp(packet: bytes) -> Found:
    """Return what an XMP packet or sidecar tells; one that is broken tells what can be read."""
    text, is_narrow = _text(packet)
    root = _ROOT.search(text)
    if root is None:
        return Found(is_whole=not text.strip("\0 \r\n\t\ufeff"))
    end = max((end.end() for end in _END.finditer(text)), default=0)
    body = text[root.start() : end] if end > root.start() else text[root.start() :]
    reader = _Reader()
    is_whole = True
    try:
        defusedxml.sax.parseString(_well_formed(body).encode(), reader, forbid_dtd=True)
    except (SAXException, ValueError):
        is_whole = False
    found = _found(_decoded(reader.properties) if is_narrow else reader.properties)
    found.is_whole = is_whole
    return found


def _text(packet: bytes) -> tuple[str, bool]:
    """Return the packet as text, and whether that is its bytes, one for one, yet to be decoded."""
    for mark, name in (
        (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
        (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
    ):  # fmt: skip
        if packet.startswith(mark):
            return packet.decode(name, "replace"), False
    try:
        return packet.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return packet.decode("latin-1"), True


def _well_formed(text: str) -> str:
    """Return the text without the characters, and with the ampersands escaped, that XML forbids."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub("", text)
    return _REFERENCE.sub(_reference, text) if "&" in text else text


def _reference(found: re.Match[str]) -> str:
    number = found[1]
    if number is None:
        return "&amp;"
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    is_legal = code <= 0x10FFFF and not _ILLEGAL.match(chr(code))
    return found[0] if is_legal else ""


def _decoded(properties: list[_Property]) -> list[_Property]:
    """Decode the values that are bytes, one character each; a reference may have made others."""
    narrow = [one for one in properties if all(mark <= "\xff" for mark in one.text)]
    texts = decoded([one.text.encode("latin-1") for one in narrow])
    known = {id(one): text for one, text in zip(narrow, texts, strict=True)}
    return [replace(one, text=known.get(id(one), one.text)) for one in properties]


class _Reader(ContentHandler):
    """Gathers the values of an XMP packet, whether attributes, elements or items of lists."""

    def __init__(self) -> None:
        super().__init__()
        self.properties: list[_Property] = []
        self._spaces: dict[str, str] = {}
        self._path: list[str] = []
        self._items: list[int] = [0]
        self._count = 0
        self._text: list[str] = []
        self._size = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        items = attrs.items() if attrs.getLength() else ()
        for key, value in items:
            if key.startswith("xmlns:"):
                self._spaces[key[6:]] = _SPACES.get(value.rstrip("/#").lower(), "")
        self._path.append(self._canonical(name))
        if self._path[-1] == _ITEM:
            self._count += 1
            self._items.append(self._count)
        self._text, self._size = [], 0
        for key, value in items:
            self._attribute(key, value)

    def characters(self, content: str) -> None:
        if self._size < _LONGEST_VALUE:
            self._text.append(content)
            self._size += len(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        self._keep(self._path, "".join(self._text))
        if self._path.pop() == _ITEM:
            self._items.pop()
        self._text, self._size = [], 0

    def _attribute(self, key: str, value: str) -> None:
        if key == "rdf:resource":
            self._keep(self._path, value)
        elif ":" in key and not key.startswith(("xmlns:", "xml:", "rdf:", "x:")):
            self._keep([*self._path, self._canonical(key)], value)

    def _keep(self, path: list[str], value: str) -> None:
        if len(path) > _DEEPEST or len(self.properties) >= _MOST_PROPERTIES:
            return
        value = value[:_LONGEST_VALUE].strip()
        if value:
            names = tuple(name for name in path if name.split(":")[0] not in _STRUCTURE)
            if names and not names[0].startswith("xmpmm:"):
                self.properties.append(_Property(names, value, self._items[-1]))

    def _canonical(self, name: str) -> str:
        """Return a name in lower case with the prefix that its namespace usually has."""
        prefix, _, local = name.rpartition(":")
        known = self._spaces.get(prefix) or _OTHER_PREFIXES.get(prefix, prefix)
        return f"{known}:{local}".lower()


def _found(properties: list[_Property]) -> Found:
    found = Found()
    # A caption that this program made and wrote there is not what a person says of the photo.
    made = {one.text for one in properties if one.path[-1] == "photosearch:madealttext"}
    spoken = [one for one in properties if one.path[-1] in _WORDS and one.text not in made]
    for one in sorted(spoken, key=lambda one: _PLACES[one.path[-1]]):
        _add_word(found, one.path[-1], one.text)
    # Properties of the picture itself, not of a place or a person in it; the first one counts.
    own: dict[str, str] = {}
    for one in properties:
        if len(one.path) == 1:
            own.setdefault(one.path[0], one.text)
    for name, kind in _DATES:
        if name in own:
            moments: list[Moment | None] = getattr(found, kind)
            moments.append(_moment(own, name, kind))
    found.make, found.model = tidy(own.get("tiff:make", "")), tidy(own.get("tiff:model", ""))
    found.lens = tidy(own.get("exifex:lensmodel") or own.get("aux:lens") or "")
    found.position = position(_degrees(own, "exif:gpslatitude"), _degrees(own, "exif:gpslongitude"))
    found.rating = _rating(own)
    found.regions = list(named_regions((one.item, one.path, one.text) for one in properties))
    return found


def _moment(own: Mapping[str, str], name: str, kind: str) -> Moment | None:
    """Return a date, with the offset and the parts of its second that stand apart."""
    apart = name.partition(":")[2].replace("datetime", "", 1)
    if not name.startswith("exif:datetime"):
        return _instant(read_moment(own[name]), kind)
    offset = own.get(f"exifex:offsettime{apart}") or own.get(f"exif:offsettime{apart}", "")
    parts = own.get(f"exif:subsectime{apart}", "")
    moment = read_moment(own[name], offset=offset)
    return moment and moment.within_second(parts)


def _instant(moment: Moment | None, kind: str) -> Moment | None:
    """Return a moment; the satellites' clock tells an instant alone."""
    if moment is None or kind != "located" or moment.parts < 4:
        return moment
    return replace(moment, at=moment.at.replace(tzinfo=moment.at.tzinfo or UTC), is_instant=True)


def _add_word(found: Found, name: str, text: str) -> None:
    source = _WORDS[name]
    if name == "acdsee:categories":
        for part in _TAG.split(text):
            found.add(source, part)
        return
    levels = [level.strip() for level in text.split(_LEVELS[name])] if name in _LEVELS else [text]
    if len(levels) > 1 and levels[0].lower() in _PEOPLE:
        found.add(WordSource.PERSON, levels[-1])
    else:
        found.add(source, " ".join(levels))


def _rating(own: Mapping[str, str]) -> int | None:
    for name in ("xmp:rating", "acdsee:rating"):
        value = stars(own.get(name, ""))
        if value is not None:
            return value
    return stars_of_percent(own.get("microsoftphoto:rating", ""))


def _degrees(own: Mapping[str, str], name: str) -> float | None:
    """Read "43,4.58404N", "43,4,35N", "-43.07" or "43.07", the reference apart; also "43,076N"."""
    text = own.get(name, "")
    if (commas := _DECIMAL_COMMA.fullmatch(text)) and int(commas[2]) >= 60:
        text = f"{commas[1]}.{commas[2]}{commas[3]}"  # there are no so many minutes
    parts = [_ratio(number) for number in _NUMBER.findall(text)]
    reference = text.strip()[-1:] if text.strip()[-1:].isalpha() else own.get(f"{name}ref", "")
    return degrees(parts, reference, "S" if name.endswith("latitude") else "W")


def _ratio(text: str) -> float:
    one, _, other = text.partition("/")
    return float(one) / (float(other) or float("nan")) if other else float(one)
