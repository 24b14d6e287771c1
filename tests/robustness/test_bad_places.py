"""A disk, a database or a folder that is not as it should be: a clear sentence, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from photosearch.cli.output import one_line
from photosearch.errors import (
    CatalogueBusyError,
    CatalogueError,
    FolderError,
    PhotosearchError,
    StorageError,
)
from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.settings import Settings, save_settings
from photosearch.wire import messages
from tests.conftest import names, paint, update
from tests.engine_process import Engine

Open = Callable[[], Library]
RED = "IMG_0000.jpg"
MANY = 120


@pytest.fixture
def library(open_library: Open, photos: Path) -> Library:
    """A library whose four photos are indexed."""
    library = open_library()
    library.add_folder(photos)
    update(library)
    return library


def is_told(error: PhotosearchError) -> bool:
    return bool(error.title and error.reason and error.advice)


def run_limited(*arguments: str | Path, bytes_a_file: int) -> subprocess.CompletedProcess[str]:
    """Run a command that may write no file longer than this, as on a disk that is full."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes_a_file},) * 2)"
    script = f"{limit}; from photosearch.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
    )


# Disk -----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX's")
def test_a_disk_that_fills_up_while_indexing_is_told_of_and_nothing_is_lost(
    library: Library, open_library: Open, home: AppPaths, photos: Path
) -> None:
    library.close()
    # A database that has just been made has free pages: these hold more than fits in them.
    for number in range(MANY):
        paint(photos / f"{'more ' * 40}{number}.png", "purple", (30, 20 + number))
    room = max(path.stat().st_size for path in home.data.iterdir()) + 8_000
    done = run_limited("index", bytes_a_file=room)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "disk" in done.stderr
    again = open_library()
    assert again.notice is None
    assert again.searchable() >= 4
    assert again.problem_count() == 0
    update(again)
    assert again.searchable() == again.photos() == 4 + MANY


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX's")
def test_a_disk_without_room_for_a_library_is_told_of(home: AppPaths, photos: Path) -> None:
    done = run_limited("add", photos, bytes_a_file=2000)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "disk" in done.stderr


def test_thumbnails_that_cannot_be_kept_cost_no_photo(
    open_library: Open, home: AppPaths, photos: Path
) -> None:
    home.cache.mkdir(parents=True)
    home.thumbnails.write_text("in the way")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.searchable() == 4
    assert library.problems() == []
    photo = library.photo_at(photos / RED)
    assert photo is not None
    assert library.make_thumbnail(photo) is None


def test_an_index_that_cannot_be_kept_is_told_of(home: AppPaths, settings: Settings) -> None:
    home.cache.mkdir(parents=True)
    home.index.write_text("in the way")
    with Library.open(home, settings) as library, pytest.raises(StorageError) as caught:
        library.search("red")
    assert is_told(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="/sys takes no files, from anybody")
def test_a_read_only_disk_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, "/sys/photosearch")
    with pytest.raises(StorageError) as caught:
        Library.open(AppPaths.default())
    assert is_told(caught.value)
    with Engine() as engine:
        failure = engine.wait_for(messages.Failure)
        assert failure.said.title == "Can't write to disk"
        assert failure.said.advice
        assert engine.process.wait(20) == 3


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A disk of 8 MB that holds the library; it can be made read-only, or filled to the brim."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    monkeypatch.setenv(HOME_VARIABLE, str(disk / "home"))
    save_settings(AppPaths.default().settings, Settings(workers=1, read_text=False))

    def make(state: str) -> None:
        if state == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        elif state == "full":
            with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as file:
                while file.write(bytes(4096)):
                    pass

    yield make
    subprocess.run(["umount", str(disk)], check=True)


def photosearch(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "photosearch", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
    )


CRASHES = """
import os
from photosearch import AppPaths, Library
library = Library.open(AppPaths.default())
library.save_search("Red", "red")
os._exit(0)
"""


@pytest.mark.parametrize("end", ["closed", "crashed"])
@pytest.mark.parametrize("state", ["read-only", "full"])
def test_search_works_where_nothing_can_be_written(
    home: AppPaths, small_disk: Callable[[str], None], photos: Path, state: str, end: str
) -> None:
    data = AppPaths.default().data
    assert photosearch("add", photos).returncode == 0
    if end == "crashed":  # what is not yet in the database itself lies beside it
        subprocess.run([sys.executable, "-c", CRASHES], check=True)
        assert (data / "catalogue.db-wal").stat().st_size
    small_disk(state)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    for command, *rest in (("search", "red"), ("why", "red", photos / RED), ("searches",)):
        done = photosearch(command, *rest)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert command != "search" or RED in done.stdout.splitlines()[0]
        assert command != "searches" or ("Red" in done.stdout) == (end == "crashed")
    if state == "read-only":
        assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before


@pytest.mark.skipif(sys.platform == "win32", reason="the rights are POSIX's")
def test_only_its_owner_may_read_a_library(library: Library, home: AppPaths) -> None:
    for folder in (home.data, home.cache):
        assert folder.stat().st_mode & 0o777 == 0o700
    files = [path for path in home.data.glob("catalogue.*") if path.stat().st_size]
    assert files
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


@pytest.mark.skipif(sys.platform == "win32", reason="the rights are POSIX's")
def test_a_library_that_others_could_read_is_closed_to_them(
    library: Library, open_library: Open, home: AppPaths
) -> None:
    library.close()
    home.data.chmod(0o755)
    home.cache.chmod(0o755)
    home.catalogue.chmod(0o644)
    open_library()
    assert home.data.stat().st_mode & 0o077 == home.cache.stat().st_mode & 0o077 == 0
    assert home.catalogue.stat().st_mode & 0o077 == 0


