"""Tiny towers and generated data for the tests of training."""

from __future__ import annotations

from typing import cast

import numpy as np
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from torch import nn

from photosearch.training.backbone import BACKBONES, CLASSES, LAST, Scale
from photosearch.training.cache import BASIS, PhotoCache, PlaceBasis
from photosearch.training.image_stage import Model, Schedule, Trainer
from photosearch.training.spoken import OfPhoto, Phrasings, Related, Spoken
from photosearch.training.texts import Reader, TextTable
from photosearch.training.towers import GRID, Head, ImageTower, TextTower, WordHead

SENTENCE = 32
SEEN = LAST + 20
# Of the family whose smallest has twice as many blocks, four times as wide: as much to prove.
TINY = "efficientnet-lite-tiny"
cast("dict[str, Scale]", BACKBONES)[TINY] = Scale(width=0.25, depth=0.3, edge=224)
WORDS = ("dog", "cat", "red", "blue", "beach", "snow", "runs", "sits", "##s")


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
    """A tiny backbone with random weights, from a fixed seed, and small heads."""
    torch.manual_seed(0)
    tower = ImageTower(TINY, 16, 32, 8).eval()
    for module in tower.backbone.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight)
    return tower


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
    return TextTower(bert, Head(SENTENCE, 16, 32), WordHead(SENTENCE, 8)).eval()


def schedule(**changes: object) -> Schedule:
    """A short run of a small model."""
    fields: dict[str, object] = {
        "cycles": (40,), "batch": 12, "late_batch": 6, "captions": 1, "further": 4, "queries": 8,
        "made": 8, "dimensions": 16, "hidden": 32, "text_hidden": 32, "place_dimensions": 8,
        "average": 0.5, "dropout": 0.0, "place_dropout": 0.0, "weight_decay": 0.0, "rate": 3e-3,
        "teacher_weight": 0.0, "made_weight": 0.0, "late_weight": 0.0,
    }  # fmt: skip
    return Schedule(**{**fields, **changes})  # type: ignore[arg-type]


class Generated:
    """Photos whose features and sentences follow from the same hidden vector each.

    Text i is the caption of photo i, and then each pair of photos shares a word, which is a label
    of theirs, too. Places and words follow from the same vectors.
    """

    def __init__(self, count: int = 24) -> None:
        rng = np.random.default_rng(0)
        hidden = rng.standard_normal((count, 12))
        pairs = hidden.reshape(-1, 2, 12).mean(1)
        self.count, self.words = count, len(pairs)
        features = np.abs(hidden @ rng.standard_normal((12, SEEN)))
        sentences = np.concatenate([hidden, pairs]) @ rng.standard_normal((12, SENTENCE))
        sentences /= np.linalg.norm(sentences, axis=1, keepdims=True)
        places = hidden @ rng.standard_normal((12, BASIS)) / 4
        self.cache = PhotoCache(
            names=[f"{row}.jpg" for row in range(count)],
            pooled=[features.astype(np.float16)],
            places=[np.repeat(places[:, None], GRID**2, 1).astype(np.float16)],
            basis=PlaceBasis(torch.zeros(SEEN), torch.zeros(SEEN, BASIS)),
        )
        self.texts = TextTable(
            sentences.astype(np.float16),
            sentences.astype(np.float16),
            np.arange(len(sentences) + 1),
        )
        words = [count + row // 2 for row in range(count)]
        photos = {
            row: OfPhoto(
                english=[row], queries=[words[row]], positives={words[row]}, labels=[row // 2]
            )
            for row in range(count)
        }
        names = [Phrasings([count + word], [count + word]) for word in range(self.words)]
        classes = [names[index % self.words] for index in range(CLASSES)]
        self.spoken = Spoken(photos, names, classes)
        same = np.eye(self.words, dtype=bool)
        self.related = Related(same, {row: np.zeros(self.words, bool) for row in range(count)})

    def trainer(self, **changes: object) -> Trainer:
        """Return a run over all photos, from a fixed seed."""
        torch.manual_seed(2)
        return self.trainer_of(Model(SEEN, SENTENCE, schedule(**changes)), self.texts)

    def trainer_of(self, model: Model, reader: Reader) -> Trainer:
        """Return a run of a model over all photos."""
        classifier = nn.Linear(LAST, CLASSES)
        photos = dict.fromkeys(range(self.count), 1.0)
        return Trainer(model, classifier, self.cache, photos, self.spoken, self.related, reader)
