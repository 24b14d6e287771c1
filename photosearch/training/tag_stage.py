"""Fits what is added to a word's cosine when photos are described in everyday words.

A softmax over all words (multinomial logistic regression) on photos of which something is said: any
of the words that are meant is right. Only a number a word is learned, and that the more freely the
more photos tell; for words that no photo tells of it follows from how near they are to all photos.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from photosearch.arrays import Float32Array, unit_length
from photosearch.encoders.protocol import TextEncoder
from photosearch.search.vocabulary import EverydayWord
from photosearch.training.captions import Said
from photosearch.training.mixed_library import SAME

# A word's own number is learned if so many photos tell of it, and held near the general rule.
LEAST_PHOTOS: Final = 3
RIDGE: Final = 0.1
# What photos with captions weigh together beside as many labels.
CAPTIONED: Final = 0.35
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


def tag_bias(
    images: Float32Array,
    said: Sequence[Said],
    words: Sequence[EverydayWord],
    texts: TextEncoder,
) -> Mapping[str, float]:
    """Return it by English word, for photos Float32[n, d] and what is said of each."""
    embedded = word_embeddings(words, texts)
    fitted = fit_bias(images @ embedded.T, meant_words(said, words, texts), weights_of(said))
    return {word.english: float(one) for word, one in zip(words, fitted, strict=True)}


def word_embeddings(words: Sequence[EverydayWord], texts: TextEncoder) -> Float32Array:
    """Return the mean of both languages' embeddings, Float32[n, d], of unit length."""
    english = texts.encode_texts([word.english for word in words])
    return unit_length(english + texts.encode_texts([word.chinese for word in words]))


def _evened(values: Tensor) -> Tensor:
    """Return values about 0 that deviate by 1."""
    return (values - values.mean()) / values.std().clamp(min=1e-9)
