"""Fit a pack's calibration: `python -m photosearch.training.calibration --recipe R --data FOLDER`.

Photos of all kinds that the pack has not learned from are asked for things that they show and for
things that none of them shows. See :mod:`photosearch.spaces.calibration`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.calibration import (
    USUAL,
    Calibration,
    late_features,
    picture_features,
    write_calibration,
)
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.late_interaction import word_scores
from photosearch.training.mixed_library import (
    LEAST_PHOTOS,
    Judge,
    MixedLibrary,
    Wish,
    absent_wishes,
    label_wishes,
    read_library,
    read_wishes,
)
from photosearch.training.recipe import read_recipe

# The best photos of each query that are learned from: the others are never near the threshold.
NEAREST = 400
# The share of absent things for which nothing shall match: a trade, as each percent more hides
# some things that are there.
QUIET = 0.85
# Shares of the photos that libraries are made of.
SHARES = (1.0, 0.5, 0.25)
# Sizes of library that tell how much surer a match must be among more photos.
SIZES = (250, USUAL, 4000)
# How many photos stand for all kinds of photos, beside the library's own.
REFERENCE = 256
LANGUAGES = ("english", "chinese")


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
        probability = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (probability - labels) + penalty @ weights
        curvature = (x * (probability * (1 - probability))[:, None]).T @ x + penalty
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[1:] / deviation
    return np.concatenate([[weights[0] - slopes @ mean], slopes]).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Candidates of many queries: features Float32[n, f], with those of places if there are such.

    ``right`` and ``known`` Bool[n] tell the answers.
    """

    picture: Float32Array
    late: Float32Array | None
    right: NDArray[np.bool_]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Seer:
    """Looks at a query's best photos beside the bank's words and the reference photos."""

    texts: TextEncoder
    bank: Float32Array
    reference: Float32Array
    places: Int8Array | None

    def look(
        self, text: str, library: MixedLibrary
    ) -> tuple[NDArray[np.int64], Float32Array, Float32Array | None]:
        """Return the rows of the NEAREST photos, their picture features and those of places."""
        query, _, words = self.texts.encode_query(text)
        near = np.argsort(-(library.images @ query))[:NEAREST]
        others = np.concatenate([library.images, self.reference])
        features = picture_features(query, library.images[near], self.bank, others)
        if words is None or self.places is None or library.places is None or not len(words):
            return near, features, None
        found = word_scores(words, library.places[near])
        weights = np.linalg.norm(words, axis=1)
        return near, features, late_features(found, word_scores(words, self.places), weights)

    def examples(
        self, text: str, library: MixedLibrary, right: NDArray[np.bool_], known: NDArray[np.bool_]
    ) -> Examples:
        """Return a query's best photos as examples."""
        near, picture, late = self.look(text, library)
        return Examples(picture, late, right[near], known[near])


def fit(
    library: MixedLibrary,
    others: MixedLibrary,
    texts: TextEncoder,
    sentences: TextEncoder,
    fuser: Fuser,
) -> Calibration:
    """Return the calibration of a pack.

    Args:
        library: photos that it has not learned from.
        others: more photos of all kinds; they stand for usual ones, and make libraries larger.
        texts: the pack's text encoder.
        sentences: what the fuser takes for words.
        fuser: the pack's.
    """
    rows = random.Random(1).sample(range(len(others.names)), min(REFERENCE, len(others.names)))
    usual = others.part(sorted(rows))
    bank = texts.encode_texts([word.english for word in everyday_words()])
    see = Seer(texts, bank, usual.images, usual.places)
    examples: list[Examples] = []
    for share in SHARES:
        count = round(share * len(library.names))
        part = library.part(sorted(random.Random(2).sample(range(len(library.names)), count)))
        examples += _examples(see, part, sentences)
    picture = fit_logistic(*_known([(one.picture, one) for one in examples]))
    finer = [(np.column_stack([one.picture, one.late]), one) for one in examples
             if one.late is not None]  # fmt: skip
    late = fit_logistic(*_known(finer)) if finer else None
    odds = [_quiet_odds(see, library, others, size, picture, late) for size in SIZES]
    growth, at_usual = np.polyfit([math.log(size / USUAL) for size in SIZES], odds, deg=1)
    return Calibration(
        bank=bank,
        reference=usual.images,
        picture=picture,
        words=fit_logistic(*word_examples(library, sentences, fuser)),
        least=1 / (1 + math.exp(-at_usual)),
        growth=max(0.0, float(growth)),
        places=None if usual.places is None else usual.places.astype(np.float32),
        late=late,
    )


