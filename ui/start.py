"""The program's one door: the window without a command, else the command line."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping

_WINDOW_OPTIONS = ("--folder", "--appearance", "--language")
_NO_WINDOW = 1


def main() -> None:
    """Open the window, or run the command that was given."""
    if len(sys.argv) == 1 or sys.argv[1].startswith(_WINDOW_OPTIONS):
        open_window()
    else:
        from photosearch.cli.main import main as run_command

        run_command()


def open_window() -> None:
    """Open the window and end with its status; say so where there can be none."""
    if not has_screen(sys.platform, os.environ):
        _refuse("there is no screen here", "Start it where there is one.")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not see Ctrl-C
    try:
        from ui.app import run
    except ImportError as error:
        _refuse(
            f"a library that Qt needs is missing ({error})",
            "Install it with your system's package manager; README.md tells which there are.",
        )
    sys.exit(run(sys.argv))


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Say whether Qt can find a screen, without which it would end the process by force."""
    if platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def _refuse(reason: str, advice: str) -> None:
    terminal = "`photosearch --help` lists what works in a terminal."
    print(f"The window can't be opened: {reason}. {advice} {terminal}", file=sys.stderr)  # noqa: T201
    sys.exit(_NO_WINDOW)
