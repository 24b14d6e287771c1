"""What analysers found beside the embedding: text in pictures, and where it stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from photosearch.catalogue.schema import analyses

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    analyses.create(connection, checkfirst=True)
    columns = {column["name"] for column in sa.inspect(connection).get_columns("photo_words")}
    if "box" not in columns:  # a new library has it from the first step
        op.add_column("photo_words", sa.Column("box", sa.LargeBinary))


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
