"""From bytes to upright sRGB pixels, decoded once and no larger than needed."""

from __future__ import annotations

import io
import logging
import re
import stat
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import xxhash
from PIL import Image, ImageCms, ImageFile, TiffImagePlugin, UnidentifiedImageError

from photosearch.arrays import UInt8Array
from photosearch.errors import PhotoUnreadableError
from photosearch.extras import JXL, RAW
from photosearch.media.deep import deep_tiff, grey_of_deep
from photosearch.media.exif import Tags
from photosearch.media.quiet import silenced
from photosearch.media.repair import (
    has_an_end,
    is_mostly_missing,
    is_worth_showing,
    with_an_end,
    without_bad_metadata,
)
from photosearch.media.signatures import is_video, picture_format
from photosearch.said import Said, quote, say
from photosearch.types import Preprocessing, Problem, ProblemReason

if TYPE_CHECKING:
    from photosearch.media.raw import RawPicture

# Pixels that the shorter side keeps while a photo is decoded, or what tells them by its full size.
Least: TypeAlias = int | Callable[[int, int], int]

# More pixels than this are a decompression bomb, not a photo: 2^28 = 268 megapixels.
MAX_PIXELS: Final = 1 << 28
# A file larger than this is no photo that fits a worker's memory.
MAX_FILE_BYTES: Final = 512 << 20
KINDS: Final = {
    "JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "BMP": "bmp",
    "DIB": "bmp", "TIFF": "tiff", "HEIF": "heic", "AVIF": "avif", "JXL": "jxl", "TGA": "tga",
    "PPM": "ppm", "PCX": "pcx", "ICO": "ico",
}  # fmt: skip
# Pixels of a PNG in an icon: even the odd ones have no more.
_MOST_OF_AN_ICON: Final = 1 << 22
_RESAMPLE: Final = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
_ZEROS: Final = bytes(64)
_ORIENTATION: Final = 0x0112
_COMPRESSION: Final = 259
# What decoders say of kinds of pictures that they don't know, and of files that end too early.
_UNSUPPORTED: Final = re.compile(
    r"(?i)unsupported|not supported|unknown (?:pixel mode|compression)|not available|cannot handle"
)
_ENDS_EARLY: Final = re.compile(
    r"(?i)truncat|not enough|end of (?:file|input)|unexpected end|read past|too short|incomplete"
)
_SRGB_NAMES: Final = ("sRGB", "IEC61966")


