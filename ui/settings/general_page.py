"""Language and appearance of the window, and what is looked for in photos."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QLabel, QWidget

from ui.engine.analysers import Analysers
from ui.language import CHINESE, ENGLISH, LANGUAGES, SYSTEM
from ui.settings.analyser_switches import AnalyserSwitches
from ui.theme import APPEARANCES, DARK, LIGHT, apply_theme
from ui.widgets.named import named

LANGUAGE, APPEARANCE = "language", "appearance"


class GeneralPage(QWidget):
    """Keeps what is chosen; colours change at once, words at the next start."""

    def __init__(
        self, settings: QSettings, analysers: Analysers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        names = {
            SYSTEM: self.tr("As the system"),
            ENGLISH: "English",
            CHINESE: "简体中文",
            LIGHT: self.tr("Light"),
            DARK: self.tr("Dark"),
        }
        self.language = self._choice(LANGUAGE, LANGUAGES, names)
        self.appearance = self._choice(APPEARANCE, APPEARANCES, names)
        self.note = named(QLabel(wordWrap=True), "muted")
        layout = QFormLayout(self)
        layout.setContentsMargins(2, 8, 2, 2)
        layout.setHorizontalSpacing(18)
        layout.setVerticalSpacing(10)
        layout.addRow(self.tr("Language"), self.language)
        layout.addRow(self.tr("Appearance"), self.appearance)
        layout.addRow("", self.note)
        self.switches = AnalyserSwitches(analysers)
        layout.addRow(self.tr("Look for"), self.switches)
        self.language.activated.connect(self._keep_language)
        self.appearance.activated.connect(self._keep_appearance)

    def _choice(self, key: str, values: tuple[str, ...], names: dict[str, str]) -> QComboBox:
        box = QComboBox()
        for value in values:
            box.addItem(names[value], value)
        box.setCurrentIndex(max(0, box.findData(str(self._settings.value(key, SYSTEM)))))
        return box

    def _keep_language(self) -> None:
        self._settings.setValue(LANGUAGE, self.language.currentData())
        self.note.setText(self.tr("The window speaks it when it is opened again."))

    def _keep_appearance(self) -> None:
        chosen = str(self.appearance.currentData())
        self._settings.setValue(APPEARANCE, chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, chosen)
