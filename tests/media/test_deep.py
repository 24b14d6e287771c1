"""TIFF files of samples that Pillow has no mode for, made byte by byte."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photosearch.media.decode import Unreadable, decode, thumbnail
from photosearch.types import ProblemReason

WIDTH, HEIGHT = 60, 40
KINDS = {"u": 1, "i": 2, "f": 3}


def tiff(pixels: NDArray[Any], meaning: int = 2, order: str = "<", **more: Any) -> bytes:
    """Return a TIFF file of [height, width, samples].

    ``deflated``, ``predictor`` (2), ``rows`` of a strip, ``tile`` (its side), ``planar``,
    ``extra`` (what its extra sample is) and ``orientation`` are as the standard says.
    """
    height, width, samples = pixels.shape
    planes = np.moveaxis(pixels, 2, 0)[..., None] if more.get("planar") else pixels[None]
    blocks = [block for plane in planes for block in cut(plane, more.get("rows"), more.get("tile"))]
    data = [packed(block, order, **more) for block in blocks]
    kind, size = pixels.dtype.kind, pixels.dtype.itemsize
    tags: dict[int, tuple[int, list[int]]] = {
        256: (4, [width]), 257: (4, [height]), 258: (3, [8 * size] * samples),
        259: (3, [8 if more.get("deflated") else 1]), 262: (3, [meaning]),
        274: (3, [more.get("orientation", 1)]), 277: (3, [samples]),
        284: (3, [2 if more.get("planar") else 1]), 317: (3, [more.get("predictor", 1)]),
        339: (3, [KINDS[kind]] * samples),
    }  # fmt: skip
    if "extra" in more:
        tags[338] = (3, [more["extra"]])
    if side := more.get("tile"):
        tags |= {322: (4, [int(side)]), 323: (4, [int(side)])}
    else:
        tags[278] = (4, [int(more.get("rows") or height)])
    places, sizes = (324, 325) if more.get("tile") else (273, 279)
    tags |= {places: (4, [0] * len(data)), sizes: (4, [len(block) for block in data])}
    head = 8 + 2 + 12 * len(tags) + 4
    after = sum(4 * len(values) for _, values in tags.values())
    starts = np.cumsum([head + after, *(len(block) for block in data)]).tolist()
    tags[places] = (4, starts[:-1])
    return file_of(tags, head, after, order) + b"".join(data)


def file_of(tags: dict[int, tuple[int, list[int]]], head: int, after: int, order: str) -> bytes:
    entries, values = b"", b""
    for number, (kind, numbers) in sorted(tags.items()):
        raw = struct.pack(f"{order}{len(numbers)}{'HI'[kind == 4]}", *numbers)
        entries += struct.pack(order + "HHI", number, kind, len(numbers))
        if len(raw) <= 4:
            entries += raw.ljust(4, b"\0")
        else:
            entries += struct.pack(order + "I", head + len(values))
            values += raw
    mark = b"II*\0" if order == "<" else b"MM\0*"
    start = mark + struct.pack(order + "IH", 8, len(tags))
    return start + entries + bytes(4) + values.ljust(after, b"\0")


def cut(plane: NDArray[Any], rows: int | None, tile: int | None) -> list[NDArray[Any]]:
    height, width = plane.shape[:2]
    if tile is None:
        return [plane[top : top + (rows or height)] for top in range(0, height, rows or height)]
    padded = np.pad(plane, ((0, -height % tile), (0, -width % tile), (0, 0)))
    return [
        padded[top : top + tile, left : left + tile]
        for top in range(0, height, tile)
        for left in range(0, width, tile)
    ]


def packed(block: NDArray[Any], order: Any, **more: Any) -> bytes:
    predictor = more.get("predictor", 1)
    if predictor == 2:
        block = np.diff(block, axis=1, prepend=block.dtype.type(0))
    data = block.astype(block.dtype.newbyteorder(order)).tobytes()
    if predictor == 3:
        rows, _, samples = block.shape
        size = block.dtype.itemsize
        big = block.astype(block.dtype.newbyteorder(">")).tobytes()
        weights = np.frombuffer(big, np.uint8).reshape(rows, -1, size).swapaxes(1, 2)
        apart = weights.reshape(rows, -1, samples)
        data = np.diff(apart, axis=1, prepend=np.uint8(0)).tobytes()
    return zlib.compress(data) if more.get("deflated") else data


def red(kind: str) -> NDArray[Any]:
    """Return a red picture, [40, 60, 3], its left upper quarter blue."""
    shares = np.zeros((HEIGHT, WIDTH, 3))
    shares[...] = 0.8, 0.1, 0.1
    shares[:20, :30] = 0.1, 0.1, 0.8
    if kind.startswith("f"):
        return shares.astype(kind)
    return np.round(shares * float(np.iinfo(kind).max)).astype(kind)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("f4", {}),
        ("f2", {}),
        ("f8", {"rows": 7}),
        ("u4", {}),
        ("f4", {"deflated": True, "rows": 16}),
        ("f4", {"deflated": True, "predictor": 3}),
        ("f2", {"deflated": True, "predictor": 3, "rows": 9}),
        ("u4", {"deflated": True, "predictor": 2}),
        ("f4", {"tile": 32}),
        ("f4", {"tile": 16, "deflated": True}),
        ("f4", {"planar": True, "rows": 8}),
    ],
)
def test_colours_of_deep_samples_are_shown(kind: str, more: dict[str, Any], order: str) -> None:
    photo = decode(tiff(red(kind), order=order, **more), 32)
    assert (photo.kind, photo.width, photo.height) == ("tiff", WIDTH, HEIGHT)
    shown = np.asarray(photo.image, np.int32)
    assert np.abs(shown[30, 45] - (204, 25, 25)).max() <= 2
    assert np.abs(shown[5, 5] - (25, 25, 204)).max() <= 2


@pytest.mark.parametrize("kind", ["u2", "u4", "f4"])
def test_what_is_transparent_is_white(kind: str) -> None:
    grey = np.zeros((HEIGHT, WIDTH, 2))
    grey[..., 0], grey[:, 30:, 1] = 0.5, 1
    most = 1 if kind.startswith("f") else float(np.iinfo(kind).max)
    photo = decode(tiff((grey * most).astype(kind), 1, extra=2), 32)
    shown = np.asarray(photo.image, np.int32)
    assert np.abs(shown[5, 5] - 255).max() <= 1
    assert np.abs(shown[5, 50] - 127).max() <= 2


def test_a_deep_picture_stands_upright() -> None:
    photo = decode(tiff(red("f4"), orientation=6), 32)
    assert (photo.width, photo.height) == (HEIGHT, WIDTH)
    shown = np.asarray(thumbnail(photo, 60), np.int32)
    assert np.abs(shown[5, 35] - (25, 25, 204)).max() <= 2  # what was left above is right above


def test_a_deep_picture_that_ends_too_early_says_so() -> None:
    with pytest.raises(Unreadable):
        decode(tiff(red("f4"))[:-1000], 32)


def test_a_deep_picture_of_absurd_size_is_refused() -> None:
    data = tiff(red("f4")).replace(
        struct.pack("<HHII", 256, 4, 1, WIDTH), struct.pack("<HHII", 256, 4, 1, 1 << 30)
    )
    with pytest.raises(Unreadable) as caught:
        decode(data, 32)
    assert caught.value.problem.reason in (ProblemReason.UNSUPPORTED, ProblemReason.TOO_LARGE)
