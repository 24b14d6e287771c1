from __future__ import annotations

from pathlib import Path

import numpy as np

from photosearch.search.vocabulary import EverydayWord
from photosearch.spaces.tag_bias import TAGS_FILE, read_tag_bias, write_tag_bias
from photosearch.training.captions import Said
from photosearch.training.tag_stage import fit_bias, meant_words, weights_of


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


def test_a_pack_keeps_them_and_may_have_none(tmp_path: Path) -> None:
    assert read_tag_bias(tmp_path) == {}
    write_tag_bias(tmp_path, {"dog": 0.5, "cat": -0.25})
    assert read_tag_bias(tmp_path) == {"dog": 0.5, "cat": -0.25}
    (tmp_path / TAGS_FILE).write_bytes(b"PK\x03\x04 torn")
    assert read_tag_bias(tmp_path) == {}