# Database -------------------------------------------------------------------------------------


@contextmanager
def locked(home: AppPaths) -> Iterator[None]:
    """Hold the database as another program would."""
    other = sqlite3.connect(home.catalogue, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def test_a_locked_database_answers_questions_and_takes_work_up_again(
    library: Library,
    open_library: Open,
    home: AppPaths,
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.close()
    monkeypatch.setattr("photosearch.catalogue.database.BUSY_SECONDS", 0.05)
    library = open_library()
    paint(photos / "new.jpg", "purple")
    with locked(home):
        assert names(library, "red")[0] == RED
        with pytest.raises(CatalogueBusyError) as caught:
            update(library)
    assert is_told(caught.value)
    update(library)
    assert names(library, "purple")[0] == "new.jpg"


def test_an_engine_whose_database_is_damaged_says_so_and_the_next_one_heals_it(
    library: Library, home: AppPaths, photos: Path
) -> None:
    library.close()
    damage(home.catalogue)
    with Engine() as engine:
        failure = engine.wait_for(messages.Failure)
        assert "damaged" in failure.said.reason
        assert failure.said.advice
    with Engine() as engine:
        notice = engine.wait_for(messages.Failure)
        assert "made anew from your folders" in notice.said.reason
        assert engine.wait_until_idle().done == 4
        assert Path(engine.ask(1, "red").rows[0].path) == photos / RED


def test_damage_that_is_met_is_remembered_after_a_clean_end(
    library: Library, open_library: Open, home: AppPaths
) -> None:
    library.close()
    damage(home.catalogue)
    with pytest.raises(CatalogueError, match="damaged") as caught:
        use(open_library())
    assert is_told(caught.value)
    healed = open_library()
    assert healed.notice is not None
    update(healed)
    assert healed.searchable() == 4
    assert len(list(home.data.glob("*.corrupt-*.db"))) == 1


@pytest.mark.parametrize("loss", ["deleted", "emptied", "deleted but for its log"])
def test_a_database_that_is_lost_is_made_anew_from_the_folders(
    library: Library, open_library: Open, home: AppPaths, loss: str
) -> None:
    library.save_search("Red", "red")
    log = home.catalogue.with_name("catalogue.db-wal")
    kept = log.read_bytes()
    library.close()
    if loss == "emptied":
        home.catalogue.write_bytes(b"")
    else:
        home.catalogue.unlink()
        if loss.endswith("log"):
            log.write_bytes(kept)
    again = open_library()
    assert again.notice is not None
    assert "made anew from your folders" in str(again.notice)
    assert [folder.path for folder in again.folders()] != []
    update(again)
    assert again.searchable() == 4
    assert [search.name for search in again.saved_searches()] == ["Red"]
    again.close()
    assert open_library().notice is None


def test_a_question_to_a_lost_library_says_what_is_going_on(
    library: Library, home: AppPaths, settings: Settings
) -> None:
    library.close()
    home.catalogue.unlink()
    with Library.open_to_read(home, settings) as reader:
        assert reader.notice is not None
        assert len(reader.folders()) == 1


def test_a_new_library_has_no_notice(open_library: Open, home: AppPaths) -> None:
    assert open_library().notice is None


def damage(path: Path) -> None:
    """Overwrite all pages but the first, which holds the schema's beginning."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(16_384)
        file.write(os.urandom(size - 16_384))


def use(library: Library) -> None:
    try:
        update(library)
        library.search("red")
    finally:
        library.close()


# Folders --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/no/such/place", "a" * 5000, "~nobody-of-that-name/x", "a\0b"])
def test_a_path_that_is_none_is_told_of(library: Library, path: str) -> None:
    with pytest.raises(FolderError) as caught:
        library.add_folder(Path(path))
    assert is_told(caught.value)
    assert len(library.folders()) == 1


def test_a_folder_inside_one_of_the_library_is_refused_however_it_is_written(
    library: Library, photos: Path
) -> None:
    paint(photos / "trip" / "a.jpg", "purple")
    for path in (photos / "trip", photos / "trip" / ".." / "trip", photos / ".", photos):
        with pytest.raises(FolderError, match="in the library already"):
            library.add_folder(path)
    update(library)
    assert library.photos() == library.searchable() == 5


def test_a_folder_around_one_of_the_library_takes_its_photos_over(
    library: Library, photos: Path
) -> None:
    before = library.photo_at(photos / RED)
    paint(photos.parent / "outside.jpg", "purple")
    library.add_folder(photos.parent)
    update(library)
    assert [folder.path for folder in library.folders()] == [photos.parent]
    assert library.photo_at(photos / RED) == before
    assert library.photos() == library.searchable() == 5
    assert names(library, "red")[0] == RED


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
@pytest.mark.parametrize("name", [b"caf\xe9", "海边 🏖 Ünï".encode(), b"line\nbreak", b"\x01'\";%_"])
def test_names_of_any_bytes_live_through_engine_and_command_line(
    home: AppPaths, tmp_path: Path, name: bytes
) -> None:
    folder = tmp_path / "odd" / os.fsdecode(name)
    photo = folder / (os.fsdecode(name) + ".jpg")
    paint(folder / "a.jpg", "red").rename(photo)
    with Engine() as engine:
        engine.send(messages.AddFolder(path=str(folder)))
        while (progress := engine.wait_until_idle()).total == 0:
            pass
        assert progress.problems == 0
        hit = engine.ask(1, "red").rows[0]
        assert hit.path == photo
        assert hit.thumbnail is not None
        assert hit.thumbnail.is_file()
    command = [sys.executable, "-m", "photosearch", "status"]
    told = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    assert os.fsencode(one_line(str(folder))) in told
