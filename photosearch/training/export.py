"""Trained towers to a model pack: graphs, tokenizer, fuser, and the parity checks."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from photosearch.arrays import UInt8Array
from photosearch.encoders.onnx import OnnxImageEncoder, OnnxTextEncoder
from photosearch.encoders.packs import Pack, TextInput, write_pack
from photosearch.models.onnx_export import (
    RowInt8Embedding,
    export_graph,
    store_small,
)
from photosearch.models.onnx_graphs import least_cosine, quantise
from photosearch.training.backbone import BACKBONES
from photosearch.training.text_stage import LONGEST, tensors
from photosearch.training.towers import ImageTower, TextTower
from photosearch.types import Preprocessing


class _FromPixels(nn.Module):
    """The image tower on pixels as they come: UInt8[n, h, w, 3]."""

    def __init__(self, tower: nn.Module) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return embedding, spatial, places and cells."""
        embedding, spatial, places, cells = self.tower(pixels.permute(0, 3, 1, 2))
        return embedding, spatial, places, cells


def export_pack(
    folder: Path, image: ImageTower, text: TextTower, tokenizer: Tokenizer, pack: Pack
) -> Pack:
    """Write a pack's graphs and tokenizer into ``folder`` and seal it; fusion.npz is not touched.

    Returns:
        The sealed pack.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export_image(image, folder / "image.onnx")
    export_text(text, tokenizer, folder / "text.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    return write_pack(folder, pack)


def export_image(tower: ImageTower, path: Path) -> None:
    """Write the image tower, weights in 8 bits, those of single channels in 16."""
    tower = copy.deepcopy(tower).to(memory_format=torch.contiguous_format)
    edge = tower.backbone.edge
    pixels = torch.zeros((2, edge, edge, 3), dtype=torch.uint8)
    outputs = ("embedding", "spatial", "places", "cells")
    export_graph(_FromPixels(tower), {"pixels": pixels}, outputs, {"pixels": {0: "n"}}, path)
    store_small(path, narrowing=True)


def export_text(tower: TextTower, tokenizer: Tokenizer, path: Path) -> None:
    """Write the text tower, weights in 8 bits, with the positions that a text can have."""
    tower = copy.deepcopy(tower)
    embeddings = tower.bert.embeddings
    embeddings.word_embeddings = RowInt8Embedding(embeddings.word_embeddings)  # type: ignore[union-attr,arg-type]
    embeddings.position_embeddings = _first_rows(embeddings.position_embeddings, LONGEST)  # type: ignore[union-attr,arg-type]
    ids, mask = tensors(tokenizer, ["a dog on a beach", "一只猫"])
    axes = {0: "n", 1: "t"}
    whole = path.with_suffix(".whole.onnx")
    export_graph(
        tower,
        {"input_ids": ids, "attention_mask": mask},
        ("embedding", "sentence", "words"),
        {"input_ids": axes, "attention_mask": axes},
        whole,
    )
    quantise(whole, path)
    whole.unlink()


def _first_rows(table: nn.Embedding, count: int) -> nn.Embedding:
    smaller = nn.Embedding(count, table.embedding_dim)
    smaller.weight = nn.Parameter(table.weight.detach()[:count].clone())
    return smaller


def mini_pack(
    name: str, version: str, backbone: str, dimensions: int, places: int, sentence: int = 384
) -> Pack:
    """Return the description of the built-in model's pack; ``places`` has so many dimensions."""
    edge = BACKBONES[backbone].edge
    return Pack(
        id="mini",
        name=name,
        version=version,
        family=f"bert-{backbone}",
        licence="see MODEL_CARD.md",
        languages=("en", "zh"),
        dimensions=dimensions,
        sentence_dimensions=sentence,
        place_dimensions=places,
        image=Preprocessing(size=(edge, edge), resize="squash"),
        text=TextInput(context_length=LONGEST),
        source="photosearch train",
        precision="int8",
    )


def image_parity(folder: Path, tower: nn.Module, pixels: UInt8Array) -> float:
    """Return the least cosine of the pack's image embeddings to torch's."""
    with torch.inference_mode():
        wanted = tower.eval()(torch.from_numpy(pixels).permute(0, 3, 1, 2))[0].numpy()
    return least_cosine(OnnxImageEncoder(folder).encode_images(pixels), wanted)


def text_parity(
    folder: Path, tower: nn.Module, tokenizer: Tokenizer, texts: Sequence[str]
) -> float:
    """Return the least cosine of the pack's text embeddings to torch's."""
    with torch.inference_mode():
        wanted = tower.eval()(*tensors(tokenizer, texts))[0].numpy()
    return least_cosine(OnnxTextEncoder(folder).encode_texts(texts), wanted)


def replace_pack(draft: Path, target: Path) -> None:
    """Put a finished pack in the place of another."""
    if target.exists():
        shutil.rmtree(target)
    draft.rename(target)
