"""Photos that are there twice, and the trash: duplicates, restore."""

from __future__ import annotations

import click

from photosearch.cli.arguments import json_option
from photosearch.cli.process import FAILED
from photosearch.cli.session import reading, writing
from photosearch.wire.values import DuplicateKind


@click.command()
@click.option("--near/--exact", default=None, help="Only near-duplicates, or only equal files.")
@json_option
@click.option(
    "--trash", is_flag=True, help="Move all but the best of each group to the system's trash."
)
@click.option("--yes", "-y", is_flag=True, help="Don't ask before moving.")
def duplicates(near: bool | None, as_json: bool, trash: bool, yes: bool) -> None:
    """Find photos that are there twice; --trash takes equal files only, unless --near is said."""
    from photosearch.cli.terminal_duplicates import print_duplicates, trash_duplicates

    if near is None:
        kinds = (DuplicateKind.EXACT,) if trash else tuple(DuplicateKind)
    else:
        kinds = (DuplicateKind.NEAR,) if near else (DuplicateKind.EXACT,)
    if trash and as_json and not yes:
        raise click.UsageError("--json with --trash needs --yes: nobody can be asked.")
    with writing() if trash else reading() as library:
        groups = library.duplicates.find(kinds)
        if not trash:
            print_duplicates(groups, as_json)
        elif not trash_duplicates(library, groups, yes, as_json):
            raise click.exceptions.Exit(FAILED)


@click.command()
def restore() -> None:
    """Put back what photosearch moved to the trash last."""
    from photosearch.cli.progress import show_progress
    from photosearch.cli.terminal_duplicates import print_restored

    with writing() as library:
        restored = library.trash.restore()
        print_restored(restored)
        show_progress(library.upkeep.index())
    if restored.failures:
        raise click.exceptions.Exit(FAILED)
