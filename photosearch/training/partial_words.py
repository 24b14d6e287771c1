"""Made words: what a photo's file name, folder or keywords would say, drawn from a caption.

Few people describe all their photos. So fusers are fitted and measured on photos of which a share
has a few words of one caption, asked for by another. And what a folder is called often says nothing
of a photo in it. So fusers are fitted on photos some of which have the words of another one.
"""

from __future__ import annotations

import random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.query.terms import terms

# The shares of photos with words that are measured.
SHARES: Final = (0.0, 0.3, 1.0)
MOST_WORDS: Final = 4
# The share of the photos with words that have those of another photo, where fusers are fitted.
STRANGE: Final = 0.3


def drawn_words(caption: str, rng: random.Random) -> str:
    """Return 1 to 4 telling words of an English caption, in their order.

    They are joined by spaces, as in a file's or folder's name, or by commas, as keywords are. Of a
    caption that tells nothing, the whole is returned.
    """
    telling = terms(caption)
    if not telling:
        return caption
    count = min(rng.randint(1, MOST_WORDS), len(telling))
    places = sorted(rng.sample(range(len(telling)), count))
    return rng.choice([" ", ", "]).join(telling[place] for place in places)


def with_words(photos: int, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which photos have words, Bool[photos]."""
    order = np.random.default_rng(seed).permutation(photos)
    return order < round(share * photos)
