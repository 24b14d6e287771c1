"""Takes the pictures of the window that the README shows: the real program with its real engine.

`make screenshots` runs it, without a screen. Only photographs that scikit-image carries are seen.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import skimage
from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.cli.demo import SAMPLES
from photosearch.paths import HOME_VARIABLE
from ui.engine.controller import Controller
from ui.engine.engine_client import EngineClient, engine_command
from ui.language import speak
from ui.main_window import MainWindow
from ui.settings.model_offer import OFFERED
from ui.theme import DARK, LIGHT, apply_theme

PICTURES = Path(__file__).parent / "pictures"
SIZE = (1180, 760)
PATIENCE_MS = 600_000
# A line edit's clear button comes up in this time.
FADES_MS = 300
ENGLISH, CHINESE = "a cup of coffee on a table", "一只猫"
FILTERED = "a cat type:jpeg -coffee rating:9"


def main() -> None:
    """Take all pictures."""
    app = QApplication([])
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="photosearch-pictures-") as place:
        root = Path(place)
        speak(app, "en")
        apply_theme(app, LIGHT)
        with open_window(root / "first") as window:
            picture_the_start(window, make_archive(root / "Archive"))
        with open_window(root / "second") as window:
            picture_the_rest(app, window, root)


def picture_the_start(window: MainWindow, archive: Path) -> None:
    """An empty library, and one that is being filled."""
    wait_until(window.pages.empty.button.isVisible)
    save("empty", window.grab())
    window.add_folder(archive)
    wait_until(lambda: window.model.rowCount() >= 24 and thumbnails_shown(window))
    save("indexing", window.grab())


def picture_the_rest(app: QApplication, window: MainWindow, root: Path) -> None:
    """Answers, light and dark, and files that can't be read."""
    photos = make_photos(root / "Photos")
    window.add_folder(photos)
    wait_until(lambda: window.model.rowCount() == len(list(photos.iterdir())))
    ask(window, ENGLISH)
    window.photos.more.click()
    wait_until(lambda: thumbnails_shown(window))
    save("light", window.grab())
    apply_theme(app, DARK)
    ask(window, CHINESE)
    save("dark", window.grab())
    apply_theme(app, LIGHT)
    picture_the_reasons(window)
    window.add_folder(make_broken(root / "From the old disk"))
    wait_until(window.strip.problems_button.isVisible)
    window.strip.problems_button.click()
    wait_until(lambda: window.problems.table.rowCount() == 3)
    wait_until(lambda: not window.strip.bar.isVisible())
    window.problems.table.selectRow(0)
    save("problems", beside(window.grab(), window.problems.grab()))
    window.problems.close()


def picture_the_reasons(window: MainWindow) -> None:
    """What was understood, as chips; and why a photo is there."""
    ask(window, FILTERED)
    save("chips", window.grab())
    ask(window, "a cat")
    window.grid.setCurrentIndex(window.model.index(0))
    window.grid.setFocus()
    QTest.keyClick(window.grid, Qt.Key.Key_W)
    wait_until(lambda: window.stack.why.panel.isVisible() and window.stack.why.is_told)
    save("why", window.grab())
    QTest.keyClick(window.preview, Qt.Key.Key_Escape)


@contextmanager
def open_window(home: Path) -> Iterator[MainWindow]:
    """Open the window on an empty library of its own."""
    os.environ[HOME_VARIABLE] = str(home)
    home.mkdir()
    client = EngineClient(engine_command())
    settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue(OFFERED, True)  # the offer of a larger model is made once
    window = MainWindow(Controller(client), settings)
    window.resize(*SIZE)
    client.start()
    window.show()
    window.activateWindow()
    yield window
    window.close()
    client.stop()


def ask(window: MainWindow, text: str) -> None:
    """Type a question and wait for its answer and the pictures."""
    window.search_bar.setFocus()
    window.search_bar.search_for(text)
    wait_until(lambda: window.model.text == text and thumbnails_shown(window))


def thumbnails_shown(window: MainWindow) -> bool:
    """Return whether every photo in sight is painted."""
    window.grid.viewport().repaint()
    rows = range(min(window.model.rowCount(), 24))
    hits = [window.model.hit(row) for row in rows]
    return all(hit and window.thumbnails.pixmap(hit) for hit in hits)


def wait_until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so, and then a moment longer.

    Raises:
        TimeoutError: it takes too long.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("the window did not come to the state that was to be pictured")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    fades = QDeadlineTimer(FADES_MS)
    while not fades.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def beside(window: QPixmap, dialog: QPixmap) -> QPixmap:
    """Return a dialog laid over its window."""
    place = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    painter = QPainter(window)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 70))
    painter.drawPixmap(place, dialog)
    painter.setPen(QColor(0, 0, 0, 90))
    painter.drawRect(dialog.rect().translated(place))
    painter.end()
    return window


def save(name: str, pixmap: QPixmap) -> None:
    """Write a picture with few colours, so that it stays small."""
    path = PICTURES / f"{name}.png"
    pixmap.save(str(path))
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def samples() -> Iterator[tuple[str, Image.Image]]:
    """Yield the photographs that scikit-image carries, by name."""
    data = Path(skimage.__file__).parent / "data"
    for name in SAMPLES:
        with Image.open(data / name) as image:
            yield Path(name).stem, image.convert("RGB")


def make_photos(folder: Path) -> Path:
    """Write each photograph, and three closer views of it."""
    for name, image in samples():
        for view in range(4):
            write(closer(image, 0.05 * view), folder / f"{name} {view}.jpg")
    return folder


def make_archive(folder: Path) -> Path:
    """Write many views of each photograph: enough to watch the engine at work."""
    for name, image in samples():
        for view in range(20):
            write(closer(image, 0.01 * view), folder / f"{name} {view:02}.jpg")
    return folder


def make_broken(folder: Path) -> Path:
    """Write an empty file, one that is cut off, and one that is no picture."""
    whole = write(next(samples())[1], folder / "IMG_2041.jpg")
    whole.write_bytes(whole.read_bytes()[:9000])
    (folder / "IMG_2042.jpg").touch()
    (folder / "notes.jpg").write_text("Milk, bread, batteries for the camera\n", encoding="utf-8")
    return folder


def closer(image: Image.Image, margin: float) -> Image.Image:
    """Return an image without its margins, a share of its size."""
    across, down = round(image.width * margin), round(image.height * margin)
    return image.crop((across, down, image.width - across, image.height - down))


def write(image: Image.Image, path: Path) -> Path:
    """Write a JPEG file."""
    path.parent.mkdir(exist_ok=True)
    image.save(path, quality=92)
    return path


if __name__ == "__main__":
    main()
