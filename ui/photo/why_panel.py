"""Why a photo is in the answer: what picture and words add, which words matched, and where."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from photosearch.wire.messages import Explanation
from photosearch.wire.values import MatchedWord
from ui.photo.marked_text import marked
from ui.photo.share_bar import WORDS_COLOUR, ShareBar
from ui.widgets.named import named
from ui.widgets.scrolled import scrolled

WIDTH = 300
# A share above this says nearly all, one above the next says mostly.
NEARLY_ALL, MOSTLY = 0.9, 0.6


class WhyPanel(QFrame):
    """Shows one explanation, or why there is none.

    Signals:
        map_toggled(bool): the map over the photo should be seen, or not.
    """

    map_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Why this photo"))
        self.question = _paragraph("muted")
        self.message = _paragraph()
        self.sentence = _paragraph()
        self.shares = ShareBar()
        self.picture, self.words_share = QLabel(), QLabel()
        self.probability = _paragraph("muted")
        self.words = _paragraph()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words_title = named(QLabel(self.tr("WORDS THAT MATCHED")), "sectionTitle")
        self.place_title = named(QLabel(self.tr("WHERE IT MATCHED")), "sectionTitle")
        self.place = _paragraph()
        self.map_switch = QCheckBox(self.tr("Show it on the photo (H)"))
        self.map_switch.setChecked(True)
        self.map_switch.toggled.connect(self.map_toggled)
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        inner = named(QWidget(), "whyInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        column.addWidget(named(QLabel(self.tr("Why this photo?")), "panelTitle"))
        column.addWidget(self.question)
        column.addWidget(self.message)
        column.addWidget(self.sentence)
        column.addWidget(self.shares)
        column.addWidget(self.picture)
        column.addWidget(self.words_share)
        column.addWidget(self.probability)
        column.addSpacing(10)
        column.addWidget(self.words_title)
        column.addWidget(self.words)
        column.addSpacing(10)
        column.addWidget(self.place_title)
        column.addWidget(self.place)
        column.addWidget(self.map_switch)
        column.addStretch(1)
        scrolled(self, inner)

    def say(self, text: str, advice: str = "") -> None:
        """Show a sentence where there is no explanation, or none yet."""
        self.question.hide()
        self._show_parts(())
        self.message.setText("\n\n".join(part for part in (text, advice) if part))
        self.message.setVisible(bool(text))

    def show_explanation(self, why: Explanation) -> None:
        """Show an explanation."""
        self.message.hide()
        self.question.setText(self._asked(why))
        self.question.show()
        self.sentence.setText(self._sentence(why))
        self.shares.show_shares(why.picture_share, why.words_share)
        self.shares.setAccessibleName(self.sentence.text())
        accent = self.palette().highlight().color().name()
        self.picture.setText(_legend(accent, self.tr("Picture"), why.picture_share))
        self.words_share.setText(_legend(WORDS_COLOUR.name(), self.tr("Words"), why.words_share))
        if why.probability is not None:
            self.probability.setText(
                self.tr("About {0} % likely to be what you meant").format(
                    round(100 * why.probability)
                )
            )
        self.words.setText("".join(map(self._word, why.matched)))
        self.place.setText(self._place(why.place))
        self._show_parts(self._parts(why))

    def _asked(self, why: Explanation) -> str:
        if not why.pictures:
            return f"“{why.text}”"
        given = self.tr("with %Ln picture(s)", "", why.pictures)
        return f"“{why.text}” · {given}" if why.text else given

    def _parts(self, why: Explanation) -> Iterable[QWidget]:
        yield self.sentence
        if why.picture_share or why.words_share:
            yield from (self.shares, self.picture, self.words_share)
        if why.probability is not None:
            yield self.probability
        if why.matched:
            yield from (self.words_title, self.words)
        if why.heat:
            yield from (self.place_title, self.place, self.map_switch)

    def _show_parts(self, shown: Iterable[QWidget]) -> None:
        shown = set(shown)
        for part in (
            self.sentence, self.shares, self.picture, self.words_share, self.probability,
            self.words_title, self.words, self.place_title, self.place, self.map_switch,
        ):  # fmt: skip
            part.setVisible(part in shown)

    def _sentence(self, why: Explanation) -> str:
        if not why.picture_share and not why.words_share:
            return self.tr("Neither its picture nor its words speak for it.")
        if why.picture_share >= NEARLY_ALL:
            return self.tr("It is here for what the picture shows.")
        if why.picture_share >= MOSTLY:
            return self.tr("It is here mostly for what the picture shows, and for its words too.")
        if why.words_share >= NEARLY_ALL:
            return self.tr("It is here for its words.")
        if why.words_share >= MOSTLY:
            return self.tr("It is here mostly for its words, and for what the picture shows too.")
        return self.tr("It is here as much for what the picture shows as for its words.")

    def _word(self, match: MatchedWord) -> str:
        muted = self.palette().placeholderText().color().name()
        style = f"background: {WORDS_COLOUR.name()}; color: #1b1b1f"
        source = f'<span style="color: {muted}">{self._source(match.word.source)}</span>'
        text = marked(match.word.text, match.spans, style)
        return f'<p style="margin: 0 0 6px 0">{source}<br>{text}</p>'

    def _source(self, source: str) -> str:
        return {
            "title": self.tr("Title"),
            "caption": self.tr("Caption"),
            "keyword": self.tr("Keyword"),
            "person": self.tr("Person"),
            "place": self.tr("Place"),
            "text": self.tr("Read in the picture"),
            "file": self.tr("File name"),
            "folder": self.tr("Folder"),
            "date": self.tr("Date"),
        }.get(source, source)

    def _place(self, place: str) -> str:
        return {
            "upper left": self.tr("Most of all at the upper left"),
            "upper middle": self.tr("Most of all at the top"),
            "upper right": self.tr("Most of all at the upper right"),
            "middle left": self.tr("Most of all at the left"),
            "centre": self.tr("Most of all in the middle"),
            "middle right": self.tr("Most of all at the right"),
            "lower left": self.tr("Most of all at the lower left"),
            "lower middle": self.tr("Most of all at the bottom"),
            "lower right": self.tr("Most of all at the lower right"),
            "everywhere": self.tr("All over the photo"),
        }.get(place, place)


def _paragraph(name: str = "") -> QLabel:
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return named(label, name)


def _legend(colour: str, name: str, share: float) -> str:
    return f'<span style="color: {colour}">●</span>&nbsp; {name} {round(100 * share)} %'
