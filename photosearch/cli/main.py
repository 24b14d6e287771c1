"""The command line: a table of the commands, and how one is run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Final

import click

from photosearch import __version__
from photosearch.cli import process
from photosearch.cli.output import flush
from photosearch.engine.signals import heed_signals
from photosearch.environment import stay_off_the_hub

NAME: Final = "photosearch"
# Each command by the module in photosearch.cli.commands that has it; the group in which help shows
# it is that module's first sentence up to the colon.
COMMANDS: Final = {
    "folders": ("add", "remove", "index", "status", "problems"),
    "excludes": ("excludes",),
    "analysers": ("analysers",),
    "people": ("people",),
    "finding": ("search", "ask", "searches", "similar", "why", "describe"),
    "duplicates": ("duplicates", "restore"),
    "models": ("models",),
    "training": ("adapt", "evaluate", "train"),
    "program": ("demo", "doctor", "engine", "mcp", "version"),
}


def main() -> None:
    """Run the command that was given, and end with its status."""
    stay_off_the_hub()
    process.prepare_streams()
    heed_signals()
    sys.excepthook = process.report_fault
    process.end(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and hand over what it printed.

    Returns:
        The exit status, see :mod:`photosearch.cli.process`.
    """
    status = process.status_of(lambda: _run(list(arguments)))
    return process.status_of(flush) or status


def _run(arguments: list[str]) -> None:
    with photosearch.make_context(NAME, arguments) as context:
        photosearch.invoke(context)


class Commands(click.Group):
    """The commands; only that which is run, or asked for its help, is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the order of help."""
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None."""
        for module, names in COMMANDS.items():
            if cmd_name in names:
                home = import_module(f"photosearch.cli.commands.{module}")
                command: click.Command = getattr(home, cmd_name)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named first, or fail with those of a like name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, self.list_commands(ctx))
            advice = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {name!r}.{advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their groups."""
        width = max(map(len, self.list_commands(ctx)))
        for module, names in COMMANDS.items():
            home = import_module(f"photosearch.cli.commands.{module}")
            with formatter.section((home.__doc__ or module).split(":")[0]):
                commands = [(name.ljust(width), getattr(home, name)) for name in names]
                formatter.write_dl([(name, one.get_short_help_str(100)) for name, one in commands])


@click.group(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
)
@click.version_option(__version__, message="%(version)s")
def photosearch() -> None:
    """Find your photos by what you remember: offline, private, in English and Chinese.

    Without a command, the window opens; it takes --folder FOLDER, --language and --appearance.
    """


if __name__ == "__main__":
    main()
