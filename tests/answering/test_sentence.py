from __future__ import annotations

import pytest

from photosearch.answering.onnx_captioner import sentence


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("a dog s ball,in the snow", "en", "A dog's ball, in the snow."),
        ("a man in a t - shirt ,", "en", "A man in a t-shirt."),
        ("", "en", ""),
        ("两只狗 ,在雪地里", "zh", "两只狗，在雪地里。"),
        ("", "zh", ""),
    ],
)
def test_what_was_written_becomes_a_sentence(written: str, language: str, told: str) -> None:
    assert sentence(written, language) == told
