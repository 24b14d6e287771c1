"""The last step of indexing: what was read in photos is understood, to be found by its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from photosearch.catalogue.database import Catalogue
from photosearch.spaces.space import EmbeddingSpace
from photosearch.text.folding import simplified
from photosearch.types import Progress

BATCH: Final = 64
# Characters of what was read that an encoder is given: its context is short.
LONGEST: Final = 600


def understand(catalogue: Catalogue, space: EmbeddingSpace) -> Iterator[Progress]:
    """Give each photo in which text was looked for a meaning; yields after each batch."""
    encoder, done = space.sentence_encoder, 0
    while batch := catalogue.read_meanings.lacking(encoder, BATCH):
        written = [photo for photo, text in batch if text]
        texts = [simplified(text[:LONGEST].replace("\n", ", ")) for _, text in batch if text]
        if texts:
            catalogue.read_meanings.store(encoder, written, space.encode_sentences(texts))
        bare = [photo for photo, text in batch if not text]
        catalogue.read_meanings.store(encoder, bare, np.zeros((len(bare), 1), np.float32))
        done += len(batch)
        yield Progress("reading", done, done)