class Unreadable(Exception):  # noqa: N818 - it is an outcome, not a failure of ours
    """A file that is no readable photo; carries the problem."""

    def __init__(self, reason: ProblemReason, detail: Said | str = "") -> None:
        said = detail if isinstance(detail, Said) else quote(detail)
        super().__init__(str(said or reason.value))
        self.problem = Problem(reason, said)


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo: ``image`` is sRGB as stored, perhaps scaled down while decoding.

    :func:`scaled` turns it upright. ``width`` and ``height`` are the full size in pixels as seen;
    ``source`` is the opened file and ``data`` its bytes, for their metadata. ``damage`` says what
    is wrong with a picture of which only a part can be shown. ``exif`` are the blocks of metadata
    of a file that ``source`` does not know, a raw one.
    """

    image: Image.Image
    width: int
    height: int
    kind: str
    source: Image.Image
    data: bytes = field(default=b"", repr=False)
    damage: Said | None = None
    exif: tuple[bytes, ...] = field(default=(), repr=False)


def decode(data: bytes, least: Least) -> Photo:
    """Decode a file's bytes to sRGB.

    A picture that is damaged is shown as far as it goes, and says so in ``damage``.

    Args:
        data: the whole file.
        least: a JPEG may be scaled down by the decoder (DCT scaling) as long as both sides keep
            this many pixels, if need be told by its full width and height; other kinds are decoded
            in full and scaled by the caller.

    Raises:
        Unreadable: with the reason.
    """
    if not data:
        raise Unreadable(ProblemReason.EMPTY)
    if data.startswith(_ZEROS) and not data.strip(b"\0"):
        raise Unreadable(ProblemReason.EMPTY, say("detail.zeros_only"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # broken metadata; a bomb is judged by its size
        return _best(data, least)


def _best(data: bytes, least: Least) -> Photo:
    """Return the photo, or what can be shown of it."""
    if picture_format(data)[0] == "RAW":
        return _raw(data, least)
    try:
        photo = _decoded(data, data, least)
        is_whole = has_an_end(data, picture_format(data)[0])
        return photo if is_whole else replace(photo, damage=say("detail.end_missing"))
    except Unreadable as error:
        if error.problem.reason not in (ProblemReason.TRUNCATED, ProblemReason.CORRUPT):
            raise
        repaired = _repaired(data, least, error.problem.detail)
        if repaired is None:
            raise
        return repaired


def _raw(data: bytes, least: Least) -> Photo:
    """Return a raw photo: its camera's preview if that has the pixels, else developed."""
    if not RAW.is_here:
        raise Unreadable(ProblemReason.UNSUPPORTED, say("detail.raw_needs", command=RAW.command))
    from photosearch.media.raw import exif_blocks, look

    try:
        seen = look(data)
        least = _pixels(least, seen.width, seen.height)
        image = _preview(seen, least)
        if image is None or min(image.size) < min(least, seen.width, seen.height):
            image = _larger(image, data)
    except Exception as error:  # LibRaw's, and whatever broken files make it stumble over
        raise _unreadable_raw(error) from error
    blocks = tuple(filter(None, exif_blocks(data, seen.preview)))
    return Photo(image, seen.width, seen.height, "raw", image, data, exif=blocks)


def _larger(preview: Image.Image | None, data: bytes) -> Image.Image:
    """Return a raw photo developed, or its preview where that has more, or nothing else is left."""
    from photosearch.media.raw import develop

    try:
        developed = Image.fromarray(develop(data))
    except Exception:
        if preview is None:
            raise
        return preview
    return developed if preview is None or developed.width > preview.width else preview


def _preview(seen: RawPicture, least: int) -> Image.Image | None:
    """Return the preview of a raw photo, upright, without metadata of its own."""
    if seen.width * seen.height > MAX_PIXELS:
        raise Unreadable(
            ProblemReason.TOO_LARGE, say("detail.pixels", width=seen.width, height=seen.height)
        )
    if not seen.preview:
        return None
    try:
        image = _decoded(seen.preview, seen.preview, least).image.copy()
    except Unreadable:
        return None
    image.info.clear()
    width, height = image.size
    # Some cameras turn it themselves.
    is_upright = (width > height) == (seen.width > seen.height) and width != height
    quarter = seen.turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
    return image if seen.turn is None or (quarter and is_upright) else image.transpose(seen.turn)


def _unreadable_raw(error: Exception) -> Unreadable:
    """Return what an exception of LibRaw means."""
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, MemoryError):
        return Unreadable(ProblemReason.OUT_OF_MEMORY)
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    name = type(error).__name__
    if "Unsupported" in name or "NotImplemented" in name:
        return Unreadable(ProblemReason.UNSUPPORTED, text or name)
    ends_early = "IOError" in name or _ENDS_EARLY.search(text)
    reason = ProblemReason.TRUNCATED if ends_early else ProblemReason.CORRUPT
    return Unreadable(reason, text or name)


def _repaired(data: bytes, least: Least, damage: Said | None) -> Photo | None:
    """Return what can be shown of a picture that can't be decoded as it is."""
    name, _ = picture_format(data)
    for repaired in without_bad_metadata(data, name):
        with suppress(Unreadable):
            return _decoded(repaired, data, least)
    if is_mostly_missing(data):
        return None
    for repaired in with_an_end(data, name):
        with suppress(Unreadable), _tolerance():
            photo = _decoded(repaired, data, least)
            if is_worth_showing(photo.image):
                return replace(photo, damage=damage)
    return None


_tolerance_lock = Lock()