def _examples(see: Seer, library: MixedLibrary, sentences: TextEncoder) -> list[Examples]:
    judge = Judge(library, sentences)
    made = []
    for wish in [*read_wishes(), *label_wishes(library)]:
        answers = judge.answers(wish)
        if answers.right.sum() >= LEAST_PHOTOS:
            known = answers.right | answers.wrong
            made += [see.examples(getattr(wish, one), library, answers.right, known)
                     for one in LANGUAGES]  # fmt: skip
    nothing, all_known = np.zeros(len(library.names), bool), np.ones(len(library.names), bool)
    for wish in absent_wishes(library):
        made += [see.examples(getattr(wish, one), library, nothing, all_known)
                 for one in LANGUAGES]  # fmt: skip
    return made


def _known(
    examples: Sequence[tuple[Float32Array, Examples]],
) -> tuple[Float32Array, NDArray[np.bool_]]:
    features = np.concatenate([some[one.known] for some, one in examples])
    return features, np.concatenate([one.right[one.known] for _, one in examples])


def _quiet_odds(
    see: Seer,
    library: MixedLibrary,
    others: MixedLibrary,
    size: int,
    picture: Float32Array,
    late: Float32Array | None,
) -> float:
    """Return the log odds below which QUIET of absent things find nothing among so many photos."""
    everything = joined(library, others)
    count = min(size, len(everything.names))
    rows = random.Random(size).sample(range(len(everything.names)), count)
    among = everything.part(sorted(rows))
    highest = []
    for wish in absent_wishes(among):
        for language in LANGUAGES:
            _, features, finer = see.look(getattr(wish, language), among)
            weights = picture
            if late is not None and finer is not None:
                features, weights = np.column_stack([features, finer]), late
            highest.append(float((weights[0] + features @ weights[1:]).max()))
    return float(np.quantile(highest, QUIET))


def joined(one: MixedLibrary, other: MixedLibrary) -> MixedLibrary:
    """Return the photos of both."""
    places = None
    if one.places is not None and other.places is not None:
        places = np.concatenate([one.places, other.places])
    return MixedLibrary(
        [*one.names, *other.names],
        [*one.collection, *other.collection],
        [*one.said, *other.said],
        np.concatenate([one.images, other.images]),
        places,
    )


def word_examples(
    library: MixedLibrary, sentences: TextEncoder, fuser: Fuser
) -> tuple[Float32Array, NDArray[np.bool_]]:
    """Return cosines Float32[n, 1] between queries and what stands on photos, and the answers.

    Half of it are captions, one a photo, half everyday words as in keywords and file names: short
    texts lie closer to each other than sentences do.
    """
    captions = [said.english[0] for said in library.said if said.english]
    names = [word.english for word in everyday_words()]
    written = fuser.text_features(sentences.encode_sentences([*captions, *names]))
    cosines, says = [], []
    for wish in _named_often(read_wishes(), captions):
        both = sentences.encode_sentences([wish.english, wish.chinese])
        answers = np.array([wish.is_named(text) for text in [*captions, *names]])
        for query in fuser.text_features(both):
            cosines.append(written @ query)
            says.append(answers)
    return np.concatenate(cosines).reshape(-1, 1), np.concatenate(says)


def _named_often(wishes: Sequence[Wish], captions: Sequence[str]) -> list[Wish]:
    return [one for one in wishes if sum(map(one.is_named, captions)) >= LEAST_PHOTOS]


@click.command()
@click.option("--recipe", type=Path, required=True, help="The recipe that the pack was made by.")
@click.option("--data", type=Path, required=True, help="The folder of training data.")
@click.option("--pack", type=Path, help="A pack's folder; else the built-in.")
def main(recipe: Path, data: Path, pack: Path | None) -> None:
    """Fit on held-out photos and write the numbers into the pack."""
    from photosearch.training.workshop import Workshop

    folder = pack or builtin_folder()
    read = read_recipe(recipe)
    tuning = Workshop(read, data, folder).tuning_photos
    images = open_image_encoder(folder, threads=2)
    texts = open_text_encoder(folder, threads=2)
    described = read_pack(folder)
    sentences = texts if described.sentence_dimensions else open_text_encoder(builtin_folder(), 2)
    library = read_library(read, data, folder, images, tuning, "fit")
    others = read_library(read, data, folder, images, tuning, None)
    fuser = load_fuser(folder, builtin_folder(), described.dimensions)
    calibration = fit(library, others, texts, sentences, fuser)
    write_calibration(folder, calibration)
    print(f"{described.id}: picture {calibration.picture.round(3).tolist()},")
    if calibration.late is not None:
        print(f"with places {calibration.late.round(3).tolist()},")
    print(f"words {calibration.words.round(3).tolist()}, least {calibration.least:.3f},")
    print(f"growth {calibration.growth:.3f}")


if __name__ == "__main__":
    main()
