"""The settings: pages of models, of folders, of optional packages, and a general one."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.engine.controller import Controller
from ui.settings.extras_page import ExtrasPage
from ui.settings.folders_page import FoldersPage
from ui.settings.general_page import GeneralPage
from ui.settings.models_page import ModelsPage
from ui.widgets.named import named
from ui.widgets.screen import fit


class SettingsDialog(QDialog):
    """Stays open beside the window; what is chosen counts at once."""

    def __init__(
        self, controller: Controller, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._models = controller.models
        self._analysers = controller.analysers
        self._rules = controller.folder_rules
        self._extras = controller.extras
        self.setWindowTitle(self.tr("Settings"))
        fit(self, 780, 620)
        self.general = GeneralPage(settings, controller.analysers)
        self.models = ModelsPage(controller)
        self.folders = FoldersPage(controller)
        self.extras = ExtrasPage(controller)
        self.pages = QStackedWidget()
        self._group = QButtonGroup(self)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(4)
        self._add(self.tr("Models"), self.models)
        self._add(self.tr("Folders"), self.folders)
        self._add(self.tr("Extras"), self.extras)
        self._add(self.tr("General"), self.general)
        self._tabs.addStretch(1)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(self._tabs)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bottom)
        self._group.buttons()[0].setChecked(True)

    def _add(self, name: str, page: QWidget) -> None:
        tab = named(QPushButton(name), "segment")
        tab.setCheckable(True)
        tab.setAutoDefault(False)
        tab.clicked.connect(lambda: self.pages.setCurrentWidget(page))
        self.pages.addWidget(page)
        self._group.addButton(tab)
        self._tabs.addWidget(tab)

    def open_models(self) -> None:
        """Show the models."""
        self._group.buttons()[0].click()
        self.open_settings()

    def open_settings(self) -> None:
        """Show the page that was open last."""
        self._models.list_all()
        self._analysers.list_all()
        self._rules.list_all()
        self._extras.list_all()
        self.show()
        self.raise_()
        self.activateWindow()
