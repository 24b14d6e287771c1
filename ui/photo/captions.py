"""Asks what the photo in the preview, or the current one of the grid, shows, and hands it on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QTimer

from photosearch.wire.values import Hit
from ui.engine.controller import Controller
from ui.photo.preview import Preview
from ui.results.results_grid import ResultsGrid
from ui.results.results_model import HIT_ROLE

# Photos that are only walked past are not looked at.
REST_MS = 150


class Captions(QObject):
    """Keeps the caption below the large photo, and the alternative text of tiles, true."""

    def __init__(self, controller: Controller, grid: ResultsGrid, preview: Preview) -> None:
        super().__init__(preview)
        self._controller, self._grid, self._preview = controller, grid, preview
        self._wanted: Hit | None = None
        self._large: Hit | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        preview.hit_shown.connect(self._on_large)
        grid.selectionModel().currentChanged.connect(self._on_current)
        controller.captions.captioned.connect(self._show)
        controller.captions.known.connect(grid.results().set_captions)
        controller.results_arrived.connect(lambda results, _: self._fetch(results.rows))
        controller.rows_arrived.connect(lambda rows: self._fetch(rows.rows))
        controller.engine_ready.connect(self._rest.start)  # the one before may have died over it

    def _on_large(self, hit: Hit | None) -> None:
        if hit is None or self._large is None or hit.photo != self._large.photo:
            self._preview.caption.show_caption("")
        self._large = hit
        self._want(hit)

    def _on_current(self, current: QModelIndex) -> None:
        hit = current.data(HIT_ROLE) if current.isValid() else None
        if isinstance(hit, Hit) and not self._grid.results().caption(hit.photo):
            self._want(hit)

    def _fetch(self, hits: Iterable[Hit]) -> None:
        known = self._grid.results()
        self._controller.captions.fetch(hit for hit in hits if not known.caption(hit.photo))

    def _want(self, hit: Hit | None) -> None:
        self._wanted = hit
        self._rest.start()

    def _ask(self) -> None:
        if self._wanted is not None and self._wanted.online:
            self._controller.captions.ask(self._wanted)

    def _show(self, photo: int, text: str) -> None:
        self._grid.results().set_caption(photo, text)
        if self._large is not None and self._large.photo == photo:
            self._preview.caption.show_caption(text)
