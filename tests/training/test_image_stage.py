from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from photosearch.training.image_stage import Trainer, share_of_cycle
from photosearch.training.metrics import ranks, retrieval
from photosearch.training.tuning import TuningCaptions, tuning_figures
from tests.training.towers import Generated


def run(trainer: Trainer, epochs: int) -> None:
    for _ in range(epochs):
        for _ in trainer.run_epoch():
            pass


def scores(made: Generated, trainer: Trainer, texts: range) -> np.ndarray:
    model = trainer.averaged.eval()
    with torch.inference_mode():
        images = model.embed(torch.from_numpy(made.cache.pooled[0].astype(np.float32)))
        found: np.ndarray = (model.text(made.texts.sentence(texts)) @ images.T).numpy()
    return found


def recall(made: Generated, trainer: Trainer) -> float:
    found = scores(made, trainer, range(made.count))
    return retrieval(ranks(found, np.eye(made.count, dtype=bool))).recall[1]


def test_photos_are_matched_with_their_sentences() -> None:
    made = Generated()
    trainer = made.trainer(query_weight=0.0, label_weight=0.0)
    assert recall(made, trainer) < 40
    run(trainer, 40)
    assert recall(made, trainer) == 100


@pytest.mark.parametrize("part", ["query_weight", "label_weight"])
def test_words_and_labels_find_all_photos_that_have_them(part: str) -> None:
    made = Generated()
    trainer = made.trainer(**{"query_weight": 0.0, "label_weight": 0.0, part: 1.0})
    run(trainer, 40)
    words = scores(made, trainer, range(made.count, made.count + made.words))
    first = np.argsort(-words, axis=1)[:, :2] // 2
    assert (first == np.arange(made.words)[:, None]).mean() > 0.9


def test_words_find_places_and_the_two_scores_add_up() -> None:
    made = Generated()
    trainer = made.trainer(late_weight=1.0, late_batch=12)
    asked = [TuningCaptions("en", {row: [row] for row in range(made.count)})]
    before = tuning_figures(trainer.averaged, made.cache, made.texts, asked)
    run(trainer, 40)
    after = tuning_figures(trainer.averaged, made.cache, made.texts, asked)
    assert before["en late @1"] < 40 < 90 < after["en late @1"]
    model = trainer.averaged
    with torch.inference_mode():
        placed = model.place(torch.from_numpy(made.cache.places[0].astype(np.float32)))
        alone = model.late(placed, *made.texts.words(range(made.count))).numpy()
    assert retrieval(ranks(alone.T, np.eye(made.count, dtype=bool))).recall[1] > 60


def test_a_label_that_may_hold_is_no_negative() -> None:
    made = Generated()
    trainer = made.trainer()
    batch = list(range(8))
    torch.manual_seed(0)
    strict = trainer.loss(batch, random.Random(0), classes=True)
    for row in batch:
        made.related.perhaps[row][:] = True
    lenient = trainer.loss(batch, random.Random(0), classes=True)
    assert lenient.item() < strict.item() - 0.1


def test_a_run_that_goes_on_from_a_checkpoint_ends_as_one_that_was_not_stopped() -> None:
    made = Generated()
    whole = made.trainer(cycles=(4, 2), late_weight=0.5)
    run(whole, 6)
    stopped = made.trainer(cycles=(4, 2), late_weight=0.5)
    run(stopped, 3)
    state = stopped.state()
    resumed = made.trainer(cycles=(4, 2), late_weight=0.5)
    resumed.restore(state)
    run(resumed, 3)
    for one, other in zip(whole.average.parameters(), resumed.average.parameters(), strict=True):
        assert torch.equal(one, other)


def test_class_names_meet_the_rows_of_their_classes_and_what_the_classifier_sees() -> None:
    made = Generated()
    plain = next(made.trainer(cycles=(1,)).run_epoch()).figures["loss"]
    for part in ("teacher_weight", "made_weight"):
        trainer = made.trainer(cycles=(1,), **{part: 1.0})
        losses = [progress.figures["loss"] for progress in trainer.run_epoch()]
        assert all(np.isfinite(losses))
        assert max(losses) > plain


def test_the_rate_begins_anew_in_each_cycle() -> None:
    cycles = (4, 2)
    shares = [share_of_cycle(epoch, cycles) for epoch in (0, 2, 3.9, 4, 5, 6)]
    assert shares == pytest.approx([0, 0.5, 0.975, 0, 0.5, 1])
