"""What an analyser is: it finds something in the pixels of photos, beside their embedding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar, cast

import xxhash

from photosearch.catalogue.analyses import Findings, Writer
from photosearch.extras import Extra
from photosearch.media.decode import Photo, Unreadable, decode, file_digest, read_file
from photosearch.types import VIDEO_KINDS, Problem, ProblemReason

Found_co = TypeVar("Found_co", covariant=True)

# Pixels of the longer side of a video's moments.
VIDEO_EDGE: Final = 1200


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was decoded: its pixels, where it lies, and the digest of its content.

    Of a video it is the picture at ``at_ms``, in milliseconds.
    """

    photo: Photo
    path: Path
    content: bytes
    at_ms: int | None = None


class Sight(Protocol[Found_co]):
    """An analyser at work in a worker, its models loaded."""

    def analyse(self, seen: Seen) -> Found_co:
        """Return what is found in a photo.

        Raises:
            Unreadable: its pixels can't be had.
        """


class VideoSight(Sight[Found_co], Protocol[Found_co]):
    """One that looks at videos, too."""

    def analyse_video(self, moments: Iterator[Seen]) -> Found_co:
        """Return what is found in a video, given its moments in order of time.

        Raises:
            Unreadable: it has none.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser(Generic[Findings]):
    """Something that is looked for in all photos.

    ``key`` names it in the catalogue and to people (what is said under ``analyser.KEY``); a higher
    ``version`` sees all photos anew. ``setting`` is the field of the settings that switches it,
    ``extra`` what is installed for it, and ``stage`` its progress' name. ``size`` tells in which
    (width, height) it looks at a photo of another, and those come first that look like one of
    ``looks``, asked as a person would. A worker calls ``load`` once, with the folder for pictures
    that can be made again, and takes ``seconds`` for a photo at most. ``writer`` keeps what is
    found. If it is for ``videos``, too, what is loaded is a :class:`VideoSight`.

    It travels to workers, so all its functions are those of modules.
    """

    key: str
    version: int
    setting: str
    extra: Extra
    stage: str
    size: Callable[[int, int], tuple[int, int]]
    looks: tuple[str, ...]
    seconds: float
    load: Callable[[Path], Sight[Findings]]
    writer: Writer[Findings]
    videos: bool = False


def look(analyser: Analyser[Findings], cache: Path, path: Path) -> Findings | Problem:
    """Return what an analyser finds in one file, in this worker."""
    outcome = look_together((analyser,), cache, path)
    return outcome if isinstance(outcome, Problem) else outcome[0]


def look_together(
    analysers: Sequence[Analyser[Any]], cache: Path, path: Path
) -> tuple[Any, ...] | Problem:
    """Return what each of these finds in one file, or a problem in its place, in this worker.

    The file is read and decoded once for all of them; if it can't be, that is the one problem. For
    text and faces of 12-megapixel photos that takes 5 % less than one after the other.
    Videos are only given to analysers that look at them.
    """
    try:
        if all(one.videos for one in analysers) and path.suffix.lower() in VIDEO_KINDS:
            return tuple(_found_in_video(one, cache, path) for one in analysers)
        data = read_file(path)
        photo = decode(data, partial(_shorter_side, analysers))
        seen = Seen(photo, path, xxhash.xxh3_128(data).digest())
        return tuple(_found(one, cache, seen) for one in analysers)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)


def _shorter_side(analysers: Sequence[Analyser[Any]], width: int, height: int) -> int:
    """Return the pixels of a photo's shorter side that these look at."""
    return max(min(one.size(width, height)) for one in analysers)


def _found(analyser: Analyser[Findings], cache: Path, seen: Seen) -> Findings | Problem:
    try:
        return _sight(analyser, cache).analyse(seen)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)


def _found_in_video(analyser: Analyser[Findings], cache: Path, path: Path) -> Findings:
    sight = cast("VideoSight[Findings]", _sight(analyser, cache))
    return sight.analyse_video(_moments(path))


def _moments(path: Path) -> Iterator[Seen]:
    from photosearch.media.videos import moments, still

    content = file_digest(path)
    for moment in moments(path, edge=VIDEO_EDGE):
        yield Seen(still(moment.image, path.suffix), path, content, moment.at_ms)


_sights: dict[str, Sight[object]] = {}


def _sight(analyser: Analyser[Findings], cache: Path) -> Sight[Findings]:
    if analyser.key not in _sights:
        _sights[analyser.key] = analyser.load(cache)
    return _sights[analyser.key]  # type: ignore[return-value]  # loaded by this very analyser
