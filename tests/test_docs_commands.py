"""What the pages say to type can be typed, and what they name is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from photosearch import __version__
from photosearch.cli.main import photosearch

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if path.is_file()
)
GUIDES = [ROOT / name for name in ("CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md")]


def code(page: Path) -> list[str]:
    """Return the lines of a page's code, and its inline code."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    lines = (line.split("  #")[0].split(" # ")[0] for block in blocks for line in block.split("\n"))
    return [part.strip() for line in (*lines, *inline) for part in line.split("; ")]


def commands(page: Path) -> list[list[str]]:
    """Return the arguments of each `photosearch …` with a command that a page names."""
    typed = [line for line in code(page) if line.startswith("photosearch ") and "…" not in line]
    return [words for line in typed if (words := shlex.split(line)[1:]) and words[0][0] != "-"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_and_options_that_a_page_names_are_there(page: Path) -> None:
    for words in commands(page):
        command: click.Command | None = photosearch
        context = click.Context(photosearch)
        while isinstance(command, click.Group) and words and words[0][0] != "-":
            command = command.get_command(context, words.pop(0))
        assert command is not None, words
        known = {"--help", *(option for one in command.params for option in one.opts)}
        known |= {option for one in command.params for option in one.secondary_opts}
        named = words[: words.index("--")] if "--" in words else words
        assert {word for word in named if word.startswith("-")} <= known, (page.name, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_targets_of_make_that_a_page_names_are_there(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in code(page):
        for target in re.findall(r"^make ([a-z-]+)", line):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_files_that_a_guide_names_are_there(page: Path) -> None:
    for name in code(page):
        if re.fullmatch(r"(photosearch|ui|tests|docs|resources|benchmarks)/[\w./-]*", name):
            assert (ROOT / name).exists(), name


def test_the_version_stands_in_one_place() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert 'path = "photosearch/__init__.py"' in project
    assert __version__ not in project
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
