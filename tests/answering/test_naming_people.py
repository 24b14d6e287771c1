from __future__ import annotations

import numpy as np
import pytest

from photosearch.answering.captioner import Remembered
from photosearch.answering.naming_people import as_either, as_other, named_sex
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.plain import plain
from photosearch.encoders.registry import builtin_folder


@pytest.mark.parametrize(
    ("text", "language", "sex", "other", "either"),
    [
        (
            "a man rides his bike",
            "en",
            "men",
            "a woman rides her bike",
            "a person rides their bike",
        ),
        ("two girls play", "en", "women", "two boys play", "two children play"),
        ("一个男人骑着车", "zh", "men", "一个女人骑着车", "一个人骑着车"),
        ("一个小女孩在跑步", "zh", "women", "一个小男孩在跑步", "一个小孩子在跑步"),
        ("a boy swings as he laughs", "en", "men", "a girl swings as she laughs", ""),
    ],
)
def test_a_caption_is_put_otherwise(
    text: str, language: str, sex: str, other: str, either: str
) -> None:
    assert named_sex(text, language) == sex
    assert as_other(text, language) == other
    assert as_either(text, language) == either
    assert as_other(other, language) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a man and a woman", "en"),
        ("a dog and a human", "en"),
        ("一男一女", "zh"),
        ("一只狗", "zh"),
    ],
)
def test_neither_or_both_are_left_alone(text: str, language: str) -> None:
    assert named_sex(text, language) is None


@pytest.mark.parametrize(
    ("leaning", "told"),
    [(3.0, "a man on his bike"), (0.1, "a person on their bike"), (-3.0, "a woman on her bike")],
)
def test_the_captioner_names_men_and_women_where_it_is_clear(
    monkeypatch: pytest.MonkeyPatch, leaning: float, told: str
) -> None:
    captioner = OnnxCaptioner(builtin_folder())
    assert captioner.description.people.keys() == {"en", "zh"}
    likely = {"a man on his bike": leaning, "a woman on her bike": 0.0}

    def log_probabilities(
        memory: object, question: str, texts: tuple[str, ...], language: str
    ) -> list[float]:
        assert not question
        return [likely[text] for text in texts]

    monkeypatch.setattr(captioner, "log_probabilities", log_probabilities)
    memory = Remembered(np.zeros(0, np.float32))
    for begun in likely:
        assert captioner.fairly_named(begun, "en", memory) == told
    assert captioner.fairly_named("a dog", "en", memory) == "a dog"


def test_whole_texts_cost_what_their_pieces_cost() -> None:
    """The likelier of two captions of a photo is the one that the search would prefer, too."""
    captioner = OnnxCaptioner(builtin_folder())
    pixels = np.full((260, 260, 3), 120, np.uint8)
    memory = captioner.look(pixels)
    told = plain(captioner.caption(memory, "en").text) or "a man"
    likely, unlikely = captioner.log_probabilities(memory, "", (told, "zebra zebra zebra of"), "en")
    assert unlikely < likely < 0
