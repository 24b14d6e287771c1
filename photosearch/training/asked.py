"""How a pack answers in a library of photos without words, as a search does: for measures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array
from photosearch.encoders import open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import QueryFeatures, TextEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.search.ranking import rank
from photosearch.search.threshold import Probabilities
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.calibration import Calibration, read_calibration
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.late_interaction import SeenPlaces, best_rows

# As many candidates are ranked as a search ranks.
CANDIDATES: Final = 1000
# As many photos stand for a library as a search takes.
SAMPLE: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An answer: rows Int64[n] in the order of a search, the first ``matches`` of which match.

    ``probabilities`` Float32[n] are in the same order, None without calibration.
    """

    rows: NDArray[np.int64]
    matches: int
    probabilities: Float32Array | None


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A pack that is asked: ``sentences`` encodes what the fuser takes for words."""

    texts: TextEncoder
    sentences: TextEncoder
    fuser: Fuser
    calibration: Calibration | None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the pack in a folder."""
        described, texts = read_pack(folder), open_text_encoder(folder, threads=2)
        sentences = texts
        if not described.sentence_dimensions:
            sentences = open_text_encoder(builtin_folder(), threads=2)
        fuser = load_fuser(folder, builtin_folder(), described.dimensions)
        return cls(texts, sentences, fuser, read_calibration(folder))

    def search(self, text: str, images: Float32Array, places: Int8Array | None) -> Shown:
        """Ask for a text among photos: embeddings Float32[n, d] and places Int8[n, k, p]."""
        return self.answer(self.texts.encode_query(text), images, places)

    def answer(self, asked: QueryFeatures, images: Float32Array, places: Int8Array | None) -> Shown:
        """Answer an encoded question."""
        scores = images @ asked.embedding
        near = np.sort(np.argsort(-scores, kind="stable")[:CANDIDATES])
        nothing = np.zeros(len(near), np.float32)
        picture = scores[near]
        if self.calibration is None:
            ranking = rank(near, nothing, picture, {}, Baseline.of(scores))
            return Shown(ranking.ids, ranking.matches, None)
        late = None
        if places is not None and asked.words is not None:
            compared = best_rows(picture)
            seen = SeenPlaces(compared, places[near[compared]])
            late = self.calibration.late_scores(asked.words, len(near), seen)
            if late is not None:
                picture = picture + late.bonus
        sample = images[:: max(1, len(images) // SAMPLE)][:SAMPLE]
        judged = self.calibration.judge(asked.embedding, images[near], nothing, sample, late)
        least = self.calibration.least_among(len(images))
        weight = self.calibration.recall_weight
        probabilities = Probabilities(judged.values, least, judged.present, weight)
        ranking = rank(near, nothing, picture, {}, probabilities)
        in_order = np.searchsorted(near, ranking.ids)
        return Shown(ranking.ids, ranking.matches, probabilities.overall[in_order])