@contextmanager
def _tolerance() -> Iterator[None]:
    """Let Pillow show what it has of a file that ends too early."""
    with _tolerance_lock:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False


def _decoded(pixels: bytes, data: bytes, least: Least) -> Photo:
    """Decode a file of which ``pixels`` may be a repaired copy.

    Raises:
        Unreadable: with the reason.
    """
    _teach_pillow()
    _teach_format_of(pixels)
    with silenced() if picture_format(data)[0] == "TIFF" else nullcontext():
        try:
            if picture_format(pixels)[0] == "ICO":
                _check_icon(pixels)  # opening it decodes it
            source = _opened(pixels)
            kind = KINDS.get(source.format or "")
            if kind is None:
                raise Unreadable(
                    ProblemReason.UNSUPPORTED, say("detail.pictures", format=source.format)
                )
            width, height = source.size
            if width * height > MAX_PIXELS:
                raise Unreadable(
                    ProblemReason.TOO_LARGE, say("detail.pixels", width=width, height=height)
                )
            source.draft("RGB", _draft_size(source.size, least))
            source.load()
            turned = _turned(source)
            image = _rgb(source)
        except Unreadable:
            raise
        except UnidentifiedImageError as error:
            raise _not_opened(pixels) from error
        except Exception as error:  # decoders raise whatever broken files make them stumble over
            if not picture_format(pixels)[0]:
                raise _not_opened(pixels) from error
            raise _unreadable(error, pixels) from error
    if turned:
        width, height = height, width
    return Photo(image, width, height, kind, source, data)


def _opened(data: bytes) -> Image.Image:
    """Return a picture opened by Pillow, or a TIFF of samples that it has no mode for."""
    try:
        return Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        if picture_format(data)[0] != "TIFF":
            raise
        picture = deep_tiff(data, MAX_PIXELS)
        if picture is None:
            raise
        picture.format = "TIFF"
        return picture


def _check_icon(data: bytes) -> None:
    """Refuse an icon with a PNG in it that is larger than its directory says (at most 256)."""
    for place in re.finditer(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{8})", data, re.DOTALL):
        width, height = struct.unpack(">II", place[1])
        if width * height > _MOST_OF_AN_ICON:
            raise Unreadable(
                ProblemReason.TOO_LARGE, say("detail.pixels", width=width, height=height)
            )


def _not_opened(data: bytes) -> Unreadable:
    """Return why no decoder took the file: it is no picture, or what the one for it says."""
    name, is_read = picture_format(data)
    if not name and is_video(data):
        return Unreadable(ProblemReason.NOT_A_PHOTO, say("detail.video"))
    if not name:
        return Unreadable(ProblemReason.NOT_A_PHOTO, say("detail.unknown_format"))
    if not is_read:
        return Unreadable(ProblemReason.UNSUPPORTED, say("detail.pictures", format=name))
    if name == "JXL" and not JXL.is_here:
        return Unreadable(ProblemReason.UNSUPPORTED, say("detail.jxl_needs", command=JXL.command))
    try:
        Image.OPEN[name][0](io.BytesIO(data), "")
    except Exception as error:
        return _unreadable(error, data)
    return Unreadable(ProblemReason.CORRUPT, say("detail.broken", format=name))


def _compression(data: bytes) -> list[float]:
    """Return the number of a TIFF file's compression; Pillow looks it up in a table."""
    tag = Tags(data).first.get(_COMPRESSION)
    return tag.numbers() if tag else []


def _unreadable(error: Exception, data: bytes) -> Unreadable:
    """Return what a decoder's exception means."""
    if isinstance(error, MemoryError):
        return Unreadable(ProblemReason.OUT_OF_MEMORY)
    if isinstance(error, Image.DecompressionBombError):
        return Unreadable(ProblemReason.TOO_LARGE, str(error))
    said = str(error) or type(error).__name__
    cause = error.__cause__ or error
    if isinstance(cause, KeyError) and cause.args[0] in _compression(data):
        return Unreadable(ProblemReason.UNSUPPORTED, say("detail.compression", number=cause))
    if isinstance(error, NotImplementedError) or _UNSUPPORTED.search(said):
        return Unreadable(ProblemReason.UNSUPPORTED, said)
    if isinstance(cause, (EOFError, struct.error)) or _ENDS_EARLY.search(said):
        return Unreadable(ProblemReason.TRUNCATED, said)
    return Unreadable(ProblemReason.CORRUPT, said)


