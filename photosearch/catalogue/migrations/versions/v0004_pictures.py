"""Spaces say what saw their pictures, so that a space of the same eyes needs not look again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("spaces")}
    if "pictures" not in columns:  # a new library has it from the first step
        op.add_column("spaces", sa.Column("pictures", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
