"""Pictures that are dropped or pasted: files, or bare image data."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage

from photosearch.types import JXL_SUFFIXES, PHOTO_SUFFIXES, RAW_SUFFIXES
from ui.engine.pasted import PASTED

# Larger than any encoder looks at, and quickly written.
_EDGE = 1024
_KEPT = 30
_PICTURES = PHOTO_SUFFIXES | RAW_SUFFIXES | JXL_SUFFIXES


def picture_files(data: QMimeData) -> list[str]:
    """Return the paths of the files, if all of them are pictures."""
    urls = data.urls()
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    all_are = len(paths) == len(urls) and all(_is_picture(Path(path)) for path in paths)
    return paths if all_are else []


def picture_data(data: QMimeData) -> QImage | None:
    """Return the image in data that has no file; text beside it goes first."""
    if data.hasUrls() or data.hasText() or not data.hasImage():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def keep_picture(image: QImage, folder: Path) -> str:
    """Write an image to a file of the folder, which keeps the last ones; return its path."""
    if max(image.width(), image.height()) > _EDGE:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(_EDGE, _EDGE, keep, smooth)
    png = _png(image)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{PASTED}{hashlib.sha256(png).hexdigest()[:16]}.png"
    path.write_bytes(png)
    for old in sorted(folder.glob("*.png"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return str(path)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in _PICTURES and path.is_file()
