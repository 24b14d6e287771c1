from __future__ import annotations

from pathlib import Path

import numpy as np

from photosearch.search.vocabulary import EverydayWord
from photosearch.spaces.tagging import FEATURES, TAGS_FILE, Tagging, read_tagging, write_tagging
from photosearch.training.captions import Said
from photosearch.training.tag_stage import (
    Told,
    fit_bias,
    fit_tagging,
    meant_words,
    related_words,
    weights_of,
)


class ByLetters:
    """Sentences mean the letters they begin with."""

    def encode_sentences(self, texts: list[str]) -> np.ndarray:
        return np.eye(26, dtype=np.float32)[[ord(text.lower()[0]) - ord("a") for text in texts]]


def test_a_word_that_is_near_all_photos_is_held_back_and_the_right_one_found() -> None:
    rng = np.random.default_rng(0)
    right = rng.integers(0, 5, 400)  # of seven words two are never right
    offset = np.array([0, 0.2, 0, -0.2, 0, 0.15, 0])
    cosines = 0.2 * np.eye(7)[right] + offset + 0.03 * rng.standard_normal((400, 7))
    cosines = cosines.astype(np.float32)
    learned, unseen = slice(0, 300), slice(300, 400)
    bias = fit_bias(
        cosines[learned], np.eye(7, dtype=bool)[right[learned]], np.ones(300, np.float32)
    )
    plain = (cosines[unseen].argmax(1) == right[unseen]).mean()
    fair = ((cosines[unseen] + bias).argmax(1) == right[unseen]).mean()
    assert plain < 0.7
    assert fair > 0.95
    assert bias[1] < bias[0] < bias[3]
    assert bias[5] < bias[6]  # by the rule alone: it is near all photos


def test_photos_of_which_nothing_is_meant_tell_nothing() -> None:
    cosines = np.random.default_rng(1).standard_normal((40, 3), np.float32) / np.float32(10)
    meant = np.eye(3, dtype=bool)[np.arange(40) % 3]
    alone = fit_bias(cosines, meant, np.ones(40, np.float32))
    more = np.concatenate([cosines, np.full((9, 3), 5, np.float32)])
    none = np.concatenate([meant, np.zeros((9, 3), bool)])
    np.testing.assert_array_equal(fit_bias(more, none, np.ones(49, np.float32)), alone)


def test_labels_mean_words_near_them_and_captions_the_words_they_have() -> None:
    words = [EverydayWord("dog", "狗"), EverydayWord("box", "箱"), EverydayWord("hot dog", "热狗")]
    said = [
        Said(1.0, labels=[("doggy", "小狗")]),
        Said(1.0, english=["Two boxes.", "A doghouse"]),
        Said(1.0, english=["A hot dog"]),
        Said(1.0),
    ]
    meant = meant_words(said, words, ByLetters())  # type: ignore[arg-type]
    assert meant.tolist() == [
        [True, False, False],
        [False, True, False],
        [True, False, True],
        [False, False, False],
    ]


def test_many_photos_of_a_label_weigh_less_each() -> None:
    said = [Said(1.0, labels=[("a", "甲")])] * 4 + [Said(1.0, labels=[("b", "乙")])]
    weights = weights_of(said)
    assert weights[4] == 2 * weights[0]
    np.testing.assert_allclose(weights.mean(), 1, rtol=1e-6)


def test_words_near_in_meaning_to_what_is_meant_have_to_do_with_a_photo() -> None:
    words = [EverydayWord("dog", "狗"), EverydayWord("duck", "鸭"), EverydayWord("box", "箱")]
    said = [Said(1.0, labels=[("bin", "桶")]), Said(1.0, english=["A dog."]), Said(1.0)]
    letters = ByLetters()
    meant = meant_words(said, words, letters)  # type: ignore[arg-type]
    related = related_words(said, meant, words, letters)  # type: ignore[arg-type]
    assert related.tolist() == [[False, False, True], [True, True, False], [False, False, False]]


