"""What is looked for in photos beside what they show: a switch each, and how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from photosearch.said import say
from photosearch.wire.values import AnalyserState
from ui.engine.analysers import Analysers
from ui.engine.said import in_words
from ui.widgets.named import named


class AnalyserSwitches(QWidget):
    """Keeps the switches true to the engine."""

    def __init__(self, analysers: Analysers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysers = analysers
        self.boxes: dict[str, QCheckBox] = {}
        self.notes: dict[str, QLabel] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 0)
        self._layout.setSpacing(4)
        analysers.changed.connect(self._show)

    def _show(self, states: tuple[AnalyserState, ...]) -> None:
        for state in states:
            if state.key not in self.boxes:
                self._add(state)
            box = self.boxes[state.key]
            box.setEnabled(state.installed)
            box.setChecked(state.runs)
            self.notes[state.key].setText(self._note(state))

    def _add(self, state: AnalyserState) -> None:
        box = QCheckBox(in_words(say(f"analyser.{state.key}")))
        box.clicked.connect(lambda on, key=state.key: self._analysers.switch(key, on))
        note = named(QLabel(wordWrap=True), "muted")
        note.setContentsMargins(26, 0, 0, 6)
        self._layout.addWidget(box)
        self._layout.addWidget(note)
        self.boxes[state.key], self.notes[state.key] = box, note

    def _note(self, state: AnalyserState) -> str:
        if not state.installed:
            return self.tr("Needs a package: {0}").format(f"photosearch[{state.extra}]")
        if not state.on:
            return in_words(say(f"analyser.{state.key}"), "advice")
        seen = self.tr("Looked for in {0} of %Ln photo(s).", "", state.total)
        return seen.format(f"{state.seen:,}")
