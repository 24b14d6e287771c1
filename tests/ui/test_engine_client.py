"""How the window speaks to its engine process."""

from __future__ import annotations

import sys

from pytestqt.qtbot import QtBot

from photosearch.wire import messages
from ui.engine.engine_client import EngineClient

# Says that it is ready, in another protocol, and ends when nobody speaks to it any more.
OLD_ENGINE = """
import sys
print('{"type":"ready","version":"0.0.1","model":"mini","protocol":1}', flush=True)
sys.stdin.read()
"""


def test_an_engine_of_another_protocol_is_refused_and_not_started_again(qtbot: QtBot) -> None:
    client = EngineClient([sys.executable, "-c", OLD_ENGINE])
    events: list[messages.Event] = []
    started: list[bool] = []
    lost: list[bool] = []
    client.event_received.connect(events.append)
    client.started.connect(lambda: started.append(True))
    client.lost.connect(lambda: lost.append(True))
    client.start()
    qtbot.waitUntil(lambda: bool(events) and client.pid == 0, timeout=20_000)
    (failure,) = events
    assert isinstance(failure, messages.Failure)
    assert "different versions" in failure.said.advice
    assert (started, lost) == ([], [])
    client.stop()
