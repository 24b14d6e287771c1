"""Names are measured by what is said of photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.spaces.tagging import FEATURES, Tagging
from photosearch.training.asked import Asked
from photosearch.training.captions import Said
from photosearch.training.mixed_library import MixedLibrary
from photosearch.training.naming import described, found, labels_of
from tests.training.halves import write_halves_pack


def tagging(weights: list[float], words: int) -> Tagging:
    return Tagging(
        [f"w{word}" for word in range(words)],
        np.zeros(words, np.float32),
        np.eye(words, dtype=np.int8),
        np.arange(words, dtype=np.float32),
        np.array(weights, np.float32),
    )


def test_words_that_describe_are_judged_by_what_is_said() -> None:
    scores = np.array([[9, 8, 7, 6, 5, 4], [4, 5, 6, 7, 8, 9]], np.float32)
    meant = np.zeros((2, 6), bool)
    meant[0, 0] = meant[1, 3] = True
    related = meant.copy()
    related[0, :4] = True
    plain = described(scores, meant, related, None)
    assert (plain.words, plain.first, plain.any, plain.odd) == (5, 0.5, 1, 1)
    assert plain.related == pytest.approx(0.5)
    # What is known from most photos alone is likely: the words 4 and 5.
    few = described(scores, meant, related, tagging([-7, 0, 0, 0, 0, 2], 6))
    assert (few.words, few.first, few.any, few.odd) == (2, 0, 0, 1)
    assert few.related == 0
    assert len(FEATURES) == 5


def test_names_are_judged_by_the_first_ten_photos(tmp_path: Path) -> None:
    write_halves_pack(tmp_path / "pack", 0.0)
    asked = Asked.open(tmp_path / "pack")
    query = asked.texts.encode_query("leftred").embedding
    images = np.repeat(query[None], 30, 0)
    images[15:] *= -1
    said = [Said(1.0, labels=[("leftred", "红色")]) for _ in range(15)]
    said += [Said(1.0, labels=[("rare", "少")])] + [Said(1.0) for _ in range(14)]
    library = MixedLibrary(
        [f"{row}.jpg" for row in range(30)], ["things"] * 15 + ["coco"] * 15, said, images, None
    )
    english, chinese = labels_of(library, 0), labels_of(library, 1)
    # Of photos that show many things labels tell too little.
    assert english == {"leftred": set(range(15))}
    assert chinese == {"红色": set(range(15))}
    one = found(asked, library, english)
    assert (one.share, one.hit) == (1, 1)
    other = found(asked, library, {"leftred": {29}})
    assert (other.share, other.hit) == (0, 0)
