"""Chips speak the window's language, in words that can be typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from photosearch.query.language import BY_KIND, BY_NAME, FORMATS, SYNONYMS, Kind
from photosearch.wire.messages import QueryPart
from photosearch.wire.values import Question
from ui.language import speak
from ui.query.chip_specs import chip_specs
from ui.query.chip_words import PREFIXES, VALUES


def chip(kind: str, label: str, **changes: object) -> tuple[str, str]:
    """Return what a part's chip shows, and what a screen reader says."""
    part = QueryPart(kind=kind, label=label, start=0, end=1, **changes)  # type: ignore[arg-type]
    (spec,) = chip_specs([part], Question())
    return spec.text, spec.spoken


@pytest.mark.parametrize(
    ("kind", "label", "chinese"),
    [
        ("in", "in:Italy", "在:Italy"),
        ("in", 'in:"Lake Garda"', '在:"Lake Garda"'),
        ("date", "date:2023-05", "日期:2023-05"),
        ("near", "near:New York", "附近:New York"),
        ("has", "has:gps", "有:定位"),
        ("is", "is:offline", "状态:离线"),
        ("orientation", "orientation:Portrait", "方向:竖"),
        ("sort", "sort:date", "排序:日期"),
        ("exact", '"in:here"', '"in:here"'),
        ("exact", '"date:now"', '"date:now"'),
    ],
)
def test_filters_are_written_as_the_windows_language_writes_them(
    qapp: QApplication, kind: str, label: str, chinese: str
) -> None:
    assert chip(kind, label)[0] == label
    speak(qapp, "zh")
    assert chip(kind, label)[0] == chinese


def test_what_is_excluded_keeps_its_sign_and_is_spoken(qapp: QApplication) -> None:
    assert chip("has", "-has:定位", negated=True) == ("-has:gps", "without has:gps")
    speak(qapp, "zh")
    assert chip("in", "-in:Italy", negated=True) == ("-在:Italy", "不含 在:Italy")
    assert chip("text", "-people", negated=True)[0] == "-people"


def test_every_prefix_and_value_is_there_and_can_be_typed() -> None:
    assert set(PREFIXES) == {kind.value for kind in BY_KIND}
    for name, chinese in PREFIXES.items():
        assert BY_NAME[chinese].kind == name
    for kind, values in VALUES.items():
        assert set(values) == set(BY_KIND[Kind(kind)].values) - set(FORMATS)
        for value, chinese in values.items():
            assert SYNONYMS[Kind(kind)][chinese] == value
