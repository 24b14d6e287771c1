"""Raw photos of cameras, through LibRaw (rawpy, `photosearch[raw]`): preview, pixels, EXIF blocks.

A camera puts a JPEG into its raw file; where that is large enough it is shown, in milliseconds.
Otherwise the mosaic is developed at half its size.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from photosearch.arrays import UInt8Array
from photosearch.media.exif import Tags
from photosearch.media.quiet import silenced

if TYPE_CHECKING:
    import rawpy

# LibRaw's flips, as Pillow turns a picture to be upright.
_FLIPS: Final = {
    3: Image.Transpose.ROTATE_180, 5: Image.Transpose.ROTATE_90, 6: Image.Transpose.ROTATE_270,
}  # fmt: skip
# Olympus and Panasonic begin their TIFF structures in ways of their own.
_OWN_TIFFS: Final = (b"IIRO", b"IIRS", b"IIU\0")
# Canon's CR3 keeps EXIF in boxes: the first directory, the EXIF directory, the satellites'.
_CANON_BOXES: Final = re.compile(rb"CMT[124](?=II\*\0|MM\0\*)")
_HEAD: Final = 1 << 20
_JPEG_EXIF: Final = b"\xff\xe1"
_XMP: Final = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_GPS_VERSION: Final = 0


@dataclass(frozen=True, slots=True)
class RawPicture:
    """What a raw file has to show.

    ``width`` and ``height`` are the full size in pixels, upright. ``preview`` is the camera's own
    JPEG, empty if there is none; ``turn`` makes it upright.
    """

    width: int
    height: int
    preview: bytes
    turn: Image.Transpose | None


def look(data: bytes) -> RawPicture:
    """Return what a raw file has to show, without developing it.

    Raises:
        rawpy.LibRawError: it can't be read.
        ImportError: rawpy is not installed.
    """
    with silenced(), _opened(data) as raw:
        sizes = raw.sizes
        width, height = sizes.width, sizes.height
        if sizes.flip in (5, 6):
            width, height = height, width
        return RawPicture(width, height, _preview(raw), _FLIPS.get(sizes.flip))


def develop(data: bytes) -> UInt8Array:
    """Return the mosaic developed at half its size, upright: UInt8[h, w, 3], sRGB.

    Raises:
        rawpy.LibRawError: it can't be read.
        ImportError: rawpy is not installed.
    """
    with silenced(), _opened(data) as raw:
        return raw.postprocess(half_size=True, use_camera_wb=True)


def _opened(data: bytes) -> rawpy.RawPy:
    import rawpy

    return rawpy.imread(io.BytesIO(data))


def _preview(raw: rawpy.RawPy) -> bytes:
    import rawpy

    try:
        found: Any = raw.extract_thumb()
    except rawpy.LibRawError:  # there is none, or one of a kind of its own
        return b""
    if found.format == rawpy.ThumbFormat.JPEG:
        return bytes(found.data)
    file = io.BytesIO()
    Image.fromarray(found.data).convert("RGB").save(file, "JPEG", quality=95)
    return file.getvalue()


def exif_blocks(data: bytes, preview: bytes = b"") -> Iterator[bytes]:
    """Yield the TIFF structures in which a raw file, or its preview, keeps what EXIF tells."""
    if data[:4] in (b"II*\0", b"MM\0*"):
        yield data
    elif data[:4] in _OWN_TIFFS:
        yield b"II*\0" + data[4:]
    for found in _CANON_BOXES.finditer(data, 0, _HEAD):
        (size,) = struct.unpack(">I", data[found.start() - 4 : found.start()])
        block = data[found.end() : found.start() - 4 + size]
        yield _with_gps(block) if found[0] == b"CMT4" else block
    start = data.find(_JPEG_EXIF, 0, _HEAD) if data.startswith(b"FUJIFILM") else -1
    if start >= 0:
        yield data[start + 4 : start + 4 + 0xFFFF]
    if preview:
        yield _exif_of(preview)


def xmp_packet(data: bytes) -> bytes:
    """Return the XMP packet of a raw file, empty if it has none."""
    found = _XMP.search(data)
    return found[0] if found else b""


def _with_gps(block: bytes) -> bytes:
    """Return a structure whose first directory points to what was the first: the satellites'."""
    tags = Tags(block)
    if not tags.order or _GPS_VERSION not in tags.first:
        return block
    (place,) = struct.unpack(tags.order + "I", block[4:8])
    pointer = struct.pack(f"{tags.order}HHHIII", 1, 0x8825, 4, 1, place, 0)
    return block[:4] + struct.pack(tags.order + "I", len(block)) + block[8:] + pointer


def _exif_of(jpeg: bytes) -> bytes:
    try:
        block = Image.open(io.BytesIO(jpeg)).info.get("exif", b"")
    except Exception:  # what decoders raise of broken files
        return b""
    return block if isinstance(block, bytes) else b""
