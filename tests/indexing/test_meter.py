"""How long indexing will take: nothing is foretold from the start of the workers."""

from __future__ import annotations

import pytest

from photosearch.indexing.meter import RATE_BATCHES, Meter


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_start_of_the_workers_and_the_first_photo_foretell_nothing() -> None:
    clock = Clock()
    meter = Meter(360, clock)
    assert meter.progress().seconds_left is None
    clock.now += 3.3  # the pool starts and loads the model; a first photo comes
    first = meter.advance(1, 0)
    assert (first.done, first.rate, first.seconds_left) == (1, 0.0, None)
    clock.now += 1.0
    assert meter.advance(20, 0).seconds_left is None  # too soon
    clock.now += 1.0
    third = meter.advance(20, 1)
    assert third.rate == pytest.approx(20)
    assert third.seconds_left == pytest.approx((360 - 41) / 20)
    assert third.failed == 1


def test_only_the_last_batches_count() -> None:
    clock = Clock()
    meter = Meter(10_000, clock)
    for _ in range(5):
        clock.now += 1
        meter.advance(1, 0)
    for _ in range(RATE_BATCHES):
        clock.now += 1
        progress = meter.advance(50, 0)
    assert progress.rate == pytest.approx(50)


def test_there_are_never_more_done_than_there_are() -> None:
    meter = Meter(1, Clock())
    assert meter.advance(5, 0).total == 5
