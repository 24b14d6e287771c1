"""Which photos are learned from, and commands that measure by the others."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from photosearch.encoders.registry import BUILTIN_VARIABLE
from photosearch.training import naming
from photosearch.training.splits import Splits, pack_option, told_of_splits
from tests.training.halves import write_halves_pack
from tests.training.test_train import RECIPE, write_data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a recipe and its data; ``others.txt`` is a split that is not learned from."""
    folder = tmp_path_factory.mktemp("made")
    write_data(folder)
    (folder / "others.txt").write_text("captioned_0.jpg\ncaptioned_3.jpg\n", encoding="utf-8")
    text = RECIPE.replace("translated =", 'without = ["others.txt"]\ntranslated =')
    (folder / "recipe.toml").write_text(text, encoding="utf-8")
    return folder


def splits_of(folder: Path) -> Splits:
    """Return the splits, by way of a command that is told of them."""
    told: list[Splits] = []

    @click.command()
    @told_of_splits
    @click.option("--times", type=int)
    def command(splits: Splits, times: int) -> None:
        told.extend([splits] * times)

    arguments = ["--recipe", str(folder / "recipe.toml"), "--data", str(folder), "--times", "2"]
    assert not CliRunner().invoke(command, arguments).exception
    assert len(told) == 2
    return told[0]


def test_what_is_measured_by_is_not_learned_from(made: Path, tmp_path: Path) -> None:
    splits = splits_of(made)
    assert len(splits.tuning) == 8
    assert splits.others == {"captioned_0.jpg", "captioned_3.jpg"}
    assert not splits.others.intersection(splits.tuning)
    assert splits.held_out
    assert all(name.startswith("labelled_") for name in splits.held_out)
    assert splits.left_out == {*splits.tuning, *splits.others, *splits.held_out}
    pack = tmp_path / "pack"
    write_halves_pack(pack, 0.0)
    measure, fit, learned = (splits.library(pack, part) for part in ("measure", "fit", None))
    assert splits.others < set(measure.names)
    assert set(splits.tuning) < set(fit.names)
    assert {*measure.names, *fit.names} == splits.left_out
    assert not splits.left_out.intersection(learned.names)
    assert len(measure.names) + len(fit.names) + len(learned.names) == 56


def test_a_pack_that_is_not_named_is_the_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    @click.command()
    @pack_option
    def command(pack: Path) -> None:
        asked.append(pack)

    monkeypatch.setenv(BUILTIN_VARIABLE, str(tmp_path))
    CliRunner().invoke(command, [])
    CliRunner().invoke(command, ["--pack", "other"])
    assert asked == [tmp_path, Path("other")]


def test_names_are_measured_by_a_command(made: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    write_halves_pack(pack, 0.0)
    recipe = ["--recipe", str(made / "recipe.toml"), "--data", str(made)]
    told = CliRunner().invoke(naming.main, [*recipe, "--pack", str(pack)], catch_exceptions=False)
    held_out = len(splits_of(made).held_out) + 2
    assert f"\n{held_out:,} photos\n" in told.output
    assert "| 2 labels | english | " in told.output
    assert "| 2 labels | chinese | " in told.output
