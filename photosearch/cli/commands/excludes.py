"""Names of files and folders that are left out: list, add, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from photosearch.cli.arguments import json_option
from photosearch.cli.output import tell, tell_each
from photosearch.cli.session import reading, writing
from photosearch.errors import SettingsError

if TYPE_CHECKING:
    from photosearch.library import Library

patterns_argument = click.argument("patterns", metavar="NAME...", nargs=-1, required=True)
index_option = click.option(
    "--index/--no-index", default=True, help="Whether to look at all folders now."
)


@click.group(no_args_is_help=True)
def excludes() -> None:
    """Names of files and folders that are left out, such as '*.draft.jpg': list, add, remove."""


@excludes.command("list")
@json_option
def list_excludes(as_json: bool) -> None:
    """List the names that are left out."""
    with reading() as library:
        tell_each(library.folders.excludes, as_json, str)


@excludes.command("add")
@patterns_argument
@index_option
def add_excludes(patterns: tuple[str, ...], index: bool) -> None:
    """Leave out files and folders of these names; * stands for anything.

    Their photos leave the library; the files stay where they are.
    """
    with writing() as library:
        library.folders.exclude((*library.folders.excludes, *patterns))
        _look_again(library, index)


@excludes.command("remove")
@patterns_argument
@index_option
def remove_excludes(patterns: tuple[str, ...], index: bool) -> None:
    """Leave out these names no longer."""
    with writing() as library:
        known = library.folders.excludes
        for pattern in patterns:
            if pattern not in known:
                raise SettingsError("not_excluded", pattern=pattern)
        library.folders.exclude(one for one in known if one not in patterns)
        _look_again(library, index)


def _look_again(library: Library, index: bool) -> None:
    from photosearch.cli.progress import show_progress

    if index:
        show_progress(library.update())
    tell(f"Left out: {', '.join(library.folders.excludes) or 'nothing'}.")
