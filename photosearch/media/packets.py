"""Packets of XMP in videos: MP4 keeps them in a box of its own, QuickTime in its user data.

Source: Adobe, XMP Specification Part 3, 2020: "MPEG-4" and "MOV (QuickTime)".
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

log = logging.getLogger(__name__)

_XMP_BOX: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MOST_BOXES: Final = 256
# Longer packets, and directories in which one is looked for, are no metadata.
_LONGEST: Final = 32 << 20


def packets_of_video(path: Path) -> Iterator[bytes]:
    """Yield the packets of XMP in an MP4 or QuickTime file; none if it is no such file."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                yield from _packets(file)
    except OSError as error:
        log.info("packets left out: %s", error)


def _packets(file: BinaryIO) -> Iterator[bytes]:
    for kind, size in _boxes(file):
        if size > _LONGEST:
            continue
        if kind == b"uuid" and file.read(len(_XMP_BOX)) == _XMP_BOX:
            yield file.read(size - len(_XMP_BOX))
        elif kind == b"moov":
            yield from _in_user_data(file.read(size))


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the kind of each box, and the bytes in it, from where the file then stands."""
    place = 0
    for _ in range(_MOST_BOXES):
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        start = 8
        if size == 1 and len(head) == 16:
            (size,), start = struct.unpack(">Q", head[8:]), 16
        if size < start or not (place or kind in (b"ftyp", b"moov", b"mdat", b"wide", b"free")):
            return
        file.seek(place + start)
        yield kind, size - start
        place += size


def _in_user_data(directory: bytes) -> Iterator[bytes]:
    place = directory.find(b"XMP_")
    if place >= 4:
        (size,) = struct.unpack(">I", directory[place - 4 : place])
        yield directory[place + 4 : place - 4 + size]
