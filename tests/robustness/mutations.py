"""Real files of every format, broken in every way: what robustness is tried with."""

from __future__ import annotations

import io
import random
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image, PngImagePlugin

from tests.media.blocks import (
    ascii_tag,
    exif_block,
    iptc_record,
    jpeg,
    photoshop_segment,
    rationals,
    xmp_packet,
)
from tests.raws import make_dng
from tests.videos import make_video

XMP_BODY = (
    "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Lake</rdf:li></rdf:Alt></dc:title>"
    "<dc:subject><rdf:Bag><rdf:li>pier</rdf:li><rdf:li>湖</rdf:li></rdf:Bag></dc:subject>"
    "<digiKam:TagsList><rdf:Seq><rdf:li>People/Anna</rdf:li></rdf:Seq></digiKam:TagsList>"
    "<MP:RegionInfo rdf:parseType='Resource'><MPRI:Regions><rdf:Bag><rdf:li"
    " MPReg:PersonDisplayName='Anna Berg'/></rdf:Bag></MPRI:Regions></MP:RegionInfo>"
    "<exif:GPSLatitude>43,4.58404N</exif:GPSLatitude>"
    "<exif:GPSLongitude>79,4.62W</exif:GPSLongitude>"
    "<exif:DateTimeOriginal>2008-05-06T07:08:09.5+02:00</exif:DateTimeOriginal>"
    "<photoshop:DateCreated>2008</photoshop:DateCreated><xmp:Rating>4</xmp:Rating>"
)
XMP = xmp_packet(XMP_BODY, 'tiff:Make="Canon" aux:Lens="RF 50mm"')
# Numbers that counts, sizes and offsets are replaced by.
ABSURD = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

Rng = random.Random
Mutator = Callable[[bytearray, Rng], None]


def exif(order: str = "<") -> bytes:
    """A block with one tag of most kinds."""
    return exif_block(
        first=[
            ascii_tag(0x010E, "Köln".encode("latin-1")), ascii_tag(0x010F, "Canon"),
            ascii_tag(0x0110, "Canon EOS R6"), ascii_tag(0x0132, "2011:02:03 04:05:06"),
            (0x0112, 3, struct.pack(order + "H", 6)), (0x4746, 3, struct.pack(order + "H", 4)),
            (0x9C9B, 1, "湖边\0".encode("utf-16-le")), (0x9C9E, 1, "lake;湖\0".encode("utf-16-le")),
        ],
        exif=[
            ascii_tag(0x9003, "2011:02:03 04:05:06"), ascii_tag(0x9011, "+08:00"),
            ascii_tag(0xA434, "RF 50mm"), (0x9286, 7, b"UNICODE\0" + "花".encode("utf-16-le")),
            rationals(0x829A, (1, 60), order=order),
        ],
        gps=[
            ascii_tag(1, "N"), rationals(2, (48, 1), (51, 1), (29, 1), order=order),
            ascii_tag(3, "W"), rationals(4, (2, 1), (17, 1), (40, 1), order=order),
            ascii_tag(29, "2011:02:03"), rationals(7, (4, 1), (5, 1), (6, 1), order=order),
        ],
        order=order,
    )  # fmt: skip


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture in a format."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@cache
def corpus() -> dict[str, bytes]:
    """Return good files by name: every format that is read, with all metadata that it can have."""
    pillow_heif.register_heif_opener()
    pixels = np.random.default_rng(7).integers(0, 255, (6, 9, 3), np.uint8)
    image = Image.fromarray(pixels).resize((90, 60), Image.Resampling.BICUBIC)
    grey = Image.fromarray((np.linspace(0, 65535, 90)[None].repeat(60, 0)).astype(np.uint16))
    iptc = b"".join(
        iptc_record(number, text)
        for number, text in ((5, b"Lake"), (25, "Köln".encode("latin-1")), (55, b"20150304"))
    )
    info = PngImagePlugin.PngInfo()
    info.add_text("Creation Time", "2015:03:04 05:06:07")
    info.add_itxt("Title", "湖边")
    whole = [
        (0xE1, exif()), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.encode()),
        (0xED, photoshop_segment(iptc)),
    ]  # fmt: skip
    both = {"exif": exif(">")[6:], "xmp": XMP.encode()}
    return {
        "a.jpg": jpeg(*whole, size=(90, 60)),
        "progressive.jpg": saved(image, "JPEG", progressive=True, exif=exif()),
        "cmyk.jpg": saved(image.convert("CMYK"), "JPEG"),
        "a.mpo": saved(image, "MPO", save_all=True, append_images=[image.rotate(180)]),
        "a.png": saved(image, "PNG", pnginfo=info, exif=exif(), dpi=(72, 72)),
        "grey.png": saved(grey, "PNG"),
        "palette.png": saved(image.convert("P"), "PNG", transparency=3),
        "a.webp": saved(image, "WEBP", **both),
        "a.gif": saved(image.convert("P"), "GIF", comment=b"hello"),
        "a.bmp": saved(image, "BMP"),
        "a.tif": saved(image, "TIFF", exif=exif()),
        "lzw.tif": saved(image, "TIFF", compression="tiff_lzw"),
        "deflate.tif": saved(grey, "TIFF", compression="tiff_adobe_deflate"),
        "jpeg.tif": saved(image, "TIFF", compression="jpeg"),
        "float.tif": saved(Image.fromarray(np.asarray(grey, np.float32) / 65535), "TIFF"),
        "a.heic": saved(image, "HEIF", **both),
        "a.avif": saved(image, "AVIF", **both),
        "a.tga": saved(image, "TGA"),
        "a.ppm": saved(image, "PPM"),
        "a.pcx": saved(image, "PCX"),
        "a.ico": saved(image, "ICO", sizes=[(90, 60)]),
        **_of_extras(image),
    }


