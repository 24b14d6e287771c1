"""Opens the catalogue: pragmas, transactions, migration, and what to do when it is broken."""

from __future__ import annotations

import atexit
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from photosearch.catalogue.analyses import Analyses
from photosearch.catalogue.fingerprints import Fingerprints
from photosearch.catalogue.folders import Folders
from photosearch.catalogue.halves import Halves
from photosearch.catalogue.made_captions import MadeCaptions
from photosearch.catalogue.migrate import (
    back_up,
    create,
    migrate,
    refuse_newer,
    schema_version,
)
from photosearch.catalogue.people import People
from photosearch.catalogue.photos import Photos
from photosearch.catalogue.problems import Problems
from photosearch.catalogue.read_meanings import ReadMeanings
from photosearch.catalogue.saved_searches import SavedSearches
from photosearch.catalogue.schema import HEAD
from photosearch.catalogue.searches import Searches
from photosearch.catalogue.vectors import Vectors
from photosearch.catalogue.words import Words
from photosearch.errors import CatalogueBusyError, CatalogueError, StorageError
from photosearch.paths import make_private, make_private_file
from photosearch.said import Said, say

BUSY_SECONDS = 10.0


class Catalogue:
    """The library's database, safe to use from several threads; a context manager.

    Writes go one at a time; reads see the last commit and never wait for a write (WAL).
    ``notice`` tells the user what happened to the file at opening, if anything.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.notice: Said | None = None
        self._read_only = read_only
        self._lock = threading.RLock()
        self._commits = 0
        self._engine = _engine(path, read_only)
        self.folders = Folders(self)
        self.photos = Photos(self)
        self.vectors = Vectors(self)
        self.problems = Problems(self)
        self.words = Words(self)
        self.searches = Searches(self)
        self.saved_searches = SavedSearches(self)
        self.fingerprints = Fingerprints(self)
        self.analyses = Analyses(self)
        self.halves = Halves(self)
        self.read_meanings = ReadMeanings(self)
        self.made_captions = MadeCaptions(self)
        self.people = People(self)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Catalogue:
        """Open the catalogue; the writer makes it, migrates it, and replaces a corrupt one.

        Raises:
            CatalogueError: it can't be used; the message says why and what to do.
        """
        return cls._open_to_read(path) if read_only else cls._open_to_write(path)

    @classmethod
    def _open_to_read(cls, path: Path) -> Catalogue:
        if not path.exists():
            raise CatalogueError("none_yet")
        catalogue = cls(path, read_only=True)
        with catalogue.read() as connection:
            version = schema_version(connection)
        refuse_newer(version)
        if version != HEAD:
            catalogue.close()
            raise CatalogueBusyError("preparing")
        return catalogue

    @classmethod
    def _open_to_write(cls, path: Path) -> Catalogue:
        try:
            make_private(path.parent)
            notice = _set_aside_if_corrupt(path)
            make_private_file(path)
            catalogue = cls(path)
            is_new = catalogue._prepare()
            _running(path).touch()
            _damaged(path).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                "folder_not_written", folder=path.parent, error=error.strerror or error
            ) from error
        if is_new:
            recovered = catalogue.folders.recover()
            catalogue.saved_searches.recover()
            catalogue.notice = notice or (_LOST if recovered else None)
        return catalogue

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose reads all see the same commit.

        Raises:
            CatalogueError: the database can't be read.
        """
        with _translated(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is stored, or nothing.

        Raises:
            CatalogueError: the database is busy or can't be written.
        """
        with self._lock, _translated(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection
            self._commits += 1

    @property
    def commits(self) -> int:
        """How many writes there were; -1 where another process may write unseen."""
        return -1 if self._read_only else self._commits

    def rewrite(self) -> None:
        """Write the file anew, so that nothing that was deleted stands in it, nor beside it.

        Raises:
            CatalogueError: another program holds it.
        """
        with self._lock, _translated(self.path), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("VACUUM")
            deadline = time.monotonic() + BUSY_SECONDS
            while driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > deadline:
                    raise CatalogueBusyError("held")

    def backups(self) -> list[Path]:
        """Return the copies of the file that were made before updates."""
        return sorted(self.path.parent.glob(f"{self.path.stem}.before-*.db"))

    def close(self) -> None:
        """Close; the writer notes that all is well."""
        with self._lock:
            self._engine.dispose()
            if not self._read_only:
                _running(self.path).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _prepare(self) -> bool:
        """Migrate if need be, after a backup; return whether the database was missing or empty."""
        with self.read() as connection:
            version = schema_version(connection)
        refuse_newer(version)
        if version == HEAD:
            return False
        if version is None:
            with self.write() as connection:
                create(connection)
            return True
        back_up(self.path, self.path.with_name(f"{self.path.stem}.before-{HEAD}.db"))
        with self.write() as connection:
            migrate(connection)
        self.saved_searches.keep_list()
        return False


_LOST = say("library.was_lost")


def check(path: Path) -> str | None:
    """Return what SQLite finds wrong with the file, or None if it is sound or not there yet."""
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return None  # locked or not permitted: opening it will say so
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if verdict == "ok" else str(verdict)


def _running(path: Path) -> Path:
    """Return the marker that exists while a writer runs; left behind, it tells of a crash."""
    return path.with_suffix(".running")


def _damaged(path: Path) -> Path:
    """Return the marker that SQLite has met damage: the next start looks at all of the file."""
    return path.with_suffix(".damaged")


def _set_aside_if_corrupt(path: Path) -> Said | None:
    """Move a corrupt database out of the way; return what to tell the user."""
    if not _needs_check(path):
        return None
    fault = check(path)
    if fault is None:
        return None
    kept = path.with_name(f"{path.stem}.corrupt-{datetime.now():%Y%m%d-%H%M%S}.db")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return say("library.made_anew", fault=fault, kept=kept.name)


def _needs_check(path: Path) -> bool:
    """Say whether the last writer crashed, damage was met, or the file begins like no database."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        head = file.read(16)
    doubtful = _running(path).exists() or _damaged(path).exists()
    return doubtful or (head != b"" and head != b"SQLite format 3\0")


def _engine(path: Path, read_only: bool) -> Engine:
    to_read = _uri_to_read(path) if read_only else ""

    def connect() -> sqlite3.Connection:
        target: Path | str = to_read if read_only else path
        connection = sqlite3.connect(
            target,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
            isolation_level=None,  # transactions are begun below, not guessed by the driver
            uri=read_only,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA page_size = 16384")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("begin", "BEGIN"))

    return engine


def _uri_to_read(path: Path) -> str:
    """Return how the database can be read: even where nothing can be written, as SQLite likes to.

    On a read-only or full disk it can't make its notes beside the file. Nobody else writes there
    either, so the file alone is read; what a crash left beside it, in a copy.
    """
    uri = path.absolute().as_uri()
    if _opens(f"{uri}?mode=ro"):
        return f"{uri}?mode=ro"
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        with suppress(OSError):
            return f"{_copied(path, log).as_uri()}?mode=rw"
    return f"{uri}?mode=ro&immutable=1"


def _copied(path: Path, log: Path) -> Path:
    """Copy the database, with what was written beside it last, for as long as this process runs."""
    from shutil import copyfile, rmtree
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="photosearch-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    for file in (path, log):
        copyfile(file, folder / file.name)
    return folder / path.name


def _opens(uri: str) -> bool:
    try:
        with closing(sqlite3.connect(uri, timeout=BUSY_SECONDS, uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    except sqlite3.DatabaseError:
        return True  # it is read, and no database
    return True


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into what a person can act on; our own mistakes stay as they are."""
    try:
        yield
    except DatabaseError as error:
        raise _explained(path, error.orig) from error
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error


def _explained(path: Path, error: BaseException | None) -> BaseException:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    text = str(error)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CatalogueBusyError("held")
    if primary == sqlite3.SQLITE_FULL:
        return StorageError("full", folder=path.parent)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StorageError("not_writable", path=path, text=text)
    if primary == sqlite3.SQLITE_IOERR:
        return StorageError("faulty", path=path, text=text)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        with suppress(OSError):
            _damaged(path).touch()
        return CatalogueError("damaged", text=text)
    return error if error is not None else CatalogueError("other_fault", text=text)
