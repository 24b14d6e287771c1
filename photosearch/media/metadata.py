"""What a photo's file says of itself: EXIF, IPTC, XMP, PNG texts, sidecars, and its name.

Broken metadata never costs the photo, and one bad field never costs the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from PIL import Image

from photosearch.media import exif
from photosearch.media.dates import best_moment, read_moment
from photosearch.media.decode import Photo, orientation, raw_profile
from photosearch.media.found import Found, limited
from photosearch.media.iptc import iptc_of_photoshop, read_iptc
from photosearch.media.motion import KINDS as CLIP_KINDS
from photosearch.media.motion import clip_in
from photosearch.media.names import moment_of_name
from photosearch.media.packets import packets_of_video
from photosearch.media.raw import xmp_packet
from photosearch.media.regions import upright
from photosearch.media.sidecars import JSON_SUFFIX, SIDECAR_SUFFIX, read_sidecars
from photosearch.text.encodings import decoded_text
from photosearch.types import Facts, Region, WordSource

log = logging.getLogger(__name__)

Source = TypeVar("Source")

_XMP_SEGMENT: Final = b"http://ns.adobe.com/xap/1.0/\0"
# An XMP packet that is too long for a segment goes on in others: its digest, length, and place.
_XMP_EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"
_DIGEST: Final = 32
_XMP_OF_GIF: Final = b"XMP DataXMP"
_PNG_WORDS: Final = {
    "Title": WordSource.TITLE,
    "Description": WordSource.CAPTION,
    "Comment": WordSource.CAPTION,
}
_PNG_ORIGINAL: Final = ("exif:DateTimeOriginal", "Creation Time", "CreationTime")
# How the comments of programs begin, which say nothing of the picture.
_OF_PROGRAMS: Final = (
    "created with", "created by", "file written by", "creator:", "software:", "made with",
    "generated", "written by", "edited with", "processed", "compressed", "optimized", "converted",
    "lead technologies", "handmade software", "acd systems", "intel(r)", "xv version", "gd-jpeg",
    "image generated", "gif smartsaver", "us animate", "copyright", "cover", "*", "ad5", "lavc",
)  # fmt: skip


def read_facts(photo: Photo, path: Path) -> Facts:
    """Return the facts of a decoded photo.

    Its XMP sidecars (`a.jpg.xmp`, `a.xmp`) win over the file; what a service says of it that gave
    it back (`a.jpg.json`), and its name, come after all that the file says of the photographing.

    Args:
        photo: the photo.
        path: where it lies, to find its sidecars.
    """
    sidecars, services = _beside(path)
    from_exif = [_tolerant(exif.read_exif, block) for block in _exif(photo)]
    embedded = [_tolerant(_read_xmp, packet) for packet in _xmp_packets(photo)]
    iptc = _tolerant(read_iptc, _iptc(photo))
    png = _tolerant(_read_png, photo.source)
    comment = _tolerant(_read_comment, photo.source)
    filed = [*services, Found(filed=[moment_of_name(path.name)])]
    return _together(
        photo, [*sidecars, *from_exif, *embedded, iptc, png, comment], from_exif, filed
    )


def read_regions(photo: Photo, path: Path) -> tuple[Region, ...]:
    """Return the faces that sidecars and file give names, as they lie in the upright photo."""
    sources = [*_beside(path)[0], *(_tolerant(_read_xmp, one) for one in _xmp_packets(photo))]
    size, turn = (photo.width, photo.height), orientation(photo)
    found = (upright(one, turn, size) for source in sources for one in source.regions)
    return tuple(dict.fromkeys(replace(one, drawn_on=None) for one in found))


def with_sidecars(facts: Facts, path: Path) -> Facts:
    """Return the facts of a file, of whatever kind, with those of its sidecars before them.

    So do the packets of XMP that programs put into videos.
    """
    sidecars, services = _beside(path)
    sidecars += [_tolerant(_read_xmp, one) for one in packets_of_video(path)]
    words = dict.fromkeys(chain(*(source.words for source in (*sidecars, *services)), facts.words))
    moments = (moment for source in sidecars for moment in (*source.original, *source.created))
    filed = (moment for source in services for moment in source.filed)
    own = (facts.latitude, facts.longitude) if facts.latitude is not None else None
    places = (*(source.position for source in sidecars), own, *(one.position for one in services))
    placed = next(filter(None, places), (None, None))
    rating = _first_rating([*sidecars, *services])
    return replace(
        facts,
        taken_at=best_moment(moments) or facts.taken_at or best_moment(filed),
        latitude=placed[0],
        longitude=placed[1],
        rating=facts.rating if rating is None else rating,
        words=tuple(limited(iter(words))),
    )


def _beside(path: Path) -> tuple[list[Found], list[Found]]:
    """Return what the files beside a photo or video tell.

    First those of XMP, the whole ones before others; then what services and programs that kept it
    say of it.
    """
    sidecars: list[Found] = []
    services: list[Found] = []
    for suffix, data in read_sidecars(path):
        if suffix == SIDECAR_SUFFIX:
            sidecars.append(_tolerant(_read_xmp, data))
        else:
            services.append(_tolerant(partial(_read_service, suffix, path.name), data))
    return sorted(sidecars, key=lambda found: not found.is_whole), services


def _read_service(suffix: str, name: str, data: bytes) -> Found:
    """Read what a service says; like XMP, few photos have it, and its readers take a while."""
    if suffix == JSON_SUFFIX:
        from photosearch.media.takeout import read_takeout

        return read_takeout(data)
    from photosearch.media.picasa import read_picasa

    return read_picasa(data, name)


def _read_xmp(packet: bytes) -> Found:
    """Read a packet of XMP; most photos have none, and what reads it takes a while to import."""
    from photosearch.media.xmp import read_xmp

    return read_xmp(packet)


def _together(
    photo: Photo,
    own: Sequence[Found],
    from_exif: Sequence[Found],
    filed: Sequence[Found],
) -> Facts:
    """Put the sources together: each fact from the first that tells it, the words of all.

    ``own`` are sidecars and the file, ``from_exif`` among them; ``filed`` is what was said of it.
    """
    # Words by people's programs come before those of cameras.
    by_cameras = {id(source) for source in from_exif}
    by_people = [source for source in own if id(source) not in by_cameras]
    sources = [*own, *filed]
    words = dict.fromkeys(
        chain.from_iterable(source.words for source in (*by_people, *filed, *from_exif))
    )
    made = next((source for source in sources if source.make or source.model), Found())
    placed = next((source.position for source in sources if source.position), None)
    return Facts(
        width=photo.width,
        height=photo.height,
        kind=photo.kind,
        taken_at=best_moment(
            chain.from_iterable(
                moments
                for kind in ("original", "created", "filed", "changed", "located")
                for source in sources
                for moments in [getattr(source, kind)]
            )
        ),
        camera=_camera(made.make, made.model),
        lens=next((source.lens for source in sources if source.lens), None),
        latitude=placed[0] if placed else None,
        longitude=placed[1] if placed else None,
        rating=_first_rating([*by_people, *from_exif, *filed]),
        words=tuple(limited(iter(words))),
        clip_at=clip_in(photo.data) if photo.kind in CLIP_KINDS else None,
    )


def _first_rating(sources: Sequence[Found]) -> int | None:
    return next((source.rating for source in sources if source.rating is not None), None)


def _tolerant(read: Callable[[Source], Found], source: Source) -> Found:
    try:
        return read(source)
    except Exception as error:  # metadata is written by anyone, and wrong in any way
        log.debug("metadata left out: %r", error)
        return Found(is_whole=False)


def _camera(make: str, model: str) -> str | None:
    if make and model.lower().startswith(make.split()[0].lower()):
        return model
    return f"{make} {model}".strip() or None


def _exif(photo: Photo) -> Sequence[bytes]:
    """Return the EXIF blocks; a TIFF file is one."""
    if photo.exif:
        return photo.exif
    if photo.kind == "tiff":
        return (photo.data,)
    block = photo.source.info.get("exif")
    if isinstance(block, bytes) and block:
        return (block,)
    return (raw_profile(photo.source, "exif") or raw_profile(photo.source, "APP1"),)


def _xmp_packets(photo: Photo) -> Iterator[bytes]:
    """Yield the XMP packets; a JPEG may have several."""
    segments = [
        body[len(_XMP_SEGMENT) :]
        for _, body in getattr(photo.source, "applist", ())
        if body.startswith(_XMP_SEGMENT)
    ]
    info = photo.source.info
    packet = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    single = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    whole = single if isinstance(single, bytes) else b""
    if photo.kind == "gif" and (place := photo.data.find(_XMP_OF_GIF)) >= 0:
        whole = photo.data[place + len(_XMP_OF_GIF) :]
    if photo.kind == "raw":
        whole = xmp_packet(photo.data)
    yield from segments or filter(None, [whole or raw_profile(photo.source, "xmp")])
    yield from _extensions(photo.source)


def _extensions(source: Image.Image) -> Iterator[bytes]:
    """Yield what goes on in further segments, in the order of its parts."""
    parts: dict[bytes, dict[int, bytes]] = {}
    for _, body in getattr(source, "applist", ()):
        if body.startswith(_XMP_EXTENSION):
            rest = body[len(_XMP_EXTENSION) :]
            place = int.from_bytes(rest[_DIGEST + 4 : _DIGEST + 8], "big")
            parts.setdefault(rest[:_DIGEST], {})[place] = rest[_DIGEST + 8 :]
    for found in parts.values():
        yield b"".join(found[place] for place in sorted(found))


def _iptc(photo: Photo) -> bytes:
    """Return the IIM records."""
    if photo.kind == "tiff":
        tags = exif.Tags(photo.data).first
        if exif.IPTC in tags:
            return tags[exif.IPTC].raw
        return iptc_of_photoshop(tags[exif.PHOTOSHOP].raw) if exif.PHOTOSHOP in tags else b""
    blocks = (body for _, body in getattr(photo.source, "applist", ()) if body[:9] == b"Photoshop")
    resources = b"".join(block[14:] for block in blocks)
    if not resources:
        resources = raw_profile(photo.source, "8bim") or raw_profile(photo.source, "iptc")
    return iptc_of_photoshop(resources) or resources


def _read_png(source: Image.Image) -> Found:
    """Return what the texts of a PNG tell."""
    found = Found()
    if source.format != "PNG":
        return found
    for name, kind in _PNG_WORDS.items():
        text = _png_text(source, name)
        if not text.lower().startswith(_OF_PROGRAMS):
            found.add(kind, text)
    found.original = [read_moment(_png_text(source, name)) for name in _PNG_ORIGINAL]
    return found


def _read_comment(source: Image.Image) -> Found:
    """Return the comment of a JPEG or GIF, as far as a person may have written it."""
    found = Found()
    comment = source.info.get("comment") if source.format in ("JPEG", "MPO", "GIF") else None
    text = decoded_text(comment).strip() if isinstance(comment, bytes) else ""
    # Words, not a program's single sign or a structure.
    has_words = " " in text or not text.isascii()
    if has_words and text[0] not in "{[<" and not text.lower().startswith(_OF_PROGRAMS):
        found.add(WordSource.CAPTION, text)
    return found


def _png_text(source: Image.Image, name: str) -> str:
    """Return a text of a PNG: international, or bytes that Pillow has read as Latin-1."""
    text = source.info.get(name)
    if not isinstance(text, str):
        return ""
    if hasattr(text, "lang"):
        return str(text)
    try:
        return decoded_text(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text
