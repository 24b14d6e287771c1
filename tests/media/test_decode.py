from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from photosearch.errors import PhotoUnreadableError
from photosearch.media.decode import (
    Photo,
    Unreadable,
    decode,
    encoder_pixels,
    read_photo,
    thumbnail,
)
from photosearch.types import Preprocessing, ProblemReason

RED = (220, 30, 30)
SQUASH = Preprocessing(size=(32, 32))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def mean_colour(photo: Photo) -> tuple[int, ...]:
    pixels = encoder_pixels(photo, SQUASH)
    return tuple(int(value) for value in pixels.reshape(-1, 3).mean(0).round())


def close(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 6) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"])
def test_all_formats_are_read(kind: str) -> None:
    pillow_heif.register_heif_opener()
    photo = decode(saved(Image.new("RGB", (60, 40), RED), kind), 32)
    assert (photo.width, photo.height) == (60, 40)
    assert close(mean_colour(photo), RED, 10)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_stand_upright_whatever_the_camera_did(orientation: int) -> None:
    upright = Image.new("RGB", (80, 48), "white")
    upright.paste(RED, (0, 0, 40, 24))  # red at the top left
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = decode(saved(stored, "JPEG", exif=exif, quality=95), 16)
    assert (photo.width, photo.height) == (80, 48)
    small = thumbnail(photo, 40)
    assert small.size == (40, 24)
    assert close(small.getpixel((5, 5)), RED, 25)  # type: ignore[arg-type]
    assert close(small.getpixel((35, 20)), (255, 255, 255), 25)  # type: ignore[arg-type]


def test_large_jpegs_are_scaled_while_decoding() -> None:
    photo = decode(saved(Image.new("RGB", (1600, 1200), RED), "JPEG"), 100)
    assert (photo.width, photo.height) == (1600, 1200)
    assert min(photo.image.size) < 300


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "seen"),
    [
        ("L", 128, "PNG", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("P", 0, "PNG", (0, 0, 0)),
        ("LA", (128, 0), "PNG", (255, 255, 255)),
        ("RGBA", (0, 0, 0, 0), "PNG", (255, 255, 255)),
        ("RGBA", (*RED, 255), "PNG", RED),
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("I;16", 32768, "PNG", (128, 128, 128)),
        ("F", 0.5, "TIFF", (128, 128, 128)),
    ],
)
def test_all_kinds_of_pixels_become_srgb(
    mode: str, colour: object, kind: str, seen: tuple[int, int, int]
) -> None:
    photo = decode(saved(Image.new(mode, (40, 40), colour), kind), 32)  # type: ignore[arg-type]
    assert close(mean_colour(photo), seen, 3)


def test_colour_profiles_are_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = decode(saved(Image.new("RGB", (40, 40), RED), "PNG", icc_profile=profile), 32)
    assert close(mean_colour(broken), RED, 3)  # a profile of another kind changes nothing


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ProblemReason.EMPTY),
        (b"hello, I am a text", ProblemReason.NOT_A_PHOTO),
        (saved(Image.new("RGB", (400, 400), RED), "PNG")[:200], ProblemReason.TRUNCATED),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ProblemReason.UNSUPPORTED),
    ],
)
def test_unreadable_files_tell_why(data: bytes, reason: ProblemReason) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data, 32)
    assert caught.value.problem.reason is reason


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_decompression_bombs_are_refused_by_their_size() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(bomb(60_000, 60_000), 32)
    assert caught.value.problem.reason is ProblemReason.TOO_LARGE


def test_squash_keeps_the_whole_frame_and_crop_its_centre() -> None:
    wide = Image.new("RGB", (300, 100), "white")
    wide.paste(RED, (0, 0, 100, 100))
    photo = decode(saved(wide, "PNG"), 32)
    squashed = encoder_pixels(photo, SQUASH)
    cropped = encoder_pixels(photo, Preprocessing(size=(32, 32), resize="crop"))
    assert squashed.shape == cropped.shape == (32, 32, 3)
    assert np.abs(squashed[16, 2] - np.array(RED)).max() < 10
    assert cropped.min() > 230


def test_a_query_picture_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PhotoUnreadableError):
        read_photo(tmp_path / "missing.jpg", 32)
    (tmp_path / "note.jpg").write_text("note")
    with pytest.raises(PhotoUnreadableError, match="not a readable photo"):
        read_photo(tmp_path / "note.jpg", 32)
