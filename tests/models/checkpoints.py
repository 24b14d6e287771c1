"""Tiny random checkpoints of each family, as their makers' files would lie in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import (  # type: ignore[attr-defined, unused-ignore]
    BertTokenizerFast,
    ChineseCLIPConfig,
    ChineseCLIPModel,
    CLIPConfig,
    CLIPModel,
    PreTrainedTokenizerFast,
    Siglip2Config,
    Siglip2Model,
    SiglipConfig,
    SiglipModel,
)

WORDS = ["a", "photo", "of", "dog", "red", "cat", "two", "people", "mountain", "一", "只", "猫"]
TOWER = {
    "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2,
}  # fmt: skip
VISION = {**TOWER, "image_size": 32, "patch_size": 8}


def make(family: str, folder: Path) -> Path:
    """Write a checkpoint of a family."""
    torch.manual_seed(0)
    folder.mkdir(parents=True)
    {"clip": _clip, "siglip": _siglip, "siglip2": _siglip2, "chinese_clip": _chinese_clip}[family](
        folder
    )
    return folder


def _clip(folder: Path) -> None:
    _word_tokenizer(folder, eos=2)
    text = {**TOWER, "vocab_size": 40, "max_position_embeddings": 16, "eos_token_id": 2}
    config = CLIPConfig(text_config=text, vision_config=VISION, projection_dim=24)
    CLIPModel(config).save_pretrained(folder)
    _processor(folder, {"shortest_edge": 32}, crop=True, mean=0.48)


def _siglip(folder: Path) -> None:
    _word_tokenizer(folder, eos=2)
    text = {**TOWER, "vocab_size": 40, "max_position_embeddings": 16}
    SiglipModel(SiglipConfig(text_config=text, vision_config=VISION)).save_pretrained(folder)
    _processor(folder, {"height": 32, "width": 32})


def _siglip2(folder: Path) -> None:
    _word_tokenizer(folder, eos=2)
    text = {**TOWER, "vocab_size": 40, "max_position_embeddings": 16}
    vision = {**TOWER, "patch_size": 8, "num_patches": 16}
    Siglip2Model(Siglip2Config(text_config=text, vision_config=vision)).save_pretrained(folder)
    _processor(folder, None)


def _chinese_clip(folder: Path) -> None:
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    text = {**TOWER, "vocab_size": 40, "max_position_embeddings": 64}
    config = ChineseCLIPConfig(text_config=text, vision_config=VISION, projection_dim=24)
    ChineseCLIPModel(config).save_pretrained(folder)
    _processor(folder, {"height": 32, "width": 32}, mean=0.48)


def _word_tokenizer(folder: Path, eos: int) -> None:
    tokens = {"<unk>": 0, "<s>": 1, "</s>": eos, **{w: n for n, w in enumerate(WORDS, 3)}}
    tokenizer = Tokenizer(models.WordLevel(tokens, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", eos)]
    )
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call, unused-ignore]
        tokenizer_object=tokenizer, unk_token="<unk>", eos_token="</s>", pad_token="</s>"
    )
    fast.save_pretrained(folder)


def _processor(
    folder: Path, size: dict[str, int] | None, crop: bool = False, mean: float = 0.5
) -> None:
    settings = {
        "image_mean": [mean] * 3, "image_std": [0.25] * 3, "rescale_factor": 1 / 255,
        "resample": 3, "do_center_crop": crop,
    }  # fmt: skip
    if size:
        settings["size"] = size
    if crop:
        settings["crop_size"] = {"height": 32, "width": 32}
    (folder / "preprocessor_config.json").write_text(json.dumps(settings))
