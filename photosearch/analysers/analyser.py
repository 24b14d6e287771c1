"""What an analyser is: it finds something in the pixels of photos, beside their embedding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from photosearch.catalogue.analyses import Findings, Writer
from photosearch.media.decode import Photo, Unreadable, decode, read_file
from photosearch.types import Problem, ProblemReason

Found_co = TypeVar("Found_co", covariant=True)


class Sight(Protocol[Found_co]):
    """An analyser at work in a worker, its models loaded."""

    def analyse(self, photo: Photo, path: Path) -> Found_co:
        """Return what is found in a photo, decoded from a path.

        Raises:
            Unreadable: its pixels can't be had.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser(Generic[Findings]):
    """Something that is looked for in all photos, in a pass of its own.

    ``key`` names it in the catalogue and to people (what is said under ``analyser.KEY``); a higher
    ``version`` sees all photos anew. ``setting`` is the field of the settings that switches it,
    ``extra`` what is installed for it (``photosearch[EXTRA]``), and ``stage`` its progress' name.
    Photos are decoded to at least ``edge`` pixels, and those come first that look like one of
    ``looks``, asked as a person would. A worker calls ``load`` once, and takes ``seconds`` for a
    photo at most. ``writer`` keeps what is found.

    It travels to workers, so all its functions are those of modules.
    """

    key: str
    version: int
    setting: str
    extra: str
    stage: str
    edge: int
    looks: tuple[str, ...]
    seconds: float
    is_installed: Callable[[], bool]
    load: Callable[[], Sight[Findings]]
    writer: Writer[Findings]


def look(analyser: Analyser[Findings], path: Path) -> Findings | Problem:
    """Return what an analyser finds in one file, in this worker."""
    try:
        photo = decode(read_file(path), analyser.edge)
        return _sight(analyser).analyse(photo, path)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)


_sights: dict[str, Sight[object]] = {}


def _sight(analyser: Analyser[Findings]) -> Sight[Findings]:
    if analyser.key not in _sights:
        _sights[analyser.key] = analyser.load()
    return _sights[analyser.key]  # type: ignore[return-value]  # loaded by this very analyser
