"""A window for tests: without an engine, fed by hand; or with a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, QSettings, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from photosearch.paths import AppPaths
from photosearch.types import ScoreParts
from photosearch.wire import messages
from photosearch.wire.values import Folder, Hit
from ui.engine.controller import Controller
from ui.engine.engine_client import EngineClient, engine_command
from ui.language import speak
from ui.main_window import MainWindow


class HandFedClient(QObject):
    """Stands in for the engine's client: remembers commands, hands events on."""

    event_received = Signal(object)
    started = Signal()
    lost = Signal()
    gave_up = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[messages.Command] = []

    def send(self, command: messages.Command) -> None:
        """Remember."""
        self.sent.append(command)

    def start(self) -> None:
        """Nothing to start."""

    def last(self, kind: type[messages.Message]) -> messages.Message:
        """Return the last command of this kind."""
        return next(command for command in reversed(self.sent) if isinstance(command, kind))

    def come_up(self, folders: tuple[Folder, ...] = ()) -> None:
        """Be ready, with these folders, and nothing to do."""
        self.started.emit()
        self.event_received.emit(messages.Folders(folders=folders))
        self.event_received.emit(progress("idle"))

    def answer(
        self,
        total: int,
        matches: int | None = None,
        text: str | None = None,
        **changes: object,
    ) -> None:
        """Answer the last question with this many rows, the first 200 of them at once."""
        question = self.last(messages.Search)
        assert isinstance(question, messages.Search)
        matches = total if matches is None else matches
        self.event_received.emit(
            messages.Results(
                request=question.request,
                text=question.question.text if text is None else text,
                total=total,
                matches=matches,
                milliseconds=12.0,
                rows=tuple(hit(row) for row in range(min(total, 200))),
                **changes,  # type: ignore[arg-type]
            )
        )


def hit(row: int, **changes: object) -> Hit:
    """Return a row of an answer."""
    fields: dict[str, object] = {
        "photo": row + 1, "path": Path(f"/photos/{row:06}.jpg"), "thumbnail": None, "width": 640,
        "height": 480, "taken_at": datetime(2023, 6, 14, 18, 30), "parts": ScoreParts(0.4, 0.1),
    }  # fmt: skip
    return Hit(**{**fields, **changes})  # type: ignore[arg-type]


def folder(number: int = 1, **changes: object) -> Folder:
    """Return a folder's state."""
    fields: dict[str, object] = {
        "id": number, "path": Path(f"/photos/{number}"), "online": True, "photos": 3,
        "searchable": 3, "problems": 0,
    }  # fmt: skip
    return Folder(**{**fields, **changes})  # type: ignore[arg-type]


def progress(state: str, done: int = 0, total: int = 0, **changes: object) -> messages.Message:
    """Return a moment of indexing."""
    fields: dict[str, object] = {"rate": 0.0, "seconds_left": None, "problems": 0}
    return messages.IndexingProgress(
        state=state,
        done=done,
        total=total,
        **{**fields, **changes},  # type: ignore[arg-type]
    )


def choose(window: MainWindow, row: int) -> None:
    """Choose one photo, whatever modifier a test before this one pressed last."""
    alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
    window.grid.selectionModel().setCurrentIndex(window.model.index(row), alone)


def photo_menu(window: MainWindow) -> dict[str, QAction]:
    """Open the context menu of the current photo by key, as a person would."""
    view = window.grid.viewport()
    place = window.grid.visualRect(window.grid.currentIndex()).center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view, QContextMenuEvent(reason, place, view.mapToGlobal(place)))
    menu = window.findChildren(QMenu)[-1]
    assert menu.isVisible()
    return {action.text().split("\t")[0]: action for action in menu.actions()}


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    """The window speaks English, whatever the system does."""
    speak(qapp, "en")


@pytest.fixture(scope="session", autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    """The clipboard is emptied at the end.

    Qt's offscreen platform frees what lies there when the process exits, and what Python has put
    there can't be freed once Python is gone. Other platforms hand it on when the program closes.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture
def client() -> HandFedClient:
    """The stand-in."""
    return HandFedClient()


@pytest.fixture
def window(qtbot: QtBot, client: HandFedClient, tmp_path: Path) -> Iterator[MainWindow]:
    """A window that is shown, before the engine is ready."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    paths = AppPaths.under(tmp_path)
    window = MainWindow(Controller(client), settings, paths)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def engine(qtbot: QtBot, home: object) -> Iterator[EngineClient]:
    """A client of a real engine with the colour model."""
    client = EngineClient(engine_command())
    yield client
    client.stop()
