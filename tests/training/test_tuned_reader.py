from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from photosearch.training.image_stage import Model
from photosearch.training.teacher import Language
from photosearch.training.texts import (
    LayerTable,
    TextTable,
    build_layer_table,
    build_text_table,
    open_layer_table,
    open_text_table,
)
from photosearch.training.towers import LastLayers, TextTower
from photosearch.training.tuned_reader import TunedReader
from tests.training.towers import (
    SEEN,
    SENTENCE,
    Generated,
    schedule,
    tiny_text_tower,
    tiny_tokenizer,
)

TEXTS = [
    "a dog runs",
    "cats",
    "red dog sits beach snow",
    "blue " * 60,
    "snow cat",
    "н",
    "beach",
    "red",
    "blue cat",
]


def tables(folder: Path) -> tuple[TextTower, TextTable, LayerTable]:
    """Return a text tower, what it makes of the texts, and what goes into its second layer."""
    tower = tiny_text_tower()
    language = Language(tower, tiny_tokenizer())
    for _ in build_text_table(folder, TEXTS, language):
        pass
    for _ in build_layer_table(folder, TEXTS, language, 1):
        pass
    return tower, open_text_table(folder), open_layer_table(folder, 1)


def model_of(tower: TextTower, **plan: object) -> Model:
    torch.manual_seed(3)
    return Model(SEEN, SENTENCE, schedule(**plan), layers=LastLayers(tower.bert, 1)).eval()


def test_layers_that_learned_nothing_read_what_the_table_holds(tmp_path: Path) -> None:
    tower, table, below = tables(tmp_path)
    model = model_of(tower)
    texts = [3, 0, 5, 2, 2, 1]
    with torch.inference_mode():
        read, stored = TunedReader(table, below).read(model, texts), table.read(model, texts)
    assert torch.allclose(read.sentences, stored.sentences, atol=0.02)  # half precision
    assert torch.equal(read.frozen, stored.frozen)
    for places in ([0], [5, 1, 4], range(6)):
        (tokens, there), (wanted, known) = read.words(places), stored.words(places)
        assert torch.equal(there, known)
        assert torch.allclose(tokens[there], wanted[known], atol=0.05)


def test_tokens_of_a_table_stand_where_their_text_does(tmp_path: Path) -> None:
    tower, table, below = tables(tmp_path)
    lengths = np.diff(table.begin).tolist()
    assert lengths == [3, 2, 5, 46, 2, 1, 1, 1, 2]  # of the longest as many as the tower reads
    assert np.diff(below.begin).tolist() == [length + 2 for length in lengths]
    assert len(table.tokens) == sum(lengths)
    assert len(below.tokens) == sum(lengths) + 2 * len(TEXTS)
    with torch.inference_mode():
        last = LastLayers(tower.bert, 1)
        row = torch.from_numpy(below.tokens[below.begin[2] : below.begin[3]].astype(np.float32))
        made = last(row[None], torch.ones(1, len(row), dtype=torch.bool))[0, 1:-1]
    stored = table.tokens[table.begin[2] : table.begin[3]].astype(np.float32)
    np.testing.assert_allclose(made.numpy(), stored, atol=0.05)


def test_other_texts_forget_what_went_into_layers(tmp_path: Path) -> None:
    tower, _, _ = tables(tmp_path)
    for _ in build_text_table(tmp_path, TEXTS[:2], Language(tower, tiny_tokenizer())):
        pass
    assert not (tmp_path / "layer-1.npy").exists()


@pytest.mark.parametrize("held", [0.0, 1000.0])
def test_layers_learn_and_sentences_are_held_near_what_they_were(
    tmp_path: Path, held: float
) -> None:
    tower, table, below = tables(tmp_path)
    made = Generated(6)
    before = torch.cat([one.detach().flatten() for one in tower.bert.parameters()])
    model = model_of(
        tower, layers=1, layer_rate=3e-2, keep_sentence_weight=held, cycles=(8,), batch=6,
        late_weight=0.5, query_weight=0.0, label_weight=0.0,
    )  # fmt: skip
    trainer = made.trainer_of(model, TunedReader(table, below))
    for _ in range(8):
        for _ in trainer.run_epoch():
            pass
    averaged = trainer.averaged.eval()
    with torch.inference_mode():
        read = TunedReader(table, below).read(averaged, range(len(TEXTS)))
        moved = float((1 - (read.sentences * read.frozen).sum(1)).max())
    assert (moved > 0.02) == (held == 0.0)
    assert averaged.layers is not None
    averaged.layers.give_back(tower.bert)
    after = torch.cat([one.detach().flatten() for one in tower.bert.parameters()])
    assert not torch.equal(before, after)
