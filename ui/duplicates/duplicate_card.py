"""One photo of a group of duplicates: how it looks, what it is, whether it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from photosearch.wire.values import Duplicate
from ui.widgets.named import named
from ui.widgets.paths import shown
from ui.widgets.sizes import size_text

PICTURE = QSize(236, 190)


class DuplicateCard(QFrame):
    """Shows a photo.

    Signals:
        tick_wanted(bool): the photo should go to the trash, or stay.
    """

    tick_wanted = Signal(bool)

    def __init__(
        self, photo: Duplicate, number: int, suggested: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(PICTURE.width() + 24)
        self.photo = photo
        picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        picture.setFixedSize(PICTURE)
        picture.setPixmap(_thumbnail(photo.thumbnail))
        self.badge = named(QLabel(self.tr("Suggested to keep")), "badge")
        name = QLabel(_soft(photo.path.name), wordWrap=True)
        folder = named(QLabel(_soft(str(photo.path.parent)), wordWrap=True), "muted")
        for label in (name, folder):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(shown(photo.path))
        facts = named(QLabel(self._facts()), "muted")
        self.box = QCheckBox(self.tr("Move to trash ({0})").format(number))
        self.box.setAccessibleName(self.tr("Move {0} to the trash").format(shown(photo.path.name)))
        self.box.setEnabled(photo.online)
        self.box.clicked.connect(self.tick_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(5)
        layout.addWidget(picture)
        layout.addWidget(self.badge)
        layout.addWidget(name)
        layout.addWidget(facts)
        layout.addWidget(folder)
        layout.addStretch(1)
        layout.addWidget(self.box)
        policy = self.badge.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.badge.setSizePolicy(policy)
        self.badge.setVisible(suggested)

    def show_tick(self, ticked: bool) -> None:
        """Show whether the photo goes."""
        self.box.setChecked(ticked)

    def _facts(self) -> str:
        photo = self.photo
        lines = [f"{photo.width} × {photo.height}  ·  {size_text(photo.size)}"]
        lines.append(f"{photo.taken_at:%Y-%m-%d %H:%M}" if photo.taken_at else self.tr("no date"))
        if not photo.online:
            lines.append(self.tr("Its drive is not connected."))
        return "\n".join(lines)


def _thumbnail(path: Path) -> QPixmap:
    image = QImageReader(str(path)).read()
    if image.isNull():
        return QPixmap()
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(PICTURE, keep, smooth))


def _soft(text: str) -> str:
    """Let long names break: a label cuts words that have no place to."""
    for mark in ("/", "\\", "_", "-", "."):
        text = text.replace(mark, f"{mark}\u200b")
    return shown(text)
