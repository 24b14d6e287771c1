"""What an analyser is: it finds something in the pixels of photos, beside their embedding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar, cast

import xxhash

from photosearch.catalogue.analyses import Findings, Writer
from photosearch.extras import Extra
from photosearch.media.decode import Photo, Unreadable, decode, file_digest, read_file
from photosearch.types import VIDEO_KINDS, Problem, ProblemReason

Found_co = TypeVar("Found_co", covariant=True)


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
    """Something that is looked for in all photos, in a pass of its own.

    ``key`` names it in the catalogue and to people (what is said under ``analyser.KEY``); a higher
    ``version`` sees all photos anew. ``setting`` is the field of the settings that switches it,
    ``extra`` what is installed for it, and ``stage`` its progress' name. Photos are decoded to at
    least ``edge`` pixels a side, and those come first that look like one of ``looks``, asked as a
    person would. A worker calls ``load`` once, with the folder for pictures that can be made again,
    and takes ``seconds`` for a photo at most. ``writer`` keeps what is found. If it is for
    ``videos``, too, what is loaded is a :class:`VideoSight`.

    It travels to workers, so all its functions are those of modules.
    """

    key: str
    version: int
    setting: str
    extra: Extra
    stage: str
    edge: int
    looks: tuple[str, ...]
    seconds: float
    load: Callable[[Path], Sight[Findings]]
    writer: Writer[Findings]
    videos: bool = False


def look(analyser: Analyser[Findings], cache: Path, path: Path) -> Findings | Problem:
    """Return what an analyser finds in one file, in this worker."""
    try:
        if analyser.videos and path.suffix.lower() in VIDEO_KINDS:
            sight = cast("VideoSight[Findings]", _sight(analyser, cache))
            return sight.analyse_video(_moments(path, analyser.edge))
        data = read_file(path)
        seen = Seen(decode(data, analyser.edge), path, xxhash.xxh3_128(data).digest())
        return _sight(analyser, cache).analyse(seen)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)


def _moments(path: Path, edge: int) -> Iterator[Seen]:
    from photosearch.media.videos import moments, still

    content = file_digest(path)
    for moment in moments(path, edge=edge):
        yield Seen(still(moment.image, path.suffix), path, content, moment.at_ms)


_sights: dict[str, Sight[object]] = {}


def _sight(analyser: Analyser[Findings], cache: Path) -> Sight[Findings]:
    if analyser.key not in _sights:
        _sights[analyser.key] = analyser.load(cache)
    return _sights[analyser.key]  # type: ignore[return-value]  # loaded by this very analyser
