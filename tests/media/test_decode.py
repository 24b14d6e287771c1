from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, PngImagePlugin

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
from tests.media.blocks import jpeg

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


GREY = np.linspace(0, 1, 64)[None].repeat(40, 0)


def tiff(
    values: NDArray[Any], white: int = 1, samples: int = 1, order: str = "<", compression: int = 1
) -> bytes:
    """Return a grey TIFF as no library would write it; ``white`` is 0 where 0 is white."""
    height, width = values.shape
    body = values.astype(values.dtype.newbyteorder(order)).tobytes()  # type: ignore[arg-type]
    entries = [
        (256, width), (257, height), (258, values.dtype.itemsize * 8), (259, compression),
        (262, white), (273, 0), (277, 1), (278, height), (279, len(body)), (339, samples),
    ]  # fmt: skip
    start = 8 + 2 + 12 * len(entries) + 4
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    for tag, value in entries:
        head += struct.pack(order + "HHII", tag, 4, 1, start if tag == 273 else value)
    return head + bytes(4) + body


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("white", [0, 1])
@pytest.mark.parametrize(
    ("kind", "samples", "most"),
    [
        ("u2", 1, 65535), ("i2", 2, 32767), ("u4", 1, 2**32 - 1), ("i4", 2, 2**31 - 1),
        ("i4", 2, 65535), ("i4", 2, 255), ("f4", 3, 1), ("f4", 3, 255), ("f4", 3, 5000),
        ("f8", 3, 1),
    ],
)  # fmt: skip
def test_grey_tiff_files_of_all_depths(
    kind: str, samples: int, most: int, white: int, order: str
) -> None:
    photo = decode(tiff((GREY * most).astype(kind), white, samples, order), 32)
    row = np.asarray(photo.image)[20, :, 0].astype(int)
    expected = np.linspace(0, 255, 64) if white else np.linspace(255, 0, 64)
    assert np.abs(row - expected).max() <= 2


def test_lights_brighter_than_white_and_numbers_that_are_none_do_not_darken_a_picture() -> None:
    values = GREY.astype(np.float32)
    values[0, :3] = (40.0, np.nan, np.inf)
    row = np.asarray(decode(tiff(values, samples=3), 32).image)[20, :, 0].astype(int)
    assert np.abs(row - np.linspace(0, 255, 64)).max() <= 2


def noisy(kind: str, **options: object) -> bytes:
    pixels = np.random.default_rng(5).integers(0, 255, (240, 320, 3), np.uint8)
    return saved(Image.fromarray(pixels), kind, **options)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("missing", [2, 1, 600, 20_000])
