from __future__ import annotations

import numpy as np
import torch

from photosearch.training.cache import PhotoCache
from photosearch.training.image_stage import SentenceTable, Trainer
from photosearch.training.metrics import ranks, retrieval
from photosearch.training.word_queries import WordQueries
from tests.training.towers import generated, schedule, tiny_model


def run(trainer: Trainer, epochs: int) -> None:
    for _ in range(epochs):
        for _ in trainer.run_epoch():
            pass


def recall(trainer: Trainer, pooled: np.ndarray, sentences: np.ndarray) -> float:
    model = trainer.average.eval()
    with torch.inference_mode():
        images = model.image.embed(torch.from_numpy(pooled.astype(np.float32)))
        texts = model.head(torch.from_numpy(sentences))
    scores = (texts @ images.T).numpy()
    return retrieval(ranks(scores, np.eye(len(scores), dtype=bool))).recall[1]


def test_photos_are_matched_with_their_sentences() -> None:
    cache, table, sentences = generated()
    photos = dict.fromkeys(range(len(sentences)), 1.0)
    trainer = Trainer(tiny_model(), cache, photos, table, schedule())
    assert recall(trainer, cache.pooled[:, 0], sentences) < 40
    run(trainer, 40)
    assert recall(trainer, cache.pooled[:, 0], sentences) == 100


def test_a_run_that_goes_on_from_a_checkpoint_ends_as_one_that_was_not_stopped() -> None:
    cache, table, sentences = generated()
    photos = dict.fromkeys(range(len(sentences)), 1.0)
    plan = schedule(epochs=6)
    whole = Trainer(tiny_model(), cache, photos, table, plan)
    run(whole, 6)
    stopped = Trainer(tiny_model(), cache, photos, table, plan)
    run(stopped, 3)
    state = stopped.state()
    resumed = Trainer(tiny_model(), cache, photos, table, plan)
    resumed.restore(state)
    run(resumed, 3)
    for one, other in zip(whole.average.parameters(), resumed.average.parameters(), strict=True):
        assert torch.equal(one, other)


def test_class_names_meet_the_rows_of_their_classes() -> None:
    cache, table, sentences = generated()
    photos = dict.fromkeys(range(len(sentences)), 1.0)
    plan = schedule(epochs=1, class_weight=1.0, classes=8)
    trainer = Trainer(tiny_model(), cache, photos, table, plan)
    losses = [progress.figures["loss"] for progress in trainer.run_epoch()]
    assert all(np.isfinite(losses))
    without = Trainer(tiny_model(), cache, photos, table, schedule(epochs=1))
    assert losses[0] > next(without.run_epoch()).figures["loss"]


def test_words_are_queries_for_all_photos_that_are_described_with_them() -> None:
    cache, table, sentences = generated()
    rows = range(len(sentences))
    # Each word is what two photos have in common.
    pairs = sentences.reshape(-1, 2, sentences.shape[1]).mean(1)
    words = (pairs / np.linalg.norm(pairs, axis=1, keepdims=True)).astype(np.float32)
    of_photo = {row: np.array([row // 2]) for row in rows}
    of_photo = {row: np.array([row // 2]) for row in rows}
    queries = WordQueries([str(word) for word in range(len(words))], words, of_photo)
    plan = schedule(word_weight=1.0, words=8)
    table = SentenceTable(sentences, {row: [row] for row in rows}, [[0]] * 1000, plan, queries)
    trainer = Trainer(tiny_model(), cache, dict.fromkeys(rows, 1.0), table, plan)
    assert found_words(trainer, cache, words) < 0.5
    run(trainer, 40)
    assert found_words(trainer, cache, words) > 0.95
    assert trainer.average.word_scale > 20


def found_words(trainer: Trainer, cache: PhotoCache, words: np.ndarray) -> float:
    """Return the share of each word's two photos among its first two."""
    model = trainer.average.eval()
    with torch.inference_mode():
        pooled = torch.from_numpy(cache.pooled[:, 0].astype(np.float32))
        scores = model.head(torch.from_numpy(words)) @ model.image.embed(pooled).T
    first = scores.topk(2).indices.numpy() // 2
    return float((first == np.arange(len(words))[:, None]).mean())


def test_names_meet_the_photos_in_which_the_teacher_is_sure_to_see_their_class() -> None:
    cache, _, sentences = generated()
    cache.teacher[:, 1:] = -20.0
    cache.teacher[3, 1 + 7] = cache.teacher[4, 1 + 7] = 20.0  # both show class 7
    name = np.random.default_rng(5).standard_normal((1, sentences.shape[1])).astype(np.float32)
    name /= np.linalg.norm(name)
    rows = range(len(sentences))
    plan = schedule(seen_weight=1.0)
    of_class = [[len(rows)]] * 1000
    vectors = np.concatenate([sentences, name])
    table = SentenceTable(vectors, {row: [row] for row in rows}, of_class, plan)
    trainer = Trainer(tiny_model(), cache, dict.fromkeys(rows, 1.0), table, plan)
    run(trainer, 40)
    model = trainer.average.eval()
    with torch.inference_mode():
        pooled = torch.from_numpy(cache.pooled[:, 0].astype(np.float32))
        scores = model.head(torch.from_numpy(name)) @ model.image.embed(pooled).T
    assert set(scores[0].topk(2).indices.tolist()) == {3, 4}
