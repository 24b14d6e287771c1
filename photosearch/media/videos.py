"""What a video file says of itself, and the moments in it that are worth looking at.

Decoding is done by FFmpeg's libraries through PyAV, which is optional (`photosearch[video]`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from photosearch.extras import VIDEO
from photosearch.media.dates import Moment as Taken
from photosearch.media.dates import best_moment, read_moment
from photosearch.media.decode import Photo, Unreadable, regular_size
from photosearch.media.found import position
from photosearch.media.names import moment_of_name
from photosearch.said import say
from photosearch.types import VIDEO_KINDS, Facts, ProblemReason, Word, WordSource

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

# Moments of a video: at most so many, and no two nearer than this (milliseconds).
MOST_MOMENTS: Final = 240
STEP_MS: Final = 2_000
# A cut is a moment of its own this long after the last.
LEAST_MS: Final = 800
# Between keyframes further apart than this, frames are looked at, too.
SPARSE_MS: Final = 2_500
# Frames between keyframes that are decoded at most: half a minute or so of 1080p on one core.
MOST_FRAMES: Final = 4_000
# Seconds of processor time after which the moments found so far are all: very large frames.
MOST_SECONDS: Final = 120.0
# Packets that are looked at for keyframes: nine hours of thirty frames a second.
MOST_PACKETS: Final = 1_000_000
# A longer video, or more pixels a frame, is a mistake or a trap.
LONGEST_MS: Final = 24 * 3600 * 1000
MAX_FRAME_PIXELS: Final = 1 << 26
# Mean difference of small pictures, of 255: below the first two frames show the same, above the
# second there was a cut between them.
SAME: Final = 6.0
CUT: Final = 24.0
# How often frames between sparse keyframes are compared (milliseconds).
GLANCE_MS: Final = 200
_SMALL: Final = (12, 12)
# Width of a pixel by its height: beyond this, or its inverse, it is a mistake.
_LEAST_RATIO: Final = 0.25
# The side to which moments are scaled: enough for any encoder and for a thumbnail.
EDGE: Final = 640
LONGEST_TEXT: Final = 2_000
# ISO 6709: degrees alone, with minutes, or with minutes and seconds.
_ISO6709: Final = re.compile(
    r"\s*([+-])(\d{1,2}|\d{4}|\d{6})(\.\d+)?\s*([+-])(\d{1,3}|\d{5}|\d{7})(\.\d+)?(?![\d.])"
)
_APPLE: Final = "com.apple.quicktime."
_DATES: Final = (f"{_APPLE}creationdate", "date_recorded", "date_digitized", "date")
# In UTC by the standards of MP4 and Matroska, without a zone.
_INSTANT: Final = "creation_time"
_PLACES: Final = (f"{_APPLE}location.iso6709", "location", "location-eng")
_MAKES: Final = (f"{_APPLE}make", "com.android.manufacturer", "make")
_MODELS: Final = (f"{_APPLE}model", "com.android.model", "model")
_TITLES: Final = (f"{_APPLE}title", f"{_APPLE}displayname", "title")
_DESCRIPTIONS: Final = (f"{_APPLE}description", "description", "synopsis", "comment")
_KEYWORDS: Final = (f"{_APPLE}keywords", "keywords")


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video says of itself.

    ``width`` and ``height`` are pixels as seen, after rotation; ``duration_ms`` is None where
    neither the file nor its streams tell it. ``taken_at`` carries an offset where one is named, or
    where the file tells an instant alone; where it tells no time its name may.
    """

    width: int
    height: int
    codec: str
    duration_ms: int | None = None
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    title: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """An upright RGB frame, and when it is seen."""

    at_ms: int
    image: Image.Image


def video_facts(path: Path) -> Facts:
    """Return what the file says, as the catalogue keeps it.

    Raises:
        Unreadable: it is no video that can be read.
    """
    said = read_video_facts(path)
    texts = (
        (WordSource.TITLE, said.title),
        (WordSource.CAPTION, said.description),
        *((WordSource.KEYWORD, keyword) for keyword in said.keywords),
    )
    return Facts(
        width=said.width,
        height=said.height,
        kind=VIDEO_KINDS.get(path.suffix.lower(), "mp4"),
        taken_at=said.taken_at,
        camera=said.camera,
        latitude=said.latitude,
        longitude=said.longitude,
        words=tuple(Word(source, text[:LONGEST_TEXT]) for source, text in texts if text),
        duration_ms=said.duration_ms,
    )


