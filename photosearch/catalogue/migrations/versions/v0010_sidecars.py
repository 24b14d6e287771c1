"""A sidecar's change is noticed by its own size and time; photos that have one are read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("photos")}
    if "sidecar" not in columns:  # a new library has it from the first step
        op.add_column(
            "photos", sa.Column("sidecar", sa.Integer, nullable=False, server_default="0")
        )


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
