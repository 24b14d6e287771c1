"""The composition root of the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from photosearch.paths import AppPaths, user_path
from ui.engine.controller import Controller
from ui.engine.engine_client import EngineClient, engine_command
from ui.language import LANGUAGES, SYSTEM, speak
from ui.single_instance import InstanceServer, hand_over
from ui.theme import APPEARANCES, apply_theme

if TYPE_CHECKING:
    from ui.main_window import MainWindow

EXIT_OK = 0


def run(arguments: list[str]) -> int:
    """Open the window; return the exit status."""
    options = _options(arguments[1:])
    app = QApplication(arguments[:1])
    app.setApplicationName("photosearch")
    app.setDesktopFileName("photosearch")
    paths = AppPaths.default()
    if hand_over(paths.data, options.folder):
        return EXIT_OK
    client = EngineClient(engine_command())
    client.start()  # it opens the library while the window is built
    settings = QSettings(str(paths.data / "window.ini"), QSettings.Format.IniFormat)
    speak(app, options.language or str(settings.value("language", SYSTEM)))
    apply_theme(app, options.appearance or str(settings.value("appearance", SYSTEM)))
    controller = Controller(client)
    window = build_window(controller, settings, paths)
    server = InstanceServer(paths.data)
    server.called.connect(lambda folder: _come_up(window, folder))
    window.show()
    if options.folder:
        controller.engine_ready.connect(_Once(window, options.folder))
    QTimer.singleShot(0, window.search_bar.setFocus)
    status = app.exec()
    server.close()
    client.stop()
    return status


def build_window(controller: Controller, settings: QSettings, paths: AppPaths) -> MainWindow:
    """Return the window, not yet shown; its parts are imported only now."""
    from ui.main_window import MainWindow

    window = MainWindow(controller, settings, paths)
    window.setWindowIcon(QIcon(str(_icon())))
    return window


class _Once:
    """Adds the folder that was named at start, when the engine is there for the first time."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder: Path | None = folder

    def __call__(self) -> None:
        if self._folder is not None:
            self._window.add_folder(self._folder)
            self._folder = None


def _come_up(window: MainWindow, folder: str) -> None:
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if folder:
        window.add_folder(Path(folder))


def _icon() -> Path:
    from importlib import resources

    return Path(str(resources.files("resources") / "icons" / "photosearch.svg"))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("photosearch", description="Opens the window.")
    parser.add_argument("--folder", type=user_path)
    parser.add_argument("--appearance", choices=APPEARANCES, help="light or dark")
    parser.add_argument("--language", choices=LANGUAGES, help="English or Chinese")
    return parser.parse_args(arguments)
