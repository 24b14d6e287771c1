"""Words are compared by their tokens; names of files and folders are kept as they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from photosearch.catalogue.schema import FTS
from photosearch.text.folding import indexed, readable

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
_ROWS = 10_000


def upgrade() -> None:
    connection = op.get_bind()
    columns = {column["name"] for column in sa.inspect(connection).get_columns("photo_words")}
    if "folded" in columns:  # a new library has it from the first step
        return
    for trigger in ("photo_words_added", "photo_words_removed"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE photo_words_fts")
    op.add_column("photo_words", sa.Column("folded", sa.Text, nullable=False, server_default=""))
    op.execute("DELETE FROM photo_words WHERE source IN ('file', 'folder')")
    _add_names(connection)
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.create_function("indexed", 1, indexed, deterministic=True)
    op.execute("UPDATE photo_words SET folded = indexed(text)")
    for statement in FTS:
        op.execute(statement)
    op.execute("INSERT INTO photo_words_fts(photo_words_fts) VALUES ('rebuild')")


def _add_names(connection: sa.Connection) -> None:
    rows = connection.exec_driver_sql(
        "SELECT p.id, f.path, p.path FROM photos p JOIN folders f ON f.id = p.folder_id"
        " WHERE p.content_hash IS NOT NULL ORDER BY p.id"
    )
    while some := rows.fetchmany(_ROWS):
        names = [(row[0], *name) for row in some for name in _names(row[1], row[2])]
        connection.exec_driver_sql(
            "INSERT INTO photo_words (photo_id, source, text) VALUES (?, ?, ?)", names
        )


def _names(root: bytes, path: bytes) -> Iterator[tuple[str, str]]:
    """Yield the file's name, then those of its folders, as new photos have them."""
    *folders, name = os.fsdecode(path).split("/")
    yield "file", readable(name)
    for folder in (Path(os.fsdecode(root)).name, *folders):
        if folder:
            yield "folder", readable(folder)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
