"""The question: the search bar, its chips, and the pictures beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.said import Said
from photosearch.types import PhotoId
from photosearch.wire.messages import QueryPart, Results
from photosearch.wire.values import Hit, Picture, Question
from ui.engine.question import less_like, like, more_like, picture_of, weighing, without
from ui.engine.said import word
from ui.query.chip_specs import PART, chip_specs, part_specs
from ui.query.chip_words import in_our_language
from ui.query.chips import ChipRow
from ui.query.given_pictures import keep_picture
from ui.query.reply_panel import ReplyPanel
from ui.query.search_bar import SearchBar


class QueryPanel(QWidget):
    """Puts text, filters and pictures together into one question.

    Signals:
        asked(Question): this should be asked.
        words_asked(Question): its words should be searched for, even if they are a question.
        left_downwards(): the arrow keys went on to the photos.
        failed(str, str, str): title, reason, advice.
    """

    asked = Signal(object)
    words_asked = Signal(object)
    left_downwards = Signal()
    failed = Signal(str, str, str)

    def __init__(self, pasted: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted = pasted
        self._text = ""
        self._parts: tuple[QueryPart, ...] = ()
        self._is_reply = False  # the parts are those of the search made of a question
        self._left_out: dict[Path | PhotoId, Said] = {}
        self._beside = Question()  # what is asked beside the text
        self.bar = SearchBar()
        self.reply = ReplyPanel()
        self.chips = ChipRow(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.chips)
        layout.addWidget(self.reply)
        self.bar.asked.connect(lambda text: self.asked.emit(replace(self._beside, text=text)))
        self.bar.cleared.connect(lambda: self._ask_next_with(Question()))
        self.bar.pictures_given.connect(self.search_by_files)
        self.bar.image_given.connect(self._search_by_image)
        self.bar.left_downwards.connect(self.left_downwards)
        self.chips.weighed.connect(self._weigh)
        for chips in (self.chips, self.reply.chips):
            chips.removed.connect(self._remove)
            chips.edited.connect(self._edit)
            chips.left_upwards.connect(self.bar.setFocus)
            chips.left_downwards.connect(self.left_downwards)
        self.reply.words_wanted.connect(self._search_words)

    @property
    def question(self) -> Question:
        """What is asked, as it stands in the bar and its chips."""
        return replace(self._beside, text=self.bar.text().strip())

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are part of the question, but for those that are left out."""
        return any(picture.source not in self._left_out for picture in self._beside.pictures)

    def show_answer(self, results: Results) -> None:
        """Show what was understood."""
        self._text = results.text if results.reply is None else results.reply.query
        self._parts, self._is_reply = results.parts, results.reply is not None
        self._left_out = {one.picture.source: one.reason for one in results.left_out}
        self._show_chips()
        self.reply.show_reply(results, part_specs(results.parts))

    def search_for(self, question: Question) -> None:
        """Ask this and nothing else."""
        self._ask_next_with(question)
        self.bar.search_for(question.text)

    def search_by_files(self, paths: Sequence[str]) -> None:
        """Ask for photos like these files too."""
        self.ask_with(like(self._beside, [Picture(Path(path)) for path in paths]))

    def search_by_hit(self, hit: Hit) -> None:
        """Ask for photos like one of the library, and nothing else."""
        self.bar.show_text("")
        self.ask_with(Question(images=(picture_of(hit),), sort=self._beside.sort))

    def more_like(self, hits: Sequence[Hit]) -> None:
        """Ask the same, more like these hits."""
        self.ask_with(more_like(self._beside, [picture_of(hit) for hit in hits]))

    def less_like(self, hits: Sequence[Hit]) -> None:
        """Ask the same, less like these hits."""
        self.ask_with(less_like(self._beside, [picture_of(hit) for hit in hits]))

    def sort_by(self, order: str) -> None:
        """Ask the same, in order of relevance or date."""
        self.ask_with(replace(self._beside, sort=order))

    def ask_with(self, beside: Question) -> None:
        """Ask the same text, with all else of a question."""
        if self._takes(beside):
            self.bar.ask_anew()

    # Chips ----------------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        parts = () if self._is_reply else self._parts
        self.chips.set_chips(chip_specs(parts, self._beside, self._left_out))

    def _remove(self, key: tuple[str, int]) -> None:
        group, index = key
        if group != PART:
            self.ask_with(without(self._beside, group, index))
            return
        self.leave_out((index,))

    def _search_words(self) -> None:
        self.bar.setFocus()
        self.words_asked.emit(self.question)

    def leave_out(self, parts: Iterable[int]) -> None:
        """Ask without some parts of the text, or of the search that was made of a question."""
        text = self._searched()
        places = (self._place(self._parts[index]) for index in parts)
        for start, end in sorted(filter(None, places), reverse=True):
            text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
        self.bar.search_for(text)

    def named_parts(self, parts: Iterable[int]) -> str:
        """Return parts of the text as their chips name them."""
        shown = (self._parts[index] for index in parts)
        return " ".join(in_our_language(part.kind, part.label) for part in shown)

    def _edit(self, key: tuple[str, int]) -> None:
        """Select a part's text where it was typed; a picture has none.

        A question makes place for the search that was made of it.
        """
        group, index = key
        place = self._place(self._parts[index]) if group == PART else None
        if place is not None:
            if self._is_reply:
                self.bar.setText(self._text)
            self.bar.setFocus()
            self.bar.select_points(*place)

    def _weigh(self, key: tuple[str, int], steps: int) -> None:
        group, index = key
        if group == "images":
            self.ask_with(weighing(self._beside, index, steps))

    def _place(self, part: QueryPart) -> tuple[int, int] | None:
        """Return where a part stands in the bar now, whose text may have changed since."""
        text, typed = self._searched(), self._text[part.start : part.end]
        start = part.start + len(text) - len(text.lstrip())
        if not text.startswith(typed, start):
            start = text.find(typed)
        return None if start < 0 else (start, start + len(typed))

    def _searched(self) -> str:
        """Return the text whose parts the chips are."""
        return self._text if self._is_reply else self.bar.text()

    # Pictures -------------------------------------------------------------------------------------

    def _ask_next_with(self, question: Question) -> None:
        """Ask the next text with all else of a question, which is a new one then."""
        if self._takes(question):
            self.bar.show_text(self.bar.text())

    def _takes(self, question: Question) -> bool:
        """Take over what is asked beside the text; return whether it is something else."""
        beside = replace(question, text="")
        is_new, self._beside = beside != self._beside, beside
        if is_new:
            self._show_chips()
        return is_new

    def _search_by_image(self, image: QImage) -> None:
        try:
            path = keep_picture(image, self._pasted)
        except OSError as error:
            self.failed.emit(
                self.tr("The picture can't be used"),
                word(str(error.strerror or error)),
                self.tr("Save it as a file and drop that here."),
            )
            return
        self.search_by_files([path])
