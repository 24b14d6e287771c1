from __future__ import annotations

import json
from pathlib import Path

import pytest

from photosearch.paths import AppPaths
from photosearch.training.caption_figures import compared, tokens
from tests.cli.command import run_here
from tests.conftest import paint

pytest.importorskip("pycocoevalcap", reason="the extra 'captions' is not installed")


def test_words_and_characters_are_compared_without_case_and_punctuation() -> None:
    assert tokens("A dog's ball, here.") == "a dog's ball here"
    assert tokens("一只狗，在T台。") == "一 只 狗 在 t 台"


def test_figures_are_those_of_the_literature() -> None:
    same = compared({"a": "A dog runs on the grass."}, {"a": ["a dog runs on the grass"]})
    assert min(same.bleu) == pytest.approx(1, abs=1e-3)
    assert same.words == 6
    # Three of four words, two of three pairs, one of two triples: no brevity penalty.
    near = compared({"a": "a dog runs there"}, {"a": ["a dog runs here", "it sits there now"]})
    assert near.bleu[0] == pytest.approx(1, abs=1e-3)
    assert near.bleu[1] == pytest.approx((1 * 2 / 3) ** 0.5, abs=1e-3)
    assert near.bleu[2] == pytest.approx((1 * 2 / 3 * 1 / 2) ** (1 / 3), abs=1e-3)
    told = {"a": ["a dog runs"], "b": ["a red car"], "c": ["two birds"]}
    right = compared({"a": "a dog runs", "b": "a red car", "c": "two birds"}, told)
    wrong = compared({"a": "two birds", "b": "a dog runs", "c": "a red car"}, told)
    assert right.cider > 1 > wrong.cider


def test_evaluate_compares_made_captions_by_language_and_group(
    home: AppPaths, tmp_path: Path
) -> None:
    rows = ["image\tcaption\tlanguage\tgroup"]
    for name, chinese, group in (("red", "红", "warm"), ("blue", "蓝", "cold")):
        paint(tmp_path / "photos" / f"{name}.png", name)
        rows += [
            f"{name}.png\tA {name} picture\ten\t{group}",
            f"{name}.png\t一张{chinese}色的图片\tzh\t{group}",
        ]
    rows[3] = rows[3].replace("blue picture", "thing that is not blue")
    table = tmp_path / "captions.tsv"
    table.write_text("\n".join(rows), encoding="utf-8")
    arguments = ("evaluate", "--captions-made", "--data", tmp_path / "photos", "--captions", table)
    found = json.loads(run_here(*arguments, "--json").stdout)
    assert found["languages"]["zh"]["bleu"][3] == pytest.approx(1, abs=1e-3)
    assert found["languages"]["en"]["bleu"][0] < 0.99
    assert found["groups"]["en"]["warm"]["bleu"][0] > found["groups"]["en"]["cold"]["bleu"][0]
    assert found["made"]["red.png"] == {"en": "A red picture.", "zh": "一张红色的图片。"}
    told = run_here(*arguments).stdout
    assert "BLEU-4" in told
    assert "zh cold" in told
