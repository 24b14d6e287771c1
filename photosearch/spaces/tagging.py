"""Which everyday words describe a photo: what a model's picture side can be trusted to say of it.

Some words lie near every photo, others near none: their cosine alone is no fair measure of how well
they describe one. What is to be added to it is learned with a model. And a list of words needs no
odd one: whether a word is likely follows from how far it lies behind the first, from its meaning
beside that of the others, and from how many photos the model learned it from. All this lies in the
model's pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

from photosearch.arrays import Float32Array, Int8Array, Int64Array
from photosearch.spaces.evidence import logistic

TAGS_FILE: Final = "tags.npz"
# So many words of a photo are what each of them is held against.
CONTEXT: Final = 5
# Of so many first words the likely ones are told.
CONSIDERED: Final = 8
# A word is told from this probability on that it has to do with the photo.
LIKELY: Final = 0.5
FEATURES: Final = ("gap", "deviations", "beside", "first", "told")


@dataclass(frozen=True, slots=True, eq=False)
class Tagging:
    """Of each of n words: what is known of it.

    ``bias`` Float32[n] is added to its cosines; ``meanings`` Int8[n, m] are directions of which the
    cosine tells how near words are in meaning; ``told`` Float32[n] the logarithm of 1 and the
    photos that told of it; ``weights`` Float32[1 + FEATURES] those of a logistic regression.
    """

    words: Sequence[str]
    bias: Float32Array
    meanings: Int8Array
    told: Float32Array
    weights: Float32Array

    def features(self, scores: Float32Array, order: Int64Array) -> Float32Array:
        """Return FEATURES of words, Float32[k, f], given all words' scores Float32[n].

        They are how far a word lies behind the first, its deviations from the mean of all, its mean
        nearness in meaning to the first words, to the very first, and from how many photos it is
        known. ``order`` Int64[k] are the first words, best first.
        """
        said = scores[order]
        meant = self.meanings[order].astype(np.float32)
        meant /= np.maximum(np.linalg.norm(meant, axis=1, keepdims=True), 1e-9)
        near = meant @ meant.T
        beside = near[:, :CONTEXT].copy()
        np.fill_diagonal(beside, np.nan)  # not beside itself
        with np.errstate(invalid="ignore"):
            mean = np.nan_to_num(np.nanmean(beside, axis=1)) if len(order) > 1 else np.zeros(1)
        deviations = (said - scores.mean()) / max(float(scores.std()), 1e-9)
        return np.column_stack(
            [said - said[0], deviations, mean, near[:, 0], self.told[order]]
        ).astype(np.float32)

    def likely(self, scores: Float32Array, order: Int64Array) -> Int64Array:
        """Return those of the words ``order`` Int64[k] that are likely to have to do with a photo.

        One at least: the likeliest.
        """
        chances = logistic(self.features(scores, order), self.weights)
        chosen = chances >= LIKELY
        return order[chosen] if chosen.any() else order[[int(chances.argmax())]]


def read_tagging(pack_folder: Path) -> Tagging | None:
    """Return what a pack knows of words; None if it knows nothing."""
    try:
        with (pack_folder / TAGS_FILE).open("rb") as file, np.load(file) as stored:
            tagging = Tagging(
                stored["words"].tolist(),
                stored["bias"].astype(np.float32),
                stored["meanings"].astype(np.int8),
                stored["told"].astype(np.float32),
                stored["weights"].astype(np.float32),
            )
    except (OSError, KeyError, ValueError, BadZipFile):
        return None
    lengths = {len(tagging.bias), len(tagging.meanings), len(tagging.told)}
    fits = lengths == {len(tagging.words)} and len(tagging.weights) == 1 + len(FEATURES)
    return tagging if fits else None


def write_tagging(pack_folder: Path, tagging: Tagging) -> None:
    """Write it into a pack."""
    np.savez_compressed(
        pack_folder / TAGS_FILE,
        words=np.array(list(tagging.words)),
        bias=tagging.bias.astype(np.float32),
        meanings=tagging.meanings,
        told=tagging.told.astype(np.float16),
        weights=tagging.weights.astype(np.float32),
    )
