"""Pictures of more than eight bits a sample: what white is in them, and TIFFs without a mode.

Pillow has grey ones, and reduces the colours that it knows. What it has no mode for, as programs
of astronomers and for high dynamic range write it (grey with transparency, colours of 32 bits or
of floats), is read here: strips or tiles, plain or deflated, with any predictor.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, TiffImagePlugin

from photosearch.arrays import Float32Array, UInt8Array

Samples: TypeAlias = NDArray[Any]

# What white is in pictures of unsigned and signed integers, and of floats.
_SCALES: Final = {
    "u": (1.0, 255.0, 65535.0),
    "i": (1.0, 255.0, 32767.0, 65535.0),
    "f": (1.0, 255.0),
}
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC, _ORIENTATION = 256, 257, 258, 259, 262, 274
_STRIPS, _SAMPLES, _ROWS, _STRIP_SIZES, _PLANES, _PREDICTOR = 273, 277, 278, 279, 284, 317
_TILE_WIDTH, _TILE_HEIGHT, _TILES, _TILE_SIZES, _EXTRA, _SAMPLE_FORMAT = (
    322,
    323,
    324,
    325,
    338,
    339,
)
_WHITE_IS_ZERO, _GREY, _RGB = 0, 1, 2
_PLAIN, _DEFLATED = 1, (8, 32946)
_KINDS: Final = {1: "u", 2: "i", 3: "f"}
_TRANSPARENT: Final = (1, 2)


def grey_of_deep(source: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or 32 bits, or of floats, in 8 bits."""
    tags = getattr(source, "tag_v2", {})
    pixels = np.asarray(source)
    if pixels.dtype == np.int32 and tags.get(_SAMPLE_FORMAT, (1,)) in (1, (1,)) and tags:
        pixels = pixels.view(np.uint32)  # Pillow has no mode for them
    grey = _in_bytes(pixels)
    if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        grey = 255 - grey
    return Image.fromarray(grey).convert("RGB")


def deep_tiff(data: bytes, most_pixels: int) -> Image.Image | None:
    """Return a TIFF's first picture in 8 bits, upright; None if it is none of these or too large.

    Raises:
        ValueError: it ends too early.
        zlib.error: it is broken.
    """
    tags: Mapping[int, Any] = _tags(data)
    width, height = int(tags.get(_WIDTH, 0)), int(tags.get(_HEIGHT, 0))
    pixels = None
    if 0 < width * height <= most_pixels:
        pixels = _pixels(data, tags, (height, width))
    if pixels is None:
        return None
    samples, meaning = pixels.shape[2], tags.get(_PHOTOMETRIC)
    colours = 3 if meaning == _RGB else 1
    shown = _in_bytes(pixels[..., :colours])
    if meaning == _WHITE_IS_ZERO:
        shown = 255 - shown
    picture = Image.fromarray(shown[..., 0] if colours == 1 else shown).convert("RGB")
    if samples > colours and _first(tags.get(_EXTRA)) in _TRANSPARENT:
        opaque = pixels[..., colours].astype(np.float64) / _white_of(pixels.dtype)
        picture.putalpha(Image.fromarray((np.clip(opaque, 0, 1) * 255).astype(np.uint8)))
    exif = picture.getexif()
    exif[_ORIENTATION] = tags.get(_ORIENTATION, 1)
    return ImageOps.exif_transpose(picture)


def _tags(data: bytes) -> Mapping[int, Any]:
    head = 16 if data[2:4] in (b"+\0", b"\0+") else 8
    tags = TiffImagePlugin.ImageFileDirectory_v2(data[:head])
    file = io.BytesIO(data)
    file.seek(tags.next)
    tags.load(file)
    return dict(tags)


