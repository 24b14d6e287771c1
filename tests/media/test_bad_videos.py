"""Videos that claim what can't be, and decoders that hang or crash: one problem each, in time."""

from __future__ import annotations

import io
import os
import signal
import struct
import sys
import time
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from photosearch.indexing import pool as pools
from photosearch.indexing.pool import WorkerPool
from photosearch.indexing.worker import WorkerConfig
from photosearch.library import Library
from photosearch.media.decode import Unreadable
from photosearch.media.videos import moments, read_video_facts
from photosearch.types import Decoded, Preprocessing, Problem, ProblemReason
from tests.conftest import paint_four, update
from tests.videos import make_video

av = pytest.importorskip("av")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good MP4 of three scenes."""
    scenes = [Image.new("RGB", (96, 64), colour) for colour in ("red", "lime", "blue")]
    return make_video(tmp_path_factory.mktemp("film") / "a.mp4", scenes).read_bytes()


def patched(film: bytes, box: bytes, offset: int, *numbers: int) -> bytes:
    """Return a film with numbers of 32 bits written into a box."""
    data = bytearray(film)
    place = data.index(box) + 4 + offset
    struct.pack_into(f">{len(numbers)}I", data, place, *numbers)
    return bytes(data)


def ten_thousand_hours(film: bytes) -> bytes:
    return patched(patched(film, b"mvhd", 12, 1, 36_000_000), b"tkhd", 20, 36_000_000)


def without_length(film: bytes) -> bytes:
    return patched(patched(film, b"mvhd", 16, 0xFFFFFFFF), b"mdhd", 16, 0xFFFFFFFF)


@pytest.mark.parametrize("lie", [ten_thousand_hours, without_length])
def test_a_claim_of_hours_costs_the_length_alone(
    tmp_path: Path, film: bytes, lie: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(lie(film))
    facts = read_video_facts(path)
    assert facts.duration_ms is None or facts.duration_ms < 7_000
    assert [moment.at_ms for moment in moments(path)] == [0, 2000, 4000]


def test_pictures_that_nothing_decodes_are_told_as_such(tmp_path: Path, film: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(film.replace(b"avc1", b"zzzz"))
    with pytest.raises(Unreadable) as caught:
        read_video_facts(path)
    assert caught.value.problem.reason is ProblemReason.UNSUPPORTED


def test_a_day_that_is_six_seconds_has_its_moments_once(tmp_path: Path, film: bytes) -> None:
    path = tmp_path / "a.mp4"
    day = 23 * 3600
    path.write_bytes(patched(patched(film, b"mvhd", 16, day * 1000), b"mdhd", 12, 1000, day * 1000))
    assert 1 <= len(list(moments(path))) <= 3


@pytest.mark.parametrize(
    "numbers", [(10, 1_000_000), (1, 0x7FFFFFF), (0, 0x7FFFFFFF), (0x7FFFFFFF, 60)]
)
def test_a_claim_of_a_million_frames_ends_in_time(
    tmp_path: Path, film: bytes, numbers: tuple[int, int]
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(patched(film, b"stsz", 4, *numbers))
    begun = time.process_time()
    with pytest.raises(Unreadable):
        list(moments(path))
    assert time.process_time() - begun < 10


def test_frames_of_absurd_sizes_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 64)).save(file, "PNG")
    png = bytearray(file.getvalue())
    place = png.index(b"IHDR") + 4
    struct.pack_into(">II", png, place, 50_000, 50_000)
    struct.pack_into(">I", png, place + 13, zlib.crc32(bytes(png[place - 4 : place + 13])))
    path = tmp_path / "bomb.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "rgb24"
        for number in range(3):
            packet = av.Packet(bytes(png))
            packet.stream, packet.is_keyframe = stream, True
            packet.pts = packet.dts = number
            packet.time_base = Fraction(1, 5)
            container.mux(packet)
    with pytest.raises(Unreadable):
        list(moments(path))


@pytest.mark.parametrize("kept", [200, 700])
def test_a_film_without_its_frames_says_so_in_plain_words(
    tmp_path: Path, film: bytes, kept: int
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(film[:kept])
    with pytest.raises(Unreadable) as caught:
        list(moments(path))
    assert str(caught.value) in (
        "it is no video that can be opened, or its beginning is lost",
        "no frame of the video can be decoded",
    )


def test_frames_that_take_long_leave_the_moments_found_so_far(
    tmp_path: Path, film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(film)
    clock = iter(range(0, 10_000, 40))
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    assert 1 <= len(list(moments(path))) < 3


def crash(path: Path) -> Decoded | Problem:
    """Do what a broken decoder would, if the file's name says so."""
    if path.stem == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    return pools.process(path)


