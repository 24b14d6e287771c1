"""The vision-language models that were added, and the one that looks at photos to answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from photosearch.models.answerers import (
    Answerer,
    InstalledAnswerer,
    find_answerer,
    installed_answerers,
    remove_answerer,
)
from photosearch.paths import AppPaths
from photosearch.settings import load_settings, save_settings

if TYPE_CHECKING:
    from photosearch.models.answering import AnswerProcess
    from photosearch.models.looking import Look


class LibraryAnswerers:
    """Lists, chooses, asks and removes them. None is loaded before it is asked."""

    def __init__(self, paths: AppPaths, chosen: str) -> None:
        self._paths = paths
        self._chosen = chosen
        self._process: AnswerProcess | None = None
        self._lock = threading.Lock()

    def all(self) -> list[InstalledAnswerer]:
        """Return the models that were added to answer."""
        return installed_answerers(self._paths.models)

    def chosen(self) -> Answerer | None:
        """Return the model that answers, if one is chosen and still there."""
        if not self._chosen:
            return None
        found = (one.answerer for one in self.all() if one.answerer.id == self._chosen)
        return next(found, None)

    def use(self, model_id: str) -> None:
        """Choose the model that answers; "" for none.

        Raises:
            ModelError: it is not installed.
            SettingsError: the choice can't be kept.
        """
        if model_id:
            find_answerer(self._paths.models, model_id)
        kept = load_settings(self._paths.settings)
        save_settings(self._paths.settings, replace(kept, answers=model_id))
        self._chosen = model_id
        self.close()

    def remove(self, model_id: str) -> None:
        """Delete a model that was added to answer.

        Raises:
            ModelError: it is not installed.
        """
        if self._chosen == model_id:
            self.use("")
        remove_answerer(self._paths.models, model_id)

    def ask(self, look: Look) -> Iterator[str]:
        """Yield what the chosen model says of photos, a sentence at a time; nothing without one.

        It says nothing of people that made captions must not.

        Raises:
            ModelError: it can't be loaded, or fails.
        """
        from photosearch.answering.unsaid import withheld
        from photosearch.models.answering import AnswerProcess

        chosen = self.chosen()
        if chosen is None:
            return
        with self._lock:
            if self._process is None or self._process.model_id != chosen.id:
                self._end()
                self._process = AnswerProcess(self._paths.models, chosen.id)
            process = self._process
        yield from withheld(process.ask(look))

    def stop(self) -> None:
        """Let an answer end that is under way; safe from any thread."""
        process = self._process
        if process is not None:
            process.stop()

    def close(self) -> None:
        """Give the memory back that a model takes."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None
