"""Tiny towers and generated data for the tests of training."""

from __future__ import annotations

import numpy as np
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from photosearch.training.cache import PhotoCache
from photosearch.training.image_stage import Model, Schedule, SentenceTable
from photosearch.training.towers import SEEN, ImageTower, TextHead, TextTower

SENTENCE = 32
WORDS = ("dog", "cat", "red", "blue", "beach", "snow", "runs", "sits", "##s")


class PlacesTower(nn.Module):
    """Sees 7 x 7 places, as the image tower does, by a single convolution."""

    def __init__(self, dimensions: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(3, dimensions, 32, 32)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d] and spatial Float[n, 7, 7, d] for UInt8[n, 3, 224, 224]."""
        spatial = self.convolution(pixels.float() / 127.5 - 1).permute(0, 2, 3, 1)
        return F.normalize(spatial.mean((1, 2)), dim=-1), spatial


def tiny_tokenizer() -> Tokenizer:
    """A BERT tokenizer of a few words."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused1]", *WORDS, "н"]
    vocabulary = {name: number for number, name in enumerate(names)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def tiny_image_tower() -> ImageTower:
    """MobileNetV2 with random weights, from a fixed seed."""
    torch.manual_seed(0)
    return ImageTower(16).eval()


def tiny_text_tower(words: int = 16) -> TextTower:
    """A BERT of two layers, from a fixed seed."""
    from transformers import BertConfig, BertModel  # seconds that not all who use this file need

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=words,
        hidden_size=SENTENCE,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=48,
    )
    bert = BertModel(config, add_pooling_layer=False)
    return TextTower(bert, TextHead(SENTENCE, 16, 32)).eval()


def generated(count: int = 24) -> tuple[PhotoCache, SentenceTable, np.ndarray]:
    """Photos whose features and sentences follow from the same hidden vector each."""
    rng = np.random.default_rng(0)
    hidden = rng.standard_normal((count, 12))
    features = np.abs(hidden @ rng.standard_normal((12, SEEN)))
    sentences = hidden @ rng.standard_normal((12, SENTENCE))
    sentences = (sentences / np.linalg.norm(sentences, axis=1, keepdims=True)).astype(np.float32)
    pooled = np.stack([features, features], 1).astype(np.float16)
    cache = PhotoCache(
        names=[f"{row}.jpg" for row in range(count)],
        early=np.zeros((count, 2, 32, 8, 8), np.float16),
        teacher=np.zeros((count, 1001), np.float16),
        pooled=pooled,
    )
    plan = schedule()
    table = SentenceTable(sentences, {row: [row] for row in range(count)}, [[0]] * 1000, plan)
    return cache, table, sentences


def schedule(**changes: object) -> Schedule:
    """A short run over frozen features."""
    fields: dict[str, object] = {
        "epochs": 40, "batch": 12, "extra_texts": 0, "memory": 0, "class_weight": 0.0,
        "tune_blocks": False, "average": 0.5, "feature_dropout": 0.0, "weight_decay": 0.0,
    }  # fmt: skip
    return Schedule(**{**fields, **changes})  # type: ignore[arg-type]


def tiny_model() -> Model:
    """Both towers, from a fixed seed."""
    torch.manual_seed(2)
    return Model(ImageTower(16), TextHead(SENTENCE, 16, 32))
