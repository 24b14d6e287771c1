"""Fit a pack's calibration: `python -m photosearch.training.calibration --recipe R --data FOLDER`.

Photos of all kinds that the pack has not learned from are asked for things that they show and for
things that none of them shows. See :mod:`photosearch.spaces.calibration`.
"""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array
from photosearch.encoders import open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.calibration import USUAL, Calibration, write_calibration
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.training.looks import SMALL, Look, Seer, parts, with_few
from photosearch.training.mixed_library import (
    LEAST_PHOTOS,
    Answers,
    Judge,
    MixedLibrary,
    Wish,
    absent_wishes,
    label_wishes,
    read_wishes,
)
from photosearch.training.splits import Splits, pack_option, told_of_splits

# The share of absent things for which nothing shall match: a trade, as each percent more hides
# some things that are there.
QUIET = 0.9
# Sizes of library that tell how much surer a match must be among more photos.
SIZES = (15, 50, 150, 500, USUAL, 4000)
# How many photos stand for all kinds of photos, beside the library's own.
REFERENCE = 256
# How much an absent thing counts beside a thing whose photos were taken out of a small library.
ABSENT = 5.0
LANGUAGES = ("english", "chinese")


def fit_logistic(
    features: Float32Array,
    labels: NDArray[np.bool_],
    counts: Float32Array | None = None,
    ridge: float = 1.0,
    steps: int = 50,
) -> Float32Array:
    """Return bias and weights Float32[1 + f] of a ridge logistic regression, by Newton's method.

    Examples count as often as ``counts`` Float32[n] say, once without. The penalty falls on weights
    of features brought to unit deviation.
    """
    x = features.astype(np.float64)
    counted = np.ones(len(x)) if counts is None else counts.astype(np.float64)
    mean, deviation = x.mean(0), np.maximum(x.std(0), 1e-9)
    x = np.column_stack([np.ones(len(x)), (x - mean) / deviation])
    penalty = np.diag([0.0] + [ridge] * features.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (counted * (probability - labels)) + penalty @ weights
        curvature = (x * (counted * probability * (1 - probability))[:, None]).T @ x + penalty
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[1:] / deviation
    return np.concatenate([[weights[0] - slopes @ mean], slopes]).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One look, with the answers of its photos: ``right`` and ``known`` Bool[n]."""

    look: Look
    right: NDArray[np.bool_]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One look at a library in which something is there or not; it counts ``count`` times."""

    look: Look
    there: bool
    count: float = 1.0


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
    wishes = list(wishes_of(library, sentences))
    examples = list(examples_of(see, library, wishes))
    asked = [Asked(one.look, there=True) for one in examples]
    asked += [*_with_few(see, library, wishes), *_absent(see, library)]
    late = usual.places is not None
    presence = fit_presence(asked, late)
    odds = [_quiet_odds(see, library, others, size, presence, late) for size in SIZES]
    growth, at_usual = np.polyfit([math.log(size / USUAL) for size in SIZES], odds, deg=1)
    return Calibration(
        bank=bank,
        reference=usual.images,
        picture=fit_picture(examples, late=False),
        words=fit_logistic(*word_examples(library, sentences, fuser)),
        least=1 / (1 + math.exp(-at_usual)),
        growth=max(0.0, float(growth)),
        places=None if usual.places is None else usual.places.astype(np.float32),
        late=fit_picture(examples, late=True) if late else None,
        presence=fit_presence(asked, late=False),
        late_presence=presence if late else None,
    )


def wishes_of(library: MixedLibrary, sentences: TextEncoder) -> Iterator[tuple[Wish, Answers]]:
    """Yield what enough photos of a library show, and which do."""
    judge = Judge(library, sentences)
    for wish in [*read_wishes(), *label_wishes(library)]:
        answers = judge.answers(wish)
        if answers.right.sum() >= LEAST_PHOTOS:
            yield wish, answers


def examples_of(
    see: Seer, library: MixedLibrary, wishes: Sequence[tuple[Wish, Answers]]
) -> Iterator[Example]:
    """Yield looks at the library, and at parts of it, that have what is asked for."""
    for rows in parts(len(library.names)):
        part = library.part(rows.tolist())
        for wish, answers in wishes:
            right, known = answers.right[rows], (answers.right | answers.wrong)[rows]
            if right.sum() < LEAST_PHOTOS:
                continue
            for one in LANGUAGES:
                look = see.look(getattr(wish, one), part)
                yield Example(look, right[look.rows], known[look.rows])


def _with_few(
    see: Seer, library: MixedLibrary, wishes: Sequence[tuple[Wish, Answers]]
) -> Iterator[Asked]:
    """Yield looks for things of which a few photos are there, or none."""
    for wish, answers in wishes:
        for rows, there in with_few(answers, zlib.crc32(wish.english.encode())):
            part = library.part(rows.tolist())
            for one in LANGUAGES:
                yield Asked(see.look(getattr(wish, one), part), there)


def _absent(see: Seer, library: MixedLibrary) -> Iterator[Asked]:
    """Yield looks for things that are not there."""
    wishes = absent_wishes(library)
    for rows in parts(len(library.names), SMALL):
        part = library.part(rows.tolist())
        for wish in wishes:
            for one in LANGUAGES:
                yield Asked(see.look(getattr(wish, one), part), there=False, count=ABSENT)


def fit_picture(examples: Sequence[Example], late: bool) -> Float32Array:
    """Fit what tells of each photo whether it is what was asked for."""
    features = np.concatenate([one.look.features(late)[one.known] for one in examples])
    return fit_logistic(features, np.concatenate([one.right[one.known] for one in examples]))


def fit_presence(asked: Sequence[Asked], late: bool) -> Float32Array:
    """Fit what tells whether anything is there; there and not there weigh alike."""
    there = np.array([one.there for one in asked])
    counts = np.array([one.count for one in asked], np.float32)
    counts[there] *= counts[~there].sum() / counts[there].sum()
    features = np.stack([one.look.presence(late) for one in asked])
    return fit_logistic(features, there, counts, ridge=3.0)


def _quiet_odds(
    see: Seer,
    library: MixedLibrary,
    others: MixedLibrary,
    size: int,
    presence: Float32Array,
    late: bool,
) -> float:
    """Return the log odds below which QUIET of absent things find nothing among so many photos."""
    among = library if size <= len(library.names) else joined(library, others)
    count = min(size, len(among.names))
    rows = random.Random(size).sample(range(len(among.names)), count)
    among = among.part(sorted(rows))
    told = [
        see.look(getattr(wish, language), among).presence(late)
        for wish in absent_wishes(among)
        for language in LANGUAGES
    ]
    return float(np.quantile(presence[0] + np.stack(told) @ presence[1:], QUIET))


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
@told_of_splits
@pack_option
def main(splits: Splits, pack: Path) -> None:
    """Fit on held-out photos and write the numbers into the pack."""
    texts = open_text_encoder(pack, threads=2)
    described = read_pack(pack)
    sentences = texts if described.sentence_dimensions else open_text_encoder(builtin_folder(), 2)
    fuser = load_fuser(pack, builtin_folder(), described.dimensions)
    library, others = splits.library(pack, "fit"), splits.library(pack, None)
    calibration = fit(library, others, texts, sentences, fuser)
    write_calibration(pack, calibration)
    print(f"{described.id}: picture {calibration.picture.round(3).tolist()},")
    if calibration.late is not None:
        print(f"with places {calibration.late.round(3).tolist()},")
    for told in (calibration.presence, calibration.late_presence):
        if told is not None:
            print(f"presence {told.round(3).tolist()},")
    print(f"words {calibration.words.round(3).tolist()}, least {calibration.least:.3f},")
    print(f"growth {calibration.growth:.3f}")


if __name__ == "__main__":
    main()
