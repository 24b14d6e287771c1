"""Photos get a perceptual hash; those indexed before, from their thumbnails later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("photos")}
    if "perceptual_hash" not in columns:  # a new library has it from the first step
        op.add_column("photos", sa.Column("perceptual_hash", sa.Integer))


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
