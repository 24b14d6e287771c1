"""The first schema."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import FTS, metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    for statement in FTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
