"""The engine itself: whether it is there, which protocol it speaks, what went wrong."""

from __future__ import annotations

from photosearch.said import Said
from photosearch.wire.messages.base import PROTOCOL, Message


class Hello(Message, frozen=True, tag="hello"):
    """Say first of all which protocol is spoken; an engine that speaks another one ends."""

    protocol: int = PROTOCOL


class Stop(Message, frozen=True, tag="stop"):
    """Finish the running batch and end."""


class Ready(Message, frozen=True, tag="ready"):
    """The engine answers searches from now on, if it speaks the window's protocol."""

    version: str
    model: str
    protocol: int = PROTOCOL


class Failure(Message, frozen=True, tag="failure"):
    """A command failed, or something happened that the user must know."""

    said: Said
    request: int | None = None
