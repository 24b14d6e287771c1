from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from photosearch.training.captions import Said, words_of
from photosearch.training.word_queries import LEAST_PHOTOS, WordQueries, word_queries

KNOWN = {"dog": 0.0, "dogs": 0.3, "小狗": 0.2, "cat": 1.2, "beach": 2.5}


class Store:
    """Embeds words as directions in a plane: near ones mean the same."""

    def get(self, words: Sequence[str]) -> np.ndarray:
        angles = np.array([KNOWN[word] for word in words])
        return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"[UNK]": 0, "小狗": 1, "在": 2}, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def described() -> WordQueries:
    said = {row: Said(1.0, ["A dog on the beach", "2 dogs"]) for row in range(LEAST_PHOTOS)}
    said |= {10 + row: Said(1.0, [], ["小狗 在"]) for row in range(LEAST_PHOTOS)}
    said |= {20 + row: Said(1.0, ["The cat"]) for row in range(LEAST_PHOTOS)}
    said[30] = Said(1.0, ["An aardvark"])
    words = {photo: words_of(one, tokenizer()) for photo, one in said.items()}
    return word_queries(words, Store())  # type: ignore[arg-type]


def test_words_that_mean_the_same_share_their_photos_in_both_languages() -> None:
    queries = described()
    assert queries.words == ["beach", "cat", "dog", "dogs", "小狗"]
    names = {
        photo: {queries.words[row] for row in rows} for photo, rows in queries.of_photo.items()
    }
    assert names[0] == {"dog", "dogs", "小狗", "beach"}
    assert names[10] == {"dog", "dogs", "小狗"}
    assert names[20] == {"cat"}
    assert names[30] == set()  # few photos show it


def test_words_of_a_batch_are_drawn_with_who_is_described_with_them() -> None:
    queries = described()
    vectors, shown = queries.draw([0, 20, 30], 10, random.Random(0))
    assert vectors.shape == (5, 2)
    assert shown.tolist() == [
        [True, False, True, True, True],
        [False, True, False, False, False],
        [False] * 5,
    ]
    few = [queries.draw([0, 20], 2, random.Random(seed))[1].shape for seed in range(5)]
    assert few == [(2, 2)] * 5
