"""All keys, in one table: the shortcuts are made from it, and so is the page that shows them.

A row with an action becomes a shortcut; one without is a key that a widget handles itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

WINDOW, GRID, PREVIEW = "window", "grid", "preview"


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do one thing; ``where`` they do it is the window, the grid or the preview."""

    keys: tuple[str, ...]
    does: str
    action: str = ""
    where: str = WINDOW


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together."""

    title: str
    keys: tuple[Key, ...]


Bound = Mapping[str, Callable[[], object]]


class Shortcuts(QObject):
    """The table, in the language that is spoken."""

    def groups(self) -> tuple[Group, ...]:
        """Return all keys by what they are for."""
        return (
            Group(
                self.tr("Search"),
                (
                    Key(("Ctrl+F", "Ctrl+K"), self.tr("Go to the search bar"), "focus_search"),
                    Key(("Down", "Return"), self.tr("Go on to the photos")),
                    Key(("Ctrl+Space",), self.tr("Show what the word may become")),
                    Key(("Down",), self.tr("In the empty bar: past and saved searches")),
                    Key(("Ctrl+S",), self.tr("Save the search under a name"), "save_search"),
                    Key(("Ctrl+V",), self.tr("Search by the picture in the clipboard")),
                    Key(("Return", "Del"), self.tr("Change or remove a chip")),
                    Key(("Esc",), self.tr("Clear, and show all photos")),
                ),
            ),
            Group(
                self.tr("Photos"),
                (
                    Key(("Return", "Space"), self.tr("Show the photo large")),
                    Key(("W",), self.tr("Why is this photo here?"), "tell_why", GRID),
                    Key(("Ctrl+I",), self.tr("The same, also from the search bar"), "tell_why"),
                    Key(("Ctrl+T",), self.tr("Best first, or newest first"), "change_order"),
                    Key(("Ctrl++", "Ctrl+="), self.tr("Larger tiles"), "larger"),
                    Key(("Ctrl+-",), self.tr("Smaller tiles"), "smaller"),
                    Key(("Ctrl+C",), self.tr("Copy the photos"), "copy_photos", GRID),
                    Key(("Ctrl+Shift+C",), self.tr("Copy their paths"), "copy_paths", GRID),
                    Key(
                        ("Esc",),
                        self.tr("Back to the search bar, with all photos"),
                        "back_to_search",
                        GRID,
                    ),
                ),
            ),
            Group(
                self.tr("Timeline"),
                (
                    Key(("Up", "Down"), self.tr("To the month before or after")),
                    Key(("Return",), self.tr("Go to the month")),
                ),
            ),
            Group(
                self.tr("One photo, large"),
                (
                    Key(("Left", "Right"), self.tr("The photo before or after")),
                    Key(("Home", "End"), self.tr("The first or last photo")),
                    Key(("Space",), self.tr("Play a video, or stand")),
                    Key(("Left", "Right"), self.tr("While it is played: 5 seconds back or on")),
                    Key((",", "."), self.tr("While it is played: one frame back or on")),
                    Key(("W",), self.tr("Why is this photo here?")),
                    Key(("T",), self.tr("Copy what is written in it")),
                    Key(("H",), self.tr("Show where it matched, or hide it")),
                    Key(("Ctrl+C",), self.tr("Copy the photo"), "copy_photo", PREVIEW),
                    Key(("Ctrl+Shift+C",), self.tr("Copy its path"), "copy_path", PREVIEW),
                    Key(("Esc",), self.tr("Back to all of them")),
                ),
            ),
            Group(
                self.tr("Duplicates"),
                (
                    Key(
                        ("Ctrl+D",), self.tr("Review photos that show the same"), "find_duplicates"
                    ),
                    Key(("1", "9"), self.tr("Tick the first … ninth photo of the group")),
                    Key(("Del",), self.tr("Move what is ticked to the trash")),
                    Key(("Ctrl+Z",), self.tr("Put back what was moved or forgotten"), "undo"),
                ),
            ),
            Group(
                self.tr("People"),
                (
                    Key(("Ctrl+P",), self.tr("Who is on photos"), "show_people"),
                    Key(("Return",), self.tr("Show the photos of a person")),
                    Key(("F2",), self.tr("Give a name")),
                    Key(("Del",), self.tr("Hide who is chosen")),
                ),
            ),
            Group(
                self.tr("Window"),
                (
                    Key(("Ctrl+O",), self.tr("Add a folder"), "choose_folder"),
                    Key(("Del",), self.tr("Remove the chosen folder from the library")),
                    Key(("F5",), self.tr("Look for new photos"), "rescan"),
                    Key(("Ctrl+,",), self.tr("Settings"), "open_settings"),
                    Key(("F1", "?"), self.tr("Show this page"), "show_shortcuts"),
                    Key(("Ctrl+Q",), self.tr("Quit"), "quit"),
                ),
            ),
        )

    def rows(self) -> Iterator[Key]:
        """Yield the table's rows."""
        return (key for group in self.groups() for key in group.keys)

    def bind(self, widgets: Mapping[str, QWidget], actions: Bound) -> None:
        """Make the table's shortcuts; every action of the table must be there, and no other.

        Raises:
            ValueError: the table and the actions differ.
        """
        named = {key.action for key in self.rows() if key.action}
        if named != set(actions):
            raise ValueError(f"table and actions differ in {sorted(named ^ set(actions))}")
        for key in self.rows():
            for text in key.keys if key.action else ():
                shortcut = QShortcut(QKeySequence(text), widgets[key.where], actions[key.action])
                if key.where != WINDOW:
                    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)


class LetPass(QObject):
    """Lets the window's shortcuts pass a line of text that would take them for its own.

    Ctrl+D deletes a letter on some desktops, Ctrl+K a line. Undoing is left to the text while it
    has something to undo.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        own = (key for key in Shortcuts().rows() if key.action and key.where == WINDOW)
        texts = {text for key in own for text in key.keys}
        self._own = {QKeySequence(text) for text in texts if text.startswith("Ctrl+")}
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the line's claim to a key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            kept = event.matches(QKeySequence.StandardKey.Undo) and self._line.isUndoAvailable()
            if not kept and QKeySequence(event.keyCombination()) in self._own:
                event.ignore()
                return True
        return super().eventFilter(watched, event)
