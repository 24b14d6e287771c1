"""What the window asks of the desktop: open a photo, show it in its folder, copy it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImageReader

from ui.widgets.paths import file_url, shown


def open_file(path: str | Path) -> bool:
    """Open a file or folder with the desktop's program for it."""
    return QDesktopServices.openUrl(file_url(path))


def reveal(path: str | Path) -> bool:
    """Show a file, chosen, in the file manager; where that can't be done, its folder."""
    if sys.platform == "darwin":
        return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
    if sys.platform == "win32":
        return bool(QProcess.startDetached("explorer", [f"/select,{os.path.normpath(path)}"])[0])
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    return QDesktopServices.openUrl(file_url(folder))


def copy_paths(paths: Sequence[Path]) -> None:
    """Copy paths as text, one a line."""
    text = "\n".join(map(shown, paths))
    QGuiApplication.clipboard().setText(text)


def copy_photos(paths: Sequence[Path]) -> None:
    """Copy photos: as files, and a single one as a picture too."""
    data = QMimeData()
    urls: list[QUrl] = [file_url(path) for path in paths]
    data.setUrls(urls)
    if len(paths) == 1:
        reader = QImageReader(str(paths[0]))
        reader.setAutoTransform(True)
        image = reader.read()
        if not image.isNull():
            data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
