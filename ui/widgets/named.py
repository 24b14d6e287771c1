"""Object names, which the style sheet goes by."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

Named = TypeVar("Named", bound=QObject)


def named(thing: Named, name: str) -> Named:
    """Give a widget its name in the style sheet."""
    thing.setObjectName(name)
    return thing
