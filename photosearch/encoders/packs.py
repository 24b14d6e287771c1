"""Model packs: a folder with everything that daily work needs of one dual encoder.

    pack.json        what stands below, as JSON
    image.onnx       pixels UInt8[n, h, w, 3] → embedding Float32[n, d], unit length
                     (optional outputs: spatial Float32[n, gh, gw, d]; places Float32[n, k, p],
                     unit length, for late interaction with the words of a query; cells
                     Float32[n, k, seen], the backbone's features of places, for a captioner)
    text.onnx        input_ids, attention_mask Int64[n, t] → embedding Float32[n, d], unit length
                     (optional outputs: sentence Float32[n, s], unit length; words
                     Float32[n, t, p], each as long as it weighs)
    tokenizer.json   of the tokenizers library
    fusion.npz       optional: how the words of photos join their pictures in this space
    calibration.npz  optional: what turns scores into probabilities
    tags.npz         optional: what is added to words that describe a photo
    captioner/       optional: see photosearch/answering/captioner_pack.py

Normalisation by mean and deviation is inside ``image.onnx``; resizing is the caller's and stands
in ``pack.json``, so that nothing about a model is hard-coded elsewhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from photosearch.encoders.description import read_description, write_description
from photosearch.types import Preprocessing

PACK_FILE = "pack.json"
FORMAT = 1


class TextInput(msgspec.Struct, frozen=True, kw_only=True):
    """How a text becomes ``context_length`` token ids or fewer (all, if ``pad_to_full``)."""

    context_length: int
    pad_token: str = "[PAD]"
    pad_id: int = 0
    pad_to_full: bool = False
    lowercase: bool = False


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What ``pack.json`` says. ``runtime`` is ``onnx``, or ``colour`` for the tests' fake.

    ``place_dimensions`` is 0 where the pack has no vectors of places.
    """

    id: str
    name: str
    version: str = "1"
    family: str = "dual"
    runtime: Literal["onnx", "colour"] = "onnx"
    licence: str = "unknown"
    languages: tuple[str, ...] = ()
    dimensions: int
    sentence_dimensions: int = 0
    place_dimensions: int = 0
    image: Preprocessing
    text: TextInput
    source: str = ""
    precision: str = "fp32"
    format: int = FORMAT
    fingerprint: str = ""


def read_pack(folder: Path) -> Pack:
    """Read the description of the pack in ``folder``.

    Raises:
        ModelError: there is no pack, or it is of a newer format.
    """
    return read_description(folder / PACK_FILE, Pack, FORMAT)


def write_pack(folder: Path, pack: Pack) -> Pack:
    """Seal the pack whose files stand in ``folder``: fingerprint them, write ``pack.json`` last.

    Returns:
        The pack with its fingerprint.
    """
    sealed = msgspec.structs.replace(pack, fingerprint=fingerprint(folder, pack))
    write_description(folder / PACK_FILE, sealed)
    return sealed


def fingerprint(folder: Path, pack: Pack) -> str:
    """Return 16 hex digits that change whenever the embeddings of photos could."""
    digest = hashlib.sha256(msgspec.json.encode((pack.id, pack.dimensions, pack.image, pack.text)))
    for name in ("image.onnx", "text.onnx", "tokenizer.json"):
        path = folder / name
        if path.exists():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
