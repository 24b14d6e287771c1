from __future__ import annotations

import numpy as np
import torch

from photosearch.training.text_stage import (
    Distiller,
    Pair,
    Schedule,
    encode_all,
    extend_embeddings,
    keep_embeddings,
)
from photosearch.training.vocabulary import (
    choose_words,
    extend_tokenizer,
    initial_embeddings,
    prune,
    segment,
)
from tests.training.towers import tiny_text_tower, tiny_tokenizer

CHINESE = ["狗", "猫", "红色", "海滩"]
PAIRS = [Pair("狗", "dog"), Pair("红色 猫", "red cat"), Pair("海滩", "beach"), Pair("dog", "dog")]


def targets() -> np.ndarray:
    return encode_all(tiny_text_tower(), tiny_tokenizer(), [pair.teacher for pair in PAIRS])


def distiller(epochs: int = 60) -> Distiller:
    tokenizer = extend_tokenizer(tiny_tokenizer(), CHINESE)
    tower = tiny_text_tower()
    extend_embeddings(tower.bert, tokenizer, {})
    plan = Schedule(epochs=epochs, body_rate=1e-4, embedding_rate=2e-2)
    return Distiller(tower, tokenizer, PAIRS, targets(), plan)


def test_chinese_lands_where_the_english_is() -> None:
    steps = list(distiller().run())
    assert steps[0].figures["loss"] > 0.05
    assert steps[-1].figures["loss"] < 0.5 * steps[0].figures["loss"]


def test_a_run_that_goes_on_from_a_checkpoint_ends_as_one_that_was_not_stopped() -> None:
    whole = distiller(epochs=8)
    list(whole.run())
    stopped = distiller(epochs=8)
    for _ in zip(range(4), stopped.run(), strict=False):
        pass
    resumed = distiller(epochs=8)
    resumed.restore(stopped.state())
    assert resumed.step >= 4
    list(resumed.run())
    states = whole.state()["bert"], resumed.state()["bert"]
    for one, other in zip(states[0].values(), states[1].values(), strict=True):  # type: ignore[attr-defined]
        assert torch.allclose(one, other, atol=1e-6)


def test_chinese_words_are_cut_longest_first_and_start_at_their_meaning() -> None:
    lexicon = {"红色": ["red"], "海滩": ["beach"], "狗": ["dog"]}
    assert segment("红色的狗在海滩", lexicon) == ["红色", "的", "狗", "在", "海滩"]
    words = choose_words(lexicon, ["红色的狗"] * 3, tiny_tokenizer())
    assert {"红色", "狗"} <= set(words)
    tokenizer = extend_tokenizer(tiny_tokenizer(), words)
    assert tokenizer.encode("红色 dog", add_special_tokens=False).tokens == ["红色", "dog"]
    table = np.arange(16, dtype=np.float32)[:, None].repeat(4, 1)
    started = initial_embeddings(["红色"], lexicon, tiny_tokenizer(), table)
    assert started["红色"].tolist() == table[tiny_tokenizer().token_to_id("red")].tolist()


def test_pruning_drops_other_scripts_and_changes_no_embedding() -> None:
    tokenizer = extend_tokenizer(tiny_tokenizer(), CHINESE)
    tower = tiny_text_tower()
    extend_embeddings(tower.bert, tokenizer, {})
    texts = ["red dogs", "狗 海滩", "a cat"]
    before = encode_all(tower, tokenizer, texts)
    smaller, kept = prune(tokenizer)
    keep_embeddings(tower.bert, kept)
    assert smaller.get_vocab_size() == len(kept) == tokenizer.get_vocab_size() - 2
    assert smaller.token_to_id("н") is None
    np.testing.assert_allclose(encode_all(tower, smaller, texts), before, atol=1e-6)
