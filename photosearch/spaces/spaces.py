"""Which space answers, which one is being built, and the step from one to the other.

The wanted space is that of the model in the settings. Until it is complete, the space that was
complete last goes on answering; then it is dropped.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.vectors import Space as StoredSpace
from photosearch.catalogue.vectors import Vectors as StoredVectors
from photosearch.encoders.registry import Registry
from photosearch.errors import ModelError
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.spaces.late_interaction import SeenPlaces
from photosearch.spaces.space import EmbeddingSpace, open_space
from photosearch.vectors.index import VectorIndex

if TYPE_CHECKING:
    from photosearch.spaces.calibration import Calibration
    from photosearch.spaces.own_calibration import OwnCalibration

# Everyday words are encoded so many at a time.
WORDS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class OpenSpace:
    """A space with its stored row, its vector index, and where its places are kept."""

    space: EmbeddingSpace
    stored: StoredSpace
    vectors: VectorIndex
    catalogue: StoredVectors | None = None
    own: OwnCalibration | None = None

    @property
    def calibration(self) -> Calibration | None:
        """What turns scores into probabilities: the pack's, else what the library has made."""
        of_pack = self.space.calibration
        return self.own.current if of_pack is None and self.own is not None else of_pack

    def image_sample(self) -> Float32Array:
        """Return image features of an even sample of the library, Float32[≤4096, d]."""
        return self.vectors.sample()[:, self.space.fuser.text_dimensions :]

    def places(self, ids: Int64Array) -> SeenPlaces | None:
        """Return the places of those of the photos Int64[n], ascending, that have such."""
        dimensions = self.space.pack.place_dimensions
        if self.catalogue is None or not dimensions:
            return None
        there, places = self.catalogue.places(self.stored.id, ids, dimensions)
        return SeenPlaces(np.searchsorted(ids, there), places)


class Spaces:
    """Opens the wanted and the answering space, each once."""

    def __init__(
        self,
        catalogue: Catalogue,
        registry: Registry,
        paths: AppPaths,
        settings: Settings,
        writer: bool,
    ) -> None:
        self._catalogue = catalogue
        self._registry = registry
        self._paths = paths
        self._model = settings.model
        self._device = settings.device
        self._writer = writer
        self._open: dict[str, OpenSpace] = {}
        self._lock = threading.RLock()

    def choose(self, model: str) -> None:
        """Want the space of another model; the one that answers goes on until that is complete."""
        with self._lock:
            self._model = model

    def wanted(self) -> OpenSpace:
        """Return the space of the chosen model, new and empty if need be.

        Raises:
            ModelError: the chosen model is not installed or broken.
        """
        return self._opened(self._model)

    def answering(self) -> OpenSpace:
        """Return the space that answers now: the active one, else the wanted one."""
        active = self._catalogue.vectors.active()
        if active is not None:
            with self._lock:
                for space in (self.wanted(), *self._others(active.model)):
                    if space.stored.id == active.id:
                        return space
        return self.wanted()

    def complete(self) -> bool:
        """Let the wanted space answer if nothing is pending in it, and drop all others.

        Returns:
            Whether the answering space has changed.
        """
        wanted = self.wanted()
        active = self._catalogue.vectors.active()
        if active is not None and active.id == wanted.stored.id:
            return False
        if active is not None and self._catalogue.photos.count_pending(wanted.stored.id):
            return False
        self._catalogue.vectors.set_active(wanted.stored.id)
        for stored in self._catalogue.vectors.spaces():
            if stored.id != wanted.stored.id:
                self._drop(stored)
        return True

    def calibrate(self, words: Sequence[str]) -> Iterator[None]:
        """Make a calibration from everyday words if the model that answers came without one.

        It is made anew when the library has grown; where it tells too little, nothing is done.
        """
        from photosearch.spaces.added import calibrated, is_due

        opened = self.answering()
        photos = len(opened.vectors)
        if opened.own is None or opened.space.calibration is not None:
            return
        known = opened.own.current
        if not is_due(known, photos):
            return
        if known is not None and len(known.bank) == len(words):
            bank = known.bank
        else:
            parts = []
            for start in range(0, len(words), WORDS_AT_ONCE):
                yield
                parts.append(opened.space.encode_texts(words[start : start + WORDS_AT_ONCE]))
            bank = np.concatenate(parts)
        opened.own.keep(calibrated(bank, opened.image_sample(), photos))

    def sync(self) -> None:
        """Make the open indexes agree with the catalogue."""
        for space in self.opened():
            space.vectors.sync(self._catalogue.vectors, space.stored.id)

    def opened(self) -> list[OpenSpace]:
        """Return the spaces that are open now."""
        with self._lock:
            return list(self._open.values())

    def close(self) -> None:
        """Close the vector indexes."""
        for space in self.opened():
            space.vectors.close()

    def _others(self, model: str) -> list[OpenSpace]:
        try:
            return [self._opened(model)]
        except ModelError:
            return []  # the model that made the active space was removed: nothing can ask it

    def _opened(self, model: str) -> OpenSpace:
        with self._lock:
            if model not in self._open:
                space = open_space(self._registry, model, self._device, self._paths.graphs)
                stored = self._stored(space)
                vectors = self._vectors(space)
                vectors.sync(self._catalogue.vectors, stored.id)
                from photosearch.spaces.own_calibration import OwnCalibration

                own = OwnCalibration(self._paths.index / space.fingerprint)
                self._open[model] = OpenSpace(space, stored, vectors, self._catalogue.vectors, own)
            return self._open[model]

    def _stored(self, space: EmbeddingSpace) -> StoredSpace:
        if not self._writer:
            return self._known(space)
        return self._catalogue.vectors.space(
            fingerprint=space.fingerprint,
            model=space.pack.id,
            image_dimensions=space.pack.dimensions,
            text_dimensions=space.fuser.text_dimensions,
            fused_dimensions=space.fuser.dimensions,
            pictures=space.pack.fingerprint,
        )

    def _known(self, space: EmbeddingSpace) -> StoredSpace:
        """Return what the catalogue knows of a space, or one without vectors; write nothing."""
        for stored in self._catalogue.vectors.spaces():
            if stored.fingerprint == space.fingerprint:
                return stored
        image, text = space.pack.dimensions, space.fuser.text_dimensions
        fused = space.fuser.dimensions
        return StoredSpace(0, space.fingerprint, space.pack.id, False, image, text, fused)

    def _vectors(self, space: EmbeddingSpace) -> VectorIndex:
        dimensions = space.fuser.dimensions
        if self._writer:
            return VectorIndex.open(self._paths.index / space.fingerprint, dimensions)
        return VectorIndex.in_memory(dimensions)

    def _drop(self, stored: StoredSpace) -> None:
        with self._lock:
            gone = self._open.pop(stored.model, None)
        if gone is not None:
            gone.vectors.close()
        self._catalogue.vectors.drop(stored.id)
        shutil.rmtree(self._paths.index / stored.fingerprint, ignore_errors=True)
