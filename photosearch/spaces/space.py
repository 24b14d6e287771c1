"""An embedding space: a model pack, the sentence encoder of photos' words, and their fuser."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from photosearch.encoders import QUERY_THREADS, open_image_encoder, open_text_encoder
from photosearch.encoders.packs import Pack
from photosearch.encoders.registry import InstalledModel, Registry
from photosearch.encoders.torch_runtime import choose_device
from photosearch.settings import BUILTIN_MODEL
from photosearch.spaces.fusion.files import load_fuser
from photosearch.spaces.fusion.fuser import Fuser

if TYPE_CHECKING:
    from photosearch.arrays import Float32Array, UInt8Array
    from photosearch.encoders.protocol import ImageEncoder, Pictures, TextEncoder
    from photosearch.spaces.calibration import Calibration
    from photosearch.spaces.tagging import Tagging

# Raise when the words that stand for a photo are gathered or written differently.
WORDS_VERSION = 2


class EmbeddingSpace:
    """Where the photos and queries of one model meet; encoders are loaded when first needed."""

    def __init__(
        self,
        model: InstalledModel,
        builtin: InstalledModel,
        device: str = "cpu",
        graphs: Path | None = None,
    ) -> None:
        """Join a model and the built-in one, which embeds words where the model does not.

        In the folder ``graphs`` their graphs may be kept as they were made ready.
        """
        self.device = device
        self.graphs = graphs
        self._model = model
        self._builtin = builtin
        self._encoding = threading.Lock()
        self.fuser: Fuser = load_fuser(model.folder, builtin.folder, model.pack.dimensions)

    @property
    def pack(self) -> Pack:
        """The pack that sees the pictures."""
        return self._model.pack

    @property
    def pack_folder(self) -> Path:
        """Where that pack's files are."""
        return self._model.folder

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits that change whenever stored embeddings would no longer fit."""
        parts = (
            self.pack.fingerprint,
            self._builtin.pack.fingerprint,
            self.fuser.fingerprint,
            str(WORDS_VERSION),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @cached_property
    def calibration(self) -> Calibration | None:
        """What turns the pack's scores into probabilities; None if it is not calibrated."""
        from photosearch.spaces.calibration import read_calibration

        return read_calibration(self._model.folder)

    @cached_property
    def tagging(self) -> Tagging | None:
        """What the pack knows of the everyday words that may describe a photo, if anything."""
        from photosearch.spaces.tagging import read_tagging

        return read_tagging(self._model.folder)

    @cached_property
    def _text(self) -> TextEncoder:
        return open_text_encoder(self._model.folder, QUERY_THREADS, self.graphs)

    @cached_property
    def _sentences(self) -> TextEncoder:
        if self.pack.sentence_dimensions:
            return self._text
        return open_text_encoder(self._builtin.folder, QUERY_THREADS, self.graphs)

    @cached_property
    def _image(self) -> ImageEncoder:
        if self.device != "cpu":
            from photosearch.encoders.torch_runtime import TorchImageEncoder

            return TorchImageEncoder(self._model.folder, self.device)
        return open_image_encoder(self._model.folder, 1, self.graphs)

    def encode_query(self, text: str) -> Float32Array:
        """Return the query's place in the fused space, Float32[dimensions]."""
        return self.encode_wish(text)[0]

    def encode_wish(self, text: str) -> tuple[Float32Array, Float32Array | None]:
        """Return a query's place in the fused space Float32[dimensions], and its words.

        The words, Float32[t, p], are there to be compared with places of photos, in a space that
        tells them apart. One query at a time: each takes all of QUERY_THREADS, and the first loads
        the encoder.
        """
        with self._encoding:
            embedding, sentence, words = self._text.encode_query(text)
            if sentence is None:
                sentence = self._sentences.encode_sentences([text])[0]
            return self.fuser.query(embedding, sentence), words

    def encode_words(self, sentences: Sequence[str]) -> Float32Array:
        """Return the text features of photos' words, Float32[n, text_dimensions].

        Equal sentences are encoded once (a folder's photos often share their words); an empty
        sentence has zero features.
        """
        import numpy as np

        features = np.zeros((len(sentences), self.fuser.text_dimensions), np.float32)
        distinct = sorted({sentence for sentence in sentences if sentence}, key=len)
        if distinct:
            encoded = self.fuser.text_features(self._sentences.encode_sentences(distinct))
            row_of = {sentence: row for row, sentence in enumerate(distinct)}
            for index, sentence in enumerate(sentences):
                if sentence:
                    features[index] = encoded[row_of[sentence]]
        return features

    @property
    def sentence_encoder(self) -> str:
        """The fingerprint of the pack that :meth:`encode_sentences` asks."""
        has_own = bool(self.pack.sentence_dimensions)
        return (self.pack if has_own else self._builtin.pack).fingerprint

    def encode_sentences(self, texts: Sequence[str]) -> Float32Array:
        """Return what texts mean, apart from any picture: Float32[n, s], of unit length."""
        with self._encoding:
            return self._sentences.encode_sentences(texts)

    def encode_texts(self, texts: Sequence[str]) -> Float32Array:
        """Return the unit-length features of texts in the space of pictures, Float32[n, d]."""
        return self._text.encode_texts(texts)

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return the unit-length image features, Float32[n, d], of UInt8[n, h, w, 3]."""
        return self._image.encode_images(pixels)

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        """Return the same, and the places of each photo in a space that tells them apart."""
        return self._image.encode_pictures(pixels)

    def encode_image(self, path: Path) -> Float32Array:
        """Return the unit-length image feature of one photo, Float32[d].

        Raises:
            PhotoUnreadableError: the file is not a readable photo.
        """
        from photosearch.media.decode import encoder_pixels, read_photo

        photo = read_photo(path, max(self.pack.image.size))
        feature: Float32Array = self.encode_images(encoder_pixels(photo, self.pack.image)[None])[0]
        return feature

    @cached_property
    def explaining_encoder(self) -> ImageEncoder:
        """The image encoder that explains, one photo at a time and always on the CPU."""
        return open_image_encoder(self._model.folder, QUERY_THREADS, self.graphs)

    def encode_names(self, names: Sequence[tuple[str, str]]) -> Float32Array:
        """Return Float32[n, d], unit length, of things named in English and in Chinese.

        A model that knows no Chinese goes by the English name alone.
        """
        from photosearch.arrays import unit_length

        english = self._text.encode_texts([name for name, _ in names])
        if "zh" not in self.pack.languages:
            return english
        return unit_length(english + self._text.encode_texts([name for _, name in names]))

    def warm_up(self) -> None:
        """Load what a query needs."""
        self.encode_query("photo")
        _ = self.calibration


def open_space(
    registry: Registry, model_id: str, device: str = "cpu", graphs: Path | None = None
) -> EmbeddingSpace:
    """Return the space of an installed model, photos to be encoded on a device or ``auto``.

    Raises:
        ModelError: no such model, its pack is broken, or the device is not there.
    """
    model = registry.get(model_id)
    chosen = choose_device(device, model.folder)
    return EmbeddingSpace(model, registry.get(BUILTIN_MODEL), chosen, graphs)