def _of_extras(image: Image.Image) -> dict[str, bytes]:
    """Return the files of formats that need another package, where it is there."""
    found: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        if find_spec("rawpy"):
            small = image.resize((32, 24))
            found["a.dng"] = make_dng(Path(folder, "a.dng"), image, preview=small).read_bytes()
            found["developed.dng"] = make_dng(Path(folder, "b.dng"), image).read_bytes()
        if find_spec("pylibjxl"):
            from pylibjxl import encode

            found["a.jxl"] = encode(np.asarray(image), exif=exif()[6:], xmp=XMP.encode())
        if find_spec("av"):
            scenes = [image.resize((64, 48)), image.rotate(180).resize((64, 48))]
            said = {"creation_time": "2020-01-02T03:04:05Z", "location": "+48.8584+002.2945/"}
            for name in ("a.mp4", "a.mkv"):
                made = make_video(Path(folder, name), scenes, 0.5, said=said)
                found[name] = made.read_bytes()
    return found


@cache
def sidecars() -> tuple[bytes, ...]:
    """Return good sidecars in several encodings."""
    return (
        XMP.encode(),
        XMP.encode("utf-8-sig"),
        XMP.encode("utf-16"),
        XMP.encode("latin-1", "xmlcharrefreplace"),
    )


def broken(data: bytes, rng: Rng) -> bytes:
    """Return a file with one to four mutations."""
    body = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        if body:
            rng.choice(_MUTATORS)(body, rng)
    return bytes(body)


def broken_text(data: bytes, rng: Rng) -> bytes:
    """Return a sidecar with one to four mutations of bytes or of its words."""
    body = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        if body:
            rng.choice((*_MUTATORS, *_TEXT_MUTATORS, *_TEXT_MUTATORS))(body, rng)
    return bytes(body)