def scaled(photo: Photo, size: tuple[int, int], resample: Image.Resampling) -> Image.Image:
    """Return the photo's image resized to (width, height) as seen, upright.

    Turning comes after scaling: there are fewer pixels to turn.
    """
    width, height = (size[1], size[0]) if _turned(photo.source) else size
    return _upright(photo.image.resize((width, height), resample, reducing_gap=3.0), photo.source)


def reduced(photo: Photo, size: tuple[int, int], resample: Image.Resampling) -> Photo:
    """Return the photo with an image of (width, height) as seen, if it has more pixels than that.

    What is made of it is then made of fewer pixels: the largest resize is done once.
    """
    width, height = (size[1], size[0]) if _turned(photo.source) else size
    if photo.image.width <= width or photo.image.height <= height:
        return photo
    image = photo.image.resize((width, height), resample, reducing_gap=3.0)
    return replace(photo, image=image)


def thumbnail(photo: Photo, edge: int) -> Image.Image:
    """Return the photo at most ``edge`` pixels on its long side; small ones stay as they are."""
    width, height = photo.width, photo.height
    share = min(1.0, edge / max(width, height))
    size = (max(1, round(width * share)), max(1, round(height * share)))
    return scaled(photo, size, Image.Resampling.BICUBIC)


def encoder_pixels(photo: Photo, preprocessing: Preprocessing) -> UInt8Array:
    """Return UInt8[h, w, 3] as the encoder wants it."""
    height, width = preprocessing.size
    resample = _RESAMPLE[preprocessing.interpolation]
    if preprocessing.resize == "squash":
        return np.asarray(scaled(photo, (width, height), resample))
    share = max(width / photo.width, height / photo.height)
    size = (max(width, round(photo.width * share)), max(height, round(photo.height * share)))
    image = scaled(photo, size, resample)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return np.asarray(image.crop((left, top, left + width, top + height)))


def read_photo(path: Path, least: Least) -> Photo:
    """Decode a photo that the user named.

    Raises:
        PhotoUnreadableError: it can't be read, or is no photo.
    """
    try:
        return decode(read_file(path), least)
    except Unreadable as error:
        if error.problem.reason is ProblemReason.VANISHED:
            raise PhotoUnreadableError("missing", path=path) from error
        raise PhotoUnreadableError("not_a_photo", path=path, error=error) from error


def regular_size(path: Path) -> int:
    """Return the bytes that a regular file has; a pipe or device would hang.

    Raises:
        OSError: there is none, or it can't be looked at.
        Unreadable: it is something else.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(ProblemReason.NOT_A_PHOTO, say("detail.not_regular"))
    return status.st_size


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        Unreadable: with the reason.
    """
    try:
        size = regular_size(path)
        if size > MAX_FILE_BYTES:
            raise Unreadable(ProblemReason.TOO_LARGE, say("detail.megabytes", size=size >> 20))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(ProblemReason.VANISHED) from error
    except OSError as error:
        raise Unreadable(ProblemReason.UNREADABLE, error.strerror or str(error)) from error


def file_digest(path: Path) -> bytes:
    """Return the xxh3-128 digest of a file too large to hold in memory (16 bytes).

    Raises:
        Unreadable: it can't be read.
    """
    digest = xxhash.xxh3_128()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise Unreadable(ProblemReason.UNREADABLE, error.strerror or str(error)) from error
    return digest.digest()


def _pixels(least: Least, width: int, height: int) -> int:
    return least if isinstance(least, int) else least(width, height)


