"""What many tests need: small photos, a library in a folder of its own, a model that is fast."""

from __future__ import annotations

import compileall
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import hypothesis
import pytest
from filelock import FileLock
from PIL import Image

from photosearch.encoders.colour import COLOURS
from photosearch.encoders.registry import BUILTIN_VARIABLE
from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.settings import Settings, save_settings
from photosearch.spaces.colour_pack import write_colour_pack

# What tests compute is small: on a busy machine, threads of torch that wait for each other take
# minutes over what one does in seconds. Child processes inherit it.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# What is imported and collected lives to the end; looking through it for garbage again and again
# takes a seventh of the time of the window's tests. On again once all are collected.
gc.disable()

# A property is no slower for being tried while a machine is busy.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ROOT = Path(__file__).parents[1]

MakeOnce: TypeAlias = Callable[[str, Callable[[Path], object]], Path]

RGB = {name: rgb for name, _, rgb in COLOURS}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage among what tests make, and not at every turn."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once, where Python is told not to keep what it compiles.

    Tests start hundreds of processes; each would spend a third of its start on it. And each
    process that runs tests would spend ten seconds on the tests.
    """
    if sys.dont_write_bytecode and not hasattr(config, "workerinput"):
        for package in ("photosearch", "ui"):
            compileall.compile_dir(ROOT / package, quiet=2)
    sys.dont_write_bytecode = False


@pytest.fixture(scope="session", autouse=True)
def forked_workers() -> Iterator[None]:
    """Fork the workers of libraries that are opened in this process, where that is sound."""
    if sys.platform != "linux":
        yield
        return
    from tests.forked import forked_context

    context = forked_context()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("photosearch.indexing.pool.get_context", lambda _: context)
        yield


@pytest.fixture(scope="session")
def colour_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack that knows colours by name."""
    folder = tmp_path_factory.mktemp("colours") / "mini"
    write_colour_pack(folder)
    return folder


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeOnce:
    """Make a folder once for all processes that the tests run in; it is not to be changed."""
    own = tmp_path_factory.getbasetemp()
    place = (own if worker_id == "master" else own.parent) / "made-once"
    place.mkdir(exist_ok=True)

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, draft = place / name, place / f"{name}.draft"
        with FileLock(place / f"{name}.lock"):
            if not folder.exists():
                shutil.rmtree(draft, ignore_errors=True)  # of a test that was stopped
                draft.mkdir()
                make(draft)
                draft.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def tiny_pack(make_once: MakeOnce) -> Path:
    """The folder of a pack that training exported, of the tiny towers; not to be changed."""
    from photosearch.training.export import export_pack, mini_pack
    from tests.training.towers import TINY, tiny_image_tower, tiny_text_tower, tiny_tokenizer

    def export(folder: Path) -> None:
        towers = tiny_image_tower(), tiny_text_tower()
        pack = mini_pack("tiny", "1", TINY, 16, 8, 32)
        export_pack(folder, *towers, tiny_tokenizer(), pack)

    return make_once("tiny", export)


@pytest.fixture
def home(tmp_path: Path, colour_pack: Path, monkeypatch: pytest.MonkeyPatch) -> AppPaths:
    """The paths of no library yet, for one worker; child processes find them, and the colour pack.

    A worker takes longer to start than for the few photos of a test.
    """
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv(BUILTIN_VARIABLE, str(colour_pack))
    paths = AppPaths.default()
    save_settings(paths.settings, Settings(workers=1, read_text=False))
    return paths


@pytest.fixture
def settings() -> Settings:
    """One worker, no watching: what most tests want."""
    return Settings(workers=1, watch=False, read_text=False)


@pytest.fixture
def open_library(home: AppPaths, settings: Settings) -> Iterator[Callable[[], Library]]:
    """Open the library; it is closed when the test ends."""
    opened: list[Library] = []

    def open_it() -> Library:
        library = Library.open(home, settings)
        opened.append(library)
        return library

    yield open_it
    for library in opened:
        library.close()


@pytest.fixture(scope="module")
def open_shared_library(
    tmp_path_factory: pytest.TempPathFactory, colour_pack: Path
) -> Iterator[Callable[[Path], Library]]:
    """Index a folder once for all tests of a module, none of which changes library or folder."""
    opened: list[Library] = []

    def open_it(folder: Path) -> Library:
        paths = AppPaths.under(tmp_path_factory.mktemp("home"))
        library = Library.open(paths, Settings(workers=1, watch=False, read_text=False))
        opened.append(library)
        library.add_folder(folder)
        update(library)
        return library

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(BUILTIN_VARIABLE, str(colour_pack))
        yield open_it
        for library in opened:
            library.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with a photo of each of four colours."""
    return paint_four(tmp_path / "photos")


def paint_four(folder: Path) -> Path:
    """Write a photo of each of four colours into a folder."""
    for name in ("red", "green", "blue", "yellow"):
        paint(folder / f"IMG_{list(RGB).index(name):04}.jpg", name)
    return folder


def paint(path: Path, colour: str, size: tuple[int, int] = (48, 32)) -> Path:
    """Write a picture of one colour; its kind follows from the suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, RGB[colour]).save(path)
    return path


def update(library: Library) -> None:
    """Bring a library up to date."""
    for _ in library.update():
        pass


def names(library: Library, query: str, count: int = 100) -> list[str]:
    """Return the file names that a query finds, matches only."""
    answer = library.search(query)
    return [hit.path.name for hit in library.hits(answer, 0, min(count, answer.matches))]


@pytest.fixture
def own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of this test alone, for child processes too."""
    home = tmp_path / "user"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    for name in [name for name in sys.modules if name.startswith("send2trash")]:
        monkeypatch.delitem(sys.modules, name)  # it looks for the trash when it is loaded
    return home / "share" / "Trash"
