"""The question: the search bar, its chips, and what steers the answer beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.wire.messages import HitState, QueryImage, QueryPart, Results
from ui.engine.engine_texts import engine_text
from ui.engine.steering import UNSTEERED, Picture, Steering
from ui.query.chip_specs import PART, chip_specs
from ui.query.chips import ChipRow
from ui.query.given_pictures import keep_picture
from ui.query.search_bar import SearchBar


class QueryPanel(QWidget):
    """Puts text, filters and pictures together into one question.

    Signals:
        asked(str, Steering): a text and what steers the answer.
        left_downwards(): the arrow keys went on to the photos.
        failed(str, str, str): title, reason, advice.
    """

    asked = Signal(str, object)
    left_downwards = Signal()
    failed = Signal(str, str, str)

    def __init__(self, pasted: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted = pasted
        self._text = ""
        self._parts: tuple[QueryPart, ...] = ()
        self._left_out: dict[QueryImage, str] = {}
        self.steering = UNSTEERED
        self.bar = SearchBar()
        self.chips = ChipRow(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.chips)
        self.bar.asked.connect(lambda text: self.asked.emit(text, self.steering))
        self.bar.cleared.connect(lambda: self._steer_next(UNSTEERED))
        self.bar.pictures_given.connect(self.search_by_files)
        self.bar.image_given.connect(self._search_by_image)
        self.bar.left_downwards.connect(self.left_downwards)
        self.chips.removed.connect(self._remove)
        self.chips.edited.connect(self._edit)
        self.chips.weighed.connect(self._weigh)
        self.chips.left_upwards.connect(self.bar.setFocus)
        self.chips.left_downwards.connect(self.left_downwards)

    @property
    def is_steered(self) -> bool:
        """Whether pictures are part of the question, but for those that are left out."""
        return any(picture.source not in self._left_out for picture in self.steering.pictures)

    def show_answer(self, results: Results) -> None:
        """Show what was understood."""
        self._text, self._parts = results.text, results.parts
        self._left_out = {
            QueryImage(path=one.path, photo=one.photo): one.reason for one in results.left_out
        }
        self._show_chips()

    def search_for(self, text: str, steering: Steering = UNSTEERED) -> None:
        """Ask a text, steered so, and nothing else."""
        self._steer_next(steering)
        self.bar.search_for(text)

    def search_by_files(self, paths: Sequence[str]) -> None:
        """Ask for photos like these files too."""
        self.steer(self.steering.like([Picture(path) for path in paths]))

    def search_by_hit(self, hit: HitState) -> None:
        """Ask for photos like one of the library, and nothing else."""
        self.bar.show_text("")
        self.steer(Steering(images=(Picture.of_hit(hit),), sort=self.steering.sort))

    def more_like(self, hits: Sequence[HitState]) -> None:
        """Ask the same, more like these hits."""
        self.steer(self.steering.more_like([Picture.of_hit(hit) for hit in hits]))

    def less_like(self, hits: Sequence[HitState]) -> None:
        """Ask the same, less like these hits."""
        self.steer(self.steering.less_like([Picture.of_hit(hit) for hit in hits]))

    def sort_by(self, order: str) -> None:
        """Ask the same, in order of relevance or date."""
        self.steer(self.steering.sorted_by(order))

    def steer(self, steering: Steering) -> None:
        """Ask the same text, steered so."""
        if steering != self.steering:
            self.steering = steering
            self._show_chips()
            self.bar.ask_anew()

    # Chips ----------------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        self.chips.set_chips(chip_specs(self._parts, self.steering, self._left_out))

    def _remove(self, key: tuple[str, int]) -> None:
        group, index = key
        if group != PART:
            self.steer(self.steering.without(group, index))
            return
        place = self._place(self._parts[index])
        if place is not None:
            text = self.bar.text()
            before, after = text[: place[0]].rstrip(), text[place[1] :].lstrip()
            self.bar.search_for(f"{before} {after}".strip())

    def _edit(self, key: tuple[str, int]) -> None:
        """Select a part's text where it was typed; a picture has none."""
        group, index = key
        place = self._place(self._parts[index]) if group == PART else None
        if place is not None:
            self.bar.setFocus()
            self.bar.select_points(*place)

    def _weigh(self, key: tuple[str, int], steps: int) -> None:
        group, index = key
        if group == "images":
            self.steer(self.steering.weighing(index, steps))

    def _place(self, part: QueryPart) -> tuple[int, int] | None:
        """Return where a part stands in the bar now, whose text may have changed since."""
        text, typed = self.bar.text(), self._text[part.start : part.end]
        start = part.start + len(text) - len(text.lstrip())
        if not text.startswith(typed, start):
            start = text.find(typed)
        return None if start < 0 else (start, start + len(typed))

    # Pictures -------------------------------------------------------------------------------------

    def _steer_next(self, steering: Steering) -> None:
        """Steer the next question, which is a new one then."""
        if steering != self.steering:
            self.steering = steering
            self._show_chips()
            self.bar.show_text(self.bar.text())

    def _search_by_image(self, image: QImage) -> None:
        try:
            path = keep_picture(image, self._pasted)
        except OSError as error:
            self.failed.emit(
                self.tr("The picture can't be used"),
                engine_text(str(error.strerror or error)),
                self.tr("Save it as a file and drop that here."),
            )
            return
        self.search_by_files([path])
