"""Brings a database, a new one too, to the schema that this program knows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection

from photosearch.catalogue.schema import FACT_INDEXES, FTS, HEAD, metadata
from photosearch.errors import CatalogueTooNewError
from photosearch.paths import make_private_file

MIGRATIONS = Path(__file__).parent / "migrations"


def schema_version(connection: Connection) -> str | None:
    """Return the database's version, or None where it is new."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).first()
    if found is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def refuse_newer(version: str | None) -> None:
    """Raise CatalogueTooNewError for a schema from the future; versions sort as text."""
    if version is not None and version > HEAD:
        raise CatalogueTooNewError("format", version=version, head=HEAD)


def create(connection: Connection) -> None:
    """Make the tables of a new database, within the connection's transaction.

    The steps from the first one on make the same; loading and running them takes half a second.
    """
    metadata.create_all(connection, checkfirst=False)
    for name, columns in FACT_INDEXES.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON photos ({columns})")
    for statement in (*FTS, *_VERSION):
        connection.exec_driver_sql(statement)


# As Alembic keeps it.
_VERSION = (
    """
    CREATE TABLE alembic_version (
        version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
    )
    """,
    f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')",
)


def migrate(connection: Connection) -> None:
    """Run the steps that are missing, within the connection's transaction."""
    # Imported here: it takes a while, and is needed once a version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def back_up(source: Path, target: Path) -> None:
    """Copy a database as one consistent file."""
    make_private_file(target)
    with sqlite3.connect(source) as original, sqlite3.connect(target) as copy:
        original.backup(copy)
    original.close()
    copy.close()
