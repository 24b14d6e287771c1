"""Photos with captions as fusers meet them: queries, pictures, and draws of made words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.encoders.protocol import TextEncoder
from photosearch.training.partial_words import drawn_words


@dataclass(frozen=True, slots=True, eq=False)
class WordDraws:
    """Photos, queries for them, and made words that the photos may have.

    ``images`` Float32[photos, d]. Query q is in ``language[q]``, about ``photo[q]``, ``order[q]``
    the place of its caption among the photo's in that language; ``places`` Float32[queries, d] and
    ``sentences`` Float32[queries, s] are its embeddings. ``words`` Float32[draws, photos, s]: draw
    n is made of the English caption whose order is n, modulo their number.
    """

    images: Float32Array
    photo: Int64Array
    order: Int64Array
    language: Sequence[str]
    places: Float32Array
    sentences: Float32Array
    words: Float32Array

    def asked(self, draw: int, language: str | None = None) -> Int64Array:
        """Return the queries that a draw can be asked by: not by the captions it was made of."""
        count = np.bincount(self.photo[self._in("en")], minlength=len(self.images))
        used = draw % np.maximum(count, 1)[self.photo]
        fair = (self.order != used) | ~self._in("en")
        return np.flatnonzero(fair if language is None else fair & self._in(language))

    def part(self, photos: Int64Array) -> WordDraws:
        """Return some of the photos with the queries about them."""
        place = np.full(len(self.images), -1)
        place[photos] = np.arange(len(photos))
        kept = np.flatnonzero(place[self.photo] >= 0)
        return replace(
            self,
            images=self.images[photos],
            photo=place[self.photo[kept]],
            order=self.order[kept],
            language=[self.language[int(query)] for query in kept],
            places=self.places[kept],
            sentences=self.sentences[kept],
            words=self.words[:, photos],
        )

    def _in(self, language: str) -> np.ndarray:
        return np.array([one == language for one in self.language])


def draw_words(
    images: Float32Array,
    english: Sequence[Sequence[str]],
    chinese: Sequence[Sequence[str]],
    texts: TextEncoder,
    draws: int,
    seed: int = 0,
    short: float = 0.0,
) -> WordDraws:
    """Embed captions and made words.

    Args:
        images: the photos' features, Float32[photos, d].
        english: the captions of each photo, at least one.
        chinese: the same; photos may have none.
        texts: an encoder that makes sentences, too.
        draws: how many times each photo gets words.
        seed: of the draws.
        short: the share of captions of which a few words are asked, as people type them.
    """
    rows = [
        (photo, order, language, caption)
        for language, captions in (("en", english), ("zh", chinese))
        for photo, some in enumerate(captions)
        for order, caption in enumerate(some)
    ]
    rng = random.Random(seed)
    made = [drawn_words(some[n % len(some)], rng) for n in range(draws) for some in english]
    asked = [drawn_words(caption, rng) if rng.random() < short else caption for *_, caption in rows]
    return WordDraws(
        images=images,
        photo=np.array([row[0] for row in rows], np.int64),
        order=np.array([row[1] for row in rows], np.int64),
        language=[row[2] for row in rows],
        places=texts.encode_texts(asked),
        sentences=texts.encode_sentences(asked),
        words=texts.encode_sentences(made).reshape(draws, len(english), -1),
    )
