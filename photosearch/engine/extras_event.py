"""What the window is told of optional packages."""

from __future__ import annotations

from photosearch.extras import EXTRAS
from photosearch.wire import messages
from photosearch.wire.values import ExtraState


def extras_event() -> messages.Extras:
    """Return which optional packages are here, and how the others are installed."""
    return messages.Extras(
        extras=tuple(
            ExtraState(one.name, one.version if one.is_here else "", one.exact_command)
            for one in EXTRAS
        )
    )
