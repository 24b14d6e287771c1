from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.migrate import MIGRATIONS
from photosearch.catalogue.schema import FACT_INDEXES, HEAD
from photosearch.query.parse import parse
from photosearch.search.filters import Filters

DAY_US = 86_400 * 10**6
# name: path, width, height, kind, day, camera, lens, latitude, longitude, rating
PHOTOS = {
    "paris": (b"Italy/../a.jpg".replace(b"Italy/../", b"France/"), 40, 30, "jpeg",
              date(2023, 5, 14), "Google Pixel 7", "50mm f/1.8", 48.8584, 2.2945, 5),
    "versailles": (b"France/Versailles/b.png", 30, 40, "png", date(2023, 6, 1), "HUAWEI P30",
                   None, 48.8049, 2.1204, 3),
    "rome": (b"Italy/c.jpg", 30, 30, "jpeg", date(2022, 12, 31), "google pixel 3", None, 41.9,
             12.5, None),
    "fiji": (b"d.heic", 40, 30, "heic", date(2020, 1, 1), None, None, -17.8, 179.99, 0),
    "odd": (b"caf\xe9/e.jpg", 40, 30, "jpeg", date(2019, 1, 1), None, None, None, None, None),
}  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        with catalogue.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO folders (id, path, online) VALUES (1, ?, 1), (2, ?, 0)",
                (b"/photos", os.fsencode("/usb/Ärger")),
            )
            for name, facts in PHOTOS.items():
                path, width, height, kind, day, *rest = facts
                connection.exec_driver_sql(
                    "INSERT INTO photos (folder_id, path, size, mtime_ns, content_hash, width,"
                    " height, kind, taken_us, taken_at, camera, lens, latitude, longitude, rating)"
                    " VALUES (?, ?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (1 + (name == "odd"), path, name.encode(), width, height, kind,
                     (day - date(1970, 1, 1)).days * DAY_US, day.isoformat(), *rest),
                )  # fmt: skip
        yield catalogue


def found(catalogue: Catalogue, typed: str, filters: Filters | None = None) -> set[str]:
    query = parse(typed, date(2024, 5, 15))
    assert not query.errors
    ids = (filters or Filters(catalogue)).matching(query.filters)
    assert ids is not None
    assert sorted(ids.tolist()) == ids.tolist()
    with catalogue.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, content_hash FROM photos").all()
    return {name.decode() for id_, name in rows if id_ in ids}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("in:france", {"paris", "versailles"}),
        ("in:france/versailles", {"versailles"}),
        ("in:photos", {"paris", "versailles", "rome", "fiji"}),
        ("in:ärger", {"odd"}),
        ("in:caf", {"odd"}),
        ("in:nowhere", set()),
        ("date:2023", {"paris", "versailles"}),
        ("date:2023-05-14", {"paris"}),
        ("date:2022..2023-05", {"paris", "rome"}),
        ("date:last summer", {"versailles"}),
        ("before:2023", {"rome", "fiji", "odd"}),
        ("after:2022", {"paris", "versailles"}),
        ("camera:PIXEL", {"paris", "rome"}),
        ("相机:huawei", {"versailles"}),
        ("lens:50mm", {"paris"}),
        ("type:jpg", {"paris", "rome", "odd"}),
        ("rating:5", {"paris"}),
        ("rating:>=3", {"paris", "versailles"}),
        ("rating:0", {"rome", "fiji", "odd"}),
        ("near:48.85,2.29,5", {"paris"}),
        ("near:Paris", {"paris", "versailles"}),
        ("附近:巴黎", {"paris", "versailles"}),
        ("near:罗马", {"rome"}),
        ("near:-17.8,-179.99,10", {"fiji"}),
        ("has:gps", {"paris", "versailles", "rome", "fiji"}),
        ("has:date", set(PHOTOS)),
        ("has:rating", {"paris", "versailles"}),
        ("is:offline", {"odd"}),
        ("is:online", set(PHOTOS) - {"odd"}),
        ("orientation:portrait", {"versailles"}),
        ("orientation:landscape", {"paris", "fiji", "odd"}),
        ("方向:方", {"rome"}),
        ("-in:france", {"rome", "fiji", "odd"}),
        ("-type:png -has:gps", {"odd"}),
        ("in:france type:jpeg -rating:3", {"paris"}),
        ("in:france in:italy", set()),
    ],
)
def test_filters_find_what_satisfies_them(
    catalogue: Catalogue, typed: str, names: set[str]
) -> None:
    assert found(catalogue, typed) == names


def test_without_filters_all_photos_are_let_in(catalogue: Catalogue) -> None:
    assert Filters(catalogue).matching(()) is None


def test_what_is_remembered_is_forgotten_when_something_is_written(catalogue: Catalogue) -> None:
    filters = Filters(catalogue)
    assert found(catalogue, "type:png", filters) == {"versailles"}
    with catalogue.write() as connection:
        connection.exec_driver_sql("UPDATE photos SET kind = 'png' WHERE kind = 'heic'")
    assert found(catalogue, "type:png", filters) == {"versailles", "fiji"}


def test_each_filter_reads_an_index_alone(catalogue: Catalogue) -> None:
    statements: list[str] = []
    with catalogue.read() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(statements.append)
    for typed in ("date:2023", "camera:pixel", "type:png", "rating:4", "near:Paris", "has:gps",
                  "has:date", "is:online", "orientation:portrait"):  # fmt: skip
        found(catalogue, typed)
    asked = {s for s in statements if s.startswith("SELECT id") and "content_hash FROM" not in s}
    with catalogue.read() as connection:
        for statement in asked - {"SELECT id, path FROM folders", "SELECT id FROM folders"}:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            photos = [row[3] for row in plan if "photos" in row[3]]
            assert photos
            assert all("COVERING INDEX" in line for line in photos), (statement, photos)


def test_a_library_of_the_first_version_gains_searches_and_indexes(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with Catalogue.open(path):
        pass
    path.unlink()
    catalogue = Catalogue(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with catalogue.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO folders (path) VALUES (x'2f61')")
        assert "searches" not in inspect(connection).get_table_names()
    catalogue.close()
    with Catalogue.open(path) as opened:
        assert [folder.path for folder in opened.folders.all()] == [Path("/a")]
        opened.searches.remember("a dog")
        with opened.read() as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert set(FACT_INDEXES) <= set(names)
    with sqlite3.connect(tmp_path / f"catalogue.before-{HEAD}.db") as backup:
        assert backup.execute("SELECT count(*) FROM folders").fetchone() == (1,)
    backup.close()
