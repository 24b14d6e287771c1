"""Packages that are optional, each an extra of `pip install 'photosearch[…]'`: the one list.

What needs one asks here whether it is installed; what is missed without it is told in
``resources/said`` under ``extra.`` and its name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import Final

from photosearch.said import Said
from photosearch.types import JXL_SUFFIXES, RAW_SUFFIXES, VIDEO_KINDS


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra: the module that it brings, the package's name, and the files that need it."""

    name: str
    module: str
    package: str
    suffixes: frozenset[str] = frozenset()

    @property
    def is_here(self) -> bool:
        """Whether it is installed; nothing is imported."""
        return _is_installed(self.module)

    @property
    def meaning(self) -> Said:
        """What it is for."""
        return Said(f"extra.{self.name}")

    @property
    def version(self) -> str:
        """The version of the package that is installed; empty if none is."""
        from importlib.metadata import PackageNotFoundError, version  # late: each worker imports us

        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""

    @property
    def command(self) -> str:
        """What installs it, in short."""
        return f"pip install 'photosearch[{self.name}]'"

    @property
    def exact_command(self) -> str:
        """What installs it for the Python that runs this program, typed into any terminal."""
        wanted = f"photosearch[{self.name}]"
        if sys.platform == "win32":
            return f'"{sys.executable}" -m pip install "{wanted}"'
        return f"{quote(sys.executable)} -m pip install {quote(wanted)}"


VIDEO: Final = Extra("video", "av", "av", frozenset(VIDEO_KINDS))
RAW: Final = Extra("raw", "rawpy", "rawpy", RAW_SUFFIXES)
JXL: Final = Extra("jxl", "pylibjxl", "pylibjxl", JXL_SUFFIXES)
TEXT: Final = Extra("text", "rapidocr", "rapidocr")
PLAYER: Final = Extra("player", "PySide6.QtMultimedia", "PySide6-Addons")
MCP: Final = Extra("mcp", "mcp", "mcp")
PEOPLE: Final = Extra("people", "dlib", "dlib-bin")
EXTRAS: Final = (VIDEO, PLAYER, RAW, JXL, TEXT, PEOPLE, MCP)


@cache
def _is_installed(module: str) -> bool:
    package, _, part = module.partition(".")
    spec = find_spec(package)
    if spec is None or not part:
        return spec is not None
    # Finding a part of a package would import the package.
    places = map(Path, spec.submodule_search_locations or ())
    return any(path.is_file() for place in places for path in place.glob(f"{part}.*"))


def files_needing(unsearched: Mapping[str, int] | Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how many files need each extra that is not installed, by its name.

    Args:
        unsearched: how many files there are of kinds that are not searched, by suffix.
    """
    counts = dict(unsearched)
    found = {
        extra.name: sum(counts.get(suffix, 0) for suffix in extra.suffixes)
        for extra in EXTRAS
        if extra.suffixes and not extra.is_here
    }
    return {name: count for name, count in found.items() if count}


def needed_by(name: str, files: int) -> Said:
    """Return the sentence that so many files need an extra."""
    return Said(f"needs.{name}", {"files": f"{files:,}"})
