"""The offer of a larger model: made once, at the first start, and never pressed."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.engine.models import Models
from ui.widgets.named import named
from ui.widgets.sizes import size_text

OFFERED = "knows_models"


class ModelOffer(QFrame):
    """One line of what a larger model gains and weighs.

    Signals:
        wanted(): the models should be shown.
        dismissed(): it was read.
    """

    wanted = Signal()
    dismissed = Signal()

    def __init__(self, models: Models, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models, self._settings = models, settings
        self._may_offer = not settings.contains(OFFERED)
        self.setObjectName("undoStrip")
        self.text = QLabel(wordWrap=True)
        self.look = QPushButton(self.tr("Look at models…"))
        self.dismiss = named(QPushButton(self.tr("Not now")), "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.addWidget(self.text, 1)
        for button, signal in ((self.look, self.wanted), (self.dismiss, self.dismissed)):
            button.clicked.connect(signal)  # first: the focus would go to the next widget
            button.clicked.connect(self.hide)
            layout.addWidget(button)
        models.changed.connect(self._offer)
        self.hide()

    def _offer(self) -> None:
        known = self._models.known
        if not self._may_offer or known is None or not known.recommended:
            return
        self._may_offer = False
        self._settings.setValue(OFFERED, True)
        if any(not model.builtin for model in known.installed):
            return
        best = known.recommended[0]
        text = self.tr(
            "A larger model, such as {0}, recognises more: {1} to download, slower to index."
        )
        self.text.setText(text.format(best.name, size_text(best.download)))
        self.show()
