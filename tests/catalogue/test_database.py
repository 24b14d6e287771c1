from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.migrate import MIGRATIONS, migrate
from photosearch.catalogue.photos import UNDATED
from photosearch.catalogue.schema import HEAD, metadata
from photosearch.errors import (
    CatalogueBusyError,
    CatalogueError,
    CatalogueTooNewError,
    StorageError,
)
from photosearch.library import Library
from photosearch.paths import AppPaths
from tests.conftest import names, update


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


def test_the_newest_migration_is_the_schema_the_program_knows(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    with Catalogue.open(path) as catalogue, catalogue.read() as connection:
        tables = set(inspect(connection).get_table_names())
    assert set(metadata.tables) <= tables


def test_a_new_library_is_what_all_migrations_make_of_none(tmp_path: Path) -> None:
    new, migrated = tmp_path / "new.db", tmp_path / "migrated.db"
    Catalogue.open(new).close()
    with Catalogue(migrated) as catalogue, catalogue.write() as connection:
        migrate(connection)
    assert schema(new) == schema(migrated)


def schema(path: Path) -> tuple[str, dict[tuple[str, str, str], str]]:
    """Return version and schema: of each table, index and trigger its statement."""
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return version, {(*row[:3],): "".join((row[3] or "").split()) for row in rows}


def test_a_library_whose_undated_photos_had_their_files_date_loses_it(path: Path) -> None:
    with Catalogue.open(path) as catalogue, catalogue.write() as connection:
        connection.exec_driver_sql("INSERT INTO folders (id, path) VALUES (1, x'61')")
    with sqlite3.connect(path) as old:  # as it was before
        old.execute("DROP INDEX photos_by_time")
        old.execute("ALTER TABLE photos DROP COLUMN taken_us")
        old.execute("ALTER TABLE photos ADD COLUMN sort_time INTEGER NOT NULL DEFAULT 0")
        old.execute("CREATE INDEX photos_by_time ON photos (sort_time, id, content_hash)")
        old.executemany(
            "INSERT INTO photos (id, folder_id, path, size, mtime_ns, content_hash, taken_at,"
            " sort_time) VALUES (?, 1, ?, 1, ?, x'00', ?, ?)",
            [
                (1, b"undated", 1_750_000_000 * 10**9, None, 1_750_000_000 * 10**9),
                (2, b"dated", 1, "2001-09-09T01:46:40", 1_000_000_000 * 10**9),
            ],
        )
        old.execute("UPDATE alembic_version SET version_num = '0005'")
    old.close()
    with Catalogue.open(path) as catalogue:
        times = catalogue.photos.times(np.array([1, 2])).tolist()
        assert times == [UNDATED, 1_000_000_000 * 10**6]
        assert catalogue.photos.newest().tolist() == [2, 1]


def test_undated_photos_of_before_are_read_again_where_their_names_tell_a_date(
    open_library: Callable[[], Library], home: AppPaths, photos: Path
) -> None:
    (photos / "IMG_0000.jpg").rename(photos / "IMG-20230514-WA0001.jpg")
    library = open_library()
    library.add_folder(photos)
    update(library)
    vectors = library.searchable()
    library.close()
    with sqlite3.connect(home.catalogue) as old:  # as it was before
        old.execute("UPDATE photos SET taken_at = NULL, taken_us = NULL")
        old.execute("UPDATE alembic_version SET version_num = '0016'")
    old.close()
    library = open_library()
    for _ in library.upkeep.refresh():
        pass
    assert library.upkeep.pending() == 1
    update(library)
    assert library.searchable() == vectors
    assert names(library, "date:2023-05-14") == ["IMG-20230514-WA0001.jpg"]


def test_faces_of_before_have_no_moment(path: Path) -> None:
    with Catalogue.open(path):
        pass
    with sqlite3.connect(path) as old:  # as it was before
        old.execute("ALTER TABLE faces DROP COLUMN at_ms")
        old.execute(
            "INSERT INTO faces (content_hash, number, box, pixels, model)"
            " VALUES (x'00', 0, x'00', 9, 'dlib')"
        )
        old.execute("UPDATE alembic_version SET version_num = '0015'")
    old.close()
    with Catalogue.open(path) as catalogue, catalogue.read() as connection:
        rows = connection.exec_driver_sql("SELECT pixels, at_ms FROM faces").all()
    assert [tuple(row) for row in rows] == [(9, None)]


def test_pragmas_are_those_of_the_design(path: Path) -> None:
    with Catalogue.open(path) as catalogue, catalogue.read() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "page_size", "foreign_keys", "synchronous")
        }
    assert pragma == {
        "journal_mode": "wal", "page_size": 16384, "foreign_keys": 1, "synchronous": 1,
    }  # fmt: skip


def test_a_newer_library_is_refused_and_left_as_it_is(path: Path) -> None:
    Catalogue.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(CatalogueTooNewError, match="9999"):
            Catalogue.open(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "damage", [b"this is no database at all", b"SQLite format 3\0" + b"\1" * 5000]
)
def test_a_damaged_file_is_set_aside_and_its_folders_are_kept(
    path: Path, tmp_path: Path, damage: bytes
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    with Catalogue.open(path) as catalogue:
        catalogue.folders.add(photos)
    path.write_bytes(damage)
    path.with_suffix(".running").touch()  # as after a crash
    with Catalogue.open(path) as catalogue:
        assert catalogue.notice is not None
        assert "made anew" in str(catalogue.notice)
        assert [folder.path for folder in catalogue.folders.all()] == [photos]
    (kept,) = tmp_path.glob("catalogue.corrupt-*.db")
    assert kept.read_bytes() == damage


def test_a_sound_library_is_opened_without_a_notice_even_after_a_crash(path: Path) -> None:
    Catalogue.open(path).close()
    path.with_suffix(".running").touch()
    with Catalogue.open(path) as catalogue:
        assert catalogue.notice is None


def test_a_write_is_all_or_nothing(path: Path) -> None:
    with Catalogue.open(path) as catalogue:
        with (  # noqa: PT012 - the failure comes after a write
            pytest.raises(CatalogueError),
            catalogue.write() as connection,
        ):
            connection.exec_driver_sql("INSERT INTO folders (path) VALUES (x'61')")
            raise CatalogueError("half way")
        assert catalogue.folders.all() == []


def test_readers_are_not_kept_waiting_by_a_writer(path: Path) -> None:
    with Catalogue.open(path) as catalogue, catalogue.write() as connection:
        connection.exec_driver_sql("INSERT INTO folders (path) VALUES (x'61')")
        seen: list[int] = []
        thread = threading.Thread(target=lambda: seen.append(len(catalogue.folders.all())))
        thread.start()
        thread.join(timeout=5)
        assert seen == [0]


def test_another_program_that_holds_the_database_is_told_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.catalogue.database.BUSY_SECONDS", 0.05)
    with Catalogue.open(path) as catalogue:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogueBusyError) as caught, catalogue.write():
            pass
        other.close()
    assert caught.value.advice


def test_a_full_disk_is_told_of_and_nothing_is_lost(path: Path, tmp_path: Path) -> None:
    with Catalogue.open(path) as catalogue:
        with catalogue.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageError, match="full"), catalogue.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO folders (path) VALUES (zeroblob(10000000))",
            )
        assert catalogue.folders.all() == []


def test_a_place_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError) as caught:
        Catalogue.open(tmp_path / "file" / "catalogue.db")
    assert caught.value.advice


def test_reading_needs_a_library(path: Path) -> None:
    with pytest.raises(CatalogueError, match="no library yet"):
        Catalogue.open(path, read_only=True)
