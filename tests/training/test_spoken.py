from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from photosearch.training.captions import Collection, Said, gather, is_held_out, words_of
from photosearch.training.phrases import (
    exchanged,
    exchanged_chinese,
    label_phrases,
    short_chinese_queries,
    short_queries,
)
from photosearch.training.spoken import LEAST_PHOTOS, OfPhoto, Phrasings, Spoken, relate
from photosearch.training.texts import TextList, TextTable

KNOWN = {"dog": 0.0, "dogs": 0.3, "小狗": 0.2, "cat": 1.4, "puppy": 0.9, "a cat": 1.45}


def tokenizer() -> Tokenizer:
    words = ("[UNK]", "小狗", "在", "红色", "的", "汽车")
    made = Tokenizer(models.WordLevel({word: row for row, word in enumerate(words)}, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def table(texts: TextList) -> TextTable:
    """Texts as directions in a plane: near ones mean the same."""
    angles = np.array([KNOWN[text] for text in texts.texts])
    vectors = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float16)
    return TextTable(vectors, vectors, np.arange(len(vectors) + 1))


def test_words_are_telling_ones_in_both_languages() -> None:
    said = Said(1.0, ["A dog on the beach"], ["小狗 在"], answers=["Who runs? A boy"])
    assert words_of(said, tokenizer()) >= {"dog", "beach", "boy", "小狗"}


def test_words_of_the_same_meaning_are_answered_by_the_same_photos() -> None:
    texts = TextList()
    dog, dogs, chinese, cat = texts.add_all(["dog", "dogs", "小狗", "cat"])
    photos = {0: OfPhoto(queries=[dog]), 1: OfPhoto(queries=[chinese]), 2: OfPhoto(queries=[cat])}
    relate(Spoken(photos, [], []), {dog, dogs, chinese, cat}, table(texts))
    assert photos[0].positives == photos[1].positives == {dog, dogs, chinese}
    assert photos[2].positives == {cat}


def test_labels_near_to_each_other_or_to_what_is_said_may_hold_of_a_photo() -> None:
    texts = TextList()
    numbers = dict(zip(KNOWN, texts.add_all(list(KNOWN)), strict=True))
    labels = [Phrasings([numbers[one]], [numbers[one]]) for one in ("dog", "dogs", "cat")]
    photos = {0: OfPhoto(labels=[0]), 1: OfPhoto(english=[numbers["a cat"]])}
    found = relate(Spoken(photos, labels, []), set(), table(texts))
    assert found.same.tolist() == [[True, True, False], [True, True, False], [False, False, True]]
    assert found.perhaps[0].tolist() == [True, True, False]
    assert found.perhaps[1].tolist() == [False, True, True]


def test_labels_and_objects_are_gathered_and_some_photos_are_held_out(tmp_path: Path) -> None:
    (tmp_path / "labels.tsv").write_text("a.jpg\tsea\t大海\nb.jpg\tforest\t森林\n", "utf-8")
    (tmp_path / "objects.tsv").write_text("a.jpg\tboat, person\t船、人\n", "utf-8")
    collection = Collection("x.tar", labels=("labels.tsv",), objects=("objects.tsv",))
    said = gather([collection], tmp_path, frozenset({"b.jpg"}))
    assert said["a.jpg"].labels == [("sea", "大海"), ("boat", "船"), ("person", "人")]
    assert "b.jpg" not in said
    held_out = [is_held_out(f"{number}.jpg", 10) for number in range(2000)]
    assert 0.07 < np.mean(held_out) < 0.13
    assert not is_held_out("0.jpg", 0)


def test_captions_become_what_people_type() -> None:
    found = short_queries("A girl in a pink dress is running on the beach .")
    assert {"girl in a pink dress", "pink dress"} <= found
    assert any(query.startswith("running on the beach") for query in found)
    assert not any(query.endswith(" the") for query in found)
    assert short_chinese_queries("红色 的 汽车", tokenizer()) == {"红色的汽车"}
    assert short_chinese_queries("草地上一个男孩在跑步。", tokenizer()) == {"男孩在跑步"}


def test_an_exchanged_word_makes_a_caption_untrue() -> None:
    rng = random.Random(0)
    for _ in range(20):
        made = exchanged("a red car", rng)
        assert made is not None
        assert made != "a red car"
        assert made.startswith("a ")
        assert made.endswith(" car")
    assert exchanged("nothing of the kind", rng) is None
    assert exchanged_chinese("红色的汽车", rng) != "红色的汽车"
    assert exchanged_chinese("汽车", rng) is None


@pytest.mark.parametrize(("label", "phrase"), [("airplane", "an airplane"), ("sea", "a sea")])
def test_labels_are_asked_for_in_many_ways(label: str, phrase: str) -> None:
    english, chinese = label_phrases(label, "名")
    assert {label, phrase, f"a photo of {phrase}"} <= set(english)
    assert {"名", "名的照片"} <= set(chinese)
    assert LEAST_PHOTOS > 1
