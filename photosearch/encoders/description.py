"""Descriptions of models: the JSON file of a folder that says what the files beside it are."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from photosearch.errors import ModelError


class Description(Protocol):
    """What all descriptions tell: whose it is, and by which format it was written."""

    @property
    def name(self) -> str:
        """The model's name, as people know it."""

    @property
    def format(self) -> int:
        """The format; a higher one can't be understood."""


Kind = TypeVar("Kind", bound=Description)


def read_description(path: Path, kind: type[Kind], newest: int) -> Kind:
    """Read a description of up to this format.

    Raises:
        ModelError: there is none, it is no description, or of a newer format.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError("no_pack", folder=path.parent, error=error) from error
    if found.format > newest:
        raise ModelError("newer_format", model=found.name, format=found.format, format2=newest)
    return found


def write_description(path: Path, description: Any) -> None:
    """Write a description; the files that it tells of stand beside it already."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(description)) + b"\n")
