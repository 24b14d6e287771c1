"""Five searches and a question that explain the search bar, for those who have not searched yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from photosearch.wire.values import Folder
from ui.widgets.named import named
from ui.widgets.paths import shown

_IN = 2
# The examples that stay where there is little room.
_FEW = (0, 1, 5)


class Examples(QFrame):
    """Six examples, each to be clicked, and what each does.

    Signals:
        chosen(str): an example should be asked.
        dismissed(): they are not wanted.
    """

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("examples")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._queries = ["a dog on a beach", "海边的日落", "in:2023"]
        self._queries += [self.tr("date:last summer"), self.tr("beach -people")]
        self._queries.append(self.tr("Where was I in 2023?"))
        self.title = named(QLabel(self.tr("Ask like this")), "title")
        self.dismiss = named(QPushButton(self.tr("Hide")), "quiet")
        self.dismiss.clicked.connect(self.dismissed)
        header = QHBoxLayout()
        header.addWidget(self.title)
        header.addStretch(1)
        header.addWidget(self.dismiss)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 10, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addLayout(header, 0, 0, 1, 2)
        self._labels: list[QLabel] = []
        self.buttons = [self._add(grid, row, text) for row, text in enumerate(self._meanings())]

    def _meanings(self) -> tuple[str, ...]:
        return (
            self.tr("what it shows, in your own words"),
            self.tr("the same in Chinese, or both mixed"),
            self.tr("only from folders of this name"),
            self.tr("from a day, a month, a year, a season"),
            self.tr("without what you don't want"),
            self.tr("a question about your photos"),
        )

    def _add(self, grid: QGridLayout, row: int, meaning: str) -> QPushButton:
        button = named(QPushButton(self._queries[row]), "example")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleDescription(meaning)
        button.clicked.connect(lambda: self.chosen.emit(self._queries[row]))
        grid.addWidget(button, row + 1, 0, Qt.AlignmentFlag.AlignLeft)
        label = named(QLabel(meaning), "muted")
        grid.addWidget(label, row + 1, 1)
        self._labels.append(label)
        return button

    def show_few(self, few: bool) -> None:
        """Show a few of them, or all."""
        for row, widgets in enumerate(zip(self.buttons, self._labels, strict=True)):
            for widget in widgets:
                widget.setVisible(not few or row in _FEW)

    def set_folders(self, folders: Sequence[Folder]) -> None:
        """Let the example of a folder be one of the library's own; without any, none is asked."""
        names = [shown(folder.path.name) for folder in folders]
        name = next((one for one in names if one and '"' not in one), "2023")
        query = f'in:"{name}"' if any(letter.isspace() for letter in name) else f"in:{name}"
        for button in self.buttons:
            button.setEnabled(bool(folders))
        self._queries[_IN] = query
        self.buttons[_IN].setText(query if len(query) < 28 else f"{query[:26]}…")
