"""Fits what is known of everyday words when photos are described in them.

What is added to a word's cosine comes from a softmax over all words (multinomial logistic
regression) on photos of which something is said: any of the words that are meant is right. Only a
number a word is learned, and that the more freely the more photos tell; for words that no photo
tells of it follows from how near they are to all photos. Which of the first words are likely is
then fitted to photos that were not learned from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from photosearch.arrays import Float32Array, Int8Array, unit_length
from photosearch.encoders.protocol import TextEncoder
from photosearch.search.vocabulary import EverydayWord
from photosearch.spaces.tagging import CONSIDERED, FEATURES, Tagging
from photosearch.training.calibration import fit_logistic
from photosearch.training.captions import Said
from photosearch.training.mixed_library import SAME

# A word's own number is learned if so many photos tell of it, and held near the general rule.
LEAST_PHOTOS: Final = 3
RIDGE: Final = 0.1
# What photos with captions weigh together beside as many labels.
CAPTIONED: Final = 0.35
# A word has to do with a photo if its sentence is as near as this to what is said of it.
RELATED: Final = 0.45
# Words' meanings are kept in so many directions.
MEANINGS: Final = 96
_STEPS: Final = 60
_UNIT: Final = 0.02


def meant_words(
    said: Sequence[Said], words: Sequence[EverydayWord], sentences: TextEncoder
) -> NDArray[np.bool_]:
    """Return which words are meant by what is said of photos, Bool[photos, words].

    A label means a word that is near it in meaning, a caption the words that it has.
    """
    labels = sorted({label for one in said for label, _ in one.labels})
    named = sentences.encode_sentences([word.english for word in words])
    near = sentences.encode_sentences(labels) @ named.T >= SAME if labels else None
    row_of = {label: row for row, label in enumerate(labels)}
    forms = [re.compile(rf"\b{re.escape(word.english.lower())}(s|es)?\b") for word in words]
    meant = np.zeros((len(said), len(words)), bool)
    for row, one in enumerate(said):
        for label, _ in one.labels:
            assert near is not None
            meant[row] |= near[row_of[label]]
        if one.english:
            text = " . ".join(one.english).lower()
            meant[row] |= [form.search(text) is not None for form in forms]
    return meant


def weights_of(said: Sequence[Said]) -> Float32Array:
    """Return how much each photo counts: all of one label together by the root of their number."""
    keys = [tuple(sorted(label for label, _ in one.labels)) for one in said]
    times = Counter(key for key in keys if key)
    usual = float(np.median(list(times.values()))) if times else 1.0
    weights = [times[key] ** -0.5 if key else CAPTIONED * usual**-0.5 for key in keys]
    return np.array(weights / np.mean(weights), np.float32)


def fit_bias(
    cosines: Float32Array, meant: NDArray[np.bool_], weights: Float32Array
) -> Float32Array:
    """Return what is to be added to each word's cosines, Float32[words].

    Args:
        cosines: of photos and words, Float32[photos, words].
        meant: which words are right, Bool[photos, words]; photos without any tell nothing.
        weights: how much each photo counts, Float32[photos].
    """
    telling = meant.any(1)
    scores = torch.from_numpy(cosines[telling])
    right = torch.from_numpy(meant[telling])
    counts = torch.from_numpy(weights[telling])
    usual = torch.stack([_evened(scores.mean(0)), _evened(scores.std(0))], 1)
    own = (right.sum(0) >= LEAST_PHOTOS).float()
    rule, difference = torch.zeros(2, requires_grad=True), torch.zeros(len(own), requires_grad=True)
    log_scale = torch.tensor(3.5, requires_grad=True)

    def bias() -> Tensor:
        return usual @ rule * _UNIT + difference * own

    def loss() -> Tensor:
        optimizer.zero_grad()
        logs = (log_scale.exp() * (scores + bias())).log_softmax(1)
        found = torch.logsumexp(logs.masked_fill(~right, -torch.inf), 1)
        held = (log_scale.exp() * difference * own).square().mean()
        value = RIDGE * held - (counts * found).sum() / counts.sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer = torch.optim.LBFGS([rule, difference, log_scale], max_iter=_STEPS)
    optimizer.step(loss)  # type: ignore[no-untyped-call]
    fitted: Float32Array = bias().detach().numpy()
    return fitted


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Photos and what is said of each: ``images`` Float32[n, d]."""

    images: Float32Array
    said: Sequence[Said]


def fit_tagging(
    learned: Told, held_out: Told, words: Sequence[EverydayWord], texts: TextEncoder
) -> Tagging:
    """Return what is known of words, from photos that were learned from and others."""
    embedded = word_embeddings(words, texts)
    meant = meant_words(learned.said, words, texts)
    bias = fit_bias(learned.images @ embedded.T, meant, weights_of(learned.said))
    named = texts.encode_sentences([word.english for word in words])
    tagging = Tagging(
        words=[word.english for word in words],
        bias=bias,
        meanings=_meanings(named),
        told=np.log1p(meant.sum(0)).astype(np.float32),
        weights=np.zeros(1 + len(FEATURES), np.float32),
    )
    meant = meant_words(held_out.said, words, texts)
    related = related_words(held_out.said, meant, words, texts)
    telling = related.any(1)
    scores = held_out.images[telling] @ embedded.T + bias
    if not telling.any():
        return tagging
    orders = np.argsort(-scores, axis=1, kind="stable")[:, :CONSIDERED]
    features = [tagging.features(row, order) for row, order in zip(scores, orders, strict=True)]
    right = np.take_along_axis(related[telling], orders, axis=1)
    counts = np.repeat(weights_of(held_out.said)[telling], orders.shape[1])
    weights = fit_logistic(np.concatenate(features), right.ravel(), counts)
    return replace(tagging, weights=weights)


def related_words(
    said: Sequence[Said],
    meant: NDArray[np.bool_],
    words: Sequence[EverydayWord],
    sentences: TextEncoder,
) -> NDArray[np.bool_]:
    """Return which words have to do with what is said of photos, Bool[photos, words].

    Args:
        said: of each photo.
        meant: by it, see :func:`meant_words`.
        words: the words.
        sentences: encodes words and labels.
    """
    named = sentences.encode_sentences([word.english for word in words])
    related: NDArray[np.bool_] = (meant.astype(np.float32) @ (named @ named.T >= RELATED)) > 0
    labels = sorted({label for one in said for label, _ in one.labels})
    if labels:
        near = sentences.encode_sentences(labels) @ named.T >= RELATED
        row_of = {label: row for row, label in enumerate(labels)}
        for row, one in enumerate(said):
            for label, _ in one.labels:
                related[row] |= near[row_of[label]]
    return related


def _meanings(named: Float32Array) -> Int8Array:
    """Return sentences Float32[n, s] in the directions that tell most, Int8[n, m]."""
    _, _, directions = np.linalg.svd(named, full_matrices=False)
    reduced = unit_length(named @ directions[:MEANINGS].T)
    return np.rint(reduced * 127).astype(np.int8)


def word_embeddings(words: Sequence[EverydayWord], texts: TextEncoder) -> Float32Array:
    """Return the mean of both languages' embeddings, Float32[n, d], of unit length."""
    english = texts.encode_texts([word.english for word in words])
    return unit_length(english + texts.encode_texts([word.chinese for word in words]))


def _evened(values: Tensor) -> Tensor:
    """Return values about 0 that deviate by 1."""
    return (values - values.mean()) / values.std().clamp(min=1e-9)
