"""Looks once at all folders of the library and prints the seconds it took."""

from __future__ import annotations

from benchmarks.figures import seconds
from benchmarks.homes import SETTINGS
from photosearch.library import Library
from photosearch.paths import AppPaths


def main() -> None:
    """Scan and compare with the catalogue."""
    with Library.open(AppPaths.default(), SETTINGS) as library:
        print(seconds(lambda: list(library.upkeep.refresh())))


if __name__ == "__main__":
    main()
