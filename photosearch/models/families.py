"""The checkpoint families that can be added: CLIP, SigLIP, SigLIP 2 and Chinese-CLIP.

Each is loaded through transformers and wrapped so that pixels and token ids go in as the pack's
graphs take them, and unit-length embeddings come out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoConfig, AutoModel, AutoTokenizer

from photosearch.encoders.packs import TextInput
from photosearch.errors import ModelError
from photosearch.types import Interpolation, Preprocessing

FAMILIES = {
    "clip": "CLIP",
    "siglip": "SigLIP",
    "siglip2": "SigLIP 2",
    "chinese_clip": "Chinese-CLIP",
}
_LANGUAGES = {"clip": ("en",), "chinese_clip": ("zh",), "siglip": ("en",), "siglip2": ("en", "zh")}
_INTERPOLATIONS: dict[int, Interpolation] = {1: "lanczos", 2: "bilinear", 3: "bicubic"}
# Never code that comes with a checkpoint, never the network.
_LOCAL: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}
# Longer texts than these were not seen in training.
_CHINESE_CLIP_LENGTH = 52


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A loaded model and how its inputs are made."""

    family: str
    image: nn.Module
    text: nn.Module
    tokenizer: Any
    preprocessing: Preprocessing
    text_input: TextInput
    dimensions: int
    languages: tuple[str, ...]

    @property
    def takes_mask(self) -> bool:
        """Whether the text tower wants an attention mask; SigLIP was trained without."""
        return not self.text_input.pad_to_full


def load_checkpoint(folder: Path) -> Checkpoint:
    """Load a checkpoint from a local folder.

    Raises:
        ModelError: it is of no family that is known, or can't be read.
    """
    try:
        config = AutoConfig.from_pretrained(folder, **_LOCAL)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("no_checkpoint", folder=folder, error=_first_line(error)) from error
    family = config.model_type
    if family not in FAMILIES:
        known = ", ".join(FAMILIES.values())
        raise ModelError("unknown_kind", family=repr(family), known=known)
    try:
        model = AutoModel.from_pretrained(
            folder, attn_implementation="eager", use_safetensors=True, **_LOCAL
        )
        model = model.eval().float()
        tokenizer = AutoTokenizer.from_pretrained(folder, **_LOCAL)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            "checkpoint_not_loaded", folder=folder, error=_first_line(error)
        ) from error
    return _checkpoint(folder, family, config, model, tokenizer)


