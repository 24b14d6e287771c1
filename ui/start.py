"""The program's one door: the window without a command, else the command line."""

from __future__ import annotations

import sys

_WINDOW_OPTIONS = ("--folder", "--appearance", "--language")


def main() -> None:
    """Open the window, or run the command that was given."""
    if len(sys.argv) == 1 or sys.argv[1].startswith(_WINDOW_OPTIONS):
        open_window()
    else:
        from photosearch.cli.main import main as run_command

        run_command()


def open_window() -> None:
    """Open the window and end with its status."""
    from ui.app import run

    sys.exit(run(sys.argv))
