"""Motion photos: a clip that telephones put behind the picture, in the same file.

Google and Samsung tell of it in ways that changed over the years (XMP's MicroVideoOffset, a
container's list, a trailer). What they have in common is an MP4 file as it would stand alone, so
that is what is looked for.
"""

from __future__ import annotations

import struct
from typing import Final

# Pictures that have such clips.
KINDS: Final = frozenset({"jpeg", "heic"})
_START: Final = b"ftyp"
_BRANDS: Final = frozenset(
    {b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"avc1", b"qt  ", b"3gp4",
     b"3gp5", b"M4V "}
)  # fmt: skip
_LONGEST_START: Final = 128
_MOST_BOXES: Final = 64


def clip_in(data: bytes) -> int | None:
    """Return where in a picture's file its clip begins, None if there is none."""
    # A HEIC file begins with a start of its own. From behind a search takes half the time.
    place = data.rfind(_START, 16)
    while place >= 0:
        if _is_clip(data, place - 4):
            return place - 4
        place = data.rfind(_START, 16, place)
    return None


def _is_clip(data: bytes, place: int) -> bool:
    """Say whether boxes of an MP4 follow each other from here, its directory among them."""
    (size,) = struct.unpack(">I", data[place : place + 4])
    if not 16 <= size <= _LONGEST_START or data[place + 8 : place + 12] not in _BRANDS:
        return False
    for _ in range(_MOST_BOXES):
        place += size
        head = data[place : place + 16]
        if len(head) < 16:
            return False
        size, kind = struct.unpack(">I4s", head[:8])
        if kind == b"moov":
            return bool(8 < size <= len(data) - place)
        if size == 1:
            (size,) = struct.unpack(">Q", head[8:])
        if size < 8 or not kind.isalnum():
            return False
    return False
