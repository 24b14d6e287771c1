from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import copy, copytree

import msgspec
import numpy as np
import pytest

from photosearch.answering.captioner_pack import FOLDER, read_captioner, write_captioner
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.plain import plain
from photosearch.models.onnx_export import store_small
from photosearch.training import caption_export
from photosearch.training.answer_figures import AskedRow, fit_sureness
from photosearch.training.caption_decoder import LONGEST
from photosearch.training.caption_school import MOST_DIFFERENCE, answers_to
from photosearch.training.caption_stage import (
    CaptionTrainer,
    padded,
    rate_at,
    tuning_losses,
)
from photosearch.training.caption_texts import Sentence, sentences_of
from photosearch.training.captions import Said
from tests.training.captions import THINGS, Generated
from tests.training.halves import write_halves_pack


@pytest.fixture(scope="module")
def generated() -> Generated:
    return Generated()


def test_captions_are_learned_as_they_are_written() -> None:
    assert plain('A dog \'s "ball" , in the snow .') == "a dog s ball,in the snow"
    assert plain("一个 男人，在骑车。 ") == "一个男人,在骑车"


def test_labels_stand_in_where_a_photo_has_no_captions() -> None:
    said = {
        "a.jpg": Said(1.0, ["An elderly man sits .", "Teens ."], ["一个老人。"]),
        "b.jpg": Said(2.0, labels=[("Kitchen", "厨房")]),
        "c.jpg": Said(1.0, answers=["Who is it? A man."]),
    }
    found = sentences_of(said, 0.5)
    assert found.keys() == {"a.jpg", "b.jpg"}
    assert found["a.jpg"].captions == {"en": ["a man sits"], "zh": ["一个人"]}
    assert found["b.jpg"].names == [Sentence("en", "kitchen"), Sentence("zh", "厨房")]
    assert found["b.jpg"].weight == 1.0


def test_sentences_are_shown_and_their_next_pieces_learned(generated: Generated) -> None:
    long, short = (
        generated.scribe.write(Sentence("en", text)) for text in ("a dog at the left", "a")
    )
    question = generated.scribe.write(Sentence("en", "dog", "what animal is this"))
    begin = generated.scribe.begins(Sentence("en", "dog", "what animal is this"))
    assert question[begin:] == generated.scribe.write(Sentence("en", "dog"))
    ids, shown_only = [long, short, long, question], [0, 0, LONGEST, begin]
    shown, wanted = padded(ids, shown_only, generated.scribe.pad)
    learned = [[piece for piece in row if piece != generated.scribe.pad] for row in wanted.tolist()]
    assert learned == [list(long[1:]), list(short[1:]), [], list(question[begin + 1 :])]
    assert shown[1, : len(short) - 1].tolist() == list(short[:-1])


def test_the_rate_rises_stays_and_falls() -> None:
    rates = [rate_at(step, 100, 10, 0.3) for step in range(101)]
    assert rates[0] == 0.1
    assert rates[9:70] == [1.0] * 61
    assert np.isclose(rates[85], 0.5)
    assert rates[100] == 0.0


@pytest.fixture(scope="module")
def trained(generated: Generated) -> CaptionTrainer:
    trainer = generated.trainer()
    for _ in range(trainer.plan.epochs):
        for _ in trainer.run_epoch():
            pass
    return trainer


def test_a_captioner_learns_what_is_said(generated: Generated, trained: CaptionTrainer) -> None:
    losses = tuning_losses(trained.averaged, generated.cache, generated.photos, generated.scribe)
    assert max(losses.values()) < 0.1


@dataclass(frozen=True)
class Exported:
    """A pack with a captioner, how far that is from torch, and its graphs before 8 bits."""

    pack: Path
    difference: float
    whole: Path


@pytest.fixture(scope="module")
def exported(
    generated: Generated, trained: CaptionTrainer, tmp_path_factory: pytest.TempPathFactory
) -> Exported:
    folder = tmp_path_factory.mktemp("exported")
    pack, whole = folder / "pack", folder / "whole"
    whole.mkdir()
    write_halves_pack(pack, 0.0)  # any pack will do: its eye is not asked

    def keep_whole_and_store_small(graph: Path) -> None:
        copy(graph, whole)
        store_small(graph)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caption_export, "store_small", keep_whole_and_store_small)
        difference = caption_export.export_captioner(
            pack, trained.averaged, generated.cache.basis, generated.words, "tiny", "1"
        )
    return Exported(pack, difference, whole)


def test_graphs_are_the_network_but_for_the_rounding_of_weights(
    generated: Generated, trained: CaptionTrainer, exported: Exported
) -> None:
    """The pieces compared are down to one in 100,000: those tell most of what weights lost."""
    basis = generated.cache.basis
    assert caption_export.parity(exported.whole, trained.averaged, basis) < 1e-3
    assert 1e-3 < exported.difference < MOST_DIFFERENCE


def test_the_exported_captioner_says_what_it_learned(
    generated: Generated, exported: Exported
) -> None:
    captioner = OnnxCaptioner(exported.pack)
    right = 0
    for row in range(12):
        memory = captioner.remember(generated.cells(row))
        said = {language: captioner.caption(memory, language).text for language in ("en", "zh")}
        told = generated.told[row]
        right += said == {"en": f"{told['en'].capitalize()}.", "zh": f"{told['zh']}。"}
        for language, what, where in (
            ("en", "What animal is this?", "where was this"),
            ("zh", "这是什么动物？", "这是哪里"),
        ):
            answers = [captioner.likeliest(memory, one, language) for one in (what, where)]
            asked = generated.photos[row].asked
            assert [text for text, _ in answers] == [one.answers[language][0] for one in asked]
            assert min(likelihood for _, likelihood in answers) > 0.3
    assert right == 12


def test_how_sure_answers_may_be_is_fitted_to_unseen_photos(
    generated: Generated, exported: Exported, tmp_path: Path
) -> None:
    pack = copytree(exported.pack, tmp_path / "pack")
    captioner = OnnxCaptioner(pack)
    assert not captioner.answers
    rows = [
        AskedRow(generated.cache.names[row], "what animal is this", (name,), "what", "en")
        for row, name in enumerate(["dog", "cat", "horse"] * 16 + ["bird", "cow"] * 4)
    ]
    given = answers_to(rows, captioner, generated.cache)
    rights = [one.right for one in given]
    known = [one.right for one in given if one.row.answers[0] in THINGS]
    assert (len(known), sum(rights)) == (48, sum(known))
    assert sum(known) >= 44
    sureness = fit_sureness(given)
    folder = pack / FOLDER
    write_captioner(folder, msgspec.structs.replace(read_captioner(folder), answers=sureness))
    captioner = OnnxCaptioner(pack)
    assert captioner.answers
    answer = captioner.answer(captioner.remember(generated.cells(0)), "what animal is this", "en")
    assert answer.text == "dog"
    assert answer.probability == pytest.approx(sum(rights) / 56, abs=0.1)
    assert answer.sure
