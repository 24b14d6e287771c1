"""The program's one door: the window without a command, else the command line."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

_WINDOW_OPTIONS = ("--folder", "--appearance", "--language")
_NO_WINDOW = 1
# How Qt meets an X server; it tells of nothing but the end of the process if that fails.
_X11_PLUGIN = Path("Qt", "plugins", "platforms", "libqxcb.so")
_INSTALL = "Install it with your system's package manager; README.md tells which there are."


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
        if meets_x11(sys.platform, os.environ):
            _meet_x11(os.environ["DISPLAY"])
        from ui.app import run
    except (ImportError, OSError) as error:
        _refuse(f"a library that Qt needs is missing ({error})", _INSTALL)
    sys.exit(run(sys.argv))


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Say whether Qt can find a screen, without which it would end the process by force."""
    if platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def meets_x11(platform: str, environment: Mapping[str, str]) -> bool:
    """Say whether Qt will look for an X server, and for nothing else."""
    if platform in ("win32", "darwin") or not environment.get("DISPLAY"):
        return False
    chosen = environment.get("QT_QPA_PLATFORM", "")
    return chosen == "xcb" or not (chosen or environment.get("WAYLAND_DISPLAY"))


def _meet_x11(display: str) -> None:
    """Try what Qt will do.

    Raises:
        OSError: a library is missing.
    """
    package = find_spec("PySide6")
    plugin = package and package.origin and Path(package.origin).parent / _X11_PLUGIN
    if not plugin or not plugin.exists():
        return  # a Qt of the system's, which brings what it needs
    ctypes.CDLL(str(plugin))
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        _refuse(f"the screen {display} does not answer", "Is DISPLAY right?")


def _refuse(reason: str, advice: str) -> NoReturn:
    terminal = "`photosearch --help` lists what works in a terminal."
    print(f"The window can't be opened: {reason}. {advice} {terminal}", file=sys.stderr)  # noqa: T201
    sys.exit(_NO_WINDOW)
