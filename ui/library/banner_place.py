"""Where the banner is seen: above the photos, or over the one that is large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from ui.library.banner import Banner

MARGIN, WIDEST = 16, 760


class BannerPlace(QObject):
    """Lays a message over the large photo if it comes there; nothing moves for it."""

    def __init__(
        self, banner: Banner, slot: QBoxLayout, stack: QStackedWidget, large: QWidget
    ) -> None:
        super().__init__(stack)
        self._banner, self._slot, self._stack, self._large = banner, slot, stack, large
        slot.addWidget(banner)
        banner.told.connect(self._show)
        stack.currentChanged.connect(self._settle)
        large.installEventFilter(self)

    def _is_large(self) -> bool:
        return self._stack.currentWidget() is self._large

    def _show(self) -> None:
        if not self._is_large():
            return
        self._banner.setParent(self._large)
        self._banner.show()
        self._fit()

    def _settle(self) -> None:
        """Back above the photos, whether there is a message or not."""
        if not self._is_large() and self._banner.parent() is self._large:
            is_told = not self._banner.isHidden()
            self._slot.addWidget(self._banner)
            self._banner.setVisible(is_told)

    def _fit(self) -> None:
        width = min(WIDEST, self._large.width() - 2 * MARGIN)
        height = self._banner.heightForWidth(width)
        left = (self._large.width() - width) // 2
        self._banner.setGeometry(left, MARGIN, width, height)
        self._banner.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window."""
        if event.type() == QEvent.Type.Resize and self._banner.parent() is self._large:
            self._fit()
        return super().eventFilter(watched, event)
