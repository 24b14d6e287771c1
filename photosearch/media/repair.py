"""Pictures that decoders refuse, made readable: broken metadata goes, missing ends are added.

The pixels are not touched: what is missing stays missing.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
from PIL import Image

_END_OF_JPEG: Final = b"\xff\xd9"
_SCAN, _EXIF, _ADOBE = 0xDA, 0xE1, 0xEE
# Frames, Huffman and quantisation tables, restart intervals: what a decoder needs.
_NEEDED: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDD}) - {0xC8}
_NEXT_SEGMENT: Final = re.compile(rb"\xff[\xc0-\xc2\xc4\xda\xdb\xdd]")
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# Most files end with their end's mark; the search from the front takes milliseconds.
_TAIL: Final = 4096
# Even a picture of one colour has no more pixels than these for a byte of its file.
_MOST_PIXELS_A_BYTE: Final = 400
# A picture of which less can be seen is not worth showing.
_LEAST_SHOWN: Final = 0.25


def without_bad_metadata(data: bytes, name: str) -> Iterator[bytes]:
    """Yield the whole picture without what may be broken beside it, more and more of it."""
    if name == "JPEG":
        yield _jpeg(data, frozenset({_EXIF}))
        yield _jpeg(data, frozenset())
    elif name == "PNG":
        yield _png(data, keeps_good=True)
        yield _png(data, keeps_good=False)


def with_an_end(data: bytes, name: str) -> Iterator[bytes]:
    """Yield the picture as far as it goes, so that a tolerant decoder shows what there is."""
    if name == "JPEG":
        yield data + _END_OF_JPEG
        yield _jpeg(data, frozenset()) + _END_OF_JPEG
    elif name == "PNG":
        yield data
        yield _png(data, keeps_good=False)
    else:
        yield data


def is_mostly_missing(data: bytes) -> bool:
    """Say whether a file is far too short for the pixels that it claims to have."""
    try:
        width, height = Image.open(io.BytesIO(data)).size
    except Exception:  # it can't be opened: nothing is claimed
        return False
    return width * height > len(data) * _MOST_PIXELS_A_BYTE


def is_worth_showing(image: Image.Image) -> bool:
    """Say whether enough of a picture was decoded: what was not is of one colour, at its end."""
    pixels = np.asarray(image)
    rows = pixels.reshape(pixels.shape[0], -1)
    last = rows[-1, 0]
    if last not in (0, 128, 255):  # the greys that decoders leave
        return True
    blank = (rows == last).all(axis=1)[::-1]
    missing = int(np.argmin(blank)) if not blank.all() else len(blank)
    return missing <= len(rows) * (1 - _LEAST_SHOWN)


def has_an_end(data: bytes, name: str) -> bool:
    """Say whether a JPEG's data end where its end is marked; of other kinds decoders tell."""
    if name != "JPEG" or _END_OF_JPEG in data[-_TAIL:]:
        return True
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != _SCAN:
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data.find(_END_OF_JPEG, place) >= 0


def _jpeg(data: bytes, kept: frozenset[int]) -> bytes:
    """Return a JPEG with the segments that a decoder needs, and of the others the kept ones."""
    parts, place = [data[:2]], 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            place = _next_segment(data, place)
            continue
        marker = data[place + 1]
        if marker == 0xFF or marker in range(0xD0, 0xD9) or marker == 0x01:
            place += 1 if marker == 0xFF else 2
            continue
        if marker == _SCAN:
            parts.append(data[place:])
            break
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        is_adobe = marker == _ADOBE and end - place >= 16
        if marker in _NEEDED or marker in kept or is_adobe:
            parts.append(data[place:end])
            place = end
        else:
            is_whole = end < len(data) and data[end] == 0xFF
            place = end if is_whole else _next_segment(data, place + 2)
    return b"".join(parts)


def _next_segment(data: bytes, place: int) -> int:
    found = _NEXT_SEGMENT.search(data, place)
    return found.start() if found else len(data)


def _png(data: bytes, keeps_good: bool) -> bytes:
    """Return a PNG with the chunks that a decoder needs, and the other good ones if wanted."""
    parts, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while place + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place : place + 12 + size]
        is_good = chunk[-4:] == struct.pack(">I", zlib.crc32(chunk[4:-4]))
        if kind in _PNG_NEEDED or (keeps_good and is_good):
            parts.append(chunk)
        place += 12 + size
    return b"".join(parts)
