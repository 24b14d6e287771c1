"""Paths of files as the window shows them and hands them on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QUrl


def file_url(path: str | Path) -> QUrl:
    """Return a file's URL; file names that are no text keep their bytes."""
    encoded = Path(path).as_uri()
    return QUrl.fromEncoded(QByteArray(encoded.encode("ascii")))


def shown(path: str | Path) -> str:
    """Return a path as it can be shown, if some of its bytes are no text."""
    return str(path).encode("utf-8", "replace").decode()
