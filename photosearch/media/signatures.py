"""How files of pictures begin: what a file is, whatever its name says and however broken it is."""

from __future__ import annotations

import struct
from typing import Final

from photosearch.media.exif import Tags

# By Pillow's names: formats that are read.
_READ: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\xff\x0a", "JXL"),
    (b"\0\0\0\x0cJXL ", "JXL"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"FOVb", "RAW"),
    (b"\0MRM", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\0", "RAW"),
    (b"II\x1a\0\0\0HEAPCCDR", "RAW"),
    (b"\0\0\1\0", "ICO"),
)
# Pictures of kinds that are not.
_KNOWN: Final = (
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"%!PS", "EPS"),
    (b"%PDF", "PDF"),
    (b"\x76\x2f\x31\x01", "OpenEXR"),
    (b"gimp xcf", "GIMP"),
    (b"<svg", "SVG"),
)
_BRANDS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"), "HEIF"),
    **dict.fromkeys((b"mif1", b"msf1"), "HEIF"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    b"crx ": "RAW",
}
# How the brands of MP4 and its kin begin.
_VIDEO_BRANDS: Final = frozenset(
    {b"mp4", b"mp7", b"iso", b"avc", b"qt ", b"3gp", b"3g2", b"M4V", b"MSN", b"f4v", b"XAV", b"mmp"}
)
_TGA_FOOTER: Final = b"TRUEVISION-XFILE.\0"
_PCX_VERSIONS: Final = (0, 2, 3, 5)
# Tags by which a TIFF file tells that it is what a sensor saw.
_SUB_IFDS, _PHOTOMETRIC, _DNG_VERSION = 330, 262, 50706
_MOSAIC: Final = (32803, 34892)
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_DIB: Final = frozenset(struct.pack("<I", size) for size in _BMP_HEADERS)


def picture_format(data: bytes) -> tuple[str, bool]:
    """Return (the format's name, whether it is one that is read); ("", False) for no picture."""
    for mark, name in _READ:
        if data.startswith(mark):
            return ("RAW" if name == "TIFF" and _is_raw(data) else name), True
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP", True
    if data[:2] == b"BM" and len(data) >= 18:
        (size,) = struct.unpack("<I", data[14:18])
        return ("BMP", True) if size in _BMP_HEADERS else ("", False)
    if data[:4] in _DIB and data[12:14] == b"\1\0":
        return "DIB", True
    if data[4:8] == b"ftyp":
        name = _BRANDS.get(data[8:12], "")
        return name, name in ("HEIF", "AVIF", "RAW")
    if data[:1] == b"P" and data[1:2] in b"123456" and data[2:3].isspace():
        return "PPM", True
    if data[:1] == b"\n" and data[1:2] and data[1] in _PCX_VERSIONS and data[2:3] == b"\1":
        return "PCX", True
    if data.endswith(_TGA_FOOTER):
        return "TGA", True
    return next((name for mark, name in _KNOWN if data.startswith(mark)), ""), False


def is_video(data: bytes) -> bool:
    """Say whether a file that is no picture is a video: MP4, MOV, Matroska, WebM, AVI."""
    if data[4:8] == b"ftyp":
        return data[8:11] in _VIDEO_BRANDS
    if data[:4] == b"RIFF":
        return data[8:12] == b"AVI "
    return data.startswith(b"\x1a\x45\xdf\xa3") or data[4:8] in (b"moov", b"mdat", b"wide")


def _is_raw(data: bytes) -> bool:
    """Say whether a TIFF file holds a sensor's mosaic: DNG, NEF, CR2, ARW, PEF and their like."""
    if data[8:10] == b"CR":
        return True
    tags = Tags(data)
    return _DNG_VERSION in tags.first or any(
        value in _MOSAIC
        for directory in (tags.first, *tags.below(_SUB_IFDS))
        if _PHOTOMETRIC in directory
        for value in directory[_PHOTOMETRIC].numbers()
    )
