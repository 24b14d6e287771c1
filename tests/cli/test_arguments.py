"""Every command reads what it is given alike, and says what it is for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from photosearch.cli import arguments
from photosearch.cli.main import COMMANDS, Commands, photosearch
from photosearch.paths import AppPaths
from tests.cli.command import run_here
from tests.conftest import paint

PATHS = {"FOLDER", "FOLDER...", "FILE", "PATH", "PHOTO", "[PHOTO]", "RECIPE"}
WORDS = {"QUESTION", "QUERY", "[WORDS]..."}
NAMES = {"MODEL", "NAME", "PERSON", "PERSON..."}
PAGE = (Path(__file__).parents[2] / "docs/command-line.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    assert isinstance(photosearch, Commands)
    context = click.Context(photosearch)
    for names in COMMANDS.values():
        for name in names:
            command = photosearch.get_command(context, name)
            assert command is not None
            yield name, command
            if isinstance(command, click.Group):
                yield from ((f"{name} {part}", one) for part, one in command.commands.items())


ALL = dict(commands())


@pytest.mark.parametrize("name", ALL)
def test_paths_and_words_are_read_by_one_function_each(name: str) -> None:
    for parameter in ALL[name].params:
        reader = getattr(parameter.type, "func", None)
        assert (reader is arguments.path) == (parameter.metavar in PATHS), parameter.name
        assert (reader is arguments.name) == (parameter.metavar in NAMES), parameter.name
        assert (reader is arguments.words) == (parameter.metavar in WORDS), parameter.name


@pytest.mark.parametrize("name", ALL)
def test_each_command_and_option_is_documented(name: str) -> None:
    (row,) = re.findall(rf"^\| `photosearch {name}(?: [^a-z`]+)?` \|.*$", PAGE, re.MULTILINE)
    for parameter in ALL[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0].startswith("--") or parameter.opts[1].startswith("--")
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--"):
                    assert f"`{option}" in row, option
    assert (ALL[name].help or "").strip()


def test_all_commands_mean_the_same_file_however_it_is_named(
    home: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    paint(tmp_path / "photos" / "a.jpg", "red")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    run_here("add", "../photos")
    assert str(tmp_path / "photos") in run_here("status").stdout.splitlines()
    for typed in ("~/photos/a.jpg", "../photos/a.jpg", "../photos/../photos/./a.jpg"):
        assert "a.jpg" in run_here("similar", typed).stdout
        assert "a.jpg" in run_here("why", "red", typed).stdout
        assert "red" in run_here("describe", typed).stdout
        assert "a.jpg" in run_here("search", "--image", typed, "--save", typed).stdout
    run_here("why", "red", "~/photos/a.jpg", "--heat-map", "../heat.png")
    assert (tmp_path / "heat.png").exists()
    run_here("remove", "../elsewhere/../photos")
    assert "empty" in run_here("status").stdout


@pytest.mark.parametrize(
    "typed",
    [
        ("add", ""),
        ("remove", ""),
        ("similar", ""),
        ("search", "--image", ""),
        ("why", "red", ""),
        ("describe", ""),
        ("demo", "--photos", ""),
        ("search", "red", "--weight", "2"),
        ("search", "red", "--save", " "),
        ("search", "--saved", ""),
        ("searches", "--forget", ""),
        ("models", "use", ""),
        ("models", "add", ""),
        ("models", "remove", ""),
    ],
    ids=" ".join,
)
def test_what_is_empty_is_not_taken_for_something(home: AppPaths, typed: tuple[str, ...]) -> None:
    told = run_here(*typed, status=2)
    assert told.stdout == ""
    assert "--help` shows how it is used" in told.stderr


def test_a_home_that_is_no_utf8_does_no_harm(
    home: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    paint(folder / "a.jpg", "red")
    assert "1 photo can be searched" in run_here("add", folder).stdout
    assert "a.jpg" in run_here("similar", folder / "a.jpg").stdout
