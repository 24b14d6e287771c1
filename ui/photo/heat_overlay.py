"""The map of where a photo matched, as a picture to lay over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.wire.messages import Explanation

# The overlay's long side in pixels; it is scaled to the photo, so this only has to be smooth.
EDGE = 240
# Cold places are dimmed this much, the warmest tinted this much, of 1.
DIMMED, TINTED = 0.62, 0.30
TINT = (255, 132, 20)
_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


def overlay(why: Explanation, width: int, height: int) -> QImage:
    """Return a translucent picture of the shape of a photo: warm where it matched, dim elsewhere.

    Args:
        why: an explanation with a map.
        width, height: the photo's, in any unit.
    """
    scale = EDGE / max(width, height, 1)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    image = QImage(columns, rows, _FORMAT)
    image.fill(_colour(0.0))
    left, top, right, bottom = why.frame
    place = QRectF(
        left * columns, top * rows, (right - left) * columns, (bottom - top) * rows
    ).toRect()
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(place, _smooth(_cells(why.heat), place.width(), place.height()))
    painter.end()
    return image


def _cells(heat: Sequence[Sequence[float]]) -> QImage:
    """Return a picture with one pixel for each cell of the map."""
    warmest = max(1e-6, max(map(max, heat)))
    image = QImage(len(heat[0]), len(heat), _FORMAT)
    for y, row in enumerate(heat):
        for x, value in enumerate(row):
            image.setPixelColor(x, y, _colour(max(0.0, value) / warmest))
    return image


def _smooth(cells: QImage, width: int, height: int) -> QImage:
    """Scale up in steps of two at most: each step blends neighbours, so no cell keeps an edge."""
    while cells.width() < width or cells.height() < height:
        size = (min(width, 2 * cells.width()), min(height, 2 * cells.height()))
        cells = cells.scaled(
            *size,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return cells.convertToFormat(_FORMAT)


def _colour(warmth: float) -> QColor:
    """Return the tint of a place, from 0 (only dimmed) to 1."""
    tint, dim = TINTED * warmth**2, DIMMED * (1 - warmth)
    share = tint / max(tint + dim, 1e-6)
    red, green, blue = (round(channel * share) for channel in TINT)
    return QColor(red, green, blue, round(255 * (tint + dim)))
