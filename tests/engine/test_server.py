from __future__ import annotations

import io

import pytest

from photosearch.engine.server import serve
from photosearch.engine.upkeep_handler import UpkeepHandler
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.said import say
from photosearch.wire import messages
from photosearch.wire.values import Question


def test_it_is_ready_before_any_handler_tells_something(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = UpkeepHandler.start

    def at_once(handler: UpkeepHandler) -> None:
        handler._emit(messages.Failure(said=say("program.bug", error="made up")))
        start(handler)

    monkeypatch.setattr(UpkeepHandler, "start", at_once)
    events = io.BytesIO()
    assert serve(lambda: Library.open(home), io.BytesIO(), events) == 0
    first, second, *_ = map(messages.decode_event, events.getvalue().splitlines())
    assert isinstance(first, messages.Ready)
    assert isinstance(second, messages.Failure)


def test_an_engine_that_ends_waits_for_no_question(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It would be waited for longer than any test may take.
    monkeypatch.setattr("photosearch.engine.upkeep_handler.GIVES_WAY_SECONDS", 3600.0)
    asked = (messages.Search(request=number, question=Question("red")) for number in range(3))
    commands = io.BytesIO(b"".join(map(messages.encode, (*asked, messages.Stop()))))
    assert serve(lambda: Library.open(home), commands, io.BytesIO()) == 0
