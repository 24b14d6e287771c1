"""Thumbnails in the window: blurred ones are made anew, once, while they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.conftest import hit
from ui.results.thumbnails import Thumbnails


@pytest.mark.parametrize(
    ("thumbnail", "photo", "wanted"),
    [
        ((320, 23), (9800, 700), [1]),
        ((16, 320), (700, 14000), [1]),
        ((320, 240), (4000, 3000), []),
        ((100, 80), (100, 80), []),
        ((320, 180), (1920, 1080), []),
    ],
)
def test_a_blurred_thumbnail_is_made_anew_once(
    qtbot: QtBot,
    tmp_path: Path,
    thumbnail: tuple[int, int],
    photo: tuple[int, int],
    wanted: list[int],
) -> None:
    path = str(tmp_path / "a.png")
    image = QImage(*thumbnail, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(path)
    thumbnails = Thumbnails()
    missing: list[int] = []
    thumbnails.missing.connect(lambda photo, at: missing.append(photo))
    shown = hit(0, thumbnail=path, width=photo[0], height=photo[1])
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.pixmap(shown)
    for _ in range(3):
        assert thumbnails.pixmap(shown) is not None
    assert missing == wanted
    thumbnails.wait()
