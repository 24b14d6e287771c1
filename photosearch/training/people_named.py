"""From when on a captioner may call those on a photo men or women.

It leans towards men. So the limits are fitted to photos of which people's captions tell: men are
named only where it leans further towards them than with 19 of 20 photos of women, and women
likewise; in between stands a word for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.plain import plain
from photosearch.training.cache import PhotoCache, cells_of
from photosearch.training.captions import Said
from photosearch.training.held_out_questions import MEN_BOYS, WOMEN_GIRLS, group_of

# Of the photos of one sex, so many are not named as the other.
SHARE: Final = 0.95
# Limits are fitted to no fewer photos of each.
_LEAST: Final = 20


def leanings(
    captioner: OnnxCaptioner, cache: PhotoCache, said: Mapping[str, Said], language: str
) -> list[tuple[str, float]]:
    """Return how far its captions lean towards men, with whom people's captions tell of."""
    row_of = {name: row for row, name in enumerate(cache.names)}
    found = []
    for name, one in said.items():
        group = group_of(one)
        if not group or name not in row_of:
            continue
        memory = captioner.remember(cells_of(cache, row_of[name]))
        told = plain(captioner.caption(memory, language).text)
        leaning = captioner.leaning(told, language, memory)
        if leaning is not None:
            found.append((group, leaning))
    return found


def fit_limits(found: Sequence[tuple[str, float]]) -> tuple[float, float] | None:
    """Return the limits: below the first women are named, above the second men.

    None if too little is known.
    """
    women, men = (
        np.array([leaning for group, leaning in found if group == of])
        for of in (WOMEN_GIRLS, MEN_BOYS)
    )
    if min(len(women), len(men)) < _LEAST:
        return None
    low, high = float(np.quantile(men, 1 - SHARE)), float(np.quantile(women, SHARE))
    middle = (low + high) / 2
    return round(min(low, middle), 3), round(max(high, middle), 3)
