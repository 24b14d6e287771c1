"""Asks why the photo in the preview is there, and shows the answer beside and over it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from photosearch.wire.messages import Explanation
from photosearch.wire.values import Hit
from ui.engine.controller import Controller
from ui.photo.heat_overlay import overlay
from ui.photo.preview import Preview
from ui.photo.read_text import ReadText
from ui.photo.why_panel import WhyPanel

# Photos that are only walked past are not explained.
REST_MS = 120


class Why(QObject):
    """Keeps the panel true to the photo that is shown."""

    def __init__(self, controller: Controller, preview: Preview, text: ReadText) -> None:
        super().__init__(preview)
        self._controller = controller
        self._preview = preview
        self._text = text
        text.changed.connect(self._frame_text)
        self._hit: Hit | None = None
        self._explanation: Explanation | None = None
        self.panel = WhyPanel()
        preview.add_side_panel(self.panel)
        self.panel.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        preview.hit_shown.connect(self._on_hit)
        preview.why_wanted.connect(self.toggle)
        preview.map_wanted.connect(self.panel.map_switch.toggle)
        self.panel.map_toggled.connect(self._paint_map)
        controller.review.explained.connect(self._show)
        controller.review.not_explained.connect(self._say_why_not)
        controller.engine_ready.connect(self._explain)  # the one before may have died over it

    def toggle(self) -> None:
        """Open the panel for the photo that is shown, or close it."""
        self.panel.setVisible(self.panel.isHidden())
        self._preview.why_button.setChecked(not self.panel.isHidden())
        self._explain()

    @property
    def is_told(self) -> bool:
        """Whether the panel shows the explanation of the photo on screen."""
        return self._explanation is not None and not self.panel.isHidden()

    def _on_hit(self, hit: Hit | None) -> None:
        self._hit = hit
        self._explain()

    def _explain(self) -> None:
        self._explanation = None
        self._paint_map()
        self._frame_text()
        self._rest.stop()
        if self.panel.isHidden() or self._hit is None:
            return
        asked = self._controller.question
        if asked.text or asked.pictures:
            self._rest.start()
        else:
            self.panel.say(
                self.tr("Nothing was asked, so there is nothing to explain."),
                self.tr("Search for something, then ask again."),
            )

    def _ask(self) -> None:
        if self._hit is not None:
            self.panel.say(self.tr("Looking…"))
            self._controller.review.explain(self._controller.question, self._hit.photo)

    def _show(self, why: Explanation) -> None:
        if self._hit is not None and why.photo == self._hit.photo and not self.panel.isHidden():
            self._explanation = why
            self.panel.show_explanation(why)
            self._paint_map()
            self._frame_text()

    def _say_why_not(self, reason: str, advice: str) -> None:
        self.panel.say(reason, advice)

    def _frame_text(self) -> None:
        """Frame the lines that were read in the photo and matched."""
        matched = () if self._explanation is None else self._explanation.matched
        self._preview.canvas.frame_boxes(self._text.boxes(matched))

    def _paint_map(self) -> None:
        why, hit = self._explanation, self._hit
        if why is None or hit is None or not why.heat or not self.panel.map_switch.isChecked():
            self._preview.canvas.lay_over(QImage())
        else:
            self._preview.canvas.lay_over(overlay(why, hit.width or 1, hit.height or 1))
