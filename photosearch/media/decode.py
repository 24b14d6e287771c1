"""From bytes to upright sRGB pixels, decoded once and no larger than needed."""

from __future__ import annotations

import io
import stat
import warnings
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageCms, UnidentifiedImageError

from photosearch.arrays import UInt8Array
from photosearch.errors import PhotoUnreadableError
from photosearch.types import Preprocessing, Problem, ProblemReason

# More pixels than this are a decompression bomb, not a photo: 2^28 = 268 megapixels.
MAX_PIXELS: Final = 1 << 28
# A file larger than this is no photo that fits a worker's memory.
MAX_FILE_BYTES: Final = 512 << 20
KINDS: Final = {
    "JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "BMP": "bmp",
    "DIB": "bmp", "TIFF": "tiff", "HEIF": "heic", "AVIF": "avif",
}  # fmt: skip
_RESAMPLE: Final = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
_SRGB_NAMES: Final = ("sRGB", "IEC61966")


class Unreadable(Exception):  # noqa: N818 - it is an outcome, not a failure of ours
    """A file that is no readable photo; carries the problem."""

    def __init__(self, reason: ProblemReason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.problem = Problem(reason, detail)


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo: ``image`` is sRGB as stored, perhaps scaled down while decoding.

    :func:`scaled` turns it upright. ``width`` and ``height`` are the full size in pixels as seen;
    ``source`` is the opened file and ``data`` its bytes, for their metadata.
    """

    image: Image.Image
    width: int
    height: int
    kind: str
    source: Image.Image
    data: bytes = field(default=b"", repr=False)


def decode(data: bytes, least: int) -> Photo:
    """Decode a file's bytes to sRGB.

    Args:
        data: the whole file.
        least: a JPEG may be scaled down by the decoder (DCT scaling) as long as both sides keep
            this many pixels; other kinds are decoded in full and scaled by the caller.

    Raises:
        Unreadable: with the reason.
    """
    if not data:
        raise Unreadable(ProblemReason.EMPTY)
    _register_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # broken metadata; a bomb is judged below
        try:
            source = Image.open(io.BytesIO(data))
            kind = KINDS.get(source.format or "")
            if kind is None:
                raise Unreadable(ProblemReason.UNSUPPORTED, f"{source.format} pictures")
            width, height = source.size
            if width * height > MAX_PIXELS:
                raise Unreadable(ProblemReason.TOO_LARGE, f"{width} × {height} pixels")
            source.draft("RGB", _draft_size(source.size, least))
            source.load()
            turned = _turned(source)
            image = _rgb(source)
        except Unreadable:
            raise
        except UnidentifiedImageError as error:
            raise Unreadable(ProblemReason.NOT_A_PHOTO, "no known picture format") from error
        except MemoryError as error:
            raise Unreadable(ProblemReason.OUT_OF_MEMORY) from error
        except Image.DecompressionBombError as error:
            raise Unreadable(ProblemReason.TOO_LARGE, str(error)) from error
        except (OSError, SyntaxError, ValueError, EOFError, ImageCms.PyCMSError) as error:
            raise Unreadable(ProblemReason.TRUNCATED, str(error)) from error
    if turned:
        width, height = height, width
    return Photo(image, width, height, kind, source, data)


def scaled(photo: Photo, size: tuple[int, int], resample: Image.Resampling) -> Image.Image:
    """Return the photo's image resized to (width, height) as seen, upright.

    Turning comes after scaling: there are fewer pixels to turn.
    """
    width, height = (size[1], size[0]) if _turned(photo.source) else size
    return _upright(photo.image.resize((width, height), resample, reducing_gap=3.0), photo.source)


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


def read_photo(path: Path, least: int) -> Photo:
    """Decode a photo that the user named.

    Raises:
        PhotoUnreadableError: it can't be read, or is no photo.
    """
    try:
        return decode(read_file(path), least)
    except Unreadable as error:
        raise PhotoUnreadableError(
            f"{path} is not a readable photo ({error}).",
            "Check the path, or try another picture.",
        ) from error


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file; a pipe or device would hang.

    Raises:
        Unreadable: with the reason.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(ProblemReason.NOT_A_PHOTO, "not a regular file")
        if status.st_size > MAX_FILE_BYTES:
            raise Unreadable(ProblemReason.TOO_LARGE, f"{status.st_size >> 20} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(ProblemReason.VANISHED) from error
    except OSError as error:
        raise Unreadable(ProblemReason.UNREADABLE, error.strerror or str(error)) from error


def _draft_size(size: tuple[int, int], least: int) -> tuple[int, int]:
    """Return the smallest size of the same shape whose shorter side has ``least`` pixels."""
    share = least / max(1, min(size))
    return (max(1, round(size[0] * share)), max(1, round(size[1] * share)))


def _turned(source: Image.Image) -> bool:
    return _orientation(source) in (5, 6, 7, 8)


def _orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(0x0112, 1))
    except Exception:  # Pillow raises whatever broken EXIF makes it stumble over
        return 1


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
        return _from_deep(source)
    image = source.convert("RGBA") if source.mode in ("P", "PA", "LA") else source
    profile = source.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "L", "CMYK"):
        image = _to_srgb(image, profile)
    if image.mode in ("RGBA", "RGBa", "La"):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


def _from_deep(source: Image.Image) -> Image.Image:
    """Return a 16-bit or float grey picture in 8 bits."""
    values = np.asarray(source, dtype=np.float32)
    top = 65535.0 if values.max(initial=0) > 255 else 255.0 if values.max(initial=0) > 1 else 1.0
    grey = np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")


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


@cache
def _register_heif() -> None:
    """Teach Pillow HEIC; AVIF comes with Pillow."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # judged by MAX_PIXELS, with a reason