def _pixels(data: bytes, tags: Mapping[int, Any], size: tuple[int, int]) -> Samples | None:
    """Return the samples, [height, width, samples] of their own type."""
    count, bits = int(tags.get(_SAMPLES, 1)), set(_every(tags.get(_BITS, 1)))
    kind = _KINDS.get(_first(tags.get(_SAMPLE_FORMAT, 1)) or 1)
    is_known = (
        bits <= {16, 32, 64}
        and len(bits) == 1
        and kind is not None
        and tags.get(_PHOTOMETRIC) in (_WHITE_IS_ZERO, _GREY, _RGB)
        and tags.get(_COMPRESSION, 1) in (_PLAIN, *_DEFLATED)
        and count in range(3 if tags.get(_PHOTOMETRIC) == _RGB else 1, 9)
    )
    if not is_known:
        return None
    order = "<" if data[:2] == b"II" else ">"
    pixels = np.zeros((*size, count), np.dtype(f"{order}{kind}{bits.pop() // 8}"))
    for block, target in zip(_blocks(data, tags), _targets(tags, pixels), strict=False):
        across = int(tags[_TILE_WIDTH]) if _TILES in tags else target.shape[1]
        down = int(tags[_TILE_HEIGHT]) if _TILES in tags else target.shape[0]
        shape = (down, across, target.shape[2])
        whole = _samples(block, tags, shape, pixels.dtype)
        target[...] = whole[: target.shape[0], : target.shape[1]]
    return pixels.astype(pixels.dtype.newbyteorder("="))


def _blocks(data: bytes, tags: Mapping[int, Any]) -> Iterator[bytes]:
    places, sizes = (_TILES, _TILE_SIZES) if _TILES in tags else (_STRIPS, _STRIP_SIZES)
    for place, size in zip(_every(tags[places]), _every(tags[sizes]), strict=False):
        yield data[place : place + size]


def _targets(tags: Mapping[int, Any], pixels: Samples) -> Iterator[Samples]:
    """Yield where each strip or tile belongs, plane by plane where they are apart."""
    planes = [pixels]
    if tags.get(_PLANES, 1) == 2:
        planes = [pixels[..., place : place + 1] for place in range(pixels.shape[2])]
    height, width = pixels.shape[:2]
    down = int(tags[_TILE_HEIGHT]) if _TILES in tags else int(tags.get(_ROWS, height))
    across = int(tags[_TILE_WIDTH]) if _TILES in tags else width
    for plane in planes:
        for top in range(0, height, max(1, down)):
            for left in range(0, width, max(1, across)):
                yield plane[top : top + down, left : left + across]


def _samples(
    block: bytes, tags: Mapping[int, Any], shape: tuple[int, int, int], kind: np.dtype[Any]
) -> Samples:
    """Return the samples of one strip or tile.

    Raises:
        ValueError: there are too few.
    """
    size = int(np.prod(shape)) * kind.itemsize
    if tags.get(_COMPRESSION, 1) in _DEFLATED:
        block = zlib.decompressobj().decompress(block, size)
    predictor = tags.get(_PREDICTOR, 1)
    if predictor == 3:  # bytes of the same weight side by side, each told by the one before
        rows = np.frombuffer(block, np.uint8, size).reshape(shape[0], -1, shape[2])
        summed = np.cumsum(rows, axis=1, dtype=np.uint8).reshape(shape[0], kind.itemsize, -1)
        floats = np.ascontiguousarray(summed.swapaxes(1, 2)).view(kind.newbyteorder(">"))
        return floats.reshape(shape)
    samples = np.frombuffer(block, kind, size // kind.itemsize).reshape(shape)
    if predictor == 2:
        return np.cumsum(samples, axis=1, dtype=kind.newbyteorder("="))
    return samples


def _in_bytes(pixels: Samples) -> UInt8Array:
    values = np.nan_to_num(pixels.astype(np.float32), posinf=0, neginf=0)
    low = min(0.0, float(values.min(initial=0)))
    white = _white(values, _SCALES.get(pixels.dtype.kind, ()))
    if pixels.dtype.kind == "u" and pixels.dtype.itemsize > 2 and white > _SCALES["u"][-1]:
        white = _white_of(pixels.dtype) if pixels.ndim > 2 else white
    shown: UInt8Array = np.clip((values - low) * (255.0 / (white - low)), 0, 255).astype(np.uint8)
    return shown


def _white_of(kind: np.dtype[Any]) -> float:
    return float(np.iinfo(kind).max) if kind.kind in "ui" else 1.0


def _white(values: Float32Array, scales: tuple[float, ...]) -> float:
    """Return the value that stands for white: the least scale that holds them, else the highest."""
    most = float(values.max(initial=0))
    if most > 1:
        some = values[tuple(slice(None, None, max(1, side // 256)) for side in values.shape)]
        if np.percentile(some, 95) <= 1:
            return 1.0  # lights brighter than white
    return next((scale for scale in scales if most <= scale), most)


def _every(value: Any) -> tuple[int, ...]:
    return tuple(map(int, value)) if isinstance(value, tuple) else (int(value),)


def _first(value: Any) -> int | None:
    return None if value is None else _every(value)[0]