def _draft_size(size: tuple[int, int], least: Least) -> tuple[int, int]:
    """Return the smallest size of the same shape whose shorter side has ``least`` pixels."""
    share = _pixels(least, *size) / max(1, min(size))
    return (max(1, round(size[0] * share)), max(1, round(size[1] * share)))


def _turned(source: Image.Image) -> bool:
    return _orientation(source) in (5, 6, 7, 8)


def orientation(photo: Photo) -> int:
    """Return how EXIF says that a photo is turned: 1 (upright) to 8."""
    return _orientation(photo.source)


def _orientation(source: Image.Image) -> int:
    """Return how EXIF, or else XMP, says that a picture is turned; 1 where neither makes sense."""
    if source.format == "JXL":
        return 1  # its decoder has turned it, whatever its EXIF says
    told: object = None
    with suppress(Exception):  # Pillow raises whatever broken EXIF makes it stumble over
        told = source.getexif().get(_ORIENTATION)
    if told is None and source.format == "PNG":
        block = raw_profile(source, "APP1").removeprefix(b"Exif\0\0")
        tag = Tags(block).first.get(_ORIENTATION)
        told = next(iter(tag.numbers()), None) if tag else None
    return int(told) if isinstance(told, int | float) and told in range(1, 9) else 1


def raw_profile(source: Image.Image, name: str) -> bytes:
    """Return a block that ImageMagick put into a PNG: lines of hexadecimal digits."""
    text = source.info.get(f"Raw profile type {name}")
    if not isinstance(text, str):
        return b""
    try:
        return bytes.fromhex("".join(text.split("\n")[3:]))
    except ValueError:
        return b""


def _upright(image: Image.Image, source: Image.Image) -> Image.Image:
    methods = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }  # fmt: skip
    method = methods.get(_orientation(source))
    return image if method is None else image.transpose(method)


def _rgb(source: Image.Image) -> Image.Image:
    """Return 8-bit sRGB, transparent parts over white."""
    if source.mode.startswith("I") or source.mode == "F":
        return grey_of_deep(source)
    image = source.convert("RGBA") if source.mode in ("P", "PA", "LA") else source
    profile = source.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "L", "CMYK"):
        image = _to_srgb(image, profile)
    if image.mode in ("RGBA", "RGBa", "La"):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(opened)
        if any(known in name for known in _SRGB_NAMES):
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, opened, _srgb(), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a broken profile: the plain colours are the best guess
    return image if converted is None else converted


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _teach_format_of(data: bytes) -> None:
    """Teach Pillow the format of a file, if another package reads it; JPEGs wait for none."""
    if data[4:8] == b"ftyp":
        _teach_heif()
    elif JXL.is_here and picture_format(data)[0] == "JXL":
        _teach_jxl()


@cache
def _teach_heif() -> None:
    """Teach Pillow HEIC; AVIF comes with it."""
    import pillow_heif

    pillow_heif.register_heif_opener()


@cache
def _teach_jxl() -> None:
    import pylibjxl

    pylibjxl.register_pillow()


@cache
def _teach_pillow() -> None:
    """Leave it to us which pictures are too large, and teach it grey TIFFs it has decoders for."""
    # What it says goes where a program wants it, and else nowhere: not to the terminal.
    logging.getLogger("PIL").addHandler(logging.NullHandler())
    Image.MAX_IMAGE_PIXELS = None  # judged by MAX_PIXELS, with a reason
    for white in (0, 1):
        for order, mark in ((b"II", ""), (b"MM", "B")):
            for samples, bits, mode, raw in (
                (1, 16, f"I;16{mark}", f"I;16{mark}"),
                (2, 16, "I", f"I;16{mark}S"),
                (1, 32, "I", f"I;32{mark}S"),
                (2, 32, "I", f"I;32{mark}S"),
                (3, 64, "F", f"F;64{mark}F"),
            ):
                key = (order, white, (samples,), 1, (bits,), ())
                TiffImagePlugin.OPEN_INFO.setdefault(key, (mode, raw))
