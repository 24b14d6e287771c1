"""What is looked for in the pixels of photos, beside what they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from photosearch.catalogue.database import Catalogue
from photosearch.errors import SettingsError
from photosearch.settings import Settings
from photosearch.wire.values import AnalyserState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from photosearch.analysers.analyser import Analyser
    from photosearch.indexing.analysis import AnalysisPass
    from photosearch.spaces.spaces import OpenSpace

# So many photos are looked at for everything, decoded once, within minutes. To read the text of
# thousands takes hours, and to decode them once more for it one part in twenty of that.
FEW: Final = 200

# What an analyser needs is imported where it is used: a first answer comes sooner.


class LibraryAnalysers:
    """Switches analysers, and tells how far they are.

    ``settings`` gives the user's choices as they are now, ``choose`` changes one and keeps it;
    ``face_model`` is the folder of a model of faces that the user may have added.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Callable[[], Settings],
        choose: Callable[[str, bool], None],
        face_model: Path,
    ) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._choose = choose
        self._face_model = face_model

    def all(self) -> list[AnalyserState]:
        """Return all analysers, and how far each is."""
        return [self._state(one) for one in self._known()]

    def switch(self, key: str, on: bool) -> None:
        """Look for something from the next :meth:`Upkeep.index` on, or no longer.

        What was found stays.

        Raises:
            SettingsError: there is no such analyser, or the choice can't be kept.
        """
        self._choose(self.named(key).setting, on)

    def passes(self, opened: OpenSpace, cache: Path) -> Iterator[AnalysisPass]:
        """Yield the passes of those that are wanted and have something to see.

        At a few photos they look together first, then each at what it alone lacks. Of many, each
        has a pass of its own, quick ones first: the faces of all don't wait for their text. Those
        that like no photos best are not waited for: they have their passes afterwards.
        """
        pending = [one for one in self._known() if self._is_wanted(one) and self._pending(one)]
        together = [one for one in pending if one.looks]
        are_few = all(self._pending(one) <= FEW for one in together)
        shared = [together] if len(together) > 1 and are_few else []
        for some in shared + [[one] for one in pending]:
            if all(self._is_wanted(one) and self._pending(one) for one in some):
                from photosearch.indexing.analysis import AnalysisPass

                yield AnalysisPass(self._catalogue, opened, cache, some)

    def _known(self) -> list[Analyser[Any]]:
        from photosearch.analysers.face_models import with_own_model
        from photosearch.analysers.known import ANALYSERS
        from photosearch.answering.caption_analyser import caption_analyser

        known: list[Analyser[Any]] = [with_own_model(one, self._face_model) for one in ANALYSERS]
        captions = caption_analyser()
        return known if captions is None else [*known, captions]

    def named(self, key: str) -> Analyser[Any]:
        """Return the analyser with this key.

        Raises:
            SettingsError: there is none.
        """
        for one in self._known():
            if one.key == key:
                return one
        known = ", ".join(one.key for one in self._known())
        raise SettingsError("no_analyser", key=key, known=known)

    def _is_wanted(self, one: Analyser[Any]) -> bool:
        return bool(getattr(self._settings(), one.setting)) and one.extra.is_here

    def _pending(self, one: Analyser[Any]) -> int:
        return self._catalogue.analyses.count_pending(one.key, one.version, one.videos)

    def _state(self, one: Analyser[Any]) -> AnalyserState:
        seen = self._catalogue.analyses.count_seen(one.key, one.version)
        return AnalyserState(
            key=one.key,
            extra=one.extra.name,
            installed=one.extra.is_here,
            on=bool(getattr(self._settings(), one.setting)),
            seen=seen,
            total=seen + self._pending(one),
        )
