"""Text with some of it marked, as rich text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.widgets.paths import shown


def marked(text: str, spans: Sequence[tuple[int, int]], style: str) -> str:
    """Return HTML in which the spans of a text wear a style.

    Spans count code points, as Python does; cut here, they need no translation to Qt's UTF-16.
    A lone surrogate (of a file name that is no text) becomes one question mark, so places hold.
    """
    text = shown(text)
    pieces, place = [], 0
    for start, end in spans:
        pieces += [escape(text[place:start]), f'<span style="{style}">']
        pieces += [escape(text[start:end]), "</span>"]
        place = end
    return "".join([*pieces, escape(text[place:])])