def test_a_jpeg_without_its_end_is_shown_as_far_as_it_goes(progressive: bool, missing: int) -> None:
    data = noisy("JPEG", progressive=progressive)
    whole, photo = decode(data, 240), decode(data[:-missing], 240)
    assert not whole.damage
    assert photo.damage
    assert (photo.width, photo.height) == (320, 240)
    if not progressive:
        top = slice(0, 60)
        assert (np.asarray(photo.image)[top] == np.asarray(whole.image)[top]).all()


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF"])
def test_other_pictures_without_their_end_are_shown_as_far_as_they_go(kind: str) -> None:
    data = noisy(kind)
    assert decode(data[: len(data) * 7 // 10], 32).damage
    assert not decode(data, 32).damage


def test_a_picture_of_which_nearly_nothing_is_there_is_not_shown() -> None:
    data = noisy("JPEG")
    with pytest.raises(Unreadable) as caught:
        decode(data[: len(data) // 20], 32)
    assert caught.value.problem.reason is ProblemReason.TRUNCATED


def test_a_short_file_that_claims_many_pixels_takes_no_long_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is given up before its millions of missing pixels are filled in."""
    data = tiff(np.zeros((60, 90), np.float32), samples=3)
    claim = data.replace(
        struct.pack("<HHII", 256, 4, 1, 90), struct.pack("<HHII", 256, 4, 1, 1 << 20)
    )
    assert claim != data
    monkeypatch.setattr("photosearch.media.decode.is_worth_showing", pytest.fail)
    with pytest.raises(Unreadable) as caught:
        decode(claim, 32)
    assert caught.value.problem.reason is ProblemReason.TRUNCATED


@pytest.mark.parametrize(
    "segment",
    [
        (0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04"),
        (0xE0, b"JFIF"),
        (0xEE, b"Adobe"),
        (0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"),
        (0xE2, b"MPF\0" + b"\xff" * 20),
        (0xE2, b"ICC_PROFILE\0"),
    ],
)
def test_broken_metadata_of_a_jpeg_costs_no_pixel(segment: tuple[int, bytes]) -> None:
    photo = decode(jpeg(segment), 32)
    assert not photo.damage
    assert (photo.width, photo.height) == (64, 48)


def test_a_segment_that_lies_of_its_length_costs_no_pixel() -> None:
    data = jpeg((0xED, b"Photoshop 3.0\0" + b"x" * 50))
    place = data.index(b"\xff\xed") + 2
    assert not decode(data[:place] + b"\xff\xf0" + data[place + 2 :], 32).damage


def test_a_broken_chunk_beside_the_picture_costs_no_pixel() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", "lake")
    data = saved(Image.new("RGB", (60, 40), RED), "PNG", pnginfo=info, icc_profile=b"\xff" * 40)
    photo = decode(data.replace(b"lake", b"sea!"), 32)
    assert not photo.damage
    assert close(mean_colour(photo), RED)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(4096), ProblemReason.EMPTY),
        (b"BMW is a maker of cars and not of pictures", ProblemReason.NOT_A_PHOTO),
        (b"\xff\xd8\xff\xe0" + b"\x55" * 4000, ProblemReason.TRUNCATED),
        (b"GIF89a" + b"\xff" * 40, ProblemReason.TRUNCATED),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 40, ProblemReason.CORRUPT),
        (b"8BPS\0\1" + bytes(40), ProblemReason.UNSUPPORTED),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40), ProblemReason.UNSUPPORTED),
        (b"%PDF-1.7\n", ProblemReason.UNSUPPORTED),
        (tiff(GREY.astype("f2"), samples=6), ProblemReason.UNSUPPORTED),
        (tiff(GREY.astype("u2"), compression=34712), ProblemReason.UNSUPPORTED),
    ],
)
def test_reasons_are_the_right_ones(data: bytes, reason: ProblemReason) -> None:
    """What begins like a picture is one, if a broken one, or one of a kind that is not read."""
    with pytest.raises(Unreadable) as caught:
        decode(data, 32)
    assert caught.value.problem.reason is reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotImplementedError("mode 12"), ProblemReason.UNSUPPORTED),
        (OSError("decoder jpeg2k not available"), ProblemReason.UNSUPPORTED),
        (KeyError(5), ProblemReason.CORRUPT),
        (struct.error("unpack requires 4 bytes"), ProblemReason.TRUNCATED),
        (MemoryError(), ProblemReason.OUT_OF_MEMORY),
    ],
)
def test_whatever_a_decoder_raises_is_an_outcome(
    error: Exception, reason: ProblemReason, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", failing)
    with pytest.raises(Unreadable) as caught:
        decode(saved(Image.new("RGB", (60, 40), RED), "BMP"), 32)
    assert caught.value.problem.reason is reason


def test_broken_pictures_give_no_warnings(recwarn: pytest.WarningsRecorder) -> None:
    warnings.simplefilter("always")
    data = noisy("TIFF")
    for size in (9, 60, 120, len(data) // 2):
        with suppress(Unreadable):
            thumbnail(decode(data[:size], 32), 16)
    assert recwarn.list == []


def test_a_program_without_a_log_sees_none_of_pillows() -> None:
    data = tiff(GREY.astype("u2"))
    samples = struct.pack("<HHII", 277, 4, 1, 1), struct.pack("<HHII", 277, 4, 1, 608)
    code = (
        "from photosearch.media.decode import decode, Unreadable\n"
        f"try: decode({data.replace(*samples)!r}, 32)\n"
        "except Unreadable: print('unreadable')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("unreadable\n", "")


def test_codecs_say_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(noisy("TIFF", compression="tiff_lzw"))
    data[len(data) // 2 : len(data) // 2 + 300] = b"\xff" * 300
    with suppress(Unreadable):
        decode(bytes(data), 32)
    print("but we do", file=sys.stderr)
    assert capfd.readouterr().err == "but we do\n"


@pytest.mark.parametrize("key", ["exif", "APP1"])
def test_the_orientation_in_older_blocks_of_a_png_is_obeyed(key: str) -> None:
    block = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    info = PngImagePlugin.PngInfo()
    info.add_text(f"Raw profile type {key}", f"\n{key}\n{len(block):8}\n{block.hex()}\n")
    photo = decode(saved(Image.new("RGB", (64, 48)), "PNG", pnginfo=info), 32)
    assert (photo.width, photo.height) == (48, 64)


@pytest.mark.parametrize("told", [0, 9, 255])
def test_an_orientation_that_is_none_is_upright(told: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = told
    photo = decode(saved(Image.new("RGB", (64, 48)), "JPEG", exif=exif), 32)
    assert thumbnail(photo, 32).size == (32, 24)


@pytest.mark.parametrize(
    "start",
    [
        b"\0\0\0\x18ftypmp42", b"\0\0\0\x14ftypqt  ", b"\0\0\0\x18ftypisom", b"\x1a\x45\xdf\xa3",
        b"RIFF\0\0\0\0AVI LIST",
    ],
)  # fmt: skip
def test_a_video_that_is_named_like_a_picture_is_told_of(start: bytes) -> None:
    with pytest.raises(Unreadable, match="video") as caught:
        decode(start + bytes(1000), 32)
    assert caught.value.problem.reason is ProblemReason.NOT_A_PHOTO
