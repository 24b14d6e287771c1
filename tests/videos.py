"""Made videos: scenes one after the other, as an encoder of people's cameras would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image


def make_video(
    path: Path,
    scenes: Sequence[Image.Image],
    seconds: float = 2.0,
    *,
    fps: int = 10,
    codec: str = "libx264",
    said: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    jitter: bool = False,
) -> Path:
    """Write a video that shows each scene for some seconds.

    Args:
        path: its ending names the container.
        scenes: all of one size.
        seconds: of each scene.
        fps: frames a second.
        codec: FFmpeg's name of the encoder.
        said: the container's metadata.
        options: the encoder's options.
        jitter: frames come at uneven times.
    """
    import av

    size = scenes[0].size
    quicktime = path.suffix in (".mp4", ".mov", ".m4v", ".3gp")
    tags = {"movflags": "use_metadata_tags"} if quicktime else {}
    with av.open(str(path), "w", options=tags) as container:
        container.metadata.update(said or {})
        stream = container.add_stream(codec, rate=fps, options=dict(options or {}))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        number = 0
        for scene in scenes:
            pixels = np.asarray(scene.convert("RGB"))
            for _ in range(round(seconds * fps)):
                frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
                shift = 300 // fps if jitter and number % 2 else 0
                frame.pts, frame.time_base = number * 1000 // fps + shift, Fraction(1, 1000)
                container.mux(stream.encode(frame))
                number += 1
        container.mux(stream.encode())
    return path


def turn(path: Path, quarter_turns: int) -> None:
    """Write into an MP4 that its picture is shown turned clockwise, as telephones do."""
    one, minus = (1 << 16).to_bytes(4, "big"), (-(1 << 16)).to_bytes(4, "big", signed=True)
    none = bytes(4)
    matrices = {
        1: (none, one, none, minus, none, none),
        2: (minus, none, none, none, minus, none),
        3: (none, minus, none, one, none, none),
    }
    plain = b"".join((one, none, none, none, one, none))
    data = path.read_bytes()
    track = data.index(b"tkhd")
    place = data.index(plain, track)
    turned = b"".join(matrices[quarter_turns])
    path.write_bytes(data[:place] + turned + data[place + len(plain) :])
