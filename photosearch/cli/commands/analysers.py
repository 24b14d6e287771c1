"""What is looked for in photos: list, on, off."""

from __future__ import annotations

import click

from photosearch.cli.arguments import json_option
from photosearch.cli.output import tell, tell_each
from photosearch.cli.session import reading, writing

key_argument = click.argument("analyser")


@click.group(no_args_is_help=True)
def analysers() -> None:
    """What is looked for in photos beside what they show, such as text: list, on, off."""


@analysers.command("list")
@json_option
def list_analysers(as_json: bool) -> None:
    """List what is looked for in photos, and how far that is."""
    from photosearch.cli.terminal import looked_for

    with reading() as library:
        tell_each(library.analysers.all(), as_json, lambda one: f"{one.key}  {looked_for(one)}")


@analysers.command("on")
@key_argument
@click.option("--index/--no-index", default=True, help="Whether to look for it now.")
def switch_on(analyser: str, index: bool) -> None:
    """Look for something in all photos."""
    from photosearch.cli.progress import show_progress
    from photosearch.cli.terminal import looked_for

    with writing() as library:
        library.analysers.switch(analyser, True)
        if index:
            show_progress(library.update())
        tell(*(looked_for(one) for one in library.analysers.all() if one.key == analyser))


@analysers.command("off")
@key_argument
def switch_off(analyser: str) -> None:
    """Look for something no longer; what was found stays."""
    with writing() as library:
        library.analysers.switch(analyser, False)
        tell(f"{analyser} is not looked for any more. What was found stays.")
