"""The map of where a photo matched, as a picture to lay over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage

from photosearch.messages import Explanation

# The overlay's long side in pixels; it is scaled to the photo, so this only has to be smooth.
EDGE = 240
# Width of the smoothing, in cells of the map: neighbours run into each other without a seam.
SMOOTHING = 0.55
# Cold places are dimmed this much, the warmest tinted this much, of 1.
DIMMED, TINTED = 0.62, 0.30
TINT = (255, 132, 20)


def overlay(why: Explanation, width: int, height: int) -> QImage:
    """Return a translucent picture of the shape of a photo: warm where it matched, dim elsewhere.

    Args:
        why: an explanation with a map.
        width, height: the photo's, in any unit.
    """
    import numpy as np

    scale = EDGE / max(width, height, 1)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    heat = np.array(why.heat, np.float32)
    left, top, right, bottom = why.frame
    down = _weights(rows, len(why.heat), top, bottom)
    across = _weights(columns, len(why.heat[0]), left, right)
    warm = np.clip(np.array(down, np.float32) @ heat @ np.array(across, np.float32).T, 0, 1)
    warm /= max(float(warm.max()), 1e-6)
    tint, dim = TINTED * warm**2, DIMMED * (1 - warm)
    alpha = tint + dim
    colours = np.zeros((rows, columns, 4), np.float32)
    for channel, value in enumerate(TINT):
        colours[..., channel] = value * tint / np.maximum(alpha, 1e-6)
    colours[..., 3] = 255 * alpha
    data = np.ascontiguousarray(colours.round().astype(np.uint8))
    image = QImage(data.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _weights(pixels: int, cells: int, start: float, end: float) -> Sequence[Sequence[float]]:
    """Return how much each cell counts at each pixel: Gaussians that sum to 1, 0 off the frame."""
    import numpy as np

    places = ((np.arange(pixels) + 0.5) / pixels - start) / max(end - start, 1e-6)
    off = places[:, None] * cells - (np.arange(cells) + 0.5)
    bells = np.exp(-0.5 * (off / SMOOTHING) ** 2) + 1e-12
    bells /= bells.sum(axis=1, keepdims=True)
    bells[(places < 0) | (places > 1)] = 0
    weights: Sequence[Sequence[float]] = bells.tolist()
    return weights
