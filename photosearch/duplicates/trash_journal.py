"""Remembers what was moved to the trash last, so that it can be undone after a restart too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import msgspec

from photosearch.duplicates.trash import TrashedFiles
from photosearch.errors import TrashError

# Requests remembered; undoing is for what one has just done.
KEPT: Final = 50


class TrashJournal:
    """A small JSON file, the newest request last."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, trashed: TrashedFiles) -> None:
        """Remember a request."""
        self._save([*self.all(), trashed][-KEPT:])

    def forget(self, token: str) -> None:
        """Forget a request that was undone."""
        self._save([one for one in self.all() if one.token != token])

    def get(self, token: str) -> TrashedFiles:
        """Return a request; the last one for an empty token.

        Raises:
            TrashError: it is not remembered.
        """
        for one in reversed(self.all()):
            if token in ("", one.token):
                return one
        raise TrashError("nothing_remembered")

    def all(self) -> list[TrashedFiles]:
        """Return what is remembered; nothing if the file is missing or broken."""
        try:
            return msgspec.convert(json.loads(self._path.read_text()), list[TrashedFiles])
        except (OSError, ValueError, msgspec.ValidationError):
            return []

    def _save(self, requests: list[TrashedFiles]) -> None:
        # The standard library's JSON: paths that are no text travel as escapes.
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(msgspec.to_builtins(requests)))
        draft.replace(self._path)
