"""Colours and shapes, light and dark, following the system or the user's choice."""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

SYSTEM, LIGHT, DARK = "system", "light", "dark"
APPEARANCES = (SYSTEM, LIGHT, DARK)

_LIGHT = {
    "window": "#f6f6f7", "base": "#ffffff", "alternate": "#e7e7ea", "text": "#1b1b1f",
    "muted": "#6a6a73", "button": "#ffffff", "line": "#d9d9de", "accent": "#2563eb",
    "on_accent": "#ffffff", "warning": "#b45309", "warning_base": "#fff4e0",
    "error": "#b42318", "error_base": "#fdecea", "tint": "#e6edfd",
}  # fmt: skip
_DARK = {
    "window": "#1c1c1f", "base": "#26262a", "alternate": "#303036", "text": "#ececf0",
    "muted": "#9b9ba5", "button": "#303036", "line": "#3c3c44", "accent": "#5b8cff",
    "on_accent": "#ffffff", "warning": "#fbbf5c", "warning_base": "#3a2f1c",
    "error": "#ff9b8f", "error_base": "#3d2422", "tint": "#29334f",
}  # fmt: skip


def apply_theme(app: QApplication, appearance: str = SYSTEM) -> None:
    """Dress the application; with ``system`` it follows later changes of the desktop too."""
    hints = QGuiApplication.styleHints()
    app.setStyle("Fusion")
    _dress(app, appearance)
    if not app.property("follows_system"):
        app.setProperty("follows_system", True)
        hints.colorSchemeChanged.connect(lambda: _dress(app, app.property("appearance")))


def _dress(app: QApplication, appearance: str) -> None:
    app.setProperty("appearance", appearance)
    scheme = QGuiApplication.styleHints().colorScheme()
    dark = appearance == DARK or (appearance == SYSTEM and scheme == Qt.ColorScheme.Dark)
    colours = _DARK if dark else _LIGHT
    app.setPalette(_palette(colours))
    sheet = (resources.files("resources") / "styles" / "window.qss").read_text(encoding="utf-8")
    for name, colour in sorted(colours.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", colour)
    app.setStyleSheet(sheet.replace("@icons", f"{resources.files('resources')}/icons"))


def _palette(colours: dict[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, name in (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "base"),
        (role.AlternateBase, "alternate"), (role.Text, "text"), (role.Button, "button"),
        (role.ButtonText, "text"), (role.Highlight, "accent"), (role.HighlightedText, "on_accent"),
        (role.PlaceholderText, "muted"), (role.ToolTipBase, "base"), (role.ToolTipText, "text"),
        (role.Link, "accent"), (role.Mid, "line"), (role.Accent, "accent"),
    ):  # fmt: skip
        palette.setColor(which, QColor(colours[name]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours["muted"]))
    return palette
