"""The languages of the window: English and Simplified Chinese, the system's or the user's choice.

The words are in ``resources/i18n``; ``make translations`` brings them up to date with the program.
English has a file too: it holds the forms for one and for many.
"""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

SYSTEM, ENGLISH, CHINESE = "system", "en", "zh"
LANGUAGES = (SYSTEM, ENGLISH, CHINESE)

_FILES = {ENGLISH: "photosearch_en", CHINESE: "photosearch_zh_CN"}
_QT_FILES = {CHINESE: "qtbase_zh_CN"}


def speak(app: QCoreApplication, language: str = SYSTEM) -> str:
    """Let windows that are made from now on speak a language; return the one it became."""
    if language not in _FILES:
        language = _of_the_system()
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(_locale(language))
    own = str(resources.files("resources") / "i18n")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(app, _QT_FILES.get(language, ""), qt)
    _install(app, _FILES[language], own)
    return language


def spoken() -> str:
    """Return the language that is spoken now."""
    is_chinese = QLocale().language() == QLocale.Language.Chinese
    return CHINESE if is_chinese else ENGLISH


def _of_the_system() -> str:
    wanted = QLocale.system().uiLanguages()
    return CHINESE if wanted and wanted[0].startswith("zh") else ENGLISH


def _locale(language: str) -> QLocale:
    """Return how numbers and dates are written: as the system does where it speaks the same."""
    system = QLocale.system()
    if language == CHINESE:
        own = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    else:
        own = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return system if system.language() == own.language() else own


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if name and translator.load(name, folder):
        app.installTranslator(translator)
