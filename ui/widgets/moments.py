"""Lengths and moments of videos, and what was read in pictures, as they are told."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from photosearch.wire.clock import clock
from photosearch.wire.values import Hit


def badge(hit: Hit) -> str:
    """Return what a video's tile says: the moment that answers, of how long it is.

    A photo that moves says so.
    """
    if hit.duration is None and hit.at is None:
        return QCoreApplication.translate("Moments", "◎ live") if hit.has_clip else ""
    if hit.duration is None:
        return f"▶ {clock(hit.at or 0.0)}"
    if hit.at is None:
        return f"▶ {clock(hit.duration)}"
    return f"▶ {clock(hit.at)} / {clock(hit.duration)}"


def moment_facts(hit: Hit) -> list[str]:
    """Return what the line below a video says of its moments."""
    facts = []
    if hit.duration is not None:
        length = QCoreApplication.translate("Moments", "video of {0}")
        facts.append(length.format(clock(hit.duration)))
    if hit.moments:
        seen = QCoreApplication.translate("Moments", "matches at {0}")
        facts.append(seen.format(", ".join(clock(at) for at in hit.moments)))
    elif hit.at is not None:
        best = QCoreApplication.translate("Moments", "nearest at {0}")
        facts.append(best.format(clock(hit.at)))
    if hit.snippet:
        # Isolated, so that a line that runs from right to left turns nothing else around.
        read = f"\u2068{hit.snippet}\u2069"
        facts.append(QCoreApplication.translate("Moments", "reads “{0}”").format(read))
    return facts
