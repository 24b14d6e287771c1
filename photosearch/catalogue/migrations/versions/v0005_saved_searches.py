"""Saved searches hold whole questions, apart from the history; those of before keep their text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from photosearch.catalogue.schema import saved_pictures, saved_searches, searches

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    saved_searches.create(op.get_bind(), checkfirst=True)
    saved_pictures.create(op.get_bind(), checkfirst=True)
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("searches")}
    if "name" not in columns:  # a new library has none from the first step
        return
    op.execute(
        "INSERT INTO saved_searches (name, text)"
        " SELECT name, text FROM searches WHERE name IS NOT NULL"
    )
    op.execute("ALTER TABLE searches RENAME TO searches_of_before")
    searches.create(op.get_bind())
    op.execute(
        "INSERT INTO searches (id, text, used_at, count)"
        " SELECT id, text, used_at, count FROM searches_of_before WHERE count > 0"
    )
    op.execute("DROP TABLE searches_of_before")


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
