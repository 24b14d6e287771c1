"""Figures on the photos held out to tune by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from photosearch.arrays import Float32Array
from photosearch.training.cache import PhotoCache
from photosearch.training.captions import Said
from photosearch.training.image_stage import Model, encode_cached
from photosearch.training.metrics import ranks, retrieval
from photosearch.training.teacher import Language
from photosearch.training.text_stage import encode_all


def tuning_figures(
    model: Model, cache: PhotoCache, said: Mapping[int, Said], language: Language
) -> dict[str, float]:
    """Return text-to-image recall in percent over these photos, by language.

    Args:
        model: both sides as they would ship.
        cache: the photos.
        said: what is said of the photos, by row of the cache.
        language: what encodes sentences.
    """
    photos = list(said)
    images = encode_cached(model.image, cache, photos)
    queries = {
        "en": [one.english for one in said.values()],
        "zh": [one.chinese for one in said.values()],
    }
    figures = {}
    for name, captions in queries.items():
        if any(captions):
            recall = _recall(model, images, captions, language)
            figures.update({f"{name} R@{k}": recall[k] for k in (1, 10)})
    return figures


def _recall(
    model: Model,
    images: Float32Array,
    captions: Sequence[Sequence[str]],
    language: Language,
) -> dict[int, float]:
    flat = [text for some in captions for text in some]
    owner = np.array([row for row, some in enumerate(captions) for _ in some])
    sentences = encode_all(language.tower, language.tokenizer, flat)
    device = next(model.head.parameters()).device
    with torch.inference_mode():
        embedded = model.head.eval()(torch.from_numpy(sentences).to(device)).cpu().numpy()
    match = owner[:, None] == np.arange(len(captions))
    return retrieval(ranks(embedded @ images.T, match)).recall
