"""When a flood of file events is calm enough to be looked at: pure functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# Seconds without an event below a folder until it is looked at, and the longest wait.
QUIET = 0.5
LONGEST = 5.0
# More paths than this are cheaper to find by a scan of the folder.
MANY = 2000


@dataclass(slots=True)
class Dirt:
    """What changed below one folder since it was looked at last; times are monotonic seconds."""

    first: float
    last: float
    paths: set[Path] = field(default_factory=set)
    everything: bool = False


def note(dirt: dict[Path, Dirt], root: Path, paths: set[Path], now: float) -> None:
    """Add changed paths below a root; no paths mean that anything may have changed."""
    pile = dirt.setdefault(root, Dirt(now, now))
    pile.last = now
    pile.paths |= paths
    if not paths or len(pile.paths) > MANY:
        pile.everything = True
        pile.paths.clear()


def due(dirt: dict[Path, Dirt], now: float) -> dict[Path, frozenset[Path]]:
    """Take out what has been quiet, or has waited, long enough: root → paths (none: all of it)."""
    ready = [
        root
        for root, pile in dirt.items()
        if now - pile.last >= QUIET or now - pile.first >= LONGEST
    ]
    taken = {root: dirt.pop(root) for root in ready}
    return {
        root: frozenset() if pile.everything else frozenset(pile.paths)
        for root, pile in taken.items()
    }


def wait(dirt: dict[Path, Dirt], now: float) -> float | None:
    """Return the seconds until something is due, or None if nothing has changed."""
    if not dirt:
        return None
    return max(0.0, min(min(p.last + QUIET, p.first + LONGEST) for p in dirt.values()) - now)
