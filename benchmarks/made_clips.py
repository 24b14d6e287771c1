"""Clips made of photos in a known order, and long ones made of short ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

FPS = 10


def clip_of(path: Path, photos: Sequence[Path], seconds: float, edge: int, pans: bool) -> None:
    """Write an H.264 clip that shows each photo for some seconds.

    Args:
        path: where.
        photos: in their order.
        seconds: of each.
        edge: pixels of each side.
        pans: the camera goes over each photo, from its upper left to its lower right.
    """
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = edge, edge, "yuv420p"
        for photo in photos:
            image = Image.open(photo).convert("RGB")
            count = round(seconds * FPS)
            for number in range(count):
                share = number / max(1, count - 1) if pans else None
                frame = av.VideoFrame.from_ndarray(_view(image, edge, share), format="rgb24")
                container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _view(image: Image.Image, edge: int, share: float | None) -> np.ndarray:
    """Return what is seen of a photo: all, or a window of three quarters that has gone so far."""
    if share is None:
        return np.asarray(image.resize((edge, edge), Image.Resampling.BICUBIC))
    width, height = image.size
    left, top = width * share / 4, height * share / 4
    window = (left, top, left + width * 3 / 4, top + height * 3 / 4)
    return np.asarray(image.resize((edge, edge), Image.Resampling.BICUBIC, box=window))


def long_film(path: Path, photos: Sequence[Path], minutes: int, size: tuple[int, int]) -> None:
    """Write a film of one minute, again and again: its packets are copied, not encoded anew.

    A camera's noise lies over it; 25 frames a second, a keyframe every ten seconds.
    """
    packets = list(_minute(path.with_suffix(".minute.mp4"), photos, size))
    with (
        av.open(str(path.with_suffix(".minute.mp4"))) as source,
        av.open(str(path), "w") as container,
    ):
        stream = container.add_stream_from_template(source.streams.video[0])
        ticks = round(60 / packets[0].time_base) if packets[0].time_base else 0
        for minute in range(minutes):
            source.seek(0)
            for packet in source.demux(source.streams.video[0]):
                if packet.dts is None or packet.pts is None:
                    continue
                packet.pts, packet.dts = packet.pts + minute * ticks, packet.dts + minute * ticks
                packet.stream = stream
                container.mux(packet)
    path.with_suffix(".minute.mp4").unlink()


def _minute(path: Path, photos: Sequence[Path], size: tuple[int, int]) -> Iterator[av.Packet[Any]]:
    random = np.random.default_rng(5)
    noise = [random.integers(0, 9, (size[1], size[0], 3), np.uint8) for _ in range(4)]
    with av.open(str(path), "w") as container:
        options = {"preset": "ultrafast", "g": "250", "keyint_min": "250"}
        stream = container.add_stream("libx264", rate=25, options=options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(60 * 25):
            photo = Image.open(photos[number // 250 % len(photos)]).convert("RGB")
            if number % 250 == 0:
                still = np.asarray(photo.resize(size, Image.Resampling.BICUBIC)) // 2 + 40
            pixels = np.roll(still, 3 * (number % 250), axis=1) + noise[number % 4]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with av.open(str(path)) as container:
        yield from container.demux(container.streams.video[0])