def _checkpoint(folder: Path, family: str, config: Any, model: Any, tokenizer: Any) -> Checkpoint:
    settings = _processor_settings(folder)
    patches = family == "siglip2"
    edge = _patch_grid_edge(config) if patches else int(config.vision_config.image_size or 0)
    image = _ImageTower(model, settings, _patch_size(config) if patches else 0)
    multilingual = type(tokenizer).__name__.startswith("Gemma")
    projected = family in ("clip", "chinese_clip")
    dimensions = config.projection_dim if projected else config.vision_config.hidden_size
    return Checkpoint(
        family=family,
        image=image,
        text=_TextTower(model),
        tokenizer=tokenizer.backend_tokenizer,
        preprocessing=_preprocessing(settings, edge, patches),
        text_input=_text_input(family, config, tokenizer, multilingual),
        dimensions=int(dimensions),
        languages=("en", "zh") if multilingual else _LANGUAGES[family],
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _processor_settings(folder: Path) -> dict[str, Any]:
    """Return the image processor's settings as the checkpoint's own file has them."""
    for name in ("preprocessor_config.json", "processor_config.json"):
        path = folder / name
        if path.is_file():
            settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return dict(settings.get("image_processor", settings))
    raise ModelError("no_preprocessor", folder=folder)


def _preprocessing(settings: dict[str, Any], edge: int, patches: bool) -> Preprocessing:
    interpolation = _INTERPOLATIONS.get(int(settings.get("resample", 3)), "bicubic")
    if patches:
        return Preprocessing(size=(edge, edge), interpolation=interpolation)
    size = settings.get("crop_size") if settings.get("do_center_crop") else settings.get("size")
    if isinstance(size, dict):
        height = int(size.get("height") or size.get("shortest_edge") or edge)
        width = int(size.get("width") or height)
    else:
        height = width = int(size or edge)
    crops = bool(settings.get("do_center_crop"))
    return Preprocessing(
        size=(height, width), resize="crop" if crops else "squash", interpolation=interpolation
    )


def _text_input(family: str, config: Any, tokenizer: Any, multilingual: bool) -> TextInput:
    longest = int(config.text_config.max_position_embeddings)
    if family == "chinese_clip":
        longest = min(longest, _CHINESE_CLIP_LENGTH)
    pad = tokenizer.pad_token or tokenizer.eos_token
    return TextInput(
        context_length=longest,
        pad_token=pad,
        pad_id=tokenizer.convert_tokens_to_ids(pad),
        pad_to_full=family in ("siglip", "siglip2"),
        lowercase=multilingual,
    )


def _patch_size(config: Any) -> int:
    return int(config.vision_config.patch_size)


def _patch_grid_edge(config: Any) -> int:
    """Return the pixels of the square whose patches are those the positions were trained for."""
    return int(config.vision_config.num_patches**0.5) * _patch_size(config)


class _ImageTower(nn.Module):
    """Normalises pixels, and embeds them."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, model: Any, settings: dict[str, Any], patch: int) -> None:
        super().__init__()
        self.model = model
        self.patch = patch
        self.scale = float(settings.get("rescale_factor", 1 / 255))
        mean, deviation = (
            settings.get("image_mean", [0.5] * 3),
            settings.get("image_std", [0.5] * 3),
        )
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float32).view(1, 3, 1, 1))
        self.register_buffer(
            "deviation", torch.tensor(deviation, dtype=torch.float32).view(1, 3, 1, 1)
        )
        if patch:
            model.vision_model.embeddings = _SquareGrid(model.vision_model.embeddings)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return Float[n, d], unit length, of UInt8[n, h, w, 3]."""
        values = pixels.permute(0, 3, 1, 2).to(self.mean.dtype) * self.scale
        values = (values - self.mean) / self.deviation
        if self.patch:
            seen = self.model.vision_model(_patches(values, self.patch), None, None)
        else:
            seen = self.model.get_image_features(pixel_values=values)
        return F.normalize(_features(seen), dim=-1)


class _TextTower(nn.Module):
    """Embeds token ids."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None) -> Tensor:
        """Return Float[n, d], unit length, of Int64[n, t]."""
        read = self.model.get_text_features(input_ids=input_ids, attention_mask=attention_mask)
        return F.normalize(_features(read), dim=-1)


class _SquareGrid(nn.Module):
    """SigLIP 2's flexible embeddings, for the one grid their positions were trained for."""

    def __init__(self, embeddings: Any) -> None:
        super().__init__()
        self.embeddings = embeddings

    def forward(self, patches: Tensor, shapes: Tensor | None) -> Tensor:
        """Return Float[n, grid², d]."""
        positions: Tensor = self.embeddings.position_embedding.weight
        embedded: Tensor = self.embeddings.patch_embedding(patches) + positions
        return embedded


def _patches(values: Tensor, size: int) -> Tensor:
    """Return Float[n, grid², size·size·3] of Float[n, 3, h, w], as SigLIP 2 cuts them."""
    count, _, height, width = values.shape
    rows, columns = height // size, width // size
    cut = values.reshape(count, 3, rows, size, columns, size)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(count, rows * columns, size * size * 3)


def _features(output: Any) -> Tensor:
    """Return the pooled, projected features: an object's in transformers 5, a tensor before."""
    return output if isinstance(output, Tensor) else output.pooler_output
