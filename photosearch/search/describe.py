"""What a photo shows, in words from a list: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.tagging import CONSIDERED, Tagging


@dataclass(frozen=True, slots=True)
class Tag:
    """A word that fits a photo, in English and Chinese (the same where it is the user's own).

    ``score`` is its cosine with the picture; ``probability`` how likely the photo shows it, None if
    the model has not been calibrated.
    """

    english: str
    chinese: str
    score: float
    probability: float | None = None


def everyday_names() -> list[tuple[str, str]]:
    """Return the everyday words, English and Chinese."""
    return [(word.english, word.chinese) for word in everyday_words()]


def best_tags(
    feature: Float32Array,
    names: Sequence[tuple[str, str]],
    embedded: Float32Array,
    count: int,
    library: Float32Array,
    calibration: Calibration | None = None,
    tagging: Tagging | None = None,
) -> list[Tag]:
    """Return up to ``count`` names that fit an image feature Float32[d] best, best first.

    Args:
        feature: of the photo, unit length.
        names: English and Chinese.
        embedded: of the names, Float32[n, d], unit length.
        count: how many.
        library: image features of a sample of the library, Float32[m, d].
        calibration: turns scores into probabilities.
        tagging: what is known of these names, in this order; unlikely ones are left out then, so
            there may be fewer.
    """
    scores = embedded @ feature
    said = scores if tagging is None else scores + tagging.bias
    best = np.argsort(-said, kind="stable")
    if tagging is not None:
        best = tagging.likely(said, best[: max(CONSIDERED, 2 * count)])
    tags = []
    for row in best[:count].tolist():
        english, chinese = names[row]
        probability = None
        if calibration is not None:
            unsaid = np.zeros(1, np.float32)
            judged = calibration.judge(embedded[row], feature[None], unsaid, library)
            probability = float(judged.values[0]) * judged.present
        tags.append(Tag(english, chinese, float(scores[row]), probability))
    return tags