def cases(rng: Rng) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield without end (name, bytes of a broken picture, bytes of a broken sidecar or None)."""
    names = sorted(corpus())
    number = 0
    while True:
        for name in names:
            number += 1
            sidecar = None
            if rng.random() < 0.3:
                sidecar = broken_text(rng.choice(sidecars()), rng)
            is_whole = sidecar is not None and rng.random() < 0.5
            data = corpus()[name] if is_whole else broken(corpus()[name], rng)
            yield f"{number:06}-{name}", data, sidecar


def _place(body: bytearray, rng: Rng) -> int:
    """Return a place, mostly near the beginning, where headers and metadata are."""
    end = len(body) if rng.random() < 0.4 else min(len(body), rng.choice((32, 200, 1200)))
    return rng.randrange(end)


def _flip(body: bytearray, rng: Rng) -> None:
    for _ in range(rng.choice((1, 1, 3, 20))):
        body[_place(body, rng)] ^= 1 << rng.randrange(8)


def _cut(body: bytearray, rng: Rng) -> None:
    del body[rng.choice((rng.randrange(len(body)), max(0, len(body) - rng.randrange(1, 40)))) :]


def _drop(body: bytearray, rng: Rng) -> None:
    place = _place(body, rng)
    del body[place : place + rng.choice((1, 2, 4, 12, 100))]


def _insert(body: bytearray, rng: Rng) -> None:
    place = _place(body, rng)
    body[place:place] = rng.randbytes(rng.choice((1, 2, 12, 300)))


def _repeat(body: bytearray, rng: Rng) -> None:
    place, size = _place(body, rng), rng.choice((4, 12, 200))
    body[place:place] = body[place : place + size] * rng.choice((1, 2, 40))


def _fill(body: bytearray, rng: Rng) -> None:
    place, size = _place(body, rng), rng.choice((4, 30, 400))
    size = min(size, len(body) - place)
    body[place : place + size] = bytes([rng.choice((0, 0xFF, 0x41))]) * size


def _absurd(body: bytearray, rng: Rng) -> None:
    """Replace a number, of either byte order, by one that no sane file has."""
    place = _place(body, rng)
    number = struct.pack(rng.choice("<>") + "I", rng.choice(ABSURD))
    if rng.random() < 0.5:
        number = number[:2] if rng.random() < 0.5 else number[2:]
    body[place : place + len(number)] = number


def _entry(body: bytearray, rng: Rng) -> int | None:
    """Return where an entry of a TIFF directory begins: the number, the type and the count fit."""
    starts = [found.start() for found in re.finditer(rb"II\*\0|MM\0\*", body)]
    if not starts:
        return None
    start = rng.choice(starts)
    order = "<" if body[start : start + 1] == b"I" else ">"
    entries = [
        place
        for place in range(start + 10, min(start + 600, len(body) - 12), 2)
        if struct.unpack_from(order + "H", body, place + 2)[0] in range(1, 14)
        and 0 < struct.unpack_from(order + "I", body, place + 4)[0] < 500
    ]
    return rng.choice(entries) if entries else None


def _retype(body: bytearray, rng: Rng) -> None:
    """Give a tag another type, count or number."""
    place = _entry(body, rng)
    if place is not None:
        at, width = rng.choice(((place, 2), (place + 2, 2), (place + 4, 4), (place + 8, 4)))
        number = rng.choice((*range(14), *ABSURD))
        body[at : at + width] = number.to_bytes(4, rng.choice(("little", "big")))[:width]


def _swap(body: bytearray, rng: Rng) -> None:
    """Let two tags change places, or their values."""
    one, other = _entry(body, rng), _entry(body, rng)
    if one is not None and other is not None:
        skip, width = rng.choice(((0, 12), (0, 2), (2, 2), (4, 8), (8, 4)))
        first, second = (
            slice(one + skip, one + skip + width),
            slice(other + skip, other + skip + width),
        )
        if len(body[first]) == len(body[second]):
            body[first], body[second] = body[second], body[first]


_MUTATORS: tuple[Mutator, ...] = (
    _flip, _flip, _cut, _drop, _insert, _repeat, _fill, _absurd, _absurd, _retype, _retype, _swap,
)  # fmt: skip


def _tear_tag(body: bytearray, rng: Rng) -> None:
    tags = [found.span() for found in re.finditer(rb"<[^>]{1,80}>", body)]
    if tags:
        start, end = rng.choice(tags)
        body[start:end] = rng.choice((b"", b"<", b"&", b"<!--", b"<![CDATA[", b"</x>", b"<x:y>"))


def _odd_value(body: bytearray, rng: Rng) -> None:
    values = [found.span(1) for found in re.finditer(rb">([^<>]{1,60})<", body)]
    if values:
        start, end = rng.choice(values)
        body[start:end] = rng.choice(_ODD_VALUES)


def _swap_names(body: bytearray, rng: Rng) -> None:
    names = [found.span(1) for found in re.finditer(rb"</?([A-Za-z]+:[A-Za-z]+)", body)]
    if len(names) > 1:
        (start, end), (other, last) = sorted(rng.sample(names, 2))
        if end <= other:
            body[other:last], body[start:end] = body[start:end], body[other:last]


_ODD_VALUES = (
    b"", b"4 stars", b"-1", b"1e999", b"nan", b"9999-12-31T24:00:00", b"0000-00-00", b"1/0,0/0N",
    b"99999999999999999999", b"&#0;", b"&#xD800;", b"&bomb;", b"\xff\xfe", b"\xf6", b"x" * 100_000,
    "湖".encode("utf-16"), b"<a>" * 2000, b"||||", b"People/", b"]]>",
)  # fmt: skip
_TEXT_MUTATORS: tuple[Mutator, ...] = (_tear_tag, _odd_value, _odd_value, _swap_names)
