"""People: their faces and names; why an analyser could not see a photo; who wrote a word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from photosearch.catalogue.schema import faces, people, people_apart

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


INDEXES = (
    "words_by_writer ON photo_words (writer, photo_id) WHERE writer != ''",
    "words_of_people ON photo_words (folded) WHERE source = 'person'",
    "analyses_that_failed ON analyses (photo_id) WHERE reason != ''",
)


def upgrade() -> None:
    connection = op.get_bind()
    for table in (people, faces, people_apart):
        table.create(connection, checkfirst=True)
    # A new library has the columns from the first step.
    if "writer" not in _columns(connection, "photo_words"):
        op.add_column("photo_words", _text("writer"))
    if "reason" not in _columns(connection, "analyses"):
        op.add_column("analyses", _text("reason"))
        connection.exec_driver_sql("UPDATE analyses SET reason = detail, detail = ''")
    for index in INDEXES:
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {index}")


def _columns(connection: sa.Connection, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(connection).get_columns(table)}


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
