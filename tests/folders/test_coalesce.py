from __future__ import annotations

from pathlib import Path

import pytest

from photosearch.folders.coalesce import LONGEST, MANY, QUIET, Dirt, due, note, wait

ROOT, OTHER = Path("/photos"), Path("/other")
A, B = ROOT / "a.jpg", ROOT / "b.jpg"


@pytest.mark.parametrize(
    ("events", "now", "taken"),
    [
        ([], 100.0, {}),
        ([(0.0, {A})], QUIET - 0.01, {}),
        ([(0.0, {A})], QUIET, {ROOT: {A}}),
        ([(0.0, {A}), (0.4, {B})], 0.8, {}),
        ([(0.0, {A}), (0.4, {B})], 0.9, {ROOT: {A, B}}),
        ([(0.0, {A}), (0.1, set())], 1.0, {ROOT: set()}),
        ([(t / 10, {A}) for t in range(51)], LONGEST + 0.05, {ROOT: {A}}),
    ],
)
def test_events_rest_before_they_are_looked_at(
    events: list[tuple[float, set[Path]]], now: float, taken: dict[Path, set[Path]]
) -> None:
    dirt: dict[Path, Dirt] = {}
    for at, paths in events:
        note(dirt, ROOT, set(paths), at)
    assert due(dirt, now) == {root: frozenset(paths) for root, paths in taken.items()}


def test_too_many_paths_become_a_look_at_everything() -> None:
    dirt: dict[Path, Dirt] = {}
    note(dirt, ROOT, {ROOT / f"{number}.jpg" for number in range(MANY + 1)}, 0.0)
    note(dirt, ROOT, {A}, 0.1)
    assert due(dirt, 10.0) == {ROOT: frozenset()}


def test_folders_wait_for_themselves_only() -> None:
    dirt: dict[Path, Dirt] = {}
    note(dirt, ROOT, {A}, 0.0)
    note(dirt, OTHER, {OTHER / "x.jpg"}, 0.4)
    assert set(due(dirt, 0.6)) == {ROOT}
    assert set(dirt) == {OTHER}
    assert wait(dirt, 0.6) == pytest.approx(0.3)
    assert wait({}, 0.6) is None