def still(image: Image.Image, kind: str) -> Photo:
    """Return a frame as a decoded photo."""
    return Photo(image, image.width, image.height, kind, image)


def read_video_facts(path: Path) -> VideoFacts:
    """Return what the file says.

    Raises:
        Unreadable: it is no video that can be read.
    """
    with _opened(path) as (container, stream):
        return _facts(container, stream, path.name)


def moments(path: Path, most: int = MOST_MOMENTS, edge: int = EDGE) -> Iterator[Moment]:
    """Yield the moments of a video in order of time: scenes, and every few seconds of long ones.

    They have at most ``edge`` pixels a side, and are the same ones for any.

    Keyframes are looked at first, as they cost little and encoders set them where scenes change;
    where they are sparse, frames between them, as long as MOST_FRAMES lasts. What shows the same as
    the moment before is left out. A broken tail ends the moments; it does not lose them.

    Raises:
        Unreadable: there is not a single frame.
    """
    with _opened(path) as (container, stream):
        turn = 0
        kept: np.ndarray[Any, Any] | None = None
        found = 0
        step = max(STEP_MS, (_duration_ms(container, stream) or 0) // most)
        for at_ms, frame in _candidates(container, stream, step):
            turn = frame.rotation or turn
            small = _signature(frame)
            if kept is not None and np.abs(small - kept).mean() < SAME:
                continue
            kept = small
            yield Moment(at_ms, _upright(frame, stream, turn, edge))
            found += 1
            if found >= most:
                return
        if not found:
            raise Unreadable(ProblemReason.TRUNCATED, say("detail.no_frame"))


def frame_at(path: Path, at_ms: int, edge: int = EDGE) -> Image.Image:
    """Return the upright frame that is seen at a time, or the last one before the end.

    It has at most ``edge`` pixels a side.

    Raises:
        Unreadable: there is none.
    """
    with _opened(path) as (container, stream):
        # Some streams tell how they are coded in their first frames alone.
        last = next(_decoded(container, stream), None)
        for frame in _frames_from(container, stream, at_ms):
            if _time_ms(frame, stream) > at_ms:
                break
            last = frame
        if last is None:
            raise Unreadable(ProblemReason.TRUNCATED, say("detail.no_frame"))
        return _upright(last, stream, last.rotation, edge)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    if not VIDEO.is_here:
        raise Unreadable(
            ProblemReason.UNSUPPORTED, say("detail.videos_need", command=VIDEO.command)
        )
    import av

    av.logging.set_level(av.logging.PANIC)
    try:
        regular_size(path)
        # A file, not its name: FFmpeg takes some names for protocols and playlists.
        with (
            path.open("rb") as file,
            av.open(file, metadata_errors="replace", mode="r") as container,
        ):
            video = container.streams.video
            if not video:
                raise Unreadable(ProblemReason.UNSUPPORTED, say("detail.sound_alone"))
            stream = max(video, key=_rank)
            if stream.codec_context is None:  # nothing here decodes it
                raise Unreadable(ProblemReason.UNSUPPORTED, say("detail.no_decoder"))
            stream.codec_context.thread_count = 1
            size = stream.codec_context.width, stream.codec_context.height
            if not min(size) or size[0] * size[1] > MAX_FRAME_PIXELS:
                raise Unreadable(
                    ProblemReason.TOO_LARGE, say("detail.pixels", width=size[0], height=size[1])
                )
            yield container, stream
    except av.FFmpegError as error:  # of absurd sizes it says that there is no memory for them
        raise Unreadable(ProblemReason.TRUNCATED, say("detail.no_video")) from error
    except OSError as error:
        raise Unreadable(ProblemReason.UNREADABLE, error.strerror or str(error)) from error


def _rank(stream: VideoStream) -> tuple[bool, bool]:
    """Say whether a stream has more than one picture (a cover has not), and is what is meant."""
    from av.stream import Disposition

    is_cover = Disposition.attached_pic in stream.disposition or stream.frames == 1
    return not is_cover, Disposition.default in stream.disposition


def _facts(container: InputContainer, stream: VideoStream, name: str) -> VideoFacts:
    said = {
        key.lower(): text.strip()
        for metadata in (stream.metadata, container.metadata)
        for key, text in metadata.items()
    }
    width, height = _shown_size(stream.codec_context.width, stream.codec_context.height, stream)
    if _rotation(container, stream) % 180:
        width, height = height, width
    latitude, longitude = _place(said)
    make, model = _first(said, _MAKES), _first(said, _MODELS)
    return VideoFacts(
        width=width,
        height=height,
        codec=stream.codec_context.name,
        duration_ms=_duration_ms(container, stream),
        taken_at=best_moment([*_moments_said(said), moment_of_name(name)]),
        latitude=latitude,
        longitude=longitude,
        camera=f"{make} {model}".strip() or None,
        title=_first(said, _TITLES),
        description=_first(said, _DESCRIPTIONS),
        keywords=tuple(filter(None, map(str.strip, _first(said, _KEYWORDS).split(",")))),
    )


def _rotation(container: InputContainer, stream: VideoStream) -> int:
    """Return by how many degrees the first frame is turned."""
    first = next(_decoded(container, stream), None)
    container.seek(0)
    return 0 if first is None else int(first.rotation)


def _duration_ms(container: InputContainer, stream: VideoStream) -> int | None:
    for duration, base in (
        (stream.duration, stream.time_base),
        (container.duration, Fraction(1, 1_000_000)),
    ):
        if duration and base and 0 < duration * base * 1000 <= LONGEST_MS:
            return round(duration * base * 1000)
    return None


def _first(said: Mapping[str, str], names: Iterable[str]) -> str:
    return next(filter(None, (said.get(name, "") for name in names)), "")


def _moments_said(said: Mapping[str, str]) -> Iterator[Taken | None]:
    """Yield when the video was taken, by what tells most of it first."""
    yield from (read_moment(said.get(name, "")) for name in _DATES)
    instant = read_moment(said.get(_INSTANT, ""))
    if instant is not None and not instant.is_unset:
        yield replace(instant, is_instant=instant.at.tzinfo is UTC)


def _place(said: Mapping[str, str]) -> tuple[float | None, float | None]:
    for name in _PLACES:
        if match := _ISO6709.match(said.get(name, "")):
            north, east = (_iso_degrees(*match.groups()[at : at + 3]) for at in (0, 3))
            if (found := position(north, east)) is not None:
                return found
    return None, None


def _iso_degrees(sign: str, whole: str, fraction: str | None) -> float:
    """Return degrees of ISO 6709: the last part of the digits has the fraction."""
    parts = []
    while len(whole) > 3:
        parts.append(whole[-2:])
        whole = whole[:-2]
    numbers = [float(whole), *map(float, reversed(parts))]
    numbers[-1] += float(fraction or 0)
    angle: float = sum(number / 60.0**power for power, number in enumerate(numbers))
    return -angle if sign == "-" else angle


def _candidates(
    container: InputContainer, stream: VideoStream, step: int
) -> Iterator[tuple[int, VideoFrame]]:
    """Yield frames at least ``step`` milliseconds apart, in order of time."""
    end = _duration_ms(container, stream)
    is_spread = step > STEP_MS and end is not None
    if is_spread and end is not None:  # a long file is not read through
        keyframes = list(range(0, end, step))
    else:
        keyframes = list(_keyframe_times(container, stream, step)) or [0]
    budget = MOST_FRAMES
    last = time.process_time() + MOST_SECONDS
    ends = [*keyframes[1:], end if end is not None else LONGEST_MS]
    for start, stop in zip(keyframes, ends, strict=True):
        if time.process_time() > last:
            return
        sampler = _Sampler(step)
        for frame in _frames_from(container, stream, start):
            at_ms = _time_ms(frame, stream)
            budget -= 1
            if at_ms < start and not is_spread:
                continue
            if at_ms >= stop > start and not sampler.is_first:
                break
            if sampler.wants(at_ms, frame):
                yield at_ms, frame
            is_spent = budget <= 0 or time.process_time() > last
            if is_spread or stop - start <= SPARSE_MS or is_spent:
                break


class _Sampler:
    """Chooses among frames in order: one every ``step`` milliseconds, and each after a cut.

    In a video so long that its moments are spread, cuts bring no more of them.
    """

    def __init__(self, step: int) -> None:
        self._step = step
        self._least = LEAST_MS if step <= STEP_MS else step
        self._taken: int | None = None
        self._glance = 0
        self._seen: np.ndarray[Any, Any] | None = None

    @property
    def is_first(self) -> bool:
        """Whether no frame was wanted yet."""
        return self._taken is None

    def wants(self, at_ms: int, frame: VideoFrame) -> bool:
        """Say whether to take this frame."""
        passed = self._step if self._taken is None else at_ms - self._taken
        if passed < self._step and at_ms < self._glance:
            return False
        before, self._seen = self._seen, _signature(frame)
        self._glance = at_ms + GLANCE_MS
        is_cut = before is not None and np.abs(self._seen - before).mean() > CUT
        if passed < (self._least if is_cut else self._step):
            return False
        self._taken = at_ms
        return True


def _keyframe_times(container: InputContainer, stream: VideoStream, step: int) -> Iterator[int]:
    """Yield the times of keyframes, at least ``step`` milliseconds apart; nothing is decoded."""
    last: int | None = None
    for packet in islice(container.demux(stream), MOST_PACKETS):
        if packet.is_keyframe and packet.pts is not None and stream.time_base:
            at_ms = _since_start(packet.pts, stream)
            if 0 <= at_ms <= LONGEST_MS and (last is None or at_ms - last >= step):
                last = at_ms
                yield at_ms


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Yield frames until the end, or until what is broken."""
    import av

    try:
        for frame in container.decode(stream):
            if frame.width * frame.height <= MAX_FRAME_PIXELS:
                yield frame
    except (av.FFmpegError, ValueError):
        return


def _frames_from(
    container: InputContainer, stream: VideoStream, at_ms: int
) -> Iterator[VideoFrame]:
    """Yield frames from the keyframe at or before a time on.

    Transport streams have no index: a seek in them can end too late. Then it begins earlier, at
    last at the beginning.
    """
    for begin in (at_ms, at_ms - SPARSE_MS, None):
        if begin is None or begin <= 0:
            container.seek(0)
        else:
            _seek(container, stream, begin)
        frames = _decoded(container, stream)
        first = next(frames, None)
        if first is not None and (begin is None or _time_ms(first, stream) <= at_ms + 1):
            yield first
            yield from frames
            return


def _seek(container: InputContainer, stream: VideoStream, at_ms: int) -> None:
    import av

    base = stream.time_base or Fraction(1, 1000)
    try:
        container.seek(int(at_ms / 1000 / base) + (stream.start_time or 0), stream=stream)
    except av.FFmpegError:
        container.seek(0)


def _since_start(pts: int, stream: VideoStream) -> int:
    base = stream.time_base or Fraction(1, 1000)
    return round((pts - (stream.start_time or 0)) * base * 1000)


def _time_ms(frame: VideoFrame, stream: VideoStream) -> int:
    return 0 if frame.pts is None else max(0, _since_start(frame.pts, stream))


def _signature(frame: VideoFrame) -> np.ndarray[Any, Any]:
    """Return a small picture, Int16[12, 12, 3], in colour: equally bright scenes differ, too."""
    return frame.reformat(*_SMALL, format="rgb24").to_ndarray().astype(np.int16)


def _shown_size(width: int, height: int, stream: VideoStream) -> tuple[int, int]:
    """Return the size at which a frame is shown: camcorders' and TV's pixels are not square."""
    ratio = float(stream.sample_aspect_ratio or 1)
    if not _LEAST_RATIO <= ratio <= 1 / _LEAST_RATIO:
        ratio = 1.0
    return max(1, round(width * ratio)), height


def _upright(frame: VideoFrame, stream: VideoStream, rotation: int, edge: int) -> Image.Image:
    width, height = _shown_size(frame.width, frame.height, stream)
    share = min(1.0, edge / max(width, height))
    size = max(1, round(width * share)), max(1, round(height * share))
    pixels = frame.reformat(*size, format="rgb24").to_ndarray()
    return Image.fromarray(np.rot90(pixels, (rotation // 90) % 4))
