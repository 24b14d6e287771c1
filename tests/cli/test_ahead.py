from __future__ import annotations

import threading

import pytest

from photosearch.cli import ahead
from photosearch.paths import AppPaths


def test_what_fails_ahead_is_not_told_and_harms_nothing(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)

    def lost(path: object) -> None:
        raise KeyError("a lock that two imports fought for")

    monkeypatch.setattr("photosearch.settings.load_settings", lost)
    before = set(threading.enumerate())
    with ahead.encoder_ahead():
        for thread in set(threading.enumerate()) - before:
            thread.join(60)
    assert told == []
