"""What an analyser is: it finds something in the pixels of photos, beside their embedding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import xxhash

from photosearch.catalogue.analyses import Findings, Writer
from photosearch.extras import Extra
from photosearch.media.decode import Photo, Unreadable, decode, read_file
from photosearch.types import Problem, ProblemReason

Found_co = TypeVar("Found_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was decoded: its pixels, where it lies, and the digest of its content."""

    photo: Photo
    path: Path
    content: bytes


class Sight(Protocol[Found_co]):
    """An analyser at work in a worker, its models loaded."""

    def analyse(self, seen: Seen) -> Found_co:
        """Return what is found in a photo.

        Raises:
            Unreadable: its pixels can't be had.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser(Generic[Findings]):
    """Something that is looked for in all photos, in a pass of its own.

    ``key`` names it in the catalogue and to people (what is said under ``analyser.KEY``); a higher
    ``version`` sees all photos anew. ``setting`` is the field of the settings that switches it,
    ``extra`` what is installed for it, and ``stage`` its progress' name. Photos are decoded to at
    least ``edge`` pixels a side, and those come first that look like one of ``looks``, asked as a
    person would. A worker calls ``load`` once, with the folder for pictures that can be made again,
    and takes ``seconds`` for a photo at most. ``writer`` keeps what is found.

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


def look(analyser: Analyser[Findings], cache: Path, path: Path) -> Findings | Problem:
    """Return what an analyser finds in one file, in this worker."""
    try:
        data = read_file(path)
        seen = Seen(decode(data, analyser.edge), path, xxhash.xxh3_128(data).digest())
        return _sight(analyser, cache).analyse(seen)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)


_sights: dict[str, Sight[object]] = {}


def _sight(analyser: Analyser[Findings], cache: Path) -> Sight[Findings]:
    if analyser.key not in _sights:
        _sights[analyser.key] = analyser.load(cache)
    return _sights[analyser.key]  # type: ignore[return-value]  # loaded by this very analyser
