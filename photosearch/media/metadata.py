"""What a photo's file says of itself: EXIF, IPTC and XMP, embedded or in a sidecar.

Broken metadata never costs the photo: what can't be read is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from photosearch.media.xmp import XmpFacts, read_xmp
from photosearch.types import Facts, Word, WordSource

log = logging.getLogger(__name__)

Value = TypeVar("Value")
_LONGEST_TEXT = 2000
_IPTC_WORDS = {
    (2, 5): WordSource.TITLE, (2, 105): WordSource.TITLE, (2, 120): WordSource.CAPTION,
    (2, 25): WordSource.KEYWORD, (2, 90): WordSource.PLACE, (2, 92): WordSource.PLACE,
    (2, 95): WordSource.PLACE, (2, 101): WordSource.PLACE,
}  # fmt: skip
# What cameras write where a description should stand.
_EMPTY_CAPTIONS = frozenset(
    {"olympus digital camera", "default", "samsung", "dcim", "charset=ascii"}
)


@dataclass(slots=True)
class _Exif:
    taken_at: datetime | None = None
    camera: str | None = None
    lens: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    rating: int | None = None
    words: list[Word] = field(default_factory=list)


def read_facts(source: Image.Image, path: Path, width: int, height: int, kind: str) -> Facts:
    """Return the facts of an opened photo; a sidecar (`a.xmp` or `a.jpg.xmp`) wins over the file.

    Args:
        source: the opened picture.
        path: where it lies, to find its sidecar.
        width: pixels as seen.
        height: pixels as seen.
        kind: the picture's format.
    """
    exif = _tolerant(lambda: _read_exif(source), _Exif())
    iptc: list[Word] = _tolerant(lambda: _read_iptc(source), list[Word]())
    embedded = _tolerant(lambda: read_xmp(_xmp_packet(source)), XmpFacts())
    sidecar = _tolerant(lambda: read_xmp(_sidecar(path)), XmpFacts())
    words = dict.fromkeys((*sidecar.words, *embedded.words, *iptc, *exif.words))
    return Facts(
        width=width,
        height=height,
        kind=kind,
        taken_at=sidecar.taken_at or exif.taken_at or embedded.taken_at,
        camera=exif.camera,
        lens=exif.lens,
        latitude=exif.latitude,
        longitude=exif.longitude,
        rating=_first(sidecar.rating, embedded.rating, exif.rating),
        words=tuple(words),
    )


def sidecars(path: Path) -> tuple[Path, Path]:
    """Return where a photo's XMP sidecar may lie."""
    return path.with_suffix(".xmp"), path.with_name(path.name + ".xmp")


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _tolerant(read: Callable[[], Value], otherwise: Value) -> Value:
    try:
        return read()
    except Exception as error:  # metadata is written by anyone, and wrong in any way
        log.debug("metadata left out: %r", error)
        return otherwise


def _xmp_packet(source: Image.Image) -> bytes:
    packet = source.info.get("xmp") or source.info.get("XML:com.adobe.xmp") or b""
    return packet.encode() if isinstance(packet, str) else bytes(packet)


def _sidecar(path: Path) -> bytes:
    for sidecar in sidecars(path):
        if sidecar.is_file():
            return sidecar.read_bytes()
    return b""


def _read_exif(source: Image.Image) -> _Exif:
    exif = source.getexif()
    if not exif:
        return _Exif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    base = ExifTags.Base
    facts = _Exif(
        taken_at=_tolerant(lambda: _taken_at(exif, details), None),
        camera=_camera(_text(exif.get(base.Make)), _text(exif.get(base.Model))),
        lens=_text(details.get(base.LensModel)) or None,
        latitude=_tolerant(lambda: _degrees(gps, 2, 1, "S", 90), None),
        longitude=_tolerant(lambda: _degrees(gps, 4, 3, "W", 180), None),
    )
    if facts.latitude is None or facts.longitude is None:
        facts.latitude = facts.longitude = None
    stars = exif.get(0x4746)
    facts.rating = stars if isinstance(stars, int) and 0 <= stars <= 5 else None
    _add(facts.words, WordSource.CAPTION, _text(exif.get(base.ImageDescription)))
    _add(facts.words, WordSource.TITLE, _wide_text(exif.get(0x9C9B)))
    for keyword in _wide_text(exif.get(0x9C9E)).split(";"):
        _add(facts.words, WordSource.KEYWORD, keyword)
    return facts


def _taken_at(exif: Image.Exif, details: dict[int, object]) -> datetime | None:
    base = ExifTags.Base
    for value, offset in (
        (details.get(base.DateTimeOriginal), details.get(base.OffsetTimeOriginal)),
        (details.get(base.DateTimeDigitized), details.get(base.OffsetTimeDigitized)),
        (exif.get(base.DateTime), details.get(base.OffsetTime)),
    ):
        text = _text(value)[:19]
        try:
            moment = datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        if moment.year >= 1840:  # photography is younger; cameras without a clock write 0
            return moment.replace(tzinfo=_offset(_text(offset)))
    return None


def _offset(text: str) -> timezone | None:
    try:
        hours, minutes = text[1:].split(":")
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-shift if text[0] == "-" else shift)
    except (ValueError, IndexError):
        return None


def _camera(make: str, model: str) -> str | None:
    if make and model.lower().startswith(make.split()[0].lower()):
        return model
    return f"{make} {model}".strip() or None


def _degrees(
    gps: dict[int, object], value: int, reference: int, negative: str, most: float
) -> float | None:
    parts = gps.get(value)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    if _text(gps.get(reference)).upper().startswith(negative):
        degrees = -degrees
    return degrees if abs(degrees) <= most else None


def _read_iptc(source: Image.Image) -> list[Word]:
    words: list[Word] = []
    if not isinstance(source, ImageFile.ImageFile):
        return words
    for tag, values in (IptcImagePlugin.getiptcinfo(source) or {}).items():
        if tag in _IPTC_WORDS:
            for value in values if isinstance(values, list) else [values]:
                _add(words, _IPTC_WORDS[tag], _bytes_text(value))
    return words


def _add(words: list[Word], source: WordSource, text: str) -> None:
    text = " ".join(text.split())[:_LONGEST_TEXT]
    if text and text.lower() not in _EMPTY_CAPTIONS:
        words.append(Word(source, text))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return _bytes_text(value)
    if not isinstance(value, str):
        return ""
    with suppress(UnicodeError):  # Pillow reads EXIF text as Latin-1; most programs write UTF-8
        value = value.encode("latin-1").decode("utf-8")
    return value.replace("\0", " ").strip()


def _bytes_text(value: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding).replace("\0", " ").strip()
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1").replace("\0", " ").strip()


def _wide_text(value: object) -> str:
    """Decode the UTF-16 fields that Windows writes."""
    if isinstance(value, tuple) and all(isinstance(one, int) for one in value):
        value = bytes(value)
    return value.decode("utf-16-le", "ignore").strip("\0 ") if isinstance(value, bytes) else ""
