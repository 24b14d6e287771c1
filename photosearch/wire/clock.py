"""Times of videos as they are told, alike in the window and the terminal."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """Return a time of a video: 0:42, 12:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
