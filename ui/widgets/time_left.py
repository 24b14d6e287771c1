"""How long something still takes, for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def time_left(seconds: float) -> str:
    """Return a time in words, no finer than it can be foretold."""
    if seconds < 60:
        return translate("TimeLeft", "less than a minute left")
    if seconds < 5400:
        return translate("TimeLeft", "{0} min left").format(round(seconds / 60))
    return translate("TimeLeft", "{0} h left").format(round(seconds / 3600))
