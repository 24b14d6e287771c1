"""Made raw photos: DNG files with a mosaic, a preview and EXIF, as cameras write them."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

# What a type of tag takes for each value, and how it is packed.
_SHORT, _LONG, _ASCII, _BYTE, _RATIONAL, _SIGNED = 3, 4, 2, 1, 5, 10
_CODES = {_SHORT: "H", _LONG: "I", _BYTE: "B"}


def make_dng(
    path: Path,
    picture: Image.Image,
    *,
    preview: Image.Image | None = None,
    orientation: int = 1,
    taken_at: str = "2023:05:14 16:20:00",
    camera: str = "Testcam",
    xmp: bytes = b"",
) -> Path:
    """Write a DNG whose mosaic (RGGB, 16 bits) shows a picture, as it lies on the sensor.

    Args:
        path: where.
        picture: of even width and height.
        preview: the camera's own JPEG, in the first directory; the mosaic is then below it.
        orientation: EXIF's.
        taken_at: as EXIF writes it.
        camera: the maker's name, and the model's.
        xmp: a packet.
    """
    width, height = picture.size
    pixels = np.asarray(picture.convert("RGB"), np.float32) / 255
    linear = (pixels**2.2 * 16_000).astype("<u2")
    mosaic = np.empty((height, width), "<u2")
    mosaic[0::2, 0::2], mosaic[0::2, 1::2] = linear[0::2, 0::2, 0], linear[0::2, 1::2, 1]
    mosaic[1::2, 0::2], mosaic[1::2, 1::2] = linear[1::2, 0::2, 1], linear[1::2, 1::2, 2]
    file = _Tiff()
    sensor = {
        254: (_LONG, [0]), 256: (_LONG, [width]), 257: (_LONG, [height]), 258: (_SHORT, [16]),
        259: (_SHORT, [1]), 262: (_SHORT, [32803]), 273: (_LONG, [file.put(mosaic.tobytes())]),
        277: (_SHORT, [1]), 278: (_LONG, [height]), 279: (_LONG, [mosaic.nbytes]),
        33421: (_SHORT, [2, 2]), 33422: (_BYTE, [0, 1, 1, 2]), 50717: (_LONG, [16_000]),
    }  # fmt: skip
    exif = {36867: (_ASCII, taken_at)}
    first: dict[int, tuple[int, object]] = {
        271: (_ASCII, camera), 272: (_ASCII, f"{camera} One"), 274: (_SHORT, [orientation]),
        34665: (_LONG, [file.directory(exif)]), 50706: (_BYTE, [1, 4, 0, 0]),
        50708: (_ASCII, f"{camera} One"), 50721: (_SIGNED, _SRGB_TO_SENSOR),
        50728: (_RATIONAL, [(1, 1)] * 3), 50778: (_SHORT, [21]),
    }  # fmt: skip
    if xmp:
        first[700] = (_BYTE, list(xmp))
    if preview is None:
        first |= sensor
    else:
        jpeg = io.BytesIO()
        preview.save(jpeg, "JPEG", quality=92)
        first |= {
            254: (_LONG, [1]), 256: (_LONG, [preview.width]), 257: (_LONG, [preview.height]),
            258: (_SHORT, [8, 8, 8]), 259: (_SHORT, [7]), 262: (_SHORT, [6]),
            273: (_LONG, [file.put(jpeg.getvalue())]), 277: (_SHORT, [3]),
            278: (_LONG, [preview.height]), 279: (_LONG, [len(jpeg.getvalue())]),
            330: (_LONG, [file.directory(sensor)]),
        }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.finished(first))
    return path


# XYZ (D65) to linear sRGB: this sensor sees as a screen shows.
_SRGB_TO_SENSOR = [
    (32406, 10000), (-15372, 10000), (-4986, 10000), (-9689, 10000), (18758, 10000), (415, 10000),
    (557, 10000), (-2040, 10000), (10570, 10000),
]  # fmt: skip


class _Tiff:
    """A little-endian TIFF file that grows; its first directory comes last."""

    def __init__(self) -> None:
        self._data = bytearray(b"II*\0\0\0\0\0")

    def put(self, content: bytes) -> int:
        """Append bytes; return where they stand."""
        self._data += b"\0" * (len(self._data) % 2)
        place = len(self._data)
        self._data += content
        return place

    def directory(self, tags: Mapping[int, tuple[int, object]]) -> int:
        """Append a directory; return where it stands."""
        entries = b"".join(self._entry(tag, *tags[tag]) for tag in sorted(tags))
        return self.put(struct.pack("<H", len(tags)) + entries + bytes(4))

    def _entry(self, tag: int, kind: int, value: object) -> bytes:
        if isinstance(value, str):
            body, count = value.encode() + b"\0", len(value) + 1
        else:
            assert isinstance(value, list)
            count = len(value)
            if kind in (_RATIONAL, _SIGNED):
                code = "I" if kind == _RATIONAL else "i"
                body = b"".join(struct.pack(f"<2{code}", *pair) for pair in value)
            else:
                body = struct.pack(f"<{count}{_CODES[kind]}", *value)
        if len(body) > 4:
            body = struct.pack("<I", self.put(body))
        return struct.pack("<HHI", tag, kind, count) + body.ljust(4, b"\0")

    def finished(self, first: Mapping[int, tuple[int, object]]) -> bytes:
        """Return the file."""
        place = self.directory(first)
        self._data[4:8] = struct.pack("<I", place)
        return bytes(self._data)