def test_a_decoder_that_crashes_costs_its_video_alone(tmp_path: Path, film: bytes) -> None:
    paths = [tmp_path / f"{name}.mp4" for name in ("crash", "good")]
    for path in paths:
        path.write_bytes(film)
    config = WorkerConfig(tmp_path / "thumbnails", Preprocessing(size=(32, 32)), pack=None)
    with WorkerPool(config, 1, task=crash) as pool:
        outcomes = dict(pool.process((path.stem, path) for path in paths))
    assert isinstance(outcomes["good"], Decoded)
    assert isinstance(outcomes["crash"], Problem)
    assert outcomes["crash"].reason is ProblemReason.CRASHED


class StalledFile(io.BufferedReader):
    """A file on a drive that does not answer beyond some place."""

    def __init__(self, path: Path, last: int) -> None:
        super().__init__(io.FileIO(path))
        self._last = last

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, or never return."""
        if self.tell() >= self._last:
            time.sleep(3600)
        return super().read(size)


class StalledPath(type(Path())):  # type: ignore[misc]
    """A path whose file stalls at once, or half-way, as its name says."""

    def open(self, *_: object, **__: object) -> StalledFile:
        """Open the file."""
        return StalledFile(Path(self), 0 if self.stem == "at once" else self.stat().st_size // 2)


def stall(path: Path) -> Decoded | Problem:
    """Work on a file as always; only that reading it takes for ever."""
    return pools.process(StalledPath(path))


@pytest.mark.parametrize("name", ["at once", "half-way"])
def test_a_demuxer_that_never_returns_is_one_problem_in_time(tmp_path: Path, name: str) -> None:
    """FFmpeg waits for bytes, which takes no processor time: so that limit would never end it."""
    scenes = [Image.effect_noise((256, 256), 90) for _ in range(3)]
    path = make_video(tmp_path / f"{name}.mkv", scenes, 0.5)
    config = WorkerConfig(
        tmp_path / "thumbnails", Preprocessing(size=(32, 32)), pack=None, stall_limit=1.0
    )
    begun = time.monotonic()
    with WorkerPool(config, 1, task=stall) as pool:
        outcome = pool.one(path)
    assert isinstance(outcome, Problem)
    assert outcome.reason is ProblemReason.TIMED_OUT
    assert str(outcome.detail) == "nothing came of it for 1 s"
    assert 2.0 <= time.monotonic() - begun < pools.VIDEO_TIME_LIMIT  # it was tried twice


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes among its files")
def test_a_pipe_named_like_a_video_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp4")
    with pytest.raises(Unreadable) as caught:
        read_video_facts(tmp_path / "a.mp4")
    assert caught.value.problem.reason is ProblemReason.NOT_A_PHOTO


def test_bad_videos_are_problems_of_their_own_in_a_library(
    open_library: Callable[[], Library], tmp_path: Path, film: bytes
) -> None:
    folder = paint_four(tmp_path / "mixed")
    (folder / "good.mp4").write_bytes(film)
    (folder / "frames.mp4").write_bytes(patched(film, b"stsz", 4, 10, 1_000_000))
    (folder / "empty.mov").write_bytes(b"")
    (folder / "head.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(200))
    library = open_library()
    library.add_folder(folder)
    update(library)
    assert library.searchable() == 5
    told = {problem.path.name: problem for problem in library.problems()}
    assert set(told) == {"frames.mp4", "empty.mov", "head.mkv"}
    assert "Errno" not in "".join(str(problem.detail) for problem in told.values())