class Kinds:
    """Words of ten kinds of four each; a text is seen by its kind, and means it."""

    words = tuple(
        EverydayWord(f"{chr(97 + kind)}{number}", f"{kind}{number}号")
        for kind in range(10)
        for number in range(4)
    )

    def encode_texts(self, texts: list[str]) -> np.ndarray:
        rng = np.random.default_rng(5)
        own = {
            text: np.repeat(np.eye(10), 4, 1)[:, at] + rng.standard_normal(10) / 8
            for at, word in enumerate(self.words)
            for text in (word.english, word.chinese)
        }
        made = np.array([own[text] for text in texts], np.float32)
        unit: np.ndarray = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit

    def encode_sentences(self, texts: list[str]) -> np.ndarray:
        return ByLetters().encode_sentences(texts)

    def told(self, count: int, seed: int) -> Told:
        rng = np.random.default_rng(seed)
        kinds = rng.integers(0, 10, count)
        images = np.eye(10)[kinds] + rng.standard_normal((count, 10)) / 4
        images /= np.linalg.norm(images, axis=1, keepdims=True)
        said = [
            Said(1.0, labels=[(self.words[4 * kind + rng.integers(4)].english, "某")])
            for kind in kinds
        ]
        return Told(images.astype(np.float32), said)


def test_of_the_first_words_those_are_told_that_have_to_do_with_the_photo() -> None:
    kinds = Kinds()
    tagging = fit_tagging(kinds.told(300, 0), kinds.told(200, 1), kinds.words, kinds)  # type: ignore[arg-type]
    assert np.expm1(tagging.told).sum() >= 300
    unseen = kinds.told(100, 2)
    embedded = kinds.encode_texts([word.english for word in kinds.words])
    scores = unseen.images @ embedded.T + tagging.bias
    shown, kept, missed = 0, 0, 0
    for row, one in zip(scores, unseen.said, strict=True):
        order = np.argsort(-row)[:8]
        letter = one.labels[0][0][0]
        fits = [kinds.words[at].english[0] == letter for at in order]
        likely = tagging.likely(row, order)
        assert list(likely) == [at for at in order if at in likely]  # the order stays
        shown += len(likely)
        kept += sum(kinds.words[at].english[0] == letter for at in likely)
        missed += sum(fits) - sum(kinds.words[at].english[0] == letter for at in likely)
    assert kept / shown > 0.9 > 0.6 > 4 / 8
    assert missed < 0.1 * kept


def test_where_no_word_is_likely_the_likeliest_is_told() -> None:
    weights = np.zeros(1 + len(FEATURES), np.float32)
    weights[0], weights[-1] = -9, 1
    tagging = Tagging(
        ["a", "b"], np.zeros(2, np.float32), np.eye(2, dtype=np.int8),
        np.array([0, 3], np.float32), weights,
    )  # fmt: skip
    scores = np.array([0.9, 0.4], np.float32)
    assert tagging.likely(scores, np.array([0, 1])).tolist() == [1]
    assert tagging.likely(scores, np.array([0])).tolist() == [0]


def test_a_pack_keeps_what_is_known_of_words_and_may_know_nothing(tmp_path: Path) -> None:
    assert read_tagging(tmp_path) is None
    kinds = Kinds()
    made = fit_tagging(kinds.told(60, 0), kinds.told(60, 1), kinds.words, kinds)  # type: ignore[arg-type]
    write_tagging(tmp_path, made)
    read = read_tagging(tmp_path)
    assert read is not None
    assert read.words == made.words
    np.testing.assert_array_equal(read.bias, made.bias)
    np.testing.assert_array_equal(read.meanings, made.meanings)
    np.testing.assert_array_equal(read.weights, made.weights)
    (tmp_path / TAGS_FILE).write_bytes(b"PK\x03\x04 torn")
    assert read_tagging(tmp_path) is None
    np.savez(tmp_path / TAGS_FILE, words=np.array(["dog"]), bias=np.zeros(1))  # of an older pack
    assert read_tagging(tmp_path) is None
