"""The work in the background, a step at a time: scan what may have changed, index what is new."""

from __future__ import annotations

from collections.abc import Iterator

from photosearch.library import Library
from photosearch.types import FolderId, Progress


class Background:
    """The upkeep of a library for one who does other things between its steps.

    ``progress`` is where it is; its stage is ``idle`` when nothing is left to do.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._work: Iterator[Progress] | None = None
        self.progress = Progress("idle", 0, 0)

    @property
    def is_idle(self) -> bool:
        """Whether there is no step to take."""
        return self._work is None

    def begin(self, folders: tuple[FolderId, ...] = ()) -> None:
        """Look at these folders, or all, then index, in place of what is under way."""
        self.end()
        self._work = self._library.upkeep.update(folders)
        self.progress = Progress("scanning", 0, 0)

    def begin_indexing(self) -> None:
        """Index what is pending; work that is under way will come to it by itself."""
        if self._work is None:
            self._work = self._library.upkeep.index()
            self.progress = Progress("indexing", 0, self._library.upkeep.pending())

    def step(self) -> Progress:
        """Take the next step; return where the work is then.

        Raises:
            PhotosearchError: the work failed, and is over.
        """
        assert self._work is not None
        try:
            progress = next(self._work, None)
        except BaseException:
            self._rest()
            raise
        if progress is not None:
            self.progress = progress
        elif self._library.upkeep.pending():  # more has come meanwhile
            self._work = self._library.upkeep.index()
        else:
            self._rest()
        return self.progress

    def end(self) -> None:
        """Leave what is under way; nothing but the running batch is lost."""
        work, self._work = self._work, None
        if work is not None:
            work.close()  # type: ignore[attr-defined]

    def _rest(self) -> None:
        self._work = None
        self.progress = Progress("idle", self.progress.done, self.progress.total)
