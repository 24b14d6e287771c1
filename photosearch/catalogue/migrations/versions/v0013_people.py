"""People: their faces and names; why an analyser could not see a photo; who wrote a word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from photosearch.catalogue.schema import faces, people, people_apart

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    for table in (people, faces, people_apart):
        table.create(connection, checkfirst=True)
    columns = {column["name"] for column in sa.inspect(connection).get_columns("photo_words")}
    if "writer" not in columns:  # a new library has it from the first step
        op.add_column("photo_words", _text("writer"))
    columns = {column["name"] for column in sa.inspect(connection).get_columns("analyses")}
    if "reason" not in columns:
        op.add_column("analyses", _text("reason"))
        connection.exec_driver_sql("UPDATE analyses SET reason = detail, detail = ''")
        connection.exec_driver_sql(
            "CREATE INDEX analyses_that_failed ON analyses (photo_id) WHERE reason != ''"
        )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
