"""A list kept apart from the database: a damaged one then costs time, not what a person made."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


class KeptList:
    """A JSON file beside the database; paths travel with their bytes, as JSON escapes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, rows: Sequence[Any]) -> None:
        """Write the list; a full disk is only logged, for the database has it too."""
        draft = self._path.with_suffix(".new")
        try:
            draft.write_text(json.dumps(rows))
            draft.replace(self._path)
        except OSError as error:
            log.warning("%s was not saved: %s", self._path.name, error)

    def read(self) -> list[Any]:
        """Return the list; empty if there is none that can be read."""
        try:
            rows = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return []
        return rows if isinstance(rows, list) else []
