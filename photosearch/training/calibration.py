"""Fit a pack's relevance calibration: `python -m photosearch.training.calibration --data FOLDER`.

Training photos, cut into libraries of a thousand, are asked for everyday things that they show and
for things that none of them shows. See :mod:`photosearch.spaces.calibration`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.calibration import (
    USUAL,
    Calibration,
    picture_features,
    write_calibration,
)
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.training.captioned import Captioned
from photosearch.training.concepts import (
    LEAST_PHOTOS,
    Concept,
    absent_from,
    read_absent,
    read_concepts,
    shown,
)

# The best photos of each query that are learned from: the others are never near the line.
NEAREST = 400
# The share of absent things for which nothing shall match: a trade, as each percent more hides
# some things that are there.
QUIET = 0.85
# Sizes of library that tell how much surer a match must be among more photos.
SIZES = (250, USUAL, 3000)
# How many photos stand for all kinds of photos, beside the library's own.
REFERENCE = 256
_LANGUAGES = ("english", "chinese")


def fit_logistic(
    features: Float32Array, labels: NDArray[np.bool_], ridge: float = 1.0, steps: int = 50
) -> Float32Array:
    """Return bias and weights Float32[1 + f] of a ridge logistic regression, by Newton's method.

    The penalty falls on weights of features brought to unit deviation.
    """
    x = features.astype(np.float64)
    mean, deviation = x.mean(0), np.maximum(x.std(0), 1e-9)
    x = np.column_stack([np.ones(len(x)), (x - mean) / deviation])
    penalty = np.diag([0.0] + [ridge] * features.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (chance - labels) + penalty @ weights
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x + penalty
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[1:] / deviation
    return np.concatenate([[weights[0] - slopes @ mean], slopes]).astype(np.float32)


def libraries(photos: Captioned, size: int = USUAL) -> Iterator[Captioned]:
    """Cut photos into libraries of a size, by chance."""
    rows = random.Random(0).sample(range(len(photos.names)), len(photos.names))
    for start in range(0, max(1, len(rows) - size + 1), size):
        yield photos.part(rows[start : start + size])


def fit(photos: Captioned, texts: TextEncoder, sentences: TextEncoder, fuser: Fuser) -> Calibration:
    """Return the calibration of a pack, from photos with captions."""
    rows = random.Random(1).sample(range(len(photos.names)), len(photos.names))
    reference = photos.images[rows[:REFERENCE]]
    photos = photos.part(sorted(rows[REFERENCE:]))
    bank = texts.encode_texts([word.english for word in everyday_words()])
    see = _Seer(bank, reference)
    examples: list[tuple[Float32Array, NDArray[np.bool_]]] = []
    word_examples: list[tuple[Float32Array, NDArray[np.bool_]]] = []
    for library in libraries(photos):
        for language in _LANGUAGES:
            concepts, named = present(library)
            for query, answer in zip(_encoded(texts, concepts, language), named, strict=True):
                near, features = see.nearest(query, library)
                examples.append((features, answer[near]))
            for query in _absent(library, texts, language):
                near, features = see.nearest(query, library)
                examples.append((features, np.zeros(len(near), bool)))
            word_examples.append(_word_examples(library, language, sentences, fuser))
    picture = _fitted(examples)
    growth, odds = np.polyfit(
        [math.log(size / USUAL) for size in SIZES],
        [_quiet_odds(photos, texts, see, picture, size) for size in SIZES],
        deg=1,
    )
    return Calibration(
        bank=bank,
        reference=reference,
        picture=picture,
        words=_fitted(word_examples),
        least=1 / (1 + math.exp(-odds)),
        growth=max(0.0, float(growth)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seer:
    """Looks at a query's best photos beside the bank's words and the reference photos."""

    bank: Float32Array
    reference: Float32Array

    def nearest(
        self, query: Float32Array, library: Captioned
    ) -> tuple[NDArray[np.int64], Float32Array]:
        """Return the rows of the NEAREST photos, and their picture features."""
        near = np.argsort(-(library.images @ query))[:NEAREST]
        others = np.concatenate([library.images, self.reference])
        return near, picture_features(query, library.images[near], self.bank, others)


def _quiet_odds(
    photos: Captioned, texts: TextEncoder, see: _Seer, picture: Float32Array, size: int
) -> float:
    """Return the log odds below which QUIET of absent things find nothing among so many photos."""
    highest = []
    for library in libraries(photos, size):
        for language in _LANGUAGES:
            for query in _absent(library, texts, language):
                _, features = see.nearest(query, library)
                highest.append(float((picture[0] + features @ picture[1:]).max()))
    return float(np.quantile(highest, QUIET))


def _absent(library: Captioned, texts: TextEncoder, language: str) -> Float32Array:
    """Return the embeddings of things that no photo of the library shows."""
    absent = absent_from(read_absent(), library.names, library.english, library.chinese)
    return _encoded(texts, absent, language)


def present(library: Captioned) -> tuple[list[Concept], NDArray[np.bool_]]:
    """Return the concepts that enough photos show, and which do, Bool[concepts, photos]."""
    concepts = read_concepts()
    named = shown(concepts, library.names, library.english)
    enough = named.sum(1) >= LEAST_PHOTOS
    return [one for one, keep in zip(concepts, enough, strict=True) if keep], named[enough]


def _word_examples(
    library: Captioned, language: str, sentences: TextEncoder, fuser: Fuser
) -> tuple[Float32Array, NDArray[np.bool_]]:
    """Return cosines between concepts and what stands on photos, and which are answers.

    Half of it are captions, one a photo, half everyday words as in keywords and file names: short
    texts lie closer to each other than sentences do.
    """
    concepts, named = present(library)
    queries = fuser.text_features(
        sentences.encode_sentences([getattr(one, language) for one in concepts])
    )
    captions = [library.english[name][0] for name in library.names]
    names = [word.english for word in everyday_words()]
    written = sentences.encode_sentences([*captions, *names])
    cosines = queries @ fuser.text_features(written).T
    says = [[one.is_named([text]) for text in names] for one in concepts]
    return cosines.reshape(-1, 1), np.concatenate([named, np.array(says)], axis=1).ravel()


def _encoded(texts: TextEncoder, concepts: Sequence[Concept], language: str) -> Float32Array:
    return texts.encode_texts([getattr(one, language) for one in concepts])


def _fitted(examples: Sequence[tuple[Float32Array, NDArray[np.bool_]]]) -> Float32Array:
    features = np.concatenate([some for some, _ in examples])
    return fit_logistic(features, np.concatenate([labels for _, labels in examples]))


@click.command()
@click.option("--data", type=Path, required=True, help="The folder of training data.")
@click.option("--pack", type=Path, help="A pack's folder; else the built-in.")
def main(data: Path, pack: Path | None) -> None:
    """Fit on the training photos and write the numbers into the pack."""
    folder = pack or builtin_folder()
    texts = open_text_encoder(folder, threads=2)
    described = read_pack(folder)
    sentences = texts if described.sentence_dimensions else open_text_encoder(builtin_folder(), 2)
    photos = Captioned.read(data, "train", folder, open_image_encoder(folder, threads=2))
    fuser = load_fuser(folder, builtin_folder(), described.dimensions)
    calibration = fit(photos, texts, sentences, fuser)
    write_calibration(folder, calibration)
    print(f"{described.id}: picture {calibration.picture.round(3).tolist()},")
    print(f"words {calibration.words.round(3).tolist()}, least {calibration.least:.3f},")
    print(f"growth {calibration.growth:.3f}")


if __name__ == "__main__":
    main()
