from __future__ import annotations

import json
from pathlib import Path

import pytest

from photosearch.errors import TrainingError
from photosearch.paths import AppPaths
from photosearch.training.recipe import read_recipe
from photosearch.training.table import read_labels, read_table
from tests.cli.command import run, run_here

ROOT = Path(__file__).parents[2]
CAPTIONS = """image\tcaption\tgroup
IMG_0000.jpg\tsomething red\twarm
IMG_0001.jpg\tall green\tcold
IMG_0002.jpg\tblue\tcold
IMG_0002.jpg\t蓝色的\tcold
IMG_0003.jpg\tyellow\twarm
"""


def test_a_model_is_measured_on_ones_own_photos(
    home: AppPaths, photos: Path, tmp_path: Path
) -> None:
    table = tmp_path / "captions.tsv"
    table.write_text(CAPTIONS, encoding="utf-8")
    figures = json.loads(run("evaluate", "--data", photos, "--captions", table, "--json").stdout)
    assert figures["photos"] == 4
    assert figures["text_to_image"]["en"]["recall"]["R@1"] == 100
    assert figures["text_to_image"]["zh"]["queries"] == 1
    assert figures["image_to_text"]["en"]["median_rank"] == 1
    assert figures["groups"]["cold"]["queries"] == 3
    assert set(figures["skew"]) == {"warm", "cold"}
    assert "R@10" in run_here("evaluate", "--data", photos, "--captions", table).stdout


def test_a_model_is_measured_by_labels_in_both_languages_apart(
    home: AppPaths, photos: Path, tmp_path: Path
) -> None:
    table = tmp_path / "labels.tsv"
    table.write_text(
        "IMG_0000.jpg\tred\t红色\nIMG_0001.jpg\tgreen\t绿色\nIMG_0002.jpg\tblue\t蓝色\n",
        encoding="utf-8",
    )
    figures = json.loads(run_here("evaluate", "--data", photos, "--labels", table, "--json").stdout)
    assert set(figures["labels"]) == {"en", "zh"}
    assert set(figures["labels"]["zh"]) == {"红色", "绿色", "蓝色"}
    assert figures["labels"]["en"]["red"] == {
        "photos": 1, "precision_at_10": 0.1, "best": 0.1, "recall_at_10": 100.0,
    }  # fmt: skip
    assert figures["mean"]["en"]["recall_at_10"] == 100
    assert "mean zh" in run_here("evaluate", "--data", photos, "--labels", table).stdout
    both = ("--labels", table, "--captions", table)
    assert "either" in run_here("evaluate", "--data", photos, *both, status=2).stderr


def test_labels_may_have_a_header_and_are_those_of_some_photos(tmp_path: Path) -> None:
    table = tmp_path / "labels.tsv"
    table.write_text("image\tlabel\na.jpg\tsea\nb.jpg\t森林\n", encoding="utf-8")
    assert [(row.image, row.language) for row in read_labels(table)] == [
        ("a.jpg", "en"), ("b.jpg", "zh"),
    ]  # fmt: skip
    assert [row.caption for row in read_labels(table, frozenset({"b.jpg"}))] == ["森林"]
    with pytest.raises(TrainingError):
        read_labels(table, frozenset({"c.jpg"}))


def test_missing_photos_are_told(home: AppPaths, photos: Path, tmp_path: Path) -> None:
    table = tmp_path / "captions.tsv"
    table.write_text("gone.jpg\tred\n")
    said = run_here("evaluate", "--data", photos, "--captions", table, status=1).stderr
    assert "gone.jpg" in said


def test_a_file_without_header_holds_images_and_captions(tmp_path: Path) -> None:
    table = tmp_path / "captions.tsv"
    table.write_text("a.jpg\ta dog\nb.jpg\t一只狗\n", encoding="utf-8")
    rows = read_table(table)
    assert [(row.image, row.language) for row in rows] == [("a.jpg", "en"), ("b.jpg", "zh")]
    assert [row.image for row in read_table(table, frozenset({"b.jpg"}))] == ["b.jpg"]
    with pytest.raises(TrainingError):
        read_table(table, frozenset({"c.jpg"}))


def test_the_shipped_recipe_can_be_read() -> None:
    recipe = read_recipe(ROOT / "recipes" / "mini.toml")
    assert recipe.collections[0].without == ("flickr8k/val.txt",)


def test_what_no_recipe_says_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text('name = "x"\nlearning_speed = 3\n')
    with pytest.raises(TrainingError, match="is no recipe"):
        read_recipe(path)
