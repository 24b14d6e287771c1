from __future__ import annotations

import numpy as np
import pytest

from photosearch.answering.captioner import Remembered
from photosearch.answering.captioner_pack import Presence
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.presence import SearchEvidence, stated, thing_asked
from photosearch.encoders.registry import builtin_folder


@pytest.mark.parametrize(
    ("question", "language", "thing"),
    [
        ("is there a cat", "en", "cat"),
        ("Is there a cat in the photo", "en", "cat"),
        ("are there any dogs", "en", "dogs"),
        ("is there a cat on the sofa", "en", "cat on the sofa"),
        ("can you see an umbrella", "en", "umbrella"),
        ("does the photo show a lighthouse", "en", "lighthouse"),
        ("any snow here", "en", "snow"),
        ("is a horse there", "en", "horse"),
        ("is there anybody", "en", "person"),
        ("is this a beach", "en", "beach"),
        ("was this taken at a farm", "en", "farm"),
        ("is there anything", "en", None),
        ("is this photo blurry", "en", None),
        ("is the dog running", "en", None),
        ("what is there", "en", None),
        ("有猫吗", "zh", "猫"),
        ("有没有猫", "zh", "猫"),
        ("照片里有猫吗", "zh", "猫"),
        ("图中有没有雨伞", "zh", "雨伞"),
        ("能看到灯塔吗", "zh", "灯塔"),
        ("这是海滩吗", "zh", "海滩"),
        ("这是不是厨房", "zh", "厨房"),
        ("有什么吗", "zh", None),
        ("狗在跑吗", "zh", None),
    ],
)
def test_what_is_asked_to_be_there(question: str, language: str, thing: str | None) -> None:
    assert thing_asked(question, language) == thing


@pytest.mark.parametrize(
    ("question", "language", "wish"),
    [
        ("is there a cat", "en", "cat"),
        ("is the dog running", "en", "dog running"),
        ("is he wearing glasses", "en", "wearing glasses"),
        ("does she have blonde hair", "en", "blonde hair"),
        ("is anybody swimming here", "en", "person swimming"),
        ("is the girl in a pool", "en", "girl in a pool"),
        ("is this photo blurry", "en", None),
        ("is there anything", "en", None),
        ("有猫吗", "zh", "猫"),
        ("狗在跑吗", "zh", "狗在跑"),
        ("他戴眼镜了吗", "zh", "戴眼镜"),
        ("照片里的人在跑吗", "zh", "人在跑"),
        ("图书馆里有人吗", "zh", "图书馆里有人"),
        ("这张照片模糊吗", "zh", None),
        ("有什么吗", "zh", None),
    ],
)
def test_what_is_so_if_the_answer_is_yes(question: str, language: str, wish: str | None) -> None:
    assert stated(question, language) == wish


def test_both_weigh() -> None:
    presence = Presence(0.5, 1.0, 2.0, 0.8)
    assert presence.probability(-1.0, 0.25) == 0.5
    assert presence.probability(-1.0, 3.0) > 0.99
    assert presence.probability(1.0, -3.0) < 0.02
    assert presence.probability(1e9, 0.0) == 1.0


def test_search_tells_what_may_be_there_from_what_is_not() -> None:
    captioner = OnnxCaptioner(builtin_folder())
    pixels = np.full((260, 260, 3), (90, 150, 220), np.uint8)
    photo = captioner.look(pixels)
    assert photo.seen is not None
    search = SearchEvidence(builtin_folder())
    there, absent = (search.log_odds(photo.seen, one) for one in ("blue sky", "hamburger"))
    assert there is not None
    assert absent is not None
    assert there > absent


def test_search_can_turn_a_yes_into_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    captioner = OnnxCaptioner(builtin_folder())
    assert captioner.description.presence is not None
    monkeypatch.setattr(captioner.answerer, "yes_odds", lambda *asked: 0.4)
    for found, text in ((-9.0, "没有"), (9.0, "有")):
        monkeypatch.setattr(captioner.answerer, "found", lambda *asked, found=found: found)
        answer = captioner.answer(Remembered(np.zeros(0, np.float32)), "有猫吗", "zh")
        assert answer.text == text
        assert answer.sure
        assert 0.8 < answer.probability <= 1
