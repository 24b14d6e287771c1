"""Every day's runtime: a pack's ONNX graphs through onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.arrays import Float32Array, Int64Array, UInt8Array
from photosearch.encoders.graph import Graph
from photosearch.encoders.packs import Pack, TextInput, read_pack
from photosearch.encoders.protocol import WHOLE, Pictures, QueryFeatures
from photosearch.errors import ModelError

# The graphs of a pack.
IMAGE, TEXT = "image.onnx", "text.onnx"
# Longer batches only take more memory.
IMAGE_BATCH = 16
TEXT_BATCH = 16
# Families whose picture towers are made of convolutions.
_CONVOLUTIONAL = ("efficientnet", "mobilenet")


def kept_outputs(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return which outputs of each graph of a pack are worth a graph of their own; () is all."""
    places = ("places",) if pack.place_dimensions else ()
    return {IMAGE: ("embedding", *places), TEXT: ()}


class OnnxImageEncoder:
    """A pack's image tower."""

    def __init__(self, folder: Path, threads: int = 1, kept: Path | None = None) -> None:
        self.pack: Pack = read_pack(folder)
        self.fingerprint = self.pack.fingerprint
        shared = any(name in self.pack.family for name in _CONVOLUTIONAL)
        self._graph = Graph(
            folder / IMAGE, threads, kept, shared=shared, mostly=kept_outputs(self.pack)[IMAGE]
        )

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return Float32[n, d], unit length, of UInt8[n, h, w, 3]."""
        batch = self._graph.batch(IMAGE_BATCH)
        parts = [
            self._graph.run(["embedding"], {"pixels": pixels[start : start + batch]})[0]
            for start in range(0, len(pixels), batch)
        ]
        return _stacked(parts, self.pack.dimensions)

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        """Return the embeddings of UInt8[n, h, w, 3], and their places if the pack has such."""
        if not self.pack.place_dimensions:
            return Pictures(self.encode_images(pixels))
        outputs = kept_outputs(self.pack)[IMAGE]
        parts = [
            self._graph.run(outputs, {"pixels": pixels[start : start + IMAGE_BATCH]})
            for start in range(0, len(pixels), IMAGE_BATCH)
        ]
        embeddings, places = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Pictures(embeddings, np.rint(places * WHOLE).astype(np.int8))

    @property
    def tells_places_apart(self) -> bool:
        """Whether the pack has the embeddings of places."""
        return "spatial" in self._graph.outputs

    def encode_regions(self, pixels: UInt8Array) -> tuple[Float32Array, Float32Array]:
        """Return the embedding Float32[n, d] and that of each place, Float32[n, gh, gw, d].

        The mean of the places, made unit length, is the embedding.

        Raises:
            ModelError: the pack has no such output.
        """
        if not self.tells_places_apart:
            raise ModelError("no_places", model=self.pack.id)
        embedding, spatial = self._graph.run(["embedding", "spatial"], {"pixels": pixels})
        return embedding, spatial

    @property
    def has_cells(self) -> bool:
        """Whether the pack tells what it sees in places, for a captioner."""
        return "cells" in self._graph.outputs

    def encode_cells(self, pixels: UInt8Array) -> tuple[Float32Array, Pictures]:
        """Return the backbone's features of places, Float32[n, k, seen], of UInt8[n, h, w, 3].

        With them what :meth:`encode_pictures` does, in the same run.

        Raises:
            ModelError: the pack has no such output.
        """
        if not self.has_cells:
            raise ModelError("no_places", model=self.pack.id)
        outputs = ["cells", "embedding", *(["places"] if self.pack.place_dimensions else [])]
        cells, embedding, *places = self._graph.run(outputs, {"pixels": pixels})
        told = np.rint(places[0] * WHOLE).astype(np.int8) if places else None
        return cells, Pictures(embedding, told)


class OnnxTextEncoder:
    """A pack's text tower and its tokenizer."""

    def __init__(self, folder: Path, threads: int = 1, kept: Path | None = None) -> None:
        self.pack: Pack = read_pack(folder)
        self.fingerprint = self.pack.fingerprint
        self._folder = folder
        self._graph = Graph(folder / TEXT, threads, kept)

    def encode_texts(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, d], unit length."""
        return self._encoded(texts, "embedding", self.pack.dimensions)

    def encode_sentences(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, s], unit length."""
        if not self.pack.sentence_dimensions:
            raise ModelError("no_sentences", model=self.pack.id)
        return self._encoded(texts, "sentence", self.pack.sentence_dimensions)

    def encode_query(self, text: str) -> QueryFeatures:
        """Return all that the pack makes of one text, in one run of the graph."""
        outputs = ["embedding"]
        outputs += ["sentence"] if self.pack.sentence_dimensions else []
        outputs += ["words"] if self.pack.place_dimensions else []
        made = self._graph.run(outputs, self._tokenized([text]))
        features = {name: value[0] for name, value in zip(outputs, made, strict=True)}
        if "words" in features:
            features["words"] = features["words"][features["words"].any(1)]
        return QueryFeatures(**features)

    def _encoded(self, texts: Sequence[str], output: str, dimensions: int) -> Float32Array:
        batch = self._graph.batch(TEXT_BATCH)
        parts = [
            self._graph.run([output], self._tokenized(texts[start : start + batch]))[0]
            for start in range(0, len(texts), batch)
        ]
        return _stacked(parts, dimensions)

    def _tokenized(self, texts: Sequence[str]) -> dict[str, Int64Array]:
        encodings = self._tokenizer.encode_batch([self._prepared(text) for text in texts])
        feeds = {"input_ids": np.array([encoding.ids for encoding in encodings], np.int64)}
        if "attention_mask" in self._inputs:
            masks = [encoding.attention_mask for encoding in encodings]
            feeds["attention_mask"] = np.array(masks, np.int64)
        return feeds

    def _prepared(self, text: str) -> str:
        text = text.encode("utf-8", "replace").decode()  # the tokenizer knows no lone surrogates
        return text.lower() if self.pack.text.lowercase else text

    @cached_property
    def _inputs(self) -> set[str]:
        return set(self._graph.inputs)

    @cached_property
    def _tokenizer(self) -> Any:
        return open_tokenizer(self._folder / "tokenizer.json", self.pack.text)


def open_tokenizer(path: Path, text: TextInput) -> Any:
    """Return a tokenizer that truncates and pads as the pack says.

    Raises:
        ModelError: the file can't be read.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises plain Exception
        raise ModelError("not_loaded", name=path.name, error=error) from error
    return prepare_tokenizer(tokenizer, text)


def prepare_tokenizer(tokenizer: Any, text: TextInput) -> Any:
    """Let a tokenizer truncate and pad as the pack says."""
    tokenizer.enable_truncation(text.context_length)
    tokenizer.enable_padding(
        pad_id=text.pad_id,
        pad_token=text.pad_token,
        length=text.context_length if text.pad_to_full else None,
    )
    return tokenizer


def _stacked(parts: list[Float32Array], dimensions: int) -> Float32Array:
    return np.concatenate(parts) if parts else np.zeros((0, dimensions), np.float32)
