"""Blocks of metadata made byte by byte: what no well-behaved library would write."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from photosearch.media.decode import decode
from photosearch.media.metadata import read_facts
from photosearch.types import Facts

Tag = tuple[int, int, bytes]
EXIF_IFD, GPS_IFD = 0x8769, 0x8825


def ascii_tag(number: int, text: str | bytes, kind: int = 2) -> Tag:
    """A text tag with its closing NUL."""
    return number, kind, (text if isinstance(text, bytes) else text.encode()) + b"\0"


def rationals(number: int, *parts: tuple[int, int], order: str = "<", signed: bool = False) -> Tag:
    """A tag of fractions."""
    code = "ii" if signed else "II"
    return number, 10 if signed else 5, b"".join(struct.pack(order + code, *p) for p in parts)


_UNITS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}


def exif_block(
    first: Sequence[Tag] = (),
    exif: Sequence[Tag] = (),
    gps: Sequence[Tag] = (),
    order: str = "<",
    raw: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return an EXIF block; ``raw`` are whole entries of 12 bytes put into the first directory."""
    below = [(EXIF_IFD, list(exif)), (GPS_IFD, list(gps))]
    entries = [*first, *((tag, 4, b"\0\0\0\0") for tag, tags in below if tags)]
    head = b"II*\0" if order == "<" else b"MM\0*"
    block = bytearray(head + struct.pack(order + "I", 8))
    pointers = _append(block, entries, order, raw or {})
    for tag, tags in below:
        if tags:
            struct.pack_into(order + "I", block, pointers[tag], len(block))
            _append(block, tags, order, {})
    return b"Exif\0\0" + bytes(block)


def _append(
    block: bytearray, tags: Sequence[Tag], order: str, raw: Mapping[int, bytes]
) -> dict[int, int]:
    """Append a directory; return where each tag's value (or pointer) stands."""
    values: dict[int, Tag | bytes] = {**{tag[0]: tag for tag in tags}, **raw}
    every = sorted(values.items(), key=lambda item: item[0])
    start = len(block)
    block += struct.pack(order + "H", len(every)) + bytes(12 * len(every) + 4)
    places: dict[int, int] = {}
    for index, (number, tag) in enumerate(every):
        at = start + 2 + 12 * index
        if isinstance(tag, bytes):
            block[at : at + 12] = tag
            continue
        _, kind, body = tag
        struct.pack_into(order + "HHI", block, at, number, kind, len(body) // _UNITS[kind])
        places[number] = at + 8
        if len(body) <= 4:
            block[at + 8 : at + 8 + len(body)] = body
        else:
            struct.pack_into(order + "I", block, at + 8, len(block))
            block += body
    return places


def iptc_record(number: int, body: bytes, record: int = 2) -> bytes:
    """Return one record of IPTC."""
    return bytes((0x1C, record, number)) + struct.pack(">H", len(body)) + body


def photoshop_segment(iptc: bytes) -> bytes:
    """Return IPTC records as Photoshop wraps them for a JPEG."""
    size = struct.pack(">I", len(iptc))
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + size + iptc + b"\0" * (len(iptc) % 2)


def jpeg(*segments: tuple[int, bytes], size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a JPEG with these segments (marker, body) before the picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, "JPEG")
    data = buffer.getvalue()
    inserted = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body for marker, body in segments
    )
    return data[:2] + inserted + data[2:]


def xmp_packet(body: str = "", attributes: str = "") -> str:
    """Return a packet that declares the usual prefixes."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in XMP_SPACES.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>'
        f'<rdf:Description rdf:about="" {attributes}>{body}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )


XMP_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
}


def facts_of(path: Path, data: bytes | None = None) -> Facts:
    """Return the facts of a file, written first if its bytes are given."""
    if data is not None:
        path.write_bytes(data)
    return read_facts(decode(path.read_bytes(), 32), path)
