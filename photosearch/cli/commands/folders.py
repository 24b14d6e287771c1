"""Folders of photos: add, remove, index, status, problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from photosearch.cli.arguments import folders_argument
from photosearch.cli.output import tell, warn_of
from photosearch.cli.session import reading, writing
from photosearch.errors import FolderError

if TYPE_CHECKING:
    from photosearch.library import Library


@click.command()
@folders_argument
@click.option("--index/--no-index", default=True, help="Whether to index their photos now.")
def add(folders: tuple[Path, ...], index: bool) -> None:
    """Add folders to the library and index their photos."""
    from photosearch.cli.progress import show_progress

    with writing() as library:

        def add_one(folder: Path) -> None:
            library.folders.add(folder)
            tell(f"Added {folder}")

        added = _each(folders, add_one)
        if index and added:
            show_progress(library.update())
            _tell_summary(library)
    _end_with(added, folders)


@click.command()
@folders_argument
def remove(folders: tuple[Path, ...]) -> None:
    """Forget folders and what is known of their photos; no file is touched."""
    with writing() as library:
        ids = {folder.path: folder.id for folder in library.folders.all()}

        def remove_one(folder: Path) -> None:
            if folder not in ids:
                raise FolderError("not_in_library", folder=folder)
            library.folders.remove(ids[folder])
            tell(f"Removed {folder} from the library; its files were not touched.")

        removed = _each(folders, remove_one)
    _end_with(removed, folders)


def _each(folders: Sequence[Path], do: Callable[[Path], None]) -> int:
    """Do something with each folder; one that fails is told of, and costs no other.

    Returns how many did not fail.
    """
    done = 0
    for folder in folders:
        try:
            do(folder)
            done += 1
        except FolderError as error:
            warn_of(error)
    return done


def _end_with(done: int, folders: Sequence[Path]) -> None:
    """End the command with the status of a failure unless all is done."""
    if done < len(folders):
        raise click.exceptions.Exit(1)


@click.command()
def index() -> None:
    """Look for new and changed photos in all folders and index them."""
    from photosearch.cli.progress import show_progress

    with writing() as library:
        show_progress(library.update())
        _tell_summary(library)


@click.command()
def status() -> None:
    """Show the folders and how far the index is."""
    from photosearch.cli.terminal import print_folders

    with reading() as library:
        print_folders(library)


@click.command()
@click.option("--retry", is_flag=True, help="Try these files again.")
def problems(retry: bool) -> None:
    """List the files that could not be read, why, and what to do."""
    from photosearch.cli.progress import show_progress
    from photosearch.cli.terminal import print_problems

    if retry:
        with writing() as library:
            library.problems.retry()
            show_progress(library.update())
            print_problems(library)
    else:
        with reading() as library:
            print_problems(library)


def _tell_summary(library: Library) -> None:
    problems = library.problems.count()
    photos = library.searchable()
    tell(f"{photos:,} {'photo' if photos == 1 else 'photos'} can be searched.")
    if problems:
        files = "file" if problems == 1 else "files"
        tell(
            f"{problems:,} {files} could not be read, or not whole:"
            " `photosearch problems` tells why."
        )
