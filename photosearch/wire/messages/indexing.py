"""Work in the background: how far it is, what it looks for, and what it could not read."""

from __future__ import annotations

import msgspec

from photosearch.said import Said
from photosearch.wire.messages.base import Message
from photosearch.wire.values import AnalyserState, ExtraState


class ProblemState(msgspec.Struct, frozen=True, kw_only=True):
    """One file that could not be read; ``problem.`` and ``reason`` is the code of what is said.

    ``detail`` says more of it, where more is known. An ``analyser`` could not see it, though the
    photo can be found; ``unseen.`` and its key is the code of what is said of that.
    """

    photo: int
    path: str
    reason: str
    detail: Said | None = None
    analyser: str = ""


class Pause(Message, frozen=True, tag="pause"):
    """Stop indexing after the running batch."""


class Resume(Message, frozen=True, tag="resume"):
    """Go on indexing."""


class ListProblems(Message, frozen=True, tag="list_problems"):
    """Ask for the problem list."""


class RetryProblems(Message, frozen=True, tag="retry_problems"):
    """Try unreadable photos again: these, or all if empty."""

    photos: tuple[int, ...] = ()


class ListAnalysers(Message, frozen=True, tag="list_analysers"):
    """Ask what is looked for in photos; answered by `analysers`."""


class SwitchAnalyser(Message, frozen=True, tag="switch_analyser"):
    """Look for something from now on, or no longer; answered by `analysers`."""

    analyser: str
    on: bool


class ListExtras(Message, frozen=True, tag="list_extras"):
    """Ask which optional packages there are; answered by `extras`."""


class IndexingProgress(Message, frozen=True, tag="indexing_progress"):
    """How far the index is.

    ``state`` is idle, scanning, indexing, paused or migrating, or what is done later: reading,
    faces, looking for both at once, or captions.
    """

    state: str
    done: int
    total: int
    rate: float
    seconds_left: float | None
    problems: int
    note: str = ""


class LibraryChanged(Message, frozen=True, tag="library_changed"):
    """Photos were added, changed or removed: the last question may have a new answer."""

    photos: int


class Problems(Message, frozen=True, tag="problems"):
    """The problem list."""

    problems: tuple[ProblemState, ...]


class Analysers(Message, frozen=True, tag="analysers"):
    """What is looked for in photos, and how far that is."""

    analysers: tuple[AnalyserState, ...]


class Extras(Message, frozen=True, tag="extras"):
    """The optional packages, those that are installed and those that are not."""

    extras: tuple[ExtraState, ...]
