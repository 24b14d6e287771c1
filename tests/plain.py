"""Sentences for tests, as they are."""

from __future__ import annotations

from photosearch.said import PLAIN, Said, say


def plain(reason: str, advice: str = "", title: str = "") -> Said:
    """Return what says just this, in every language."""
    return say(PLAIN, title=title, reason=reason, advice=advice)
