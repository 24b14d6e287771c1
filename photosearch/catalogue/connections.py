"""What the catalogue's parts need of it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection


class Connections(Protocol):
    """Gives connections to read and to write with."""

    path: Path

    @property
    def commits(self) -> int:
        """How many writes there were; -1 where others may write unseen."""

    def read(self) -> AbstractContextManager[Connection]:
        """Give a connection to read with."""

    def write(self) -> AbstractContextManager[Connection]:
        """Give a connection in one transaction."""
