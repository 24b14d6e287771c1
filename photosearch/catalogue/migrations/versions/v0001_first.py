"""The first schema."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import FTS, metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
TABLES = ("folders", "photos", "photo_words", "spaces", "vectors", "problems")


def upgrade() -> None:
    tables = [metadata.tables[name] for name in TABLES]
    metadata.create_all(op.get_bind(), tables)
    for statement in FTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
